//! 补正: what the applicant sends to make the application clear (条例第三十条). What was filed is never changed; the
//! correction is kept beside it, and the reply period starts again, in full, from its receipt.

use time::Date;

use super::{case::Case, event::Event, refusal::Refusal, words::Words};
use crate::law::NoticeKind;

/// The corrected application as it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    pub received_on: Date,
    pub words: super::words::WordsRef,
    /// Place of the event in the history.
    pub seq: u32,
}

/// Whether a correction is awaited.
pub(super) fn may_receive(case: &Case) -> Result<(), Refusal> {
    if case.corrected.is_some() {
        return Err(Refusal::AlreadyReceived);
    }
    match case.correction_asked_before() {
        Some(asked) if asked.received_on.is_some() => Err(Refusal::AlreadyReceived),
        Some(_) => Ok(()),
        None => case
            .sent(NoticeKind::Correction)
            .next()
            .map(|_| ())
            .ok_or(Refusal::NotAsked),
    }
}

pub(super) fn receive(
    case: &Case,
    received_on: Date,
    words: &Words,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_receive(case)?;
    after_the_letter(case, NoticeKind::Correction, received_on, today)?;
    Ok(vec![Event::CorrectionReceived {
        received_on,
        words: words.reference(),
    }])
}

/// What answers a letter cannot have come before the letter went out, nor tomorrow.
pub(super) fn after_the_letter(case: &Case, kind: NoticeKind, on: Date, today: Date) -> Result<(), Refusal> {
    let before = case
        .correction_asked_before()
        .filter(|_| kind == NoticeKind::Correction);
    let before = before.map(|correction| correction.asked_on);
    let sent_on = case.sent(kind).filter_map(|(_, letter)| letter.sent_on());
    let sent_on = sent_on.chain(before).min();
    let sent_on = sent_on.ok_or(Refusal::NotAsked)?;
    if on > today {
        Err(Refusal::InTheFuture)
    } else if on < sent_on {
        Err(Refusal::TooEarly(sent_on))
    } else {
        Ok(())
    }
}
