//! 通知: what is told besides the letters themselves, by which way and to whom. A message serves nothing and moves no
//! day: it says that something happened and where to look. What follows from the events of a case is decided here;
//! whether somebody can be reached, and in which words, is seen to when it is sent.

mod reason;
#[cfg(test)]
mod tests;

use time::Date;

use super::{
    case::Case,
    consulted, contest,
    event::{Event, Recorded},
    id::{LetterId, NoticeId},
    notice::{About, NoticeEvent},
    service::Service,
};
use crate::law::{NoticeKind, words};

pub use self::reason::{Enhanced, Reason};

words! {
    /// The way that a message goes.
    pub enum Medium {
        /// 电子邮件
        Mail = "mail",
        /// 短信
        TextMessage = "text_message",
        /// 推送: to a program of somebody who subscribed to what happens.
        Webhook = "webhook",
    }
}

words! {
    /// What a message is about.
    pub enum MessageKind {
        /// A person's reminders of a day.
        Digest = "digest",
        /// An application came in.
        Filed = "filed",
        /// 收到申请之日 is settled.
        Received = "received",
        /// A letter to the applicant got its number and date.
        LetterIssued = "letter_issued",
        /// A letter to the applicant was made available, signed for or posted.
        LetterServed = "letter_served",
        /// The case ended.
        Closed = "closed",
        /// 征求意见: where the third party answers online.
        ConsultationLink = "consultation_link",
        /// 征求意见: the code that goes with it, by another way.
        ConsultationCode = "consultation_code",
        /// 渠道测试: something is wrong with the online channel.
        ChannelAlarm = "channel_alarm",
        /// It shows whether messages leave.
        Heartbeat = "heartbeat",
        /// 征求意见: the third party's time to answer comes to its end.
        ConsultationDue = "consultation_due",
        /// 征求意见: the agency has decided.
        ConsultationDecided = "consultation_decided",
    }
}

/// For whom a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The applicant, where they gave an address.
    Applicant,
    /// The third party that a letter consults, where the agency knows how to reach them.
    ThirdParty,
    /// Programs that subscribed: they get ids, numbers and days, never a name.
    Subscribers,
}

/// Something to be told of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    pub kind: MessageKind,
    pub audience: Audience,
    /// The place in the history of what is told.
    pub seq: u32,
    pub letter: Option<LetterId>,
}

/// What is to be told of events that were just recorded; `case` is the case with them.
pub fn messages_for(case: &Case, recorded: &[Recorded]) -> Vec<Message> {
    let mut messages = Vec::new();
    for one in recorded {
        messages.extend(for_a_third_party(case, one));
        let decided = decided_for(case, one).into_iter();
        messages.extend(decided.filter_map(|of| news(case, (MessageKind::ConsultationDecided, of), one.seq)));
        for Meaning { kind, letter, .. } in happened(recorded, &one.event) {
            let for_subscribers = is_for_subscribers(case, letter);
            let for_the_applicant = is_for_the_applicant(case, recorded, one, (kind, letter));
            let audiences = [
                for_subscribers.then_some(Audience::Subscribers),
                for_the_applicant.then_some(Audience::Applicant),
            ];
            messages.extend(audiences.into_iter().flatten().map(|audience| Message {
                kind,
                audience,
                seq: one.seq,
                letter,
            }));
        }
    }
    messages
}

/// A third party whose opinion is asked gets link and code, each by its own way. What is sent again gets the same.
fn for_a_third_party(case: &Case, one: &Recorded) -> Vec<Message> {
    let Event::Notice(NoticeEvent::Sent { notice, letter }) = &one.event else {
        return Vec::new();
    };
    let asks = |kind| kind == NoticeKind::ThirdPartyConsultation;
    if !case.notice(*notice).is_some_and(|notice| asks(notice.kind())) {
        return Vec::new();
    }
    link_and_code(one.seq, *letter).into()
}

/// The two messages that bring a third party its link and the code; `seq` is the place of the letter in the history.
pub fn link_and_code(seq: u32, letter: LetterId) -> [Message; 2] {
    [MessageKind::ConsultationLink, MessageKind::ConsultationCode].map(|kind| Message {
        kind,
        audience: Audience::ThirdParty,
        seq,
        letter: Some(letter),
    })
}

