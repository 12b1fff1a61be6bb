//! What a procedural letter is about: the facts that count, without the words that explain them.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    domain::{
        clock::ConsultationKind,
        digest::Digest,
        id::{FileId, NoticeId, PartyId},
    },
    law::{GroundKey, Law, LetterKey, NoticeKind, TariffKey, words},
};

words! {
    /// By what the fee is reckoned: one or the other for each application, never both.
    pub enum FeeBy {
        /// 按件计收
        Item = "item",
        /// 按量计收
        Page = "page",
    }
}

impl FeeBy {
    /// What so many items or pages cost by the tariff in force on a day, in whole yuan; more than can be reckoned costs
    /// nothing, and nothing is not asked for.
    pub fn yuan(self, law: &Law, count: u32, on: Date) -> u64 {
        let tariff = law.tariff(
            match self {
                Self::Item => TariffKey::Item,
                Self::Page => TariffKey::Page,
            },
            on,
        );
        tariff.fee(u64::from(count)).map_or(0, |fee| fee.yuan)
    }
}

/// A file that a consulted third party is shown, by id and content; what it is called stands in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub file: FileId,
    pub content: Digest,
}

/// The matter of a procedural letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// 补正: the application is not clear; once for all (条例第三十条).
    Correction {
        /// Working days given to the applicant.
        working_days: u16,
    },
    /// 征求意见: of a third party, a co-making organ or another organ (条例第三十二条至第三十四条).
    Consultation {
        with: ConsultationKind,
        /// Who is asked; name and address live in a row of their own.
        party: PartyId,
        /// Numbers of the items that it is about.
        items: Vec<u16>,
        /// 随附材料: what a third party is shown; nothing else of the case is.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attached: Vec<Attached>,
    },
    /// The applicant is told that somebody is being consulted.
    ConsultationTold { consultation: NoticeId },
    /// A third party who objected is told that the information will be disclosed all the same, what, and why.
    DisclosureDecision { consultation: NoticeId },
    /// 延期答复 (条例第三十三条第二款).
    Extension { working_days: u16 },
    /// 收费 (条例第四十二条): how much, and how that was reckoned.
    Fee {
        by: FeeBy,
        /// Items or pages.
        count: u32,
        yuan: u64,
    },
    /// The applicant is asked why there are so many applications (条例第三十五条).
    ReasonsAsked {
        /// Working days given to the applicant.
        working_days: u16,
    },
    /// The reasons are good, the time is too short: answered by that day (条例第三十五条).
    Delay { until: Date },
    /// The applicant neither corrected nor paid: the case ends on that ground.
    Ended { ground: GroundKey },
    /// 转送: records that another organ may correct are sent on to it (条例第四十一条).
    Transfer {
        /// To which organ; its name and address live in a row of their own.
        party: PartyId,
        /// Numbers of the items that it is to judge.
        items: Vec<u16>,
    },
}

impl About {
    pub fn kind(&self) -> NoticeKind {
        match self {
            Self::Correction { .. } => NoticeKind::Correction,
            Self::Consultation { with, .. } => match with {
                ConsultationKind::ThirdParty => NoticeKind::ThirdPartyConsultation,
                ConsultationKind::CoMaker => NoticeKind::CoMakerConsultation,
                ConsultationKind::OtherOrgan => NoticeKind::OtherOrganConsultation,
            },
            Self::ConsultationTold { .. } => NoticeKind::ConsultationTold,
            Self::DisclosureDecision { .. } => NoticeKind::DisclosureDecision,
            Self::Extension { .. } => NoticeKind::Extension,
            Self::Fee { .. } => NoticeKind::Fee,
            Self::ReasonsAsked { .. } => NoticeKind::ReasonsAsked,
            Self::Delay { .. } => NoticeKind::Delay,
            Self::Ended { .. } => NoticeKind::Ended,
            Self::Transfer { .. } => NoticeKind::Transfer,
        }
    }

    /// Whether the handler has to write what is asked, found or decided; the rest follows from the facts.
    pub fn needs_words(&self) -> bool {
        !matches!(self, Self::ConsultationTold { .. } | Self::Ended { .. })
    }

    /// The consultation that it belongs to, where it is told about one.
    pub fn consultation(&self) -> Option<NoticeId> {
        match self {
            Self::ConsultationTold { consultation } | Self::DisclosureDecision { consultation } => {
                Some(*consultation)
            }
            Self::Correction { .. }
            | Self::Consultation { .. }
            | Self::Extension { .. }
            | Self::Fee { .. }
            | Self::ReasonsAsked { .. }
            | Self::Delay { .. }
            | Self::Ended { .. }
            | Self::Transfer { .. } => None,
        }
    }

    /// What the third party that it consults is shown.
    pub fn attached(&self) -> &[Attached] {
        match self {
            Self::Consultation { attached, .. } => attached,
            Self::Correction { .. }
            | Self::ConsultationTold { .. }
            | Self::DisclosureDecision { .. }
            | Self::Extension { .. }
            | Self::Fee { .. }
            | Self::ReasonsAsked { .. }
            | Self::Delay { .. }
            | Self::Ended { .. }
            | Self::Transfer { .. } => &[],
        }
    }

    /// The other side that it names itself, and the items that it puts before it.
    pub fn other_side(&self) -> Option<(PartyId, &[u16])> {
        match self {
            Self::Consultation { party, items, .. } | Self::Transfer { party, items } => {
                Some((*party, items))
            }
            Self::Correction { .. }
            | Self::ConsultationTold { .. }
            | Self::DisclosureDecision { .. }
            | Self::Extension { .. }
            | Self::Fee { .. }
            | Self::ReasonsAsked { .. }
            | Self::Delay { .. }
            | Self::Ended { .. } => None,
        }
    }
}

/// To whom a letter is, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    Applicant,
    /// 第三方
    ThirdParty,
    /// Another organ.
    Organ,
}

/// To whom letters of a kind are.
pub fn addressee(kind: &LetterKey) -> Addressee {
    match kind.as_str().parse() {
        Ok(NoticeKind::ThirdPartyConsultation | NoticeKind::DisclosureDecision) => Addressee::ThirdParty,
        Ok(
            NoticeKind::CoMakerConsultation | NoticeKind::OtherOrganConsultation | NoticeKind::Transfer,
        ) => Addressee::Organ,
        Ok(
            NoticeKind::Correction
            | NoticeKind::ConsultationTold
            | NoticeKind::Extension
            | NoticeKind::Fee
            | NoticeKind::ReasonsAsked
            | NoticeKind::Delay
            | NoticeKind::Ended,
        )
        // Receipts and answers.
        | Err(_) => Addressee::Applicant,
    }
}

/// Whether a procedural letter goes to somebody other than the applicant.
pub fn goes_to_another(kind: NoticeKind) -> bool {
    match kind {
        NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation
        | NoticeKind::DisclosureDecision
        | NoticeKind::Transfer => true,
        NoticeKind::Correction
        | NoticeKind::ConsultationTold
        | NoticeKind::Extension
        | NoticeKind::Fee
        | NoticeKind::ReasonsAsked
        | NoticeKind::Delay
        | NoticeKind::Ended => false,
    }
}
