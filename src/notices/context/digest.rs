//! The reminders of a day, mailed to who is to see to them: numbers and days, so that a screen on which somebody else
//! looks on tells little.

use serde::Serialize;

use crate::{
    law::ReminderKey,
    template::Template,
    text::{Key, key},
};

/// A person's reminders of a day.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct DigestText {
    pub(in crate::notices) day: String,
    pub(in crate::notices) count: usize,
    pub(in crate::notices) groups: Vec<Group>,
    /// Where they stand in the program.
    pub(in crate::notices) url: Option<String>,
}

/// What is to be done, and in which cases.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct Group {
    pub(in crate::notices) name: String,
    pub(in crate::notices) what: String,
    /// What the days are.
    pub(in crate::notices) about: String,
    pub(in crate::notices) lines: Vec<Row>,
}

/// A case that is to be seen to.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct Row {
    pub(in crate::notices) number: String,
    pub(in crate::notices) about: String,
}

impl Template for DigestText {
    const NAME: &'static str = "mail/digest.text";

    fn samples() -> Vec<Self> {
        let row = |serial: u8, about: &str| Row {
            number: format!("QXZJ-2026-{serial:05}"),
            about: about.to_owned(),
        };
        let group = |name: &str, lines| Group {
            name: name.to_owned(),
            what: "请抓紧办理。".to_owned(),
            about: "答复期限".to_owned(),
            lines,
        };
        vec![
            Self {
                day: "2026年12月11日（星期五）".to_owned(),
                count: 3,
                groups: vec![
                    group("已超过答复期限", vec![row(1, "2026年12月10日（星期四）")]),
                    group(
                        "答复期限临近",
                        vec![
                            row(2, "2026年12月18日（星期五）"),
                            row(3, "2027年1月8日（星期五）（暂定）"),
                        ],
                    ),
                ],
                url: Some("https://gongkai.example.cn/desk/reminders/2026-12-11".to_owned()),
            },
            Self {
                day: "2026年12月11日（星期五）".to_owned(),
                count: 1,
                groups: vec![group("答复期限临近", vec![row(2, "2026年12月18日（星期五）")])],
                url: None,
            },
        ]
    }
}

/// What reminders of a kind are called, what is to be done, and what their dates are.
pub fn words_of(reminder: ReminderKey) -> (Key, Key, Key) {
    match reminder {
        ReminderKey::ReplyOverdue => (
            key("reminder-reply-overdue"),
            key("reminder-reply-overdue-what"),
            key("reminder-day-reply"),
        ),
        ReminderKey::ReplyDue => (
            key("reminder-reply-due"),
            key("reminder-reply-due-what"),
            key("reminder-day-reply"),
        ),
        ReminderKey::AppealReply => (
            key("reminder-appeal-reply"),
            key("reminder-appeal-reply-what"),
            key("reminder-day-appeal-reply"),
        ),
        ReminderKey::OrderedAnew => (
            key("reminder-ordered-anew"),
            key("reminder-ordered-anew-what"),
            key("reminder-day-ordered-anew"),
        ),
        ReminderKey::Unserved => (
            key("reminder-unserved"),
            key("reminder-unserved-what"),
            key("reminder-day-issued"),
        ),
        ReminderKey::CameBack => (
            key("reminder-came-back"),
            key("reminder-came-back-what"),
            key("reminder-day-came-back"),
        ),
        ReminderKey::Undelivered => (
            key("reminder-undelivered"),
            key("reminder-undelivered-what"),
            key("reminder-day-posted"),
        ),
        ReminderKey::CorrectionExpired => (
            key("reminder-correction-expired"),
            key("reminder-correction-expired-what"),
            key("reminder-day-correct-by"),
        ),
        ReminderKey::FeeExpired => (
            key("reminder-fee-expired"),
            key("reminder-fee-expired-what"),
            key("reminder-day-pay-by"),
        ),
        ReminderKey::ConsultationDue => (
            key("reminder-consultation-due"),
            key("reminder-consultation-due-what"),
            key("reminder-day-answer-by"),
        ),
        ReminderKey::OpinionCame => (
            key("reminder-opinion-came"),
            key("reminder-opinion-came-what"),
            key("reminder-day-opinion-came"),
        ),
        ReminderKey::ProofCame => (
            key("reminder-proof-came"),
            key("reminder-proof-came-what"),
            key("reminder-day-proof-came"),
        ),
        ReminderKey::CorrectionAsk => (
            key("reminder-correction-ask"),
            key("reminder-correction-ask-what"),
            key("reminder-day-ask-by"),
        ),
        ReminderKey::ReceiptUnconfirmed => (
            key("reminder-receipt-unconfirmed"),
            key("reminder-receipt-unconfirmed-what"),
            key("reminder-day-confirm-by"),
        ),
        ReminderKey::Unassigned => (
            key("reminder-unassigned"),
            key("reminder-unassigned-what"),
            key("reminder-day-received"),
        ),
        ReminderKey::ReviewOverdue => (
            key("reminder-review-overdue"),
            key("reminder-review-overdue-what"),
            key("reminder-day-review-by"),
        ),
        ReminderKey::ClaimDue => (
            key("reminder-claim-due"),
            key("reminder-claim-due-what"),
            key("reminder-day-claim-by"),
        ),
        ReminderKey::Unaccepted => (
            key("reminder-unaccepted"),
            key("reminder-unaccepted-what"),
            key("reminder-day-assigned"),
        ),
        ReminderKey::ReReview => (
            key("reminder-re-review"),
            key("reminder-re-review-what"),
            key("reminder-day-re-review"),
        ),
        ReminderKey::PublicationProposed => (
            key("reminder-publication"),
            key("reminder-publication-what"),
            key("reminder-day-proposed"),
        ),
        ReminderKey::Mentioned => (
            key("reminder-mentioned"),
            key("reminder-mentioned-what"),
            key("reminder-day-note"),
        ),
        ReminderKey::Noted => (
            key("reminder-noted"),
            key("reminder-noted-what"),
            key("reminder-day-note"),
        ),
    }
}