/// The consultations of which somebody has to hear that the agency has decided: the letter that says so to them is on its
/// way, or the answer went out to the applicant and nobody has told them yet. What is handed to them needs no message.
fn decided_for(case: &Case, one: &Recorded) -> Vec<NoticeId> {
    let Event::Served { letter, service, .. } = &one.event else {
        return Vec::new();
    };
    match case.notice_of(*letter).map(|notice| &notice.matter) {
        Some(About::DisclosureDecision { consultation }) if comes_by_itself(service) => vec![*consultation],
        None if case.answer == Some(*letter) => consulted::asked(case)
            .map(|(notice, _)| notice.id)
            .filter(|id| contest::told(case, *id).is_none())
            .collect(),
        Some(_) | None => Vec::new(),
    }
}

/// News for a third party of its consultation, which are known by the letter that asked it; `seq` is the place in the
/// history after which they are told. None where that letter never went out.
pub fn news(case: &Case, (kind, consultation): (MessageKind, NoticeId), seq: u32) -> Option<Message> {
    let letter = case.notice(consultation)?.letter()?;
    Some(Message {
        kind,
        audience: Audience::ThirdParty,
        seq,
        letter: Some(letter),
    })
}

impl MessageKind {
    /// Whether it is news for a consulted third party, which tells each of them at most once and nothing to whoever asked for
    /// that; other than what brings the link.
    pub fn is_consultation_news(self) -> bool {
        match self {
            Self::ConsultationDue | Self::ConsultationDecided => true,
            Self::Digest
            | Self::ChannelAlarm
            | Self::Heartbeat
            | Self::Filed
            | Self::Received
            | Self::LetterIssued
            | Self::LetterServed
            | Self::Closed
            | Self::ConsultationLink
            | Self::ConsultationCode => false,
        }
    }

    /// By which way it goes, where only one is fit: link and code never take the same.
    pub fn only_by(self) -> Option<Medium> {
        match self {
            Self::ConsultationLink => Some(Medium::Mail),
            Self::ConsultationCode => Some(Medium::TextMessage),
            Self::Digest
            | Self::ChannelAlarm
            | Self::Heartbeat
            | Self::Filed
            | Self::Received
            | Self::LetterIssued
            | Self::LetterServed
            | Self::Closed
            | Self::ConsultationDue
            | Self::ConsultationDecided => None,
        }
    }
}

/// What something recorded means to somebody outside.
struct Meaning {
    kind: MessageKind,
    /// The letter that it is about.
    letter: Option<LetterId>,
    /// The day that counts for it, where there is one: what closes a case after an answer has none of its own.
    on: Option<Date>,
}

impl Meaning {
    const fn new(kind: MessageKind, letter: Option<LetterId>, on: Option<Date>) -> Self {
        Self { kind, letter, on }
    }
}

/// The day that counts for what an event means.
pub fn day_of(kind: MessageKind, event: &Event) -> Option<Date> {
    let meanings = happened(&[], event);
    meanings.iter().find(|meaning| meaning.kind == kind)?.on
}

