//! 更正误记: a date or an answer that was recorded by mistake is taken back, with a reason. The history keeps both; the
//! clock is read as if the mistaken fact were not there.

use super::{case::Case, event::Event, refusal::Refusal, service, words::Words};
use crate::law::words;

words! {
    /// A fact that can be taken back.
    pub enum FactKind {
        Delivery = "delivery",
        Return = "return",
        Opinion = "opinion",
        Correction = "correction",
        Payment = "payment",
        Reasons = "reasons",
    }
}

/// Facts that can be taken back now, with their places in the history.
pub fn facts(case: &Case) -> Vec<(FactKind, u32)> {
    let before_the_answer = case.answer.is_none() && case.stage.is_open();
    let mut facts = Vec::new();
    // Of a letter that went out again since, what became of it before stays.
    for last in service::last_attempts(case) {
        facts.extend(
            last.delivered
                .map(|delivered| (FactKind::Delivery, delivered.seq)),
        );
        facts.extend(
            last.returned
                .iter()
                .map(|returned| (FactKind::Return, returned.seq)),
        );
    }
    if before_the_answer {
        let opinions = case.notices.iter().filter_map(|notice| notice.opinion.as_ref());
        facts.extend(opinions.map(|opinion| (FactKind::Opinion, opinion.seq)));
        facts.extend(case.corrected.map(|fact| (FactKind::Correction, fact.seq)));
        facts.extend(case.paid.map(|fact| (FactKind::Payment, fact.seq)));
        // Once judged, reasons are part of a decision.
        let reasons = case.reasons.filter(|_| case.reasons_judged.is_none());
        facts.extend(reasons.map(|fact| (FactKind::Reasons, fact.seq)));
    }
    facts
}

pub(super) fn may_retract(case: &Case) -> Result<(), Refusal> {
    if facts(case).is_empty() {
        Err(Refusal::NothingRecorded)
    } else {
        Ok(())
    }
}

pub(super) fn retract(case: &Case, seq: u32, reason: &Words) -> Result<Vec<Event>, Refusal> {
    if !facts(case).iter().any(|(_, place)| *place == seq) {
        return Err(Refusal::NothingRecorded);
    }
    Ok(vec![Event::Retracted {
        seq,
        reason: reason.reference(),
    }])
}

impl Case {
    /// Takes a fact out again. None where there is no such fact.
    pub(super) fn apply_retraction(&mut self, seq: u32) -> Option<()> {
        if self.retract_mail(seq).is_some() {
            return Some(());
        }
        let notice = self
            .notices
            .iter_mut()
            .find(|notice| notice.opinion.as_ref().is_some_and(|opinion| opinion.seq == seq));
        if let Some(notice) = notice {
            notice.opinion = None;
            return Some(());
        }
        if self.corrected.is_some_and(|fact| fact.seq == seq) {
            self.corrected = None;
            return Some(());
        }
        if self.paid.is_some_and(|fact| fact.seq == seq) {
            self.paid = None;
            return Some(());
        }
        if self.reasons.is_some_and(|fact| fact.seq == seq) {
            self.reasons = None;
            return Some(());
        }
        None
    }
}
