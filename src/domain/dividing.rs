//! 拆分、合并、关联: one application that asks for several matters becomes several cases (一事一申请); one that was filed
//! twice becomes one; and cases that have to do with each other know of each other.

use std::collections::BTreeSet;

use time::Date;

use super::{case::Case, event::Event, id::CaseId, refusal::Refusal};
use crate::law::words;

words! {
    /// What another case is to this one. Written on both, each in its own direction.
    pub enum LinkKind {
        /// 相关
        Related = "related",
        /// This one repeats the other.
        RepeatOf = "repeat_of",
        /// The other repeats this one.
        RepeatedBy = "repeated_by",
        /// This one was split off the other.
        SplitFrom = "split_from",
        /// The other was split off this one.
        SplitInto = "split_into",
        /// This one is a duplicate that went into the other.
        MergedInto = "merged_into",
        /// The other is a duplicate that came into this one.
        TookIn = "took_in",
        /// This one answers anew what the other had answered.
        RoundOf = "round_of",
        /// The other answers this one anew.
        AnsweredAnew = "answered_anew",
    }
}

impl LinkKind {
    /// How the other case sees it.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Related => Self::Related,
            Self::RepeatOf => Self::RepeatedBy,
            Self::RepeatedBy => Self::RepeatOf,
            Self::SplitFrom => Self::SplitInto,
            Self::SplitInto => Self::SplitFrom,
            Self::MergedInto => Self::TookIn,
            Self::TookIn => Self::MergedInto,
            Self::RoundOf => Self::AnsweredAnew,
            Self::AnsweredAnew => Self::RoundOf,
        }
    }

    /// Whether a person chooses it; the others follow from what was done.
    pub fn is_chosen(self) -> bool {
        match self {
            Self::Related | Self::RepeatOf => true,
            Self::RepeatedBy
            | Self::SplitFrom
            | Self::SplitInto
            | Self::MergedInto
            | Self::TookIn
            | Self::RoundOf
            | Self::AnsweredAnew => false,
        }
    }
}

/// A case that has to do with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub other: CaseId,
    pub how: LinkKind,
}

/// A case whose letters are under way stays whole: they speak of all its items.
fn is_untouched(case: &Case) -> Result<(), Refusal> {
    let touched = case
        .notices
        .iter()
        .any(|notice| notice.is_open() || notice.letter().is_some());
    if touched {
        Err(Refusal::LettersUnderWay)
    } else {
        Ok(())
    }
}

pub(super) fn may_split(case: &Case) -> Result<(), Refusal> {
    if case.items.len() < 2 {
        return Err(Refusal::OneItemOnly);
    }
    is_untouched(case)
}

/// Some items become a case of their own; at least one stays.
pub(super) fn split(case: &Case, items: &BTreeSet<u16>, to: CaseId) -> Result<Vec<Event>, Refusal> {
    may_split(case)?;
    if items.is_empty() || !items.is_subset(&case.items) || items.len() == case.items.len() {
        return Err(Refusal::NoSuchItem);
    }
    Ok(vec![Event::ItemsSplitOff {
        items: items.iter().copied().collect(),
        to,
    }])
}

pub(super) fn may_merge(case: &Case) -> Result<(), Refusal> {
    is_untouched(case)
}

/// A duplicate ends; the other case answers for both. That both are of the same applicant is for the caller to know: it
/// alone sees who they are.
pub(super) fn merge(case: &Case, into: CaseId, today: Date) -> Result<Vec<Event>, Refusal> {
    may_merge(case)?;
    if into == case.id {
        return Err(Refusal::SameCase);
    }
    Ok(vec![Event::Merged {
        into,
        merged_on: today,
    }])
}

pub(super) fn link(case: &Case, other: CaseId, how: LinkKind) -> Result<Vec<Event>, Refusal> {
    if other == case.id {
        return Err(Refusal::SameCase);
    }
    if !how.is_chosen() {
        return Err(Refusal::NotNow);
    }
    if case.links.contains(&Link { other, how }) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Linked { other, how }])
}

/// What the other case of a split, a merger, a link or a round is told. It follows from what was decided for the first.
pub fn counterpart(other: &Case, first: CaseId, how: LinkKind) -> Vec<Event> {
    let link = Link {
        other: first,
        how: how.reversed(),
    };
    if other.links.contains(&link) {
        return Vec::new();
    }
    vec![Event::Linked {
        other: first,
        how: link.how,
    }]
}
