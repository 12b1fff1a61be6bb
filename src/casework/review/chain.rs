//! 审核流程: an administrator changes the review chain of an agency. It is tried with the agency's past cases before it takes
//! effect; reviews under way keep the steps that they were planned with.

use std::collections::BTreeMap;

use crate::casework::{
    Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part},
        case::Case,
        event::{Event, Recorded},
        id::{CaseId, CaseNumber},
        review::{Chain, Fault, Plan, PlannedStep, Staff, Step, unstaffed},
    },
    law::{Law, Role, StepKey},
    store::{self, Connection, Scope, StoreError, review_chain::Version},
};

/// The longest reason, in characters.
pub const MAX_WHY: usize = 200;
/// The past cases with which a chain is tried.
pub const TRIED: usize = 500;
/// Cases read at once.
const AT_ONCE: u64 = 50;
/// Cases that a trial names of each sort.
const NAMED: usize = 10;

/// Why a chain does not take effect.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// Not an administrator of the agency.
    #[error("not an administrator")]
    NotTheirs,
    /// Somebody else changed it in between.
    #[error("the chain was changed meanwhile")]
    Stale(Box<Version>),
    #[error("{} things are wrong with the chain", .0.len())]
    Faults(Vec<Fault>),
    /// It is the chain that is in force.
    #[error("it changes nothing")]
    Same,
    #[error("no reason, or one that is too long")]
    Why,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A chain to take effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChain {
    pub steps: Vec<Step>,
    pub why: String,
    /// The version that its giver saw.
    pub after: u32,
}

/// The people and departments of an agency that a chain may name.
pub async fn staff(db: &impl Connection, scope: Scope) -> Result<Staff, StoreError> {
    let departments = store::agency::departments(db, scope).await?;
    let accounts = store::account::list(db, scope).await?;
    Ok(Staff {
        departments: departments
            .into_iter()
            .filter(|department| department.active)
            .map(|department| department.id)
            .collect(),
        people: accounts
            .iter()
            .filter(|account| account.active)
            .map(|account| (account.id, account.officer()))
            .collect(),
    })
}

/// Lets a chain take effect, for whatever goes into review from now on.
pub async fn change(office: &Office, officer: &Officer, new: NewChain) -> Result<Version, ChainError> {
    if !officer.is(Role::Administrator) {
        return Err(ChainError::NotTheirs);
    }
    let why = new.why.trim();
    if why.is_empty() || why.chars().count() > MAX_WHY {
        return Err(ChainError::Why);
    }
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let at_work = office.as_it_stands(&tx, scope).await?;
    let stands = &at_work.chain;
    if stands.version != new.after {
        return Err(stale(&tx, scope).await?);
    }
    if stands.steps == new.steps {
        return Err(ChainError::Same);
    }
    let version = Version {
        chain: Chain {
            version: stands.version + 1,
            steps: new.steps,
        },
        why: why.to_owned(),
        by: officer.account,
        created_at: office.now(),
    };
    let faults = version
        .chain
        .faults(&at_work.law, &staff(&tx, scope).await?, office.today());
    if !faults.is_empty() {
        return Err(ChainError::Faults(faults));
    }
    match store::review_chain::insert(&tx, scope, &version).await {
        Ok(()) => {}
        Err(StoreError::Conflict) => {
            drop(tx);
            return Err(stale(&office.db, scope).await?);
        }
        Err(error) => return Err(error.into()),
    }
    let change = noted(&at_work.law, stands, &version);
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    match tx.commit().await {
        Ok(()) => Ok(version),
        Err(StoreError::Conflict) => Err(stale(&office.db, scope).await?),
        Err(error) => Err(error.into()),
    }
}

fn noted(law: &Law, before: &Chain, after: &Version) -> Change {
    let steps = |chain: &Chain| {
        let names: Vec<&str> = chain.steps.iter().map(|step| step.called(law)).collect();
        names.join("、")
    };
    Change::of(Matter::ReviewChain, "")
        .part(
            Part::Version,
            Some(i64::from(before.version)),
            Some(i64::from(after.chain.version)),
        )
        .part(Part::Steps, Some(steps(before)), Some(steps(&after.chain)))
        .set(Part::Why, Some(&after.why))
}

