//! The fields of the desk: by which channel it came, when, and what proves it.

use serde::Serialize;
use time::{Date, format_description::well_known::Iso8601};

use super::Errors;
use crate::{
    law::{ArrivalProof, AsksFor, Channel},
    text::{Key, key},
    web::{
        casefile::receipt::{Happened, Reckoning},
        filing::{
            check::Place,
            field::{Radios, Text},
            typed::{REGISTERED, TypedIntake},
        },
        wording::{Said, Voice},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct IntakeFields {
    /// The chosen channel, and all there are.
    name: String,
    channel: Radios,
    arrived_on: Labelled,
    waybill: Option<Text>,
    record: Labelled,
    /// Where the channel's rule asks for it.
    confirmation: Option<Confirmation>,
    /// What comes of the days, as far as they fit.
    reckoning: Option<Reckoning>,
    /// What the application is printed for, where the applicant is there to sign it.
    printed: Option<String>,
    /// What the clerk vouches for.
    compared: String,
}

/// A field whose words follow from the channel.
#[derive(Debug, Serialize)]
struct Labelled {
    field: Text,
    label: String,
    hint: String,
}

#[derive(Debug, Serialize)]
struct Confirmation {
    what: String,
    on: Text,
    record: Text,
    evidence: String,
}

/// The channels to choose from, each with its rule.
pub(crate) fn channels(voice: Voice<'_>, chosen: Channel) -> Said<Radios> {
    let worded = REGISTERED.iter().map(|channel| {
        let rule = voice.law.channel(*channel);
        let hint = voice.say_with(
            key("register-channel-rule"),
            &[("rule", &rule.text), ("article", &voice.law.cite(&rule.article))],
        )?;
        Ok((channel.as_str(), rule.name.clone(), hint))
    });
    Ok(Radios::with_hints(
        "channel",
        worded.collect::<Said<Vec<_>>>()?,
        chosen.as_str(),
    ))
}

pub(super) fn intake(
    voice: Voice<'_>,
    (asks_for, typed): (AsksFor, &TypedIntake),
    errors: &Errors,
    today: Date,
) -> Said<IntakeFields> {
    let rule = voice.law.channel(typed.channel);
    let labels = Labels::of(typed.channel);
    let labelled = |place, value: &str, (label, hint)| {
        Ok(Labelled {
            field: errors.text(place, value),
            label: voice.say(label)?,
            hint: voice.say(hint)?,
        })
    };
    let confirmation = rule.needs_confirmation().then(|| {
        Ok(Confirmation {
            what: voice.say(key("register-confirmation-what"))?,
            on: errors.text(Place::ConfirmedOn, &typed.confirmed_on),
            record: errors.text(Place::ConfirmRecord, &typed.confirm_record),
            evidence: voice.say_with(key("confirm-receipt-evidence"), &[("evidence", &rule.evidence)])?,
        })
    });
    Ok(IntakeFields {
        name: rule.name.clone(),
        channel: channels(voice, typed.channel)?,
        arrived_on: labelled(Place::ArrivedOn, &typed.arrived_on, labels.arrived)?,
        waybill: match rule.arrival_proof {
            ArrivalProof::Waybill => Some(errors.text(Place::Waybill, &typed.waybill)),
            ArrivalProof::Nothing | ArrivalProof::Record => None,
        },
        record: labelled(Place::Record, &typed.record, labels.record)?,
        confirmation: confirmation.transpose()?,
        reckoning: reckoning(voice, (asks_for, typed), today)?,
        printed: labels.printed.map(|text| voice.say(text)).transpose()?,
        compared: voice.say(labels.compared)?,
    })
}

fn reckoning(
    voice: Voice<'_>,
    (asks_for, typed): (AsksFor, &TypedIntake),
    today: Date,
) -> Said<Option<Reckoning>> {
    let day = |raw: &str| Date::parse(raw.trim(), &Iso8601::DATE).ok();
    let Some(arrived_on) = day(&typed.arrived_on) else {
        return Ok(None);
    };
    let confirmed_on = if voice.law.channel(typed.channel).needs_confirmation() {
        day(&typed.confirmed_on)
    } else {
        None
    };
    let happened = Happened {
        asks_for,
        channel: typed.channel,
        arrived_on,
        confirmed_on,
    };
    Reckoning::of(voice, happened, today)
}

/// How the fields are called for a channel: label and hint.
struct Labels {
    arrived: (Key, Key),
    record: (Key, Key),
    printed: Option<Key>,
    compared: Key,
}

impl Labels {
    fn of(channel: Channel) -> Self {
        match channel {
            Channel::Counter | Channel::Online => Self {
                arrived: (
                    key("register-arrived-counter"),
                    key("register-arrived-counter-hint"),
                ),
                record: (
                    key("register-record-counter"),
                    key("register-record-counter-hint"),
                ),
                printed: Some(key("register-sheet-counter")),
                compared: key("register-compared"),
            },
            Channel::SignedMail => Self {
                arrived: (
                    key("register-arrived-signed"),
                    key("register-arrived-signed-hint"),
                ),
                record: (key("register-record-signed"), key("register-record-signed-hint")),
                printed: None,
                compared: key("register-compared-copy"),
            },
            Channel::OrdinaryMail => Self {
                arrived: (
                    key("register-arrived-letter"),
                    key("register-arrived-letter-hint"),
                ),
                record: (key("register-record-letter"), key("register-record-letter-hint")),
                printed: None,
                compared: key("register-compared-copy"),
            },
            Channel::Fax => Self {
                arrived: (key("register-arrived-fax"), key("register-arrived-fax-hint")),
                record: (key("register-record-fax"), key("register-record-fax-hint")),
                printed: None,
                compared: key("register-compared-copy"),
            },
            Channel::Email => Self {
                arrived: (key("register-arrived-email"), key("register-arrived-email-hint")),
                record: (key("register-record-email"), key("register-record-email-hint")),
                printed: None,
                compared: key("register-compared-copy"),
            },
            Channel::Oral => Self {
                arrived: (key("register-arrived-oral"), key("register-arrived-oral-hint")),
                record: (key("register-record-oral"), key("register-record-oral-hint")),
                printed: Some(key("register-sheet-oral")),
                compared: key("register-compared-oral"),
            },
        }
    }
}

impl IntakeFields {
    /// With every field that any channel has, or with as few as there may be.
    pub(super) fn sample(full: bool, text: impl Fn() -> Text) -> Self {
        let labelled = || Labelled {
            field: text(),
            label: "本机关签收的日期".to_owned(),
            hint: "签收登记上的日期<b>".to_owned(),
        };
        Self {
            name: "邮寄（平常信函）".to_owned(),
            channel: Radios::sample_with_hints(),
            arrived_on: labelled(),
            waybill: full.then(&text),
            record: labelled(),
            confirmation: full.then(|| Confirmation {
                what: "已经确认的，填写下面两栏".to_owned(),
                on: text(),
                record: text(),
                evidence: "凭据：通话记录".to_owned(),
            }),
            reckoning: full.then(Reckoning::sample),
            printed: full.then(|| "先打印申请表".to_owned()),
            compared: "已核对".to_owned(),
        }
    }
}
