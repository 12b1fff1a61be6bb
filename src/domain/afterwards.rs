//! After the answer: what was withheld is looked at again from time to time (条例第十八条); what several people ask for is
//! proposed for publication (条例第四十四条).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, UtcOffset};

use super::{
    case::Case,
    event::Event,
    id::CaseId,
    refusal::Refusal,
    sent_letter::SentLetter,
    words::{Words, WordsRef},
};
use crate::law::{End, Ground, Law, LimitKey, OutcomeGroup, end_of, words};

words! {
    /// What a new look at withheld information came to.
    pub enum ReReviewOutcome {
        /// 继续不予公开
        Kept = "kept",
        /// 情况变化，可以公开
        Release = "release",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AfterwardsEvent {
    ReReviewed {
        reviewed_on: Date,
        outcome: ReReviewOutcome,
        because: WordsRef,
    },
    /// Several applicants asked for the same, in these other cases.
    PublicationProposed { with: Vec<CaseId>, proposed_on: Date },
    PublicationDecided {
        publish: bool,
        because: WordsRef,
        decided_on: Date,
    },
}

/// A new look that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReReview {
    pub reviewed_on: Date,
    pub outcome: ReReviewOutcome,
    pub because: WordsRef,
}

/// 转为主动公开, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub with: Vec<CaseId>,
    pub proposed_on: Date,
    pub decided: Option<Decided>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub publish: bool,
    pub because: WordsRef,
    pub on: Date,
}

impl Case {
    pub(super) fn apply_afterwards(&mut self, event: &AfterwardsEvent) -> Option<()> {
        match event {
            AfterwardsEvent::ReReviewed {
                reviewed_on,
                outcome,
                because,
            } => self.re_reviews.push(ReReview {
                reviewed_on: *reviewed_on,
                outcome: *outcome,
                because: *because,
            }),
            AfterwardsEvent::PublicationProposed { with, proposed_on } => {
                self.publication = Some(Publication {
                    with: with.clone(),
                    proposed_on: *proposed_on,
                    decided: None,
                });
            }
            AfterwardsEvent::PublicationDecided {
                publish,
                because,
                decided_on,
            } => {
                self.publication.as_mut()?.decided = Some(Decided {
                    publish: *publish,
                    because: *because,
                    on: *decided_on,
                });
            }
        }
        Some(())
    }
}

/// The items that the answer gives, in whole or in part, and that were not public before: what others may want, too.
/// Empty until the answer is served.
pub fn given(case: &Case, law: &Law) -> BTreeSet<u16> {
    let Some(served_on) = case.answer().and_then(SentLetter::served_on) else {
        return BTreeSet::new();
    };
    let public = &law.publication(served_on).public;
    let proposed = case.draft.iter().flat_map(|draft| &draft.reference.items);
    let given = proposed.filter(|item| {
        let gives = law.ground(&item.ground).is_some_and(Ground::gives);
        gives && !public.contains(&item.ground)
    });
    given.map(|item| item.item).collect()
}

/// The day on which the program looks for others who asked for the same: the first after the answer was recorded as
/// served, so that one that was posted earlier is not passed over; and again after the case was closed.
pub fn look_for_others_on(case: &Case, law: &Law, offset: UtcOffset) -> Option<Date> {
    let since = case.stage_since.to_offset(offset).date();
    since.next_day().filter(|_| !given(case, law).is_empty())
}

/// Whether the answer withholds something, in whole or in part.
pub fn withholds(case: &Case, law: &Law) -> bool {
    let proposed = case.draft.iter().flat_map(|draft| &draft.reference.items);
    let mut grounds = proposed.flat_map(|item| item.withheld.iter().chain([&item.ground]));
    grounds.any(|key| {
        law.ground(key)
            .is_some_and(|ground| ground.withholds && ground.group == OutcomeGroup::Withheld)
    })
}

/// By when what was withheld is to be looked at again; none where nothing was, or where it was released meanwhile.
pub fn re_review_by(case: &Case, law: &Law) -> Option<End> {
    if !withholds(case, law) {
        return None;
    }
    let last = case.re_reviews.last();
    if last.is_some_and(|last| last.outcome == ReReviewOutcome::Release) {
        return None;
    }
    let from = last
        .map(|last| last.reviewed_on)
        .or_else(|| case.answer().and_then(SentLetter::served_on))?;
    Some(end_of(&law.calendar, from, law.limit(LimitKey::ReReview, from)))
}

pub(super) fn may_re_review(case: &Case, law: &Law) -> Result<(), Refusal> {
    re_review_by(case, law)
        .map(|_| ())
        .ok_or(Refusal::NothingWithheld)
}

pub(super) fn re_review(
    case: &Case,
    law: &Law,
    outcome: ReReviewOutcome,
    because: &Words,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_re_review(case, law)?;
    Ok(vec![Event::Afterwards(AfterwardsEvent::ReReviewed {
        reviewed_on: today,
        outcome,
        because: because.reference(),
    })])
}

pub(super) fn may_propose_publication(case: &Case) -> Result<(), Refusal> {
    if case.filing.asks_for.corrects_records() {
        return Err(Refusal::NothingToPublish);
    }
    if case.answer().is_none() {
        return Err(Refusal::NotNow);
    }
    match &case.publication {
        Some(publication) if publication.decided.is_none() => Err(Refusal::AlreadyProposed),
        Some(_) | None => Ok(()),
    }
}

pub(super) fn propose_publication(case: &Case, with: &[CaseId], today: Date) -> Result<Vec<Event>, Refusal> {
    may_propose_publication(case)?;
    if with.is_empty() || with.contains(&case.id) {
        return Err(Refusal::NobodyElseAsked);
    }
    // What was decided on the same evidence is not asked again.
    let known = case
        .publication
        .as_ref()
        .map(|publication| publication.with.as_slice());
    if known.is_some_and(|known| with.iter().all(|id| known.contains(id))) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Afterwards(AfterwardsEvent::PublicationProposed {
        with: with.to_vec(),
        proposed_on: today,
    })])
}

pub(super) fn may_decide_publication(case: &Case) -> Result<(), Refusal> {
    match &case.publication {
        Some(publication) if publication.decided.is_none() => Ok(()),
        Some(_) | None => Err(Refusal::NothingProposed),
    }
}

pub(super) fn decide_publication(
    case: &Case,
    publish: bool,
    because: &Words,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_decide_publication(case)?;
    Ok(vec![Event::Afterwards(AfterwardsEvent::PublicationDecided {
        publish,
        because: because.reference(),
        decided_on: today,
    })])
}
