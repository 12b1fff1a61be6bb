//! 认领: a step in which only those cases are reviewed that somebody of it claims (敏感件), within so many working days from
//! the day on which the case was taken up. As long as one of them may still claim it, the answer does not go into review.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    chain::{Chain, Step, Where},
    planned::{self, PlannedStep},
};
use crate::{
    domain::{
        account::{Actor, Officer},
        case::Case,
        clock,
        command::CommandKind,
        decide::Rules,
        event::Event,
        flow,
        id::{AccountId, DepartmentId},
        refusal::Refusal,
        stage::{Stage, Work},
        summary::{Waiting, WaitsFor},
    },
    law::{Law, Part, Role, StepKey, add_working_days, words, working_days_before},
};

/// The longest time for claiming that a chain may give, in working days.
pub const MAX_CLAIM: u16 = 10;

/// A step that may be claimed, as the case took it along on the day on which it was taken up: a chain that changes later
/// touches no window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub step: Step,
    /// The day on which the case was taken up; the time runs from the next day on.
    pub on: Date,
    pub working_days: u16,
    /// So many working days are left to the review before the answer is due, however late the case was taken up.
    pub spare: u16,
}

words! {
    /// What somebody of the step said.
    pub enum Verdict {
        Claimed = "claimed",
        Waived = "waived",
    }
}

/// The time in which a step may be claimed, in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub opened: Opened,
    pub verdict: Option<Verdict>,
}

/// The last day of a window, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// The name of the step.
    pub step: String,
    pub role: Role,
    pub opened_on: Date,
    pub working_days: u16,
    pub last_day: Date,
    /// Where the answer is due so soon that the window ends earlier: when, and how many working days are left before.
    pub cut: Option<(Date, u16)>,
}

impl Window {
    fn is_of(&self, step: &StepKey) -> bool {
        self.opened.step.key == *step
    }

    pub fn is_claimed(&self) -> bool {
        self.verdict == Some(Verdict::Claimed)
    }

    /// When it ends: after the working days that the chain gives, and always so early that the review has its own before
    /// the answer is due. A window makes no answer late.
    pub fn ends(&self, case: &Case, law: &Law) -> Ends {
        let Opened {
            step,
            on,
            working_days,
            spare,
        } = &self.opened;
        let given = add_working_days(&law.calendar, *on, *working_days);
        let due = clock::of(case, law).due_on;
        let latest = due.map(|due| (due, working_days_before(&law.calendar, due, *spare)));
        let cut = latest.filter(|(_, latest)| *latest < given);
        Ends {
            step: step.called(law).to_owned(),
            role: step.who.role,
            opened_on: *on,
            working_days: *working_days,
            last_day: cut.map_or(given, |(_, latest)| latest),
            cut: cut.map(|(due, _)| (due, *spare)),
        }
    }

    /// Whether it is some department's now: not that of 承办部门 while no department has the case.
    fn is_placed(&self, case: &Case) -> bool {
        self.opened.step.who.department != Some(Where::Handling) || case.department().is_some()
    }

    /// Whether it is theirs, by role, department and name.
    fn is_for(&self, case: &Case, officer: &Officer) -> bool {
        let who = &self.opened.step.who;
        let here = who.department != Some(Where::Handling) || officer.department == case.department();
        who.may_be(officer) && here
    }

    fn planned(&self, case: &Case, law: &Law) -> PlannedStep {
        PlannedStep::of(law, &self.opened.step, case.department(), false)
    }
}

/// The windows that open when a case is taken up. Each opens once: whoever takes the case over later prolongs nothing.
pub(in crate::domain) fn open(case: &Case, chain: &Chain, on: Date) -> Vec<Opened> {
    let ranks = chain.steps.chunk_by(|one, other| one.rank == other.rank).count();
    let spare = u16::try_from(ranks).unwrap_or(u16::MAX);
    let opened = chain.steps.iter().filter_map(|step| {
        Some(Opened {
            step: step.clone(),
            on,
            working_days: step.when.claim_days()?,
            spare,
        })
    });
    opened
        .filter(|opened| !case.windows.iter().any(|window| window.is_of(&opened.step.key)))
        .collect()
}

impl Case {
    /// Takes in that somebody took it up, and that windows open with that.
    pub(in crate::domain) fn taken_up(
        &mut self,
        department: DepartmentId,
        handler: AccountId,
        opened: &[Opened],
    ) {
        self.stage = Stage::InHand(Work { department, handler });
        self.windows.extend(opened.iter().cloned().map(|opened| Window {
            opened,
            verdict: None,
        }));
    }

    /// Takes in what was said. None where there is no such window.
    pub(in crate::domain) fn settle_window(&mut self, step: &StepKey, verdict: Verdict) -> Option<()> {
        let window = self.windows.iter_mut().find(|window| window.is_of(step))?;
        window.verdict = Some(verdict);
        Some(())
    }

