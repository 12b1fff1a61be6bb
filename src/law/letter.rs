//! Letter kinds 文书.

use serde::Deserialize;

use super::{
    Article, AsksFor, StepKind,
    word::{key, words},
};

key! {
    /// Names a kind of letter, such as `receipt`.
    pub struct LetterKey;
}

words! {
    /// 程序性文书: the letters by which a case is moved on before it is answered. Each must be a kind of letter of the
    /// same key in `letters.toml`.
    pub enum NoticeKind {
        /// 补正告知书.
        Correction = "correction_notice",
        /// 征求第三方意见书.
        ThirdPartyConsultation = "third_party_consultation",
        /// 征求意见书（共同制作机关）.
        CoMakerConsultation = "co_maker_consultation",
        /// 征求意见书（其他机关）.
        OtherOrganConsultation = "other_organ_consultation",
        /// 征求意见告知书, to the applicant.
        ConsultationTold = "consultation_told",
        /// 决定公开告知书, to a third party who objected.
        DisclosureDecision = "disclosure_decision",
        /// 延长答复期限告知书.
        Extension = "extension_notice",
        /// 收费通知书.
        Fee = "fee_notice",
        /// 说明理由通知书.
        ReasonsAsked = "reasons_notice",
        /// 延迟答复告知书.
        Delay = "delay_notice",
        /// 终止办理告知书, where the applicant neither corrected nor paid.
        Ended = "reply_ended",
        /// 更正政府信息转送函, to the organ that may correct the records.
        Transfer = "records_transfer",
    }
}

words! {
    /// Whether a letter has the remedy paragraph.
    pub enum RemedyParagraph {
        /// It must have one.
        Required = "required",
        /// It has none: a procedural letter.
        None = "none",
    }
}

words! {
    /// Whom a letter is to.
    pub enum Recipient {
        /// 申请人.
        Applicant = "applicant",
        /// 第三方, whose lawful interests are concerned.
        ThirdParty = "third_party",
        /// 行政机关.
        Organ = "organ",
    }
}

/// What every letter of a template must say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonParts {
    /// The template.
    pub template: String,
    /// A part each.
    pub states: Vec<String>,
}

/// A kind of letter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterKind {
    /// Its key.
    pub key: LetterKey,
    /// In which cases it is written; in those about information, where it does not say.
    #[serde(default = "AsksFor::information")]
    pub asks_for: AsksFor,
    /// Its name in lists and registers: `答复书（不予公开）`.
    pub name: String,
    /// The title it prints: `政府信息公开申请答复书`.
    pub title: String,
    /// The number series within an agency and a year: `reply`.
    pub series: String,
    /// What the number pattern can put behind the number: `答`.
    pub suffix: String,
    /// The template that renders it.
    pub template: String,
    /// The rule, or the practice it follows.
    pub article: Article,
    /// Whom it is to.
    pub to: Recipient,
    /// What it must say besides the parts that all letters of its template have.
    pub states: Vec<String>,
    /// Whether it has the remedy paragraph.
    pub remedy: RemedyParagraph,
    /// Whether it goes through confidentiality review.
    pub confidentiality_review: bool,
    /// Why not, where it does not.
    #[serde(default)]
    pub unreviewed_because: Option<String>,
    /// The kinds of steps of the review that it passes before it goes out, where it is a letter of its own and not a reply.
    #[serde(default)]
    pub steps: Vec<StepKind>,
    /// The statutory sentences of a procedural letter. `您` is whoever it is to; `{period}`, `{day}` and `{yuan}` are filled
    /// in. It comes from here alone; nobody types it.
    #[serde(default)]
    pub statement: Option<String>,
    /// Whether it is the letter that confirms a receipt.
    #[serde(default)]
    pub receipt: bool,
    /// Whether it is the letter of a reply whose items have grounds with different letters.
    #[serde(default)]
    pub mixed: bool,
}
