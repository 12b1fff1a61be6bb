//! The review chain as a row of steps: who has said yes and when, whose turn it is, what waits.

use serde::Serialize;
use time::UtcOffset;

use crate::{
    domain::{
        case::Case,
        event::{Event, Recorded},
        id::AccountId,
        review::PlannedStep,
        stage::Stage,
    },
    law::StepKey,
    text::{key, words},
    web::wording::{Names, Said, Voice},
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Step {
    pub(crate) name: String,
    /// `done`, `current` or `waiting`.
    pub(crate) state: &'static str,
    /// The state in words.
    pub(crate) state_text: String,
    /// Who approved.
    pub(crate) who: Option<String>,
    /// When they approved.
    pub(crate) when: Option<String>,
}

/// The steps of the review that is under way or that led to the signature; empty where there is none.
pub(crate) fn progress(
    voice: Voice<'_>,
    case: &Case,
    history: &[Recorded],
    names: &Names,
    office: UtcOffset,
) -> Said<Vec<Step>> {
    let Some((chain, all)) = chain(case, history) else {
        return Ok(Vec::new());
    };
    let approvals: Vec<_> = all
        .iter()
        .filter_map(|recorded| {
            if let Event::StepApproved { step, by, .. } | Event::StepBypassed { step, by, .. } =
                &recorded.event
            {
                let bypassed = matches!(recorded.event, Event::StepBypassed { .. });
                Some((step, (*by, recorded.event.instead_of()), recorded.at, bypassed))
            } else {
                None
            }
        })
        .collect();
    let waiting: Vec<&StepKey> = match &case.stage {
        Stage::InReview(_, review) => review.waiting().map(|step| &step.key).collect(),
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::Approved(..)
        | Stage::Issued(..)
        | Stage::Served(..)
        | Stage::Closed(_) => Vec::new(),
    };
    chain
        .iter()
        .map(|step| {
            let approved = approvals.iter().find(|(done, ..)| **done == step.key);
            let (state, state_text) = match approved {
                Some((.., true)) => ("done", key("progress-bypassed")),
                Some(_) => ("done", key("progress-done")),
                None if waiting.contains(&&step.key) => ("current", key("progress-current")),
                None => ("waiting", key("progress-waiting")),
            };
            Ok(Step {
                name: voice.planned(step).to_owned(),
                state,
                state_text: voice.say(state_text)?,
                who: approved.map(|(_, by, ..)| who(voice, names, *by)).transpose()?,
                when: approved.map(|(_, _, at, _)| words::instant(voice.say.lang, *at, office)),
            })
        })
        .collect()
}

/// Who approved, and whose step it was.
pub(crate) fn who(voice: Voice<'_>, names: &Names, (by, of): (AccountId, Option<AccountId>)) -> Said {
    let by = names.person(by);
    match of {
        Some(absent) => voice.say_with(
            key("progress-instead-of"),
            &[("by", &by), ("absent", &names.person(absent))],
        ),
        None => Ok(by),
    }
}

/// The chain of the last submission with what came after it, unless the draft is back in hand.
fn chain<'a>(case: &Case, history: &'a [Recorded]) -> Option<(&'a [PlannedStep], &'a [Recorded])> {
    if matches!(
        case.stage,
        Stage::Filed | Stage::Received | Stage::Assigned { .. } | Stage::InHand(_)
    ) {
        return None;
    }
    let at = history
        .iter()
        .rposition(|recorded| matches!(recorded.event, Event::SubmittedForReview { .. }))?;
    let (submitted, after) = history.get(at..)?.split_first()?;
    if let Event::SubmittedForReview { chain, .. } = &submitted.event {
        Some((&chain.steps, after))
    } else {
        None
    }
}
