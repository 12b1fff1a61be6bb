//! 视为放弃申请: the applicant neither corrected (条例第三十条) nor paid (国办函〔2020〕109号) in time. The program proposes it,
//! with the evidence of service; a person confirms it by sending the letter that ends the case.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    event::Event,
    id::LetterId,
    notice::{About, Notice},
    payment,
    refusal::Refusal,
};
use crate::law::{GroundKey, Law, LimitKey, NoticeKind, Unit, add_working_days, end_of};

/// On what a case may be ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expired {
    pub ground: GroundKey,
    /// The letter that set the time.
    pub letter: LetterId,
    /// When it reached the applicant, which is what the time is counted from.
    pub reached_on: Date,
    /// The last day that the applicant had.
    pub expired_on: Date,
}

/// The ground on which a case may be ended on a day, with its evidence. A letter that is not proven to have reached the
/// applicant ends nothing; nor does the time to pay, as long as nobody has looked at what is to prove a payment.
pub fn due(case: &Case, law: &Law, today: Date) -> Option<Expired> {
    let correction = case
        .sent(NoticeKind::Correction)
        .next()
        .filter(|_| case.corrected.is_none())
        .and_then(|(notice, letter)| expired(law, notice, letter));
    let fee = case
        .sent(NoticeKind::Fee)
        .next()
        .filter(|_| case.paid.is_none() && payment::open_proofs(case).next().is_none())
        .and_then(|(notice, letter)| expired(law, notice, letter));
    correction
        .into_iter()
        .chain(fee)
        .find(|expired| expired.expired_on < today)
}

/// The end of the time that a letter set, counted from when it really reached the applicant.
pub fn expired(law: &Law, notice: &Notice, letter: &SentLetter) -> Option<Expired> {
    let reached_on = letter.reached_on()?;
    let ended = |ground: &str, expired_on| Expired {
        ground: ground.parse().expect("the grounds of ended cases are keys"),
        letter: letter.id,
        reached_on,
        expired_on,
    };
    match &notice.matter {
        About::Correction { working_days } => {
            let by = add_working_days(&law.calendar, reached_on, *working_days);
            Some(ended(CORRECTION_ABANDONED, by))
        }
        About::Fee { .. } => {
            let limit = law.limit(LimitKey::FeePayment, reached_on);
            debug_assert_eq!(limit.unit, Unit::WorkingDays);
            Some(ended(FEE_ABANDONED, end_of(&law.calendar, reached_on, limit).on))
        }
        About::Consultation { .. }
        | About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::Extension { .. }
        | About::ReasonsAsked { .. }
        | About::Delay { .. }
        | About::Ended { .. }
        | About::Transfer { .. } => None,
    }
}

/// The grounds of `grounds.toml` that end a case without an answer.
const CORRECTION_ABANDONED: &str = "correction_abandoned";
const FEE_ABANDONED: &str = "fee_abandoned";

/// Whether a case that ends on a ground is given up, not answered.
pub(super) fn is_ground(ground: &GroundKey) -> bool {
    [CORRECTION_ABANDONED, FEE_ABANDONED].contains(&ground.as_str())
}

/// The program lays the evidence before the handler; once for each letter.
pub(super) fn propose(case: &Case, law: &Law, today: Date) -> Result<Vec<Event>, Refusal> {
    let expired = due(case, law, today).ok_or(Refusal::NotExpired)?;
    if case.abandonment.as_ref() == Some(&expired) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AbandonmentProposed { expired }])
}
