//! 保密审查 as a record: what each step of confidentiality review said of what was to leave, read off the history
//! (保守国家秘密法第三十五条: 先审查、后公开). Nothing of it is kept beside the events, so the form and the register tell
//! what happened and nothing else.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::{
    event::{Event, Recorded},
    id::{AccountId, DraftId, NoticeId},
    notice::NoticeEvent,
    review::{CheckAnswer, Plan, PlannedStep},
    words::WordsRef,
};
use crate::law::{StepKey, StepKind};

/// What was reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewed {
    /// The answer, as this draft has it.
    Answer(DraftId),
    /// A procedural letter.
    Notice(NoticeId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands against it.
    Agreed,
    SentBack,
}

/// What one step said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Its place in the history.
    pub seq: u32,
    pub of: Reviewed,
    pub step: PlannedStep,
    pub verdict: Verdict,
    pub by: AccountId,
    /// 代行: whose step it was, where that person was away.
    pub instead_of: Option<AccountId>,
    pub at: OffsetDateTime,
    pub checklist: Vec<CheckAnswer>,
    pub words: Option<WordsRef>,
}

/// How far the confidentiality review of an answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    UnderReview,
    /// Every step of it agreed.
    Through,
    /// It came back and was not submitted again.
    SentBack,
    /// What would have left had changed.
    Voided,
}

/// The confidentiality review of an answer, as it was submitted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub submitted_at: OffsetDateTime,
    pub draft: DraftId,
    pub standing: Standing,
    /// Every step in its order, with what it said so far.
    pub steps: Vec<(PlannedStep, Option<Opinion>)>,
}

/// What one event says in the confidentiality review, with the plans and drafts that stood until then.
#[derive(Default)]
struct Reading<'a> {
    plan: Option<(&'a Plan, DraftId)>,
    draft: Option<DraftId>,
    notices: BTreeMap<NoticeId, &'a Plan>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, recorded: &'a Recorded) -> Option<Opinion> {
        if let Event::AnswerDrafted { draft } = &recorded.event {
            self.draft = Some(draft.id);
        } else if let Event::SubmittedForReview { chain, .. } = &recorded.event {
            self.plan = self.draft.map(|draft| (chain, draft));
        } else if let Event::Notice(NoticeEvent::Proposed { notice, chain, .. }) = &recorded.event {
            self.notices.insert(*notice, chain);
        }
        self.opinion(recorded)
    }

    fn opinion(&self, recorded: &Recorded) -> Option<Opinion> {
        let (step, of, verdict, checklist, words): (&StepKey, _, _, &[CheckAnswer], _) =
            if let Event::StepApproved {
                step,
                checklist,
                note,
                ..
            } = &recorded.event
            {
                (step, None, Verdict::Agreed, checklist, *note)
            } else if let Event::SentBack { step, remarks, .. } = &recorded.event {
                (step, None, Verdict::SentBack, &[], Some(*remarks))
            } else if let Event::Notice(NoticeEvent::Approved { notice, step, .. }) = &recorded.event {
                (step, Some(*notice), Verdict::Agreed, &[], None)
            } else if let Event::Notice(NoticeEvent::Returned {
                notice,
                step,
                remarks,
                ..
            }) = &recorded.event
            {
                (step, Some(*notice), Verdict::SentBack, &[], Some(*remarks))
            } else {
                return None;
            };
        let (plan, of) = match of {
            Some(notice) => (*self.notices.get(&notice)?, Reviewed::Notice(notice)),
            None => self.plan.map(|(plan, draft)| (plan, Reviewed::Answer(draft)))?,
        };
        let planned = plan.step(step)?;
        (planned.kind == StepKind::Confidentiality).then(|| Opinion {
            seq: recorded.seq,
            of,
            step: planned.clone(),
            verdict,
            by: recorded
                .actor
                .account()
                .expect("only people of the staff take steps of a review"),
            instead_of: recorded.event.instead_of(),
            at: recorded.at,
            checklist: checklist.to_vec(),
            words,
        })
    }
}

/// Every opinion of confidentiality review in a history, in its order.
pub fn opinions(history: &[Recorded]) -> Vec<Opinion> {
    let mut reading = Reading::default();
    history
        .iter()
        .filter_map(|recorded| reading.take(recorded))
        .collect()
}

