//! 送达: how and when a letter reached the addressee (国办公开办函〔2016〕235号). Two days are kept: the one that
//! counts for the agency's time limit, and the one from which the applicant's remedies run. What came back goes out
//! again, and every attempt is kept.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    event::Event,
    id::{FileId, LetterId},
    notice::goes_to_another,
    refusal::Refusal,
    sent_letter::Attempt,
    words::Words,
};
use crate::law::{Law, NoticeKind, ReturnKey, words};

words! {
    /// The postal enterprise. Private couriers do not serve in law, so there is no other value to choose.
    pub enum Mail {
        /// 中国邮政特快专递
        Ems = "ems",
        /// 中国邮政挂号信函
        Registered = "registered",
    }
}

words! {
    /// Who signed for a letter. Their names are on the slip of delivery, and nowhere in the history.
    pub enum SignedBy {
        /// 受送达人本人, of a body its legal representative
        Addressee = "addressee",
        /// 法定代理人
        Guardian = "guardian",
        /// 委托代理人
        Agent = "agent",
        /// 同住成年家属
        Household = "household",
        /// 单位的收发部门
        MailRoom = "mail_room",
    }
}

/// How a letter was served, with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Service {
    /// 网上送达: made available to the applicant on the portal.
    Online { available_on: Date },
    /// 直接送达: signed for at the counter.
    Counter {
        signed_on: Date,
        /// Told since it is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed_by: Option<SignedBy>,
    },
    /// 邮寄送达: the waybill and the day of posting 交邮.
    Post {
        mail: Mail,
        waybill: Waybill,
        posted_on: Date,
    },
    /// 公文交换: to another organ, through the exchange of official documents.
    Exchange { sent_on: Date },
    /// 委托其他行政机关代为送达: which organ it was stands in the words beside it.
    Entrusted { signed_on: Date, signed_by: SignedBy },
}

impl Service {
    /// Handed to the addressee, who signed.
    pub fn signed(on: Date) -> Self {
        Self::Counter {
            signed_on: on,
            signed_by: Some(SignedBy::Addressee),
        }
    }

    /// The day that counts for the agency's time limit: signature, day of posting, success of sending.
    pub fn served_on(&self) -> Date {
        match self {
            Self::Online { available_on } => *available_on,
            Self::Counter { signed_on, .. } | Self::Entrusted { signed_on, .. } => *signed_on,
            Self::Post { posted_on, .. } => *posted_on,
            Self::Exchange { sent_on } => *sent_on,
        }
    }

    /// The day on which it reached the addressee, where the way of service already tells.
    pub fn reached_on(&self) -> Option<Date> {
        match self {
            Self::Online { available_on } => Some(*available_on),
            Self::Counter { signed_on, .. } | Self::Entrusted { signed_on, .. } => Some(*signed_on),
            Self::Post { .. } | Self::Exchange { .. } => None,
        }
    }

