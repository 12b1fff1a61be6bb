//! 缴纳信息处理费 (条例第四十二条, 国办函〔2020〕109号): the reply period starts again, in full, once it is paid.

use time::Date;

use super::{case::Case, correction::after_the_letter, event::Event, notice::About, refusal::Refusal};
use crate::law::NoticeKind;

/// The payment as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    pub paid_on: Date,
    pub yuan: u64,
    /// Place of the event in the history.
    pub seq: u32,
}

/// What the fee notice asks for.
pub fn asked(case: &Case) -> Option<u64> {
    case.sent(NoticeKind::Fee)
        .find_map(|(notice, _)| match notice.matter {
            About::Fee { yuan, .. } => Some(yuan),
            About::Correction { .. }
            | About::Consultation { .. }
            | About::ConsultationTold { .. }
            | About::DisclosureDecision { .. }
            | About::Extension { .. }
            | About::ReasonsAsked { .. }
            | About::Delay { .. }
            | About::Ended { .. }
            | About::Transfer { .. } => None,
        })
}

pub(super) fn may_record(case: &Case) -> Result<(), Refusal> {
    match (asked(case), &case.paid) {
        (None, _) => Err(Refusal::NotAsked),
        (Some(_), Some(_)) => Err(Refusal::AlreadyReceived),
        (Some(_), None) => Ok(()),
    }
}

/// Records that the whole amount is in.
pub(super) fn record(case: &Case, paid_on: Date, yuan: u64, today: Date) -> Result<Vec<Event>, Refusal> {
    may_record(case)?;
    after_the_letter(case, NoticeKind::Fee, paid_on, today)?;
    match asked(case) {
        Some(asked) if asked != yuan => Err(Refusal::OtherFee(asked)),
        Some(_) | None => Ok(vec![Event::FeePaid { paid_on, yuan }]),
    }
}
