//! 送达: how and when a letter reached the addressee (国办公开办函〔2016〕235号). Two days are kept: the one that
//! counts for the agency's time limit, and the one from which the applicant's remedies run.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    event::Event,
    id::LetterId,
    refusal::Refusal,
};
use crate::law::words;

words! {
    /// The postal enterprise. Private couriers do not serve in law, so there is no other value to choose.
    pub enum Mail {
        /// 中国邮政特快专递
        Ems = "ems",
        /// 中国邮政挂号信函
        Registered = "registered",
    }
}

/// How a letter was served, with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Service {
    /// 网上送达: made available to the applicant on the portal.
    Online { available_on: Date },
    /// 直接送达: signed for at the counter.
    Counter { signed_on: Date },
    /// 邮寄送达: the waybill and the day of posting 交邮.
    Post {
        mail: Mail,
        waybill: Waybill,
        posted_on: Date,
    },
    /// 公文交换: to another organ, through the exchange of official documents.
    Exchange { sent_on: Date },
}

impl Service {
    /// The day that counts for the agency's time limit: signature, day of posting, success of sending.
    pub fn served_on(&self) -> Date {
        match self {
            Self::Online { available_on } => *available_on,
            Self::Counter { signed_on } => *signed_on,
            Self::Post { posted_on, .. } => *posted_on,
            Self::Exchange { sent_on } => *sent_on,
        }
    }

    /// The day on which it reached the addressee, where the way of service already tells.
    pub fn reached_on(&self) -> Option<Date> {
        match self {
            Self::Online { available_on } => Some(*available_on),
            Self::Counter { signed_on } => Some(*signed_on),
            Self::Post { .. } | Self::Exchange { .. } => None,
        }
    }
}

/// 邮件号码: two letters, nine digits, two letters (EMS, 挂号), or 13 digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Waybill(String);