    /// The number of the mail.
    pub fn waybill(&self) -> Option<&Waybill> {
        match self {
            Self::Post { waybill, .. } => Some(waybill),
            Self::Online { .. } | Self::Counter { .. } | Self::Exchange { .. } | Self::Entrusted { .. } => {
                None
            }
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

/// Letters of which something may still become. Once a case has ended, only of the one that told of the end: what others
/// did to the clock stays as it was.
fn in_motion(case: &Case) -> impl Iterator<Item = &SentLetter> {
    let told = |letter: &&SentLetter| {
        let notice = case.notice_of(letter.id);
        notice.is_some_and(|notice| notice.kind() == NoticeKind::Ended)
    };
    case.letters
        .iter()
        .filter(move |letter| case.stage.is_open() || told(letter))
}

/// The last attempts to serve letters of which something may still become.
pub(super) fn last_attempts(case: &Case) -> impl Iterator<Item = &Attempt> {
    in_motion(case).filter_map(|letter| letter.attempts.last())
}

/// Letters that wait to be served: the answer once it is issued, and whatever came back.
pub fn unserved(case: &Case) -> impl Iterator<Item = &SentLetter> {
    let answer = case.answer;
    in_motion(case).filter(move |letter| {
        let was_to_be = letter.was_sent() || answer == Some(letter.id);
        was_to_be && letter.spoilt.is_none() && letter.standing().is_none()
    })
}

/// Whether anything waits to be served.
pub(super) fn may_serve(case: &Case) -> Result<(), Refusal> {
    unserved(case).next().map(|_| ()).ok_or(Refusal::OtherLetter)
}

pub(super) fn serve(
    case: &Case,
    id: LetterId,
    service: &Service,
    remark: Option<&Words>,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let waiting = unserved(case).find(|letter| letter.id == id);
    let letter = waiting.ok_or(Refusal::OtherLetter)?;
    let to_another = case
        .notice_of(id)
        .is_some_and(|notice| goes_to_another(notice.kind()));
    match service {
        // The exchange of official documents reaches organs, not applicants.
        Service::Exchange { .. } if !to_another => return Err(Refusal::NotThePost),
        Service::Online { .. } if to_another => return Err(Refusal::NotOnline),
        Service::Entrusted { .. } if remark.is_none() => return Err(Refusal::OrganUnnamed),
        Service::Post { waybill, .. }
            if letter
                .attempts
                .iter()
                .any(|before| before.service.waybill() == Some(waybill)) =>
        {
            return Err(Refusal::WaybillUsed);
        }
        Service::Online { .. }
        | Service::Counter { .. }
        | Service::Post { .. }
        | Service::Exchange { .. }
        | Service::Entrusted { .. } => {}
    }
    if service.served_on() > today {
        return Err(Refusal::InTheFuture);
    }
    // What came back goes out again at the earliest on the day on which it came.
    let came_back = letter.attempts.last().and_then(|last| last.returned.as_ref());
    let from = came_back.map_or(letter.issued_on, |returned| returned.on);
    if service.served_on() < from {
        return Err(Refusal::TooEarly(from));
    }
    Ok(vec![Event::Served {
        letter: id,
        service: service.clone(),
        remark: remark.map(Words::reference),
    }])
}

/// Letters that went out in a way that does not tell when they arrived, and are still on their way.
pub fn on_their_way(case: &Case) -> impl Iterator<Item = &SentLetter> {
    let is_on_its_way = |letter: &&SentLetter| letter.attempts.last().is_some_and(Attempt::is_on_its_way);
    in_motion(case).filter(is_on_its_way)
}

/// Those of them that are with the post: what may come back.
pub fn in_the_mail(case: &Case) -> impl Iterator<Item = &SentLetter> {
    on_their_way(case).filter(|letter| {
        letter
            .service()
            .is_some_and(|service| service.waybill().is_some())
    })
}

/// Whether a letter is still on its way.
pub(super) fn may_record_delivery(case: &Case) -> Result<(), Refusal> {
    if on_their_way(case).next().is_some() {
        return Ok(());
    }
    let mut attempts = in_motion(case).flat_map(|letter| &letter.attempts);
    if attempts.any(|attempt| attempt.delivered.is_some()) {
        return Err(Refusal::AlreadyDelivered);
    }
    Err(Refusal::NotThePost)
}

/// The day on which a letter that is on its way went out; what is told of it cannot have been before, nor tomorrow.
fn under_way(letter: &SentLetter, on: Date, today: Date) -> Result<(), Refusal> {
    let last = letter.attempts.last().filter(|last| last.is_on_its_way());
    let sent_on = last.ok_or(Refusal::NotThePost)?.service.served_on();
    if on > today {
        Err(Refusal::InTheFuture)
    } else if on < sent_on {
        Err(Refusal::TooEarly(sent_on))
    } else {
        Ok(())
    }
}

pub(super) fn record_delivery(
    case: &Case,
    id: LetterId,
    on: Date,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let letter = in_motion(case)
        .find(|letter| letter.id == id)
        .ok_or(Refusal::OtherLetter)?;
    if letter.standing().is_some_and(|last| last.delivered.is_some()) {
        return Err(Refusal::AlreadyDelivered);
    }
    under_way(letter, on, today)?;
    Ok(vec![Event::Delivered {
        letter: id,
        delivered_on: on,
    }])
}

/// Whether a letter is with the post, and may come back.
pub(super) fn may_record_return(case: &Case) -> Result<(), Refusal> {
    in_the_mail(case).next().map(|_| ()).ok_or(Refusal::NotThePost)
}

/// Mail came back. Whether its posting counts is decided by the rule of that day, and stays so.
pub(super) fn record_return(
    case: &Case,
    law: &Law,
    id: LetterId,
    (on, reason): (Date, &ReturnKey),
    remark: Option<&Words>,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let letter = letter(case, id)?;
    if !in_the_mail(case).any(|other| other.id == id) {
        return Err(Refusal::NotThePost);
    }
    let rule = law.find_return(reason).ok_or(Refusal::NoSuchReason)?;
    under_way(letter, on, today)?;
    Ok(vec![Event::CameBack {
        letter: id,
        returned_on: on,
        reason: reason.clone(),
        counts: rule.counts,
        remark: remark.map(Words::reference),
    }])
}

/// The applicant opens a letter; only the first time is told. What is given with it is told of nowhere.
pub(super) fn open(
    case: &Case,
    (id, file): (LetterId, Option<FileId>),
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let letter = letter(case, id)?;
    if !case.is_for_the_applicant(id) || !letter.was_sent() {
        return Err(Refusal::OtherLetter);
    }
    if file.is_some() {
        return Err(Refusal::UnknownFile);
    }
    Ok(match letter.opened_on {
        Some(_) => Vec::new(),
        None => vec![Event::Opened {
            letter: id,
            opened_on: today,
            file: None,
        }],
    })
}

#[cfg(test)]
mod tests;