/// That somebody was first, with what they did.
async fn stale(db: &impl Connection, scope: Scope) -> Result<ChainError, StoreError> {
    let mut versions = store::review_chain::all(db, scope).await?;
    if versions.is_empty() {
        return Ok(ChainError::Same);
    }
    Ok(ChainError::Stale(Box::new(versions.swap_remove(0))))
}

/// What a chain would have meant for past cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trial {
    /// How many cases it was tried with.
    pub cases: usize,
    /// In how many the steps would have been others.
    pub changed: usize,
    /// In how many each step would have been taken besides, or not.
    pub more: BTreeMap<StepKey, usize>,
    pub fewer: BTreeMap<StepKey, usize>,
    /// In how many nobody could have taken a step, and some of them.
    pub stuck: BTreeMap<StepKey, Stuck>,
}

/// Cases in which nobody could take a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stuck {
    pub cases: usize,
    pub named: Vec<(CaseId, CaseNumber)>,
}

/// Tries a chain with the agency's last cases that went into review, beside the one that is in force.
pub async fn try_out(office: &Office, scope: Scope, chain: &Chain) -> Result<Trial, StoreError> {
    let db = &office.db;
    let at_work = office.as_it_stands(db, scope).await?;
    let (law, stands) = (&at_work.law, &at_work.chain);
    let staff = staff(db, scope).await?;
    let people: Vec<&Officer> = staff.people.values().collect();
    let mut trial = Trial::default();
    let mut before = None;
    while trial.cases < TRIED {
        let (found, last) = store::case::reviewed_before(db, scope, before, AT_ONCE).await?;
        for (id, history) in found {
            if trial.cases == TRIED {
                break;
            }
            let Some((case, draft)) = submitted(office, scope, id, &history).await? else {
                continue;
            };
            let plan = |chain| Plan::of_answer(law, chain, &draft, case.department());
            trial.count(&plan(stands), &plan(chain));
            let drafters = case.draft.as_ref().map(|draft| draft.drafters.clone());
            if let Some(step) = unstaffed(law, &plan(chain), &drafters.unwrap_or_default(), &people) {
                let stuck = trial.stuck.entry(step).or_default();
                stuck.cases += 1;
                if stuck.named.len() < NAMED {
                    stuck.named.push((id, case.number.clone()));
                }
            }
        }
        match last {
            Some(last) => before = Some(last),
            None => break,
        }
    }
    Ok(trial)
}

impl Trial {
    fn count(&mut self, was: &Plan, is: &Plan) {
        self.cases += 1;
        let missing_in = |one: &Plan, other: &Plan| -> Vec<StepKey> {
            let missing = one.steps.iter().filter(|step| other.step(&step.key).is_none());
            missing.map(|step| step.key.clone()).collect()
        };
        let (more, fewer) = (missing_in(is, was), missing_in(was, is));
        // What stands beside what and after what; the ranks themselves also change with steps that are not taken.
        let order = |plan: &Plan| -> Vec<Vec<StepKey>> {
            let ranks = plan.steps.chunk_by(|one, other| one.rank == other.rank);
            let keys = |steps: &[PlannedStep]| steps.iter().map(|step| step.key.clone()).collect();
            ranks.map(keys).collect()
        };
        self.changed += usize::from(!more.is_empty() || !fewer.is_empty() || order(was) != order(is));
        for step in more {
            *self.more.entry(step).or_default() += 1;
        }
        for step in fewer {
            *self.fewer.entry(step).or_default() += 1;
        }
    }
}

/// A case as it stood when its answer was last submitted, with the draft that was.
async fn submitted(
    office: &Office,
    scope: Scope,
    id: CaseId,
    history: &[Recorded],
) -> Result<Option<(Case, crate::domain::answer::Draft)>, StoreError> {
    let last = history
        .iter()
        .rposition(|recorded| matches!(recorded.event, Event::SubmittedForReview { .. }));
    let Some(until) = last.and_then(|last| history.get(..=last)) else {
        return Ok(None);
    };
    let case = Case::fold(id, until).map_err(|broken| StoreError::Inconsistent {
        table: "case_event",
        key: id.to_string(),
        source: Box::new(broken),
    })?;
    let Some(drafted) = &case.draft else {
        return Ok(None);
    };
    let saved = store::draft::get(&office.db, scope, drafted.reference.id).await?;
    Ok(saved.map(|saved| (case, saved.draft)))
}