/// The record of the answer that was submitted last; none where none was.
pub fn record(history: &[Recorded]) -> Option<Record> {
    let submitted = |recorded: &Recorded| matches!(recorded.event, Event::SubmittedForReview { .. });
    let at = history.iter().rposition(submitted)?;
    let (before, after) = history.split_at_checked(at + 1)?;
    let mut reading = Reading::default();
    for recorded in before {
        reading.take(recorded);
    }
    let (plan, draft) = reading.plan?;
    let said: Vec<Opinion> = after
        .iter()
        .filter_map(|recorded| reading.opinion(recorded))
        .filter(|opinion| opinion.of == Reviewed::Answer(draft))
        .collect();
    let steps = plan
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Confidentiality);
    let steps: Vec<(PlannedStep, Option<Opinion>)> = steps
        .map(|step| {
            let of_step = said.iter().rfind(|opinion| opinion.step.key == step.key);
            (step.clone(), of_step.cloned())
        })
        .collect();
    let has = |what: fn(&Event) -> bool| after.iter().any(|recorded| what(&recorded.event));
    let agreed = |(_, opinion): &(PlannedStep, Option<Opinion>)| {
        opinion
            .as_ref()
            .is_some_and(|opinion| opinion.verdict == Verdict::Agreed)
    };
    let standing = if has(|event| matches!(event, Event::ApprovalsVoided { .. })) {
        Standing::Voided
    } else if has(|event| matches!(event, Event::SentBack { .. })) {
        Standing::SentBack
    } else if steps.iter().all(agreed) {
        Standing::Through
    } else {
        Standing::UnderReview
    };
    Some(Record {
        submitted_at: history.get(at)?.at,
        draft,
        standing,
        steps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::Command,
        notice::About,
        testing::{
            Story, account_of, approve, approve_notice, draft, full_draft, handler, keeper_of_secrets,
            lawyer, notice_id, propose, submit, words,
        },
    };

    #[test]
    fn the_record_says_what_each_step_said_and_that_the_rest_is_under_review() {
        let story = Story::in_review("state_secret");
        let waits = record(&story.history).unwrap();
        assert_eq!(waits.standing, Standing::UnderReview);
        assert_eq!(
            waits.steps.len(),
            1,
            "the lawyer and the leader are no part of it"
        );
        assert_eq!(waits.steps[0].1, None);
        let story = story.then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
        let through = record(&story.history).unwrap();
        assert_eq!(through.standing, Standing::Through);
        let said = through.steps[0].1.clone().unwrap();
        assert_eq!(
            (said.by, said.verdict),
            (account_of(&keeper_of_secrets()), Verdict::Agreed)
        );
        assert!(!said.checklist.is_empty());
        assert_eq!(record(&Story::in_hand().history), None);
    }

    #[test]
    fn what_came_back_is_told_so_until_it_is_submitted_again() {
        let back = Command::SendBack {
            step: StepKind::Legal.into(),
            remarks: words("请说明定密依据"),
            points: Vec::new(),
        };
        let story = Story::in_review("state_secret")
            .then(&keeper_of_secrets(), &approve(StepKind::Confidentiality))
            .then(&lawyer(), &back);
        let came_back = record(&story.history).unwrap();
        assert_eq!(came_back.standing, Standing::SentBack);
        assert!(came_back.steps[0].1.is_some(), "what was said stays said");
        let story = story
            .then(&handler(), &draft(full_draft("state_secret")))
            .then(&handler(), &submit(full_draft("state_secret")));
        let anew = record(&story.history).unwrap();
        assert_eq!((anew.standing, &anew.steps[0].1), (Standing::UnderReview, &None));
        assert_eq!(opinions(&story.history).len(), 1, "the register keeps it");
    }

    #[test]
    fn procedural_letters_are_in_the_register_and_not_in_the_form_of_the_answer() {
        let id = notice_id(1);
        let story = Story::in_hand()
            .then(&handler(), &propose(id, About::Correction { working_days: 10 }))
            .then(
                &keeper_of_secrets(),
                &approve_notice(id, StepKind::Confidentiality),
            );
        let all = opinions(&story.history);
        assert_eq!(
            all.iter().map(|one| one.of).collect::<Vec<_>>(),
            [Reviewed::Notice(id)]
        );
        assert_eq!(record(&story.history), None);
    }
}
