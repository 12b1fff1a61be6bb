//! Why a command is not carried out. The reason only: pages word it, beside the button.

use time::Date;

use super::answer::Missing;
use crate::law::{Article, QuestionKey};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is of another agency, or another applicant's: to this actor it does not exist.
    #[error("the case is not theirs")]
    NotTheirs,
    #[error("the role does not allow it")]
    NotYourRole,
    #[error("another department or person has the case")]
    NotYourCase,
    /// The stage of the case does not allow it (any more, or yet).
    #[error("not at this stage")]
    NotNow,
    /// 职责分离: who drafted neither reviews nor signs; who reviews the law does not sign.
    #[error("separation of duties")]
    KeptApart,
    #[error("the department is not one of the agency")]
    NoSuchDepartment,
    #[error("the person cannot handle cases of that department")]
    NoSuchHandler,
    #[error("a day before {0}")]
    TooEarly(Date),
    #[error("a day that has not come yet")]
    InTheFuture,
    /// What the channel's rule wants kept of the arrival is not there.
    #[error("the proof of the arrival is missing")]
    EvidenceMissing,
    #[error("an application by this channel is received without being confirmed")]
    NothingToConfirm,
    #[error("no answer has been drafted")]
    NothingDrafted,
    /// Everything that the proposed answer still lacks, at once.
    #[error("the answer lacks {} things", .0.len())]
    Incomplete(Vec<Missing>),
    /// What is approved or issued is not what the reviewers saw.
    #[error("the content has changed")]
    ContentChanged,
    /// Keys of the questions that are not settled.
    #[error("the checklist is not settled")]
    ChecklistOpen(Vec<QuestionKey>),
    #[error("an application holds between 1 and {0} items")]
    ItemCount(usize),
    #[error("the letter is not the one that awaits this")]
    OtherLetter,
    /// A file that is not one of the case.
    #[error("a file that is not of this case")]
    UnknownFile,
    #[error("that kind of mail is not the post")]
    NotThePost,
    /// The letter names no online channel for reconsideration, so it must not be served online (行政复议法第二十二条).
    #[error("the letter names no online channel for reconsideration: {0}")]
    NoOnlineChannel(Article),
    #[error("the letter has not been delivered yet")]
    NotDelivered,
    #[error("the delivery is already recorded")]
    AlreadyDelivered,
}
