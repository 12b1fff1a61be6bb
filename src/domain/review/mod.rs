//! 审核: the chain of steps that a proposed answer passes before it may leave, as data of the law and the agency.
//! An approval is bound to the digest of exactly what leaves: letter, files, outcome, grounds. A change voids it.

mod bypass;
mod chain;
mod claim;
mod course;
mod fault;
mod planned;
mod point;
mod staffing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcOffset};

use super::{
    account::{Actor, Officer},
    answer::{Draft, Missing},
    case::Case,
    decide::Rules,
    digest::Digest,
    event::Event,
    id::AccountId,
    prerequisite,
    proof::{self, Around},
    refusal::Refusal,
    stage::Stage,
    words::{Words, WordsRef},
};
use crate::law::{Law, Part, Question, QuestionKey, StepKey, StepKind, add_working_days};

pub(super) use self::{
    bypass::bypass,
    claim::{open as open_windows, settle as settle_window},
    point::{may_settle, settle},
};
pub use self::{
    chain::{Chain, Step, When, Where, Who},
    claim::{Ends, MAX_CLAIM, Opened, Verdict, Window},
    fault::{Fault, MAX_NAME, MAX_STEPS, Problem, Staff, StepPart},
    planned::{Plan, PlannedStep},
    point::{MAX_POINTS, Place, Point, PointRef, Raised},
    staffing::unstaffed,
};

/// A review under way or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What is approved: the digest of the letter with its files, outcomes and grounds.
    pub content: Digest,
    /// What is blacked out in the files, a digest a page: the second look at each of them belongs to every approval.
    pub blackouts: BTreeSet<Digest>,
    pub plan: Plan,
    /// In the order in which they were given.
    pub approvals: Vec<Approval>,
    /// Since when the steps wait that are due now.
    pub since: OffsetDateTime,
}

/// One step's yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub step: StepKey,
    pub by: AccountId,
    /// 代行: whose step it was, where that person was away. Separation of duties counts it as theirs, too.
    pub instead_of: Option<AccountId>,
    /// It was left out, with a reason; nobody said yes.
    pub bypassed: bool,
}

/// The answer to one question of a step's checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// Key of the question in the law's review data.
    pub question: QuestionKey,
    /// Whether it is in order, or does not arise.
    pub in_order: bool,
}

impl Review {
    pub(super) fn begun(content: Digest, plan: Plan, at: OffsetDateTime) -> Self {
        Self {
            content,
            blackouts: BTreeSet::new(),
            plan,
            approvals: Vec::new(),
            since: at,
        }
    }

    pub(super) fn with(self, blackouts: &BTreeSet<Digest>) -> Self {
        Self {
            blackouts: blackouts.clone(),
            ..self
        }
    }

    /// Takes in that a step is through. Where it was the last of its rank, the next ones wait from now on.
    pub(super) fn take(&mut self, approval: Approval, at: OffsetDateTime) {
        let rank = |review: &Self| review.waiting().next().map(|step| step.rank);
        let before = rank(self);
        self.approvals.push(approval);
        if rank(self) != before {
            self.since = at;
        }
    }

    /// The last day of a step that waits and has a time limit of its own, by the calendar and the time of the office. It is
    /// there to remind people, and moves no date of the law.
    pub fn last_day(&self, step: &PlannedStep, law: &Law, offset: UtcOffset) -> Option<Date> {
        let since = self.since.to_offset(offset).date();
        step.working_days
            .map(|days| add_working_days(&law.calendar, since, days))
    }

    fn is_taken(&self, step: &PlannedStep) -> bool {
        self.approvals.iter().any(|approval| approval.step == step.key)
    }

    /// The steps that are due now: all of the first rank that is not through. None once every step has approved.
    pub fn waiting(&self) -> impl Iterator<Item = &PlannedStep> {
        let open = || self.plan.steps.iter().filter(|step| !self.is_taken(step));
        let rank = open().map(|step| step.rank).min();
        open().filter(move |step| Some(step.rank) == rank)
    }

    pub fn is_through(&self) -> bool {
        self.waiting().next().is_none()
    }

