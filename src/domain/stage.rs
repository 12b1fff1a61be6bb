//! 环节: where the work stands. A variant carries what makes it true, so that impossible cases cannot be written.
//! The state of the clock and the step of the review are axes of their own and never mixed in.

use super::{
    id::{AccountId, DepartmentId, LetterId},
    review::Review,
};
use crate::law::words;

/// Who has the work on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    pub department: DepartmentId,
    pub handler: AccountId,
}

words! {
    /// How a case ended.
    pub enum Ending {
        /// 已答复并送达
        Answered = "answered",
        /// 申请人撤回
        Withdrawn = "withdrawn",
        /// 逾期不补正、逾期未缴费，不再处理
        Abandoned = "abandoned",
        /// 重复提交，并入另一件
        Merged = "merged",
        /// 导入已撤销: it was taken over from an old register by mistake, and stands nowhere any more
        Undone = "undone",
    }
}

/// The work stage of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Filed online, or arrived by another channel that needs it; the receipt is still to be confirmed (条例第三十一条).
    Filed,
    /// Received; nobody has it yet.
    Received,
    /// Given to a department, perhaps to a person in it, and not yet taken up.
    Assigned {
        department: DepartmentId,
        handler: Option<AccountId>,
    },
    /// 承办: being answered.
    InHand(Work),
    /// 审核: the review chain is at work on exactly one content.
    InReview(Work, Review),
    /// Signed; the letter is still to be issued.
    Approved(Work, Review),
    /// The letter is numbered and dated; it is still to be served.
    Issued(Work, LetterId),
    /// 送达
    Served(Work, LetterId),
    /// 办结归档, or ended before an answer.
    Closed(Ending),
}

words! {
    /// The name of a stage without its facts: for queues, tables and permission.
    pub enum StageKey {
        Filed = "filed",
        Received = "received",
        Assigned = "assigned",
        InHand = "in_hand",
        InReview = "in_review",
        Approved = "approved",
        Issued = "issued",
        Served = "served",
        Closed = "closed",
    }
}

impl Stage {
    pub fn key(&self) -> StageKey {
        match self {
            Self::Filed => StageKey::Filed,
            Self::Received => StageKey::Received,
            Self::Assigned { .. } => StageKey::Assigned,
            Self::InHand(_) => StageKey::InHand,
            Self::InReview(..) => StageKey::InReview,
            Self::Approved(..) => StageKey::Approved,
            Self::Issued(..) => StageKey::Issued,
            Self::Served(..) => StageKey::Served,
            Self::Closed(_) => StageKey::Closed,
        }
    }

    /// The department that has the case, where one has.
    pub fn department(&self) -> Option<DepartmentId> {
        if let Self::Assigned { department, .. } = self {
            return Some(*department);
        }
        self.work().map(|work| work.department)
    }

    /// The person who handles it, where somebody does.
    pub fn handler(&self) -> Option<AccountId> {
        if let Self::Assigned { handler, .. } = self {
            return *handler;
        }
        self.work().map(|work| work.handler)
    }

    /// Department and handler together, from the moment somebody took it up.
    pub fn work(&self) -> Option<Work> {
        match self {
            Self::InHand(work)
            | Self::InReview(work, _)
            | Self::Approved(work, _)
            | Self::Issued(work, _)
            | Self::Served(work, _) => Some(*work),
            Self::Filed | Self::Received | Self::Assigned { .. } | Self::Closed(_) => None,
        }
    }

    /// The review at work, or the one that led to the signature.
    pub fn review(&self) -> Option<&Review> {
        match self {
            Self::InReview(_, review) | Self::Approved(_, review) => Some(review),
            Self::Filed
            | Self::Received
            | Self::Assigned { .. }
            | Self::InHand(_)
            | Self::Issued(..)
            | Self::Served(..)
            | Self::Closed(_) => None,
        }
    }

    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }
}