    /// Whether a case can still be claimed as it stands: once the answer is in review, its steps are settled.
    pub fn may_be_claimed(&self) -> bool {
        flow::stages(CommandKind::Claim).contains(&self.stage.key())
    }

    /// The windows of which nobody has said anything, and in which somebody still may today.
    pub fn open_windows_on(&self, law: &Law, today: Date) -> Vec<(&Window, Ends)> {
        let unsaid = self.windows.iter().filter(|window| window.verdict.is_none());
        unsaid
            .filter(|_| self.may_be_claimed())
            .map(|window| (window, window.ends(self, law)))
            .filter(|(_, ends)| today <= ends.last_day)
            .collect()
    }

    /// The steps that this officer may claim or waive, whether or not the time is over; else why none.
    pub fn windows_for(&self, law: &Law, officer: &Officer) -> Result<Vec<&Window>, Refusal> {
        let unsaid = self.windows.iter().filter(|window| window.verdict.is_none());
        planned::theirs(unsaid, |window| self.may_claim(law, window, officer))
    }

    /// Whether a step is this officer's to claim, and instead of whom where it is that of somebody who is away. Whoever
    /// writes the answer says nothing about who is to read it.
    pub fn may_claim(
        &self,
        law: &Law,
        window: &Window,
        officer: &Officer,
    ) -> Result<Option<AccountId>, Refusal> {
        if !window.is_placed(self) {
            return Err(Refusal::NotYourCase);
        }
        let step = window.planned(self, law);
        step.taken_by(officer, |by| self.is_written_by(law, &step, by))
    }

    fn is_written_by(&self, law: &Law, step: &PlannedStep, account: AccountId) -> bool {
        let drafted = || {
            let drafted = self.draft.as_ref();
            drafted.is_some_and(|draft| draft.drafters.contains(&account))
        };
        law.step_rule(step.kind).apart_from.contains(&Part::Draft)
            && (self.handler() == Some(account) || drafted())
    }

    /// Whether this officer reads the case because their step may claim it, or might have: until the answer is in review.
    pub(in crate::domain) fn is_shown_to_claim(&self, officer: &Officer) -> bool {
        let theirs = |window: &Window| officer.places().any(|place| window.is_for(self, place));
        self.may_be_claimed() && self.windows.iter().any(theirs)
    }

    /// The steps that were claimed.
    pub(super) fn claimed(&self) -> impl Iterator<Item = &Step> {
        let claimed = self.windows.iter().filter(|window| window.is_claimed());
        claimed.map(|window| &window.opened.step)
    }

    /// The last days of the windows that nobody has settled.
    pub(in crate::domain) fn claims_end(&self, law: &Law) -> BTreeSet<Date> {
        let waiting = self.claims_waiting(law).into_iter();
        waiting.filter_map(|waiting| waiting.until).collect()
    }

    /// What queues show of the windows that nobody has settled.
    pub(in crate::domain) fn claims_waiting(&self, law: &Law) -> Vec<Waiting> {
        let unsaid = self.windows.iter().filter(|window| window.verdict.is_none());
        unsaid
            .filter(|window| self.may_be_claimed() && window.is_placed(self))
            .map(|window| Waiting {
                what: WaitsFor::Claim,
                step: window.planned(self, law),
                until: Some(window.ends(self, law).last_day),
            })
            .collect()
    }
}

/// Whether nobody may claim the case any more who has not said so.
pub(super) fn all_settled(case: &Case, law: &Law, today: Date) -> Result<(), Refusal> {
    let open = case.open_windows_on(law, today);
    if open.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Claimable(
            open.into_iter().map(|(_, ends)| ends).collect(),
        ))
    }
}

/// Somebody of the step claims the case, or says that it need not pass them.
pub(in crate::domain) fn settle(
    case: &Case,
    actor: &Actor,
    (step, verdict): (&StepKey, Verdict),
    Rules { law, chain: _, today }: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Actor::Officer(officer) = actor else {
        return Err(Refusal::NotYourRole);
    };
    let windows = case.windows_for(law, officer)?;
    let mut windows = windows.into_iter();
    let window = windows.find(|window| window.is_of(step)).ok_or(Refusal::NotNow)?;
    let last_day = window.ends(case, law).last_day;
    if today > last_day {
        return Err(Refusal::TooLate(last_day));
    }
    let (step, by) = (step.clone(), officer.account);
    let instead_of = case.may_claim(law, window, officer)?;
    Ok(vec![match verdict {
        Verdict::Claimed => Event::StepClaimed { step, by, instead_of },
        Verdict::Waived => Event::StepWaived { step, by, instead_of },
    }])
}