    /// The steps that are due and that this officer may take; else why none.
    pub(super) fn steps_for(
        &self,
        law: &Law,
        drafters: &BTreeSet<AccountId>,
        officer: &Officer,
    ) -> Result<Vec<&PlannedStep>, Refusal> {
        planned::theirs(self.waiting(), |step| self.may_take(law, drafters, step, officer))
    }

    /// Whether a step is this officer's to take, and separation of duties lets them; instead of whom, where it is that of
    /// somebody who is away.
    pub(super) fn may_take(
        &self,
        law: &Law,
        drafters: &BTreeSet<AccountId>,
        step: &PlannedStep,
        officer: &Officer,
    ) -> Result<Option<AccountId>, Refusal> {
        step.taken_by(officer, |by| self.is_kept_apart(law, drafters, step, by))
    }

    /// Whether separation of duties keeps this person from a step.
    fn is_kept_apart(
        &self,
        law: &Law,
        drafters: &BTreeSet<AccountId>,
        step: &PlannedStep,
        by: AccountId,
    ) -> bool {
        let apart = |one: StepKind, other: Part| law.step_rule(one).apart_from.contains(&other);
        // Apartness holds in both directions: a later step may name an earlier one, or the reverse.
        let from_a_step = self.approvals.iter().any(|approval| {
            let then = self.plan.step(&approval.step).map(|step| step.kind);
            let apart_then = |then| apart(step.kind, Part::from(then)) || apart(then, Part::from(step.kind));
            let theirs = approval.by == by || approval.instead_of == Some(by);
            !approval.bypassed && theirs && then.is_some_and(apart_then)
        });
        from_a_step || apart(step.kind, Part::Draft) && drafters.contains(&by)
    }
}

impl Case {
    /// The steps of the answer's review that this officer may take now; else why none.
    pub fn steps_for(&self, law: &Law, officer: &Officer) -> Result<Vec<&PlannedStep>, Refusal> {
        match (self.stage.review(), &self.draft) {
            (Some(review), Some(draft)) => review.steps_for(law, &draft.drafters, officer),
            _ => Err(Refusal::NotNow),
        }
    }

    /// What whoever approves has to have opened: the letter, each file that goes out with it, and each page on which
    /// something is blacked out. Nobody says yes to what they have not seen.
    pub fn parts_to_open(&self) -> BTreeSet<Digest> {
        let review = self.stage.review();
        let letter = review.map(|review| review.content);
        let blackouts = review.into_iter().flat_map(|review| &review.blackouts);
        let items = self.draft.iter().flat_map(|draft| &draft.reference.items);
        letter
            .into_iter()
            .chain(blackouts.copied())
            .chain(items.flat_map(|item| item.files.iter().copied()))
            .collect()
    }

    /// Whose step of the answer's review this officer would take, where it is that of somebody who is away.
    pub fn instead_of(&self, law: &Law, officer: &Officer, step: &PlannedStep) -> Option<AccountId> {
        let (review, draft) = (self.stage.review()?, self.draft.as_ref()?);
        let verdict = review.may_take(law, &draft.drafters, step, officer);
        verdict.ok().flatten()
    }
}

pub(super) fn submit(
    case: &Case,
    (draft, around): (&Draft, &Around),
    (content, blackouts): (Digest, &BTreeSet<Digest>),
    Rules { law, chain, today }: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let drafted = case.draft.as_ref().ok_or(Refusal::NothingDrafted)?;
    if drafted.reference.digest != draft.digest() {
        return Err(Refusal::ContentChanged);
    }
    ready(case, law, draft, around, today)?;
    Ok(vec![Event::SubmittedForReview {
        content,
        chain: Plan::of_case(law, chain, draft, case),
        blackouts: blackouts.clone(),
    }])
}

/// Everything that keeps an answer from going into review, all at once: what the law misses in it, the steps on which its
/// grounds follow, what must not stand in its words.
pub fn missing(case: &Case, law: &Law, draft: &Draft, around: &Around, today: Date) -> Vec<Missing> {
    let mut missing = draft.missing(law, case.filing.asks_for, &case.items, case.worked_on());
    missing.extend(prerequisite::missing(case, law, &draft.outline()));
    missing.extend(proof::missing(case, law, draft, around, today));
    missing
}

/// What keeps an answer from going into review whatever it says.
pub fn obstacle(case: &Case, law: &Law, draft: &Draft, today: Date) -> Option<Refusal> {
    let check = || prerequisite::check(case, law, &draft.outline(), today);
    let settled = point::all_settled(case).and_then(|()| claim::all_settled(case, law, today));
    settled.and_then(|()| check()).err()
}

