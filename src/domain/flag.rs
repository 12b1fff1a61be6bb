//! 标记: what a queue can tell of a case besides stage, clock and dates. All of it follows from the case.

use super::{
    case::Case,
    clock::{ClockState, ConsultationKind, Reading},
    service,
};
use crate::law::{NoticeKind, words};

words! {
    /// Something that may be true of a case. A new one raises [`summary::MAKE`](super::summary::MAKE).
    pub enum Flag {
        /// 等待申请人: to correct the application, or to give reasons.
        AwaitsApplicant = "awaits_applicant",
        /// 等待第三方意见
        AwaitsThirdParty = "awaits_third_party",
        /// 等待其他机关意见: of an organ that made the information, too, or that it concerns.
        AwaitsOrgan = "awaits_organ",
        /// 等待缴费
        AwaitsPayment = "awaits_payment",
        /// 等待审核: of the answer, or of a procedural letter.
        AwaitsReview = "awaits_review",
        /// 复议、诉讼或投诉未结
        Contested = "contested",
        /// 待送达: a letter waits to be served.
        Unserved = "unserved",
        /// 在途: a letter is on its way.
        Undelivered = "undelivered",
        /// 期限暂定: a date depends on a day whose calendar is not published yet.
        Provisional = "provisional",
        /// 已退回修改: the draft came back from review.
        SentBack = "sent_back",
        /// 已补正
        Corrected = "corrected",
        /// 已延期
        Extended = "extended",
        /// 征求过意见
        Consulted = "consulted",
        /// 曾被复议、起诉或投诉
        WasContested = "was_contested",
        /// 重新答复: it answers anew what was ordered to be.
        Anew = "anew",
        /// 旧台账导入. Cases of before this flag were none, so their rows need not be written anew for it.
        Imported = "imported",
        /// 导入已撤销: no queue shows it.
        Undone = "undone",
    }
}

impl Flag {
    /// Its bit in a row. Bits are stored: none changes, and none is used again.
    pub const fn bit(self) -> i32 {
        match self {
            Self::AwaitsApplicant => 1 << 0,
            Self::AwaitsThirdParty => 1 << 1,
            Self::AwaitsOrgan => 1 << 2,
            Self::AwaitsPayment => 1 << 3,
            Self::AwaitsReview => 1 << 4,
            Self::Contested => 1 << 5,
            Self::Unserved => 1 << 6,
            Self::Undelivered => 1 << 7,
            Self::Provisional => 1 << 8,
            Self::SentBack => 1 << 9,
            Self::Corrected => 1 << 10,
            Self::Extended => 1 << 11,
            Self::Consulted => 1 << 12,
            Self::WasContested => 1 << 13,
            Self::Anew => 1 << 14,
            Self::Imported => 1 << 15,
            Self::Undone => 1 << 16,
        }
    }
}

/// Flags of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags(i32);

impl Flags {
    /// Those of the stored bits; bits that no flag has are let be.
    pub const fn of_bits(bits: i32) -> Self {
        Self(bits)
    }

    pub const fn bits(self) -> i32 {
        self.0
    }

    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Those that are set, in their order.
    pub fn all(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |flag| self.has(*flag))
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        Self(flags.into_iter().fold(0, |bits, flag| bits | flag.bit()))
    }
}

/// Everything that is true of a case whose clock reads so.
pub(super) fn of(case: &Case, reading: &Reading) -> Flags {
    let is = |flag: &Flag| match flag {
        Flag::AwaitsApplicant => {
            reading.state == ClockState::AwaitingCorrection || reasons_are_awaited(case) && is_open(case)
        }
        Flag::AwaitsThirdParty => is_asked(case, reading, |kind| kind == ConsultationKind::ThirdParty),
        Flag::AwaitsOrgan => is_asked(case, reading, |kind| kind != ConsultationKind::ThirdParty),
        Flag::AwaitsPayment => reading.state == ClockState::AwaitingFee,
        Flag::AwaitsReview => {
            let answer = case.stage.review().is_some_and(|review| !review.is_through());
            let open = case.notices.iter().filter(|notice| notice.is_open());
            answer || open.into_iter().any(|notice| !notice.review.is_through())
        }
        Flag::Contested => case.appeals.iter().any(|appeal| appeal.closed.is_none()),
        Flag::Unserved => service::unserved(case).next().is_some(),
        Flag::Undelivered => service::on_their_way(case).next().is_some(),
        Flag::Provisional => reading.provisional,
        Flag::SentBack => case.remarks.is_some() && is_open(case),
        Flag::Corrected => case.corrected.is_some() || corrected_before(case),
        Flag::Extended => case.sent(NoticeKind::Extension).next().is_some() || extended_before(case),
        Flag::Consulted => !reading.consultations.is_empty(),
        Flag::WasContested => !case.appeals.is_empty(),
        Flag::Anew => case.round.is_some(),
        Flag::Imported => case.imported.is_some(),
        Flag::Undone => case.is_undone(),
    };
    Flag::ALL.iter().copied().filter(is).collect()
}

fn corrected_before(case: &Case) -> bool {
    let asked = case.imported.as_ref().and_then(|told| told.correction);
    asked.is_some_and(|correction| correction.received_on.is_some())
}

fn extended_before(case: &Case) -> bool {
    case.imported
        .as_ref()
        .is_some_and(|told| told.extension.is_some())
}

fn is_open(case: &Case) -> bool {
    case.stage.is_open()
}

/// 说明理由: they were asked for, and have not come, nor been judged without.
fn reasons_are_awaited(case: &Case) -> bool {
    let asked = case.sent(NoticeKind::ReasonsAsked).next().is_some();
    asked && case.reasons.is_none() && case.reasons_judged.is_none()
}

/// Whether an opinion of this kind is still awaited.
fn is_asked(case: &Case, reading: &Reading, of: impl Fn(ConsultationKind) -> bool) -> bool {
    let mut open = reading
        .consultations
        .iter()
        .filter(|consultation| super::chore::is_open(case, consultation));
    is_open(case) && open.any(|consultation| of(consultation.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flag_has_a_bit_of_its_own() {
        let all: Flags = Flag::ALL.iter().copied().collect();
        assert_eq!(usize::try_from(all.bits().count_ones()), Ok(Flag::ALL.len()));
        assert_eq!(all.all().collect::<Vec<_>>(), Flag::ALL);
        let some: Flags = [Flag::Extended, Flag::AwaitsOrgan].into_iter().collect();
        assert_eq!(Flags::of_bits(some.bits()), some);
        assert!(some.has(Flag::Extended) && !some.has(Flag::Corrected));
    }
}
