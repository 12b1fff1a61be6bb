//! Of what the program reminds people, when and whom.

use serde::Deserialize;

use super::word::words;

words! {
    /// What a reminder is about. Each must have a rule in `reminders.toml`, which explains it.
    pub enum ReminderKey {
        /// The reply period ended.
        ReplyOverdue = "reply_overdue",
        /// The reply period comes to its end.
        ReplyDue = "reply_due",
        /// The time that the agency gives a step of the review is over.
        ReviewOverdue = "review_overdue",
        /// A case may be claimed for a step of the review, and not for much longer.
        ClaimDue = "claim_due",
        /// The agency's reply in a reconsideration or a suit is due.
        AppealReply = "appeal_reply",
        /// An order to answer anew came in, and nobody has opened the round.
        OrderedAnew = "ordered_anew",
        /// An answer was issued and not served.
        Unserved = "unserved",
        /// A letter came back and was not served again.
        CameBack = "came_back",
        /// A letter is on its way for long, and nobody knows whether it arrived.
        Undelivered = "undelivered",
        /// The applicant has not corrected in time.
        CorrectionExpired = "correction_expired",
        /// The applicant has not paid in time.
        FeeExpired = "fee_expired",
        /// A consulted side's time to answer comes to its end.
        ConsultationDue = "consultation_due",
        /// A third party has answered a consultation online.
        OpinionCame = "opinion_came",
        /// The applicant shows that they paid.
        ProofCame = "proof_came",
        /// A correction could still be asked for, but not much longer.
        CorrectionAsk = "correction_ask",
        /// Nobody has confirmed an online application.
        ReceiptUnconfirmed = "receipt_unconfirmed",
        /// No department has the case.
        Unassigned = "unassigned",
        /// A department has it, and nobody has taken it up.
        Unaccepted = "unaccepted",
        /// What was withheld is to be looked at again.
        ReReview = "re_review",
        /// What several people asked for is proposed for publication, and nobody has decided.
        PublicationProposed = "publication_proposed",
        /// A colleague mentions somebody in a note on a case.
        Mentioned = "mentioned",
        /// There is a new note on a case that somebody handles or watches.
        Noted = "noted",
    }
}

words! {
    /// Whom a reminder is for.
    pub enum ReminderTo {
        /// The handler, else the handlers of the department, else the intake clerks.
        InCharge = "in_charge",
        /// The intake clerks.
        Clerks = "clerks",
        /// Those who can take the step of the review that is due.
        Reviewers = "reviewers",
        /// Those who may claim the case for a step of the review.
        Claimants = "claimants",
        /// The signing leaders.
        Leaders = "leaders",
        /// Whom the steps of the review that are due name for that.
        Escalated = "escalated",
        /// Whom the note is for: told as it is written, not found by the case.
        Named = "named",
    }
}

/// When one thing is reminded of, and whom.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderRule {
    /// What it is about.
    pub key: ReminderKey,
    /// Working days left until the day that it is about, the largest first; negative after it.
    pub days: Vec<i16>,
    /// For whom it is.
    pub to: Vec<ReminderTo>,
}

/// The most working days that a reminder may stand apart from its day.
pub const REMINDER_DAYS: i16 = 60;

impl ReminderKey {
    /// Those of notes, which are told as they are written; the days of a case bring none of them.
    pub const OF_NOTES: [Self; 2] = [Self::Mentioned, Self::Noted];
}

impl ReminderRule {
    /// Whether its days are some, in their order and not too far away.
    pub fn has_days(&self) -> bool {
        let falling = self.days.windows(2).all(|pair| pair.first() > pair.last());
        falling && !self.days.is_empty() && self.days.iter().all(|days| days.abs() <= REMINDER_DAYS)
    }
}