/// Whether an answer may go into review now.
pub fn ready(case: &Case, law: &Law, draft: &Draft, around: &Around, today: Date) -> Result<(), Refusal> {
    let missing = missing(case, law, draft, around, today);
    if !missing.is_empty() {
        return Err(Refusal::Incomplete(missing));
    }
    obstacle(case, law, draft, today).map_or(Ok(()), Err)
}

/// Whether every question of the step is answered so that nothing stands against going on.
pub(super) fn is_settled(law: &Law, step: StepKind, checklist: &[CheckAnswer]) -> Result<(), Refusal> {
    let in_order = |question: &Question| {
        let mut answers = checklist.iter();
        answers.any(|answer| answer.question == question.key && answer.in_order)
    };
    let unsettled: Vec<QuestionKey> = law
        .step_rule(step)
        .questions
        .iter()
        .filter(|question| !in_order(question))
        .map(|question| question.key.clone())
        .collect();
    if unsettled.is_empty() {
        Ok(())
    } else {
        Err(Refusal::ChecklistOpen(unsettled))
    }
}

/// A reviewer's yes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yes<'a> {
    pub(super) step: &'a StepKey,
    /// Of what they were shown.
    pub(super) content: Digest,
    pub(super) checklist: &'a [CheckAnswer],
    pub(super) note: Option<&'a Words>,
    /// What they opened of it ([`Case::parts_to_open`]).
    pub(super) opened: &'a BTreeSet<Digest>,
}

pub(super) fn approve(case: &Case, law: &Law, actor: &Actor, yes: Yes<'_>) -> Result<Vec<Event>, Refusal> {
    let Yes {
        step,
        content,
        checklist,
        note,
        opened,
    } = yes;
    let (review, planned, instead_of) = taken(case, law, actor, step)?;
    if review.content != content {
        return Err(Refusal::ContentChanged);
    }
    let parts = case.parts_to_open();
    if parts.iter().any(|part| !opened.contains(part)) {
        let unopened = parts.into_iter().filter(|part| !opened.contains(part));
        return Err(Refusal::PartsUnopened(unopened.collect()));
    }
    let by = actor.reference().account().ok_or(Refusal::NotYourRole)?;
    is_settled(law, planned.kind, checklist)?;
    Ok(vec![Event::StepApproved {
        step: step.clone(),
        by,
        content,
        checklist: checklist.to_vec(),
        note: note.map(Words::reference),
        instead_of,
    }])
}

pub(super) fn send_back(
    case: &Case,
    law: &Law,
    actor: &Actor,
    step: &StepKey,
    remarks: &Words,
    points: &[Point],
) -> Result<Vec<Event>, Refusal> {
    let (.., instead_of) = taken(case, law, actor, step)?;
    if points.len() > MAX_POINTS {
        return Err(Refusal::TooManyPoints(MAX_POINTS));
    }
    Ok(vec![Event::SentBack {
        step: step.clone(),
        remarks: remarks.reference(),
        points: points.iter().map(PointRef::from).collect(),
        instead_of,
    }])
}

/// The review with the step, if it is one of those that are due and theirs to take, and instead of whom: a page that was
/// open for longer may show an older one.
fn taken<'c>(
    case: &'c Case,
    law: &Law,
    actor: &Actor,
    step: &StepKey,
) -> Result<(&'c Review, &'c PlannedStep, Option<AccountId>), Refusal> {
    let (Stage::InReview(_, review), Some(draft)) = (&case.stage, &case.draft) else {
        return Err(Refusal::NotNow);
    };
    let Actor::Officer(officer) = actor else {
        return Err(Refusal::NotYourRole);
    };
    let mut waiting = review.waiting();
    let planned = waiting
        .find(|planned| planned.key == *step)
        .ok_or(Refusal::NotNow)?;
    let instead_of = review.may_take(law, &draft.drafters, planned, officer)?;
    Ok((review, planned, instead_of))
}

/// Remarks with which a draft came back, for as long as they wait to be dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarks {
    pub step: StepKey,
    pub by: Option<AccountId>,
    pub words: WordsRef,
}
