//! Giving an order from a page: what comes of it, in terms of the page.

use crate::{
    casework::{self, ActError, Office, Order},
    domain::{
        account::{Actor, Officer},
        case::Case,
        id::CaseId,
        refusal::Refusal,
        words::{InvalidWords, MAX_WORDS, Words},
    },
    text::key,
    web::{
        error::Failure,
        wording::{Said, Voice},
    },
};

/// What came of an order.
#[derive(Debug)]
pub(crate) enum Outcome {
    Done(Box<Case>),
    /// To be said beside the button, with what was typed.
    Refused(Refusal),
    /// Somebody was first: to be shown with what was typed.
    TooLate,
}

/// Gives an order on a case of the officer's agency, as it stood at version `expected`.
pub(crate) async fn give(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    expected: u32,
    order: Order,
) -> Result<Outcome, Failure> {
    let actor = Actor::Officer(officer.clone());
    match casework::act(office, &actor, officer.agency, case, expected, order).await {
        Ok(case) => Ok(Outcome::Done(Box::new(case))),
        Err(ActError::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
        Err(ActError::Stale(_)) => Ok(Outcome::TooLate),
        Err(other) => Err(other.into()),
    }
}

/// What somebody wrote, or why it will not do.
pub(crate) fn words(office: &Office, voice: Voice<'_>, raw: &str) -> Said<Result<Words, String>> {
    Ok(match office.words(raw) {
        Ok(words) => Ok(words),
        Err(InvalidWords::Blank) => Err(voice.say(key("field-blank"))?),
        Err(InvalidWords::TooLong(_)) => {
            Err(voice.say_with(key("field-too-long"), &[("most", &MAX_WORDS.to_string())])?)
        }
    })
}
