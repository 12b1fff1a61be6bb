//! How it came in, as the clerk tells it. The day of receipt is not typed: it follows (`domain::receipt`).

use time::Date;

use super::{Basis, Check, Place, Wrong};
use crate::{
    domain::{receipt, refusal::Refusal, service::Waybill, text::Invalid, words::MAX_WORDS},
    law::{ArrivalProof, Channel},
    web::filing::typed::TypedIntake,
};

/// What came in and how, but for the words, which the office still has to take down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intake {
    pub(crate) channel: Channel,
    pub(crate) arrived_on: Date,
    pub(crate) waybill: Option<Waybill>,
    pub(crate) record: Option<String>,
    pub(crate) confirmation: Option<(Date, String)>,
}

/// Fields that the channel has no use for are not looked at: another channel may have been chosen before.
pub(super) fn intake(check: &mut Check, typed: &TypedIntake, basis: Basis<'_>) -> Option<Intake> {
    let rule = basis.law.channel(typed.channel);
    let before = check.problems.len();
    let arrived_on = check.day(Place::ArrivedOn, &typed.arrived_on, basis.today);
    let (waybill, record) = match rule.arrival_proof {
        ArrivalProof::Nothing => (None, words(check, Place::Record, &typed.record, false)),
        ArrivalProof::Waybill => signed_for(check, typed),
        ArrivalProof::Record => (None, words(check, Place::Record, &typed.record, true)),
    };
    let confirmation = if rule.needs_confirmation() {
        confirmation(check, typed)
    } else {
        None
    };
    let arrived_on = arrived_on?;
    let confirmed_on = confirmation.as_ref().map(|(on, _)| *on);
    match receipt::settle(basis.law, typed.channel, arrived_on, confirmed_on, basis.today) {
        Ok(_) => {}
        Err(Refusal::TooEarly(day)) => check.wrong(Place::ConfirmedOn, Wrong::TooEarly(day)),
        // The day of arrival was looked at above.
        Err(_) => check.wrong(Place::ConfirmedOn, Wrong::InTheFuture),
    }
    (check.problems.len() == before).then_some(Intake {
        channel: typed.channel,
        arrived_on,
        waybill,
        record,
        confirmation,
    })
}

/// A number of the post, or in words whatever another carrier gave.
fn signed_for(check: &mut Check, typed: &TypedIntake) -> (Option<Waybill>, Option<String>) {
    let record = words(check, Place::Record, &typed.record, false);
    let raw = typed.waybill.trim();
    let waybill = Waybill::parse(raw);
    if raw.is_empty() && typed.record.trim().is_empty() {
        check.wrong(Place::Waybill, Wrong::NoProof);
    } else if !raw.is_empty() && waybill.is_none() {
        check.wrong(Place::Waybill, Wrong::Waybill);
    }
    (waybill, record)
}

/// Day and record, both or neither.
fn confirmation(check: &mut Check, typed: &TypedIntake) -> Option<(Date, String)> {
    let raw = typed.confirmed_on.trim();
    if raw.is_empty() && typed.confirm_record.trim().is_empty() {
        return None;
    }
    let on = check.date(Place::ConfirmedOn, raw);
    let record = words(check, Place::ConfirmRecord, &typed.confirm_record, true);
    on.zip(record)
}

fn words(check: &mut Check, place: Place, raw: &str, must: bool) -> Option<String> {
    let text = raw.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 if must => check.wrong(place, Wrong::Invalid(Invalid::Blank)),
        0 => {}
        1..=MAX_WORDS => return Some(text),
        typed => check.wrong(
            place,
            Wrong::TooLong {
                most: MAX_WORDS,
                typed,
            },
        ),
    }
    None
}
