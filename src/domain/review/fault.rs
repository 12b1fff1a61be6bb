//! What an agency's chain may not be: everything that is wrong with it at once, each at its step and its field.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::{
    chain::{Chain, Step, When, Where},
    claim::MAX_CLAIM,
};
use crate::{
    domain::{
        account::Officer,
        id::{AccountId, DepartmentId},
    },
    law::{GroundKey, Law, LimitKey, Required, Role, StepKey, StepKind},
};

/// The longest name of a step, in characters.
pub const MAX_NAME: usize = 20;
/// The most steps of a chain.
pub const MAX_STEPS: usize = 12;

/// The people and departments of the agency, as far as a chain may name them.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    pub departments: BTreeSet<DepartmentId>,
    /// Whoever can sign in.
    pub people: BTreeMap<AccountId, Officer>,
}

/// Something wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// None: with the chain as a whole.
    pub step: Option<StepKey>,
    pub part: StepPart,
    pub problem: Problem,
}

crate::law::words! {
    /// A part of a step, as its form has it.
    pub enum StepPart {
        Place = "place",
        Name = "name",
        Role = "role",
        Department = "department",
        Accounts = "account",
        When = "when",
        Claim = "claim",
        WorkingDays = "days",
        Bypass = "bypass",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A kind of step that no agency does without is not taken in every letter, or not where the law demands it.
    Missing(StepKind),
    TooMany(usize),
    /// The signature stands alone at the end.
    NotLast,
    /// It is given once.
    SignedTwice,
    /// It is given always.
    NotAlways,
    LongName(usize),
    /// Another step has that name.
    SameName,
    /// Those who may take a step of this kind.
    OtherRole(Vec<Role>),
    NoSuchDepartment,
    NoSuchPerson,
    /// Somebody who is named does not have the role, or is of another department.
    NotTheirs(AccountId),
    NothingChosen,
    /// The time for claiming is from one working day to so many.
    ClaimDays(u16),
    /// Nobody could claim a case.
    Nobody,
    NoSuchGround(GroundKey),
    /// More than the law gives for the whole answer, or none at all.
    Days(u16),
    /// Nobody may leave it out.
    Demanded,
}

impl Chain {
    /// Everything that is wrong with it, for an agency with these people, by the law of a day.
    pub fn faults(&self, law: &Law, staff: &Staff, on: Date) -> Vec<Fault> {
        let mut faults = self.of_the_whole(law);
        for step in &self.steps {
            let problems = step.problems(law, staff, on).into_iter();
            faults.extend(problems.map(|(part, problem)| Fault {
                step: Some(step.key.clone()),
                part,
                problem,
            }));
            let name = step.called(law);
            let before = self.steps.iter().take_while(|other| other.key != step.key);
            if before.map(|other| other.called(law)).any(|other| other == name) {
                faults.push(Fault {
                    step: Some(step.key.clone()),
                    part: StepPart::Name,
                    problem: Problem::SameName,
                });
            }
        }
        faults
    }

    fn of_the_whole(&self, law: &Law) -> Vec<Fault> {
        let mut problems = Vec::new();
        for kind in StepKind::ALL {
            let mut steps = self.steps.iter().filter(|step| step.kind == *kind);
            let kept = match law.step_rule(*kind).required {
                Required::Never => true,
                Required::Always => steps.any(|step| step.when == When::Always),
                Required::ByGround => steps.any(|step| step.when.holds_for_notices()),
            };
            if !kept {
                problems.push(Problem::Missing(*kind));
            }
        }
        if self.steps.len() > MAX_STEPS {
            problems.push(Problem::TooMany(MAX_STEPS));
        }
        let whole = problems.into_iter().map(|problem| Fault {
            step: None,
            part: StepPart::Place,
            problem,
        });
        let mut faults: Vec<Fault> = whole.collect();
        let last = self.steps.iter().map(|step| step.rank).max();
        let signs = |step: &&Step| step.kind == StepKind::SignOff;
        for (number, step) in self.steps.iter().filter(signs).enumerate() {
            let fault = |part, problem| Fault {
                step: Some(step.key.clone()),
                part,
                problem,
            };
            let beside = self.steps.iter().filter(|other| other.rank == step.rank).count();
            if number > 0 {
                faults.push(fault(StepPart::Place, Problem::SignedTwice));
            } else if Some(step.rank) != last || beside > 1 {
                faults.push(fault(StepPart::Place, Problem::NotLast));
            }
            if step.when != When::Always {
                faults.push(fault(StepPart::When, Problem::NotAlways));
            }
        }
        faults
    }
}

impl Step {
    /// Its own name, or that of its kind.
    pub fn called<'a>(&'a self, law: &'a Law) -> &'a str {
        self.name.as_deref().unwrap_or(&law.step_rule(self.kind).name)
    }

    fn problems(&self, law: &Law, staff: &Staff, on: Date) -> Vec<(StepPart, Problem)> {
        let rule = law.step_rule(self.kind);
        let mut problems = Vec::new();
        if self.called(law).chars().count() > MAX_NAME {
            problems.push((StepPart::Name, Problem::LongName(MAX_NAME)));
        }
        if !rule.roles.contains(&self.who.role) {
            problems.push((StepPart::Role, Problem::OtherRole(rule.roles.clone())));
        }
        problems.extend(self.named(staff));
        problems.extend(self.timed(law, staff));
        let most = law.limit(LimitKey::Reply, on).amount;
        if self.working_days.is_some_and(|days| days == 0 || days > most) {
            problems.push((StepPart::WorkingDays, Problem::Days(most)));
        }
        let demanded = match rule.required {
            Required::Always => true,
            // A step that is taken wherever the law demands it, and nowhere else, is never left out.
            Required::ByGround => self.when == When::ByGround,
            Required::Never => false,
        };
        if demanded && self.bypass.is_some() {
            problems.push((StepPart::Bypass, Problem::Demanded));
        }
        problems
    }

    /// What is wrong with when it is taken.
    fn timed(&self, law: &Law, staff: &Staff) -> Vec<(StepPart, Problem)> {
        let mut problems = Vec::new();
        match &self.when {
            When::Always | When::ByGround => {}
            When::For { outcomes, grounds } => {
                if outcomes.is_empty() && grounds.is_empty() {
                    problems.push((StepPart::When, Problem::NothingChosen));
                }
                let unknown = grounds.iter().filter(|key| law.ground(key).is_none());
                problems.extend(unknown.map(|key| (StepPart::When, Problem::NoSuchGround(key.clone()))));
            }
            When::Claimed { working_days } => {
                if !(1..=MAX_CLAIM).contains(working_days) {
                    problems.push((StepPart::Claim, Problem::ClaimDays(MAX_CLAIM)));
                }
                if !staff.people.values().any(|officer| self.who.may_be(officer)) {
                    problems.push((StepPart::When, Problem::Nobody));
                }
            }
        }
        problems
    }

    /// What is wrong with the department and the people that it names.
    fn named(&self, staff: &Staff) -> Vec<(StepPart, Problem)> {
        let department = match self.who.department {
            Some(Where::Named(department)) => Some(department),
            Some(Where::Handling) | None => None,
        };
        if department.is_some_and(|department| !staff.departments.contains(&department)) {
            return vec![(StepPart::Department, Problem::NoSuchDepartment)];
        }
        let problem = |id: &AccountId| {
            let Some(officer) = staff.people.get(id) else {
                return Some(Problem::NoSuchPerson);
            };
            let of_it = department.is_none() || officer.department == department;
            (!officer.is(self.who.role) || !of_it).then_some(Problem::NotTheirs(*id))
        };
        let problems = self.who.accounts.iter().filter_map(problem);
        problems.map(|problem| (StepPart::Accounts, problem)).collect()
    }
}