impl Waybill {
    pub fn parse(raw: &str) -> Option<Self> {
        let text: String = raw
            .trim()
            .to_ascii_uppercase()
            .chars()
            .filter(|c| *c != ' ')
            .collect();
        let kind: String = text
            .chars()
            .map(|c| {
                if c.is_ascii_uppercase() {
                    'A'
                } else if c.is_ascii_digit() {
                    '9'
                } else {
                    '?'
                }
            })
            .collect();
        matches!(kind.as_str(), "AA999999999AA" | "9999999999999").then_some(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Waybill {
    type Error = &'static str;

    fn try_from(value: String) -> Result<Self, Self::Error> {
        Self::parse(&value).ok_or("not a waybill number of the post")
    }
}

impl From<Waybill> for String {
    fn from(value: Waybill) -> Self {
        value.0
    }
}

fn letter(case: &Case, id: LetterId) -> Result<&SentLetter, Refusal> {
    case.letter(id).ok_or(Refusal::OtherLetter)
}

pub(super) fn serve(
    case: &Case,
    id: LetterId,
    service: &Service,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let letter = letter(case, id)?;
    if letter.service.is_some() {
        return Err(Refusal::OtherLetter);
    }
    // The exchange of official documents reaches organs, not applicants.
    if matches!(service, Service::Exchange { .. }) {
        return Err(Refusal::NotThePost);
    }
    if service.served_on() > today {
        return Err(Refusal::InTheFuture);
    }
    if service.served_on() < letter.issued_on {
        return Err(Refusal::TooEarly(letter.issued_on));
    }
    Ok(vec![Event::Served {
        letter: id,
        service: service.clone(),
    }])
}

/// Letters that wait to be served: the answer, once it is issued.
pub fn unserved(case: &Case) -> impl Iterator<Item = &SentLetter> {
    case.answer()
        .into_iter()
        .filter(|letter| letter.service.is_none())
}

/// Letters that went out in a way that does not tell when they arrived, and are still on their way.
pub fn on_their_way(case: &Case) -> impl Iterator<Item = &SentLetter> {
    case.letters
        .iter()
        .filter(|letter| letter.service.is_some() && letter.reached_on().is_none())
}

/// Whether a letter is still on its way.
pub(super) fn may_record_delivery(case: &Case) -> Result<(), Refusal> {
    if on_their_way(case).next().is_some() {
        return Ok(());
    }
    if case.letters.iter().any(|letter| letter.delivered_on.is_some()) {
        return Err(Refusal::AlreadyDelivered);
    }
    Err(Refusal::NotThePost)
}

pub(super) fn record_delivery(
    case: &Case,
    id: LetterId,
    on: Date,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let letter = letter(case, id)?;
    if letter.delivered_on.is_some() {
        return Err(Refusal::AlreadyDelivered);
    }
    let sent_on = match letter.service.as_ref() {
        Some(service) if service.reached_on().is_none() => service.served_on(),
        Some(_) | None => return Err(Refusal::NotThePost),
    };
    if on > today {
        return Err(Refusal::InTheFuture);
    }
    if on < sent_on {
        return Err(Refusal::TooEarly(sent_on));
    }
    Ok(vec![Event::Delivered {
        letter: id,
        delivered_on: on,
    }])
}

/// The applicant opens a letter; only the first time is told.
pub(super) fn open(case: &Case, id: LetterId, today: Date) -> Result<Vec<Event>, Refusal> {
    let letter = letter(case, id)?;
    if !case.is_for_the_applicant(id) {
        return Err(Refusal::OtherLetter);
    }
    match (&letter.service, letter.opened_on) {
        (None, _) => Err(Refusal::OtherLetter),
        (Some(_), Some(_)) => Ok(Vec::new()),
        (Some(_), None) => Ok(vec![Event::Opened {
            letter: id,
            opened_on: today,
        }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::Command,
        stage::StageKey,
        testing::{ANSWER, Story, TODAY, applicant, clerk},
    };

    #[test]
    fn a_waybill_is_one_of_the_post() {
        assert_eq!(
            Waybill::parse(" ea 123456789 cn ").map(String::from),
            Some("EA123456789CN".to_owned())
        );
        assert!(Waybill::parse("1234567890123").is_some());
        assert!(
            Waybill::parse("SF1234567890123").is_none(),
            "a private courier's number"
        );
    }

    #[test]
    fn two_days_are_kept_for_a_letter_by_post() {
        let story = Story::at(StageKey::Issued).then(&clerk(), &by_post(TODAY));
        let letter = story.case.answer().unwrap();
        assert_eq!((letter.served_on(), letter.reached_on()), (Some(TODAY), None));
        let mut story = story;
        assert_eq!(
            story.act(&clerk(), &Command::Close { late: None }),
            Err(Refusal::NotDelivered)
        );
        let delivered = Command::RecordDelivery {
            letter: ANSWER,
            delivered_on: TODAY,
        };
        let mut story = story.then(&clerk(), &delivered);
        assert_eq!(story.case.answer().unwrap().reached_on(), Some(TODAY));
        assert_eq!(story.act(&clerk(), &delivered), Err(Refusal::AlreadyDelivered));
        assert_eq!(
            story
                .then(&clerk(), &Command::Close { late: None })
                .case
                .stage
                .key(),
            StageKey::Closed
        );
    }

    #[test]
    fn nothing_is_served_before_it_was_issued_or_tomorrow() {
        let mut story = Story::at(StageKey::Issued);
        let (yesterday, tomorrow) = (TODAY.previous_day().unwrap(), TODAY.next_day().unwrap());
        assert_eq!(
            story.act(&clerk(), &by_post(yesterday)),
            Err(Refusal::TooEarly(TODAY))
        );
        assert_eq!(story.act(&clerk(), &by_post(tomorrow)), Err(Refusal::InTheFuture));
    }

    #[test]
    fn the_first_opening_is_told_once() {
        let mut story = Story::at(StageKey::Served);
        let open = Command::Open { letter: ANSWER };
        assert_eq!(story.act(&applicant(), &open).map(|events| events.len()), Ok(1));
        assert_eq!(story.act(&applicant(), &open), Ok(Vec::new()));
    }

    fn by_post(posted_on: Date) -> Command {
        let waybill = Waybill::parse("EA123456789CN").unwrap();
        Command::Serve {
            letter: ANSWER,
            service: Service::Post {
                mail: Mail::Ems,
                waybill,
                posted_on,
            },
        }
    }
}
