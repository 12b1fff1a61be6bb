//! Time limits.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid, word::words};

words! {
    /// How the days of a limit are counted.
    pub enum Unit {
        /// 工作日: holidays and weekends are not counted, worked weekends are.
        WorkingDays = "working_days",
        /// 日: every day is counted.
        CalendarDays = "calendar_days",
        /// 月: to the day of the same number, or the last of the month.
        Months = "months",
    }
}

words! {
    /// What a limit is for. Each must have a rule in `limits.toml`, which explains it.
    pub enum LimitKey {
        /// Reply 答复.
        Reply = "reply",
        /// Extension 延期答复, at most, in all.
        ReplyExtension = "reply_extension",
        /// Reply anew, ordered by a reconsideration organ or a court.
        OrderedReply = "ordered_reply",
        /// 更正 of records about oneself (条例第四十一条).
        RecordCorrection = "record_correction",
        /// To confirm an ordinary letter with the applicant: the same day.
        MailConfirmation = "mail_confirmation",
        /// To confirm an online submission with the applicant.
        ReceiptConfirmation = "receipt_confirmation",
        /// To ask for a correction 补正.
        CorrectionAsk = "correction_ask",
        /// From when a correction not yet asked for is warned of.
        CorrectionWarning = "correction_warning",
        /// The period given to the applicant for the correction, unless the handler sets another.
        CorrectionPeriod = "correction_period",
        /// A third party's answer.
        Consultation = "consultation",
        /// A co-making organ's answer.
        CoMakerConsultation = "co_maker_consultation",
        /// Another organ's answer.
        OtherOrganConsultation = "other_organ_consultation",
        /// After how much of the reply period a consultation begun is warned of.
        ConsultationWarning = "consultation_warning",
        /// Payment of the processing fee.
        FeePayment = "fee_payment",
        /// Application for reconsideration.
        Reconsideration = "reconsideration",
        /// The same where the letter left out right, organ or period, at most.
        ReconsiderationUninformed = "reconsideration_uninformed",
        /// The same, outer limit.
        ReconsiderationOuter = "reconsideration_outer",
        /// Acceptance check of the reconsideration organ.
        ReconsiderationAcceptance = "reconsideration_acceptance",
        /// Forwarding of the copy to the respondent, ordinary procedure.
        ReconsiderationCopyOrdinary = "reconsideration_copy_ordinary",
        /// Forwarding of the copy to the respondent, simplified procedure.
        ReconsiderationCopySimplified = "reconsideration_copy_simplified",
        /// The respondent's reply and evidence, ordinary procedure.
        ReconsiderationReplyOrdinary = "reconsideration_reply_ordinary",
        /// The respondent's reply and evidence, simplified procedure.
        ReconsiderationReplySimplified = "reconsideration_reply_simplified",
        /// The decision, ordinary procedure.
        ReconsiderationDecisionOrdinary = "reconsideration_decision_ordinary",
        /// Extension of the decision, ordinary procedure, at most.
        ReconsiderationDecisionExtension = "reconsideration_decision_extension",
        /// The decision, simplified procedure.
        ReconsiderationDecisionSimplified = "reconsideration_decision_simplified",
        /// Direct suit.
        Litigation = "litigation",
        /// The same where the letter left out the period, at most.
        LitigationUninformed = "litigation_uninformed",
        /// Suit after a reconsideration decision, its expiry or its refusal.
        LitigationAfterReconsideration = "litigation_after_reconsideration",
        /// Judgment, simplified procedure.
        LitigationSimplified = "litigation_simplified",
        /// The agency's defence and evidence in a suit.
        LitigationReply = "litigation_reply",
        /// Re-evaluation of withheld information.
        ReReview = "re_review",
        /// Proactive publication, from the making or change of the information.
        ProactivePublication = "proactive_publication",
    }
}

impl LimitKey {
    /// Whether the clock of a case adds it to others or leaves days out of it, so that it must be of working days.
    pub(super) fn is_of_clock(self) -> bool {
        matches!(
            self,
            Self::Reply
                | Self::ReplyExtension
                | Self::OrderedReply
                | Self::RecordCorrection
                | Self::CorrectionPeriod
                | Self::FeePayment
        )
    }
}

/// How long something may take, and how that is counted. The first day is never counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What it is for.
    pub key: LimitKey,
    /// What it is for, in Chinese, as explanations name it.
    pub name: String,
    /// How many of `unit`.
    pub amount: u16,
    /// What is counted.
    pub unit: Unit,
    /// Whether an end on a rest day is carried forward to the next working day.
    pub roll: bool,
    /// The rule.
    pub article: Article,
    /// Where the amount is this program's default for a rule without a number or a disputed one: the point of the
    /// list of disputed points, such as `D7`.
    #[serde(default)]
    pub disputed: Option<String>,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Limit);