fn happened(recorded: &[Recorded], event: &Event) -> Vec<Meaning> {
    let of = Meaning::new;
    let filed = |on| of(MessageKind::Filed, None, on);
    let received = |on| of(MessageKind::Received, receipt(recorded), on);
    match event {
        Event::Filed { submitted_on, .. } => vec![filed(Some(*submitted_on))],
        Event::Registered {
            received_on,
            arrived_on,
            ..
        } => {
            let settled = received_on.map(|on| received(Some(on)));
            let came = filed(arrived_on.or(*received_on));
            [Some(came), settled].into_iter().flatten().collect()
        }
        Event::SplitOff {
            submitted_on,
            received_on,
            ..
        } => {
            let settled = received_on.map(|on| received(Some(on)));
            let came = filed(received_on.or(*submitted_on));
            [Some(came), settled].into_iter().flatten().collect()
        }
        Event::RoundOpened { received_on, .. } => {
            vec![filed(Some(*received_on)), received(Some(*received_on))]
        }
        Event::ReceiptConfirmed { received_on, .. } => vec![received(Some(*received_on))],
        Event::LetterIssued {
            letter, issued_on, ..
        } => {
            vec![of(MessageKind::LetterIssued, Some(*letter), Some(*issued_on))]
        }
        Event::Served { letter, service, .. } => {
            let on = service.served_on();
            vec![of(MessageKind::LetterServed, Some(*letter), Some(on))]
        }
        Event::Closed { .. } => vec![of(MessageKind::Closed, None, None)],
        Event::Withdrawn { withdrawn_on: on, .. }
        | Event::Abandoned { abandoned_on: on, .. }
        | Event::Merged { merged_on: on, .. } => vec![of(MessageKind::Closed, None, Some(*on))],
        // Whoever applied before was told of it then, by other means.
        Event::Imported { .. }
        | Event::ImportUndone
        | Event::PersonalDataErased { .. }
        | Event::ContactChanged { .. }
        | Event::Assigned { .. }
        | Event::Accepted { .. }
        | Event::StepClaimed { .. }
        | Event::StepWaived { .. }
        | Event::HandedBack { .. }
        | Event::HandedOver { .. }
        | Event::Notice(_)
        | Event::CorrectionReceived { .. }
        | Event::Consultation(_)
        | Event::FeePaid { .. }
        | Event::PaymentProof(_)
        | Event::Excessive(_)
        | Event::AbandonmentProposed { .. }
        | Event::ItemsSplitOff { .. }
        | Event::Linked { .. }
        | Event::Appeal(_)
        | Event::RoundStarted { .. }
        | Event::Afterwards(_)
        | Event::Retracted { .. }
        | Event::LetterSpoilt { .. }
        | Event::CameBack { .. }
        | Event::AnswerDrafted { .. }
        | Event::SubmittedForReview { .. }
        | Event::StepApproved { .. }
        | Event::StepBypassed { .. }
        | Event::HitsAnswered { .. }
        | Event::SentBack { .. }
        | Event::PointSettled { .. }
        | Event::ApprovalsVoided { .. }
        | Event::Delivered { .. }
        | Event::Opened { .. } => Vec::new(),
    }
}

/// 登记回执: the letter that goes out in the same act in which the receipt is settled.
fn receipt(recorded: &[Recorded]) -> Option<LetterId> {
    let settles = recorded.iter().any(|one| {
        matches!(
            one.event,
            Event::ReceiptConfirmed { .. }
                | Event::Registered {
                    received_on: Some(_),
                    ..
                }
        )
    });
    let served = recorded.iter().find_map(|one| {
        if let Event::Served { letter, .. } = &one.event {
            Some(*letter)
        } else {
            None
        }
    });
    served.filter(|_| settles)
}

/// Letters to third sides are none of anybody's business.
fn is_for_subscribers(case: &Case, letter: Option<LetterId>) -> bool {
    letter.is_none_or(|letter| case.is_for_the_applicant(letter))
}

/// The applicant is told of what they could not know: not of what is handed to them over the counter, nor of what they
/// do themselves, nor twice of one act.
fn is_for_the_applicant(
    case: &Case,
    recorded: &[Recorded],
    one: &Recorded,
    (kind, letter): (MessageKind, Option<LetterId>),
) -> bool {
    match (kind, &one.event) {
        (MessageKind::Filed, Event::Filed { .. })
        | (MessageKind::Received, Event::ReceiptConfirmed { .. } | Event::Registered { .. }) => true,
        (MessageKind::LetterServed, Event::Served { service, .. }) => {
            comes_by_itself(service)
                && letter.is_some_and(|letter| case.is_for_the_applicant(letter))
                && letter != receipt(recorded)
        }
        _ => false,
    }
}

/// Whether a letter reaches its addressee without being handed to them.
fn comes_by_itself(service: &Service) -> bool {
    match service {
        Service::Online { .. } | Service::Post { .. } => true,
        Service::Counter { .. } | Service::Entrusted { .. } | Service::Exchange { .. } => false,
    }
}
