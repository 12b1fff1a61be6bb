//! 救济: what follows an answer. Reconsideration, ordinary or simplified; a suit, direct or after reconsideration, through
//! its instances; a complaint to the supervising office. Each has its dates, its time limits for the agency, its result,
//! and its cell in table 四 of the annual report.

mod deadline;
mod record;
mod table;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::Case,
    id::{AppealId, CaseId},
    words::WordsRef,
};
use crate::law::{AppealResultKey, Proceeding, words};

pub(super) use self::record::record;
pub use self::{
    deadline::{Deadline, DeadlineKind, deadlines},
    record::{AppealFact, may_record},
    table::{AppealTable, cell},
};

words! {
    /// 普通程序, 简易程序: which time limits hold for a reconsideration.
    pub enum Procedure {
        Ordinary = "ordinary",
        Simplified = "simplified",
    }
}

words! {
    /// 审级
    pub enum Instance {
        /// 一审
        First = "first",
        /// 二审
        Second = "second",
        /// 再审
        Retrial = "retrial",
    }
}

words! {
    /// To whom a complaint was made.
    pub enum ComplaintTo {
        /// 政府信息公开工作主管部门 (条例第四十七条)
        SupervisingOffice = "supervising_office",
        /// 上一级行政机关 (条例第五十一条)
        SuperiorOrgan = "superior_organ",
    }
}

/// What kind of proceeding it is, with what only that kind knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Of {
    Reconsideration {
        procedure: Procedure,
        /// 受理之日, from which the decision is due.
        accepted_on: Date,
        /// The copy of the application reached the agency: its reply is due from here.
        copy_received_on: Date,
    },
    Litigation {
        instance: Instance,
        /// The reconsideration that went before, or for a later instance the suit that it goes on from.
        after: Option<AppealId>,
        copy_received_on: Date,
    },
    Complaint {
        to: ComplaintTo,
        received_on: Date,
    },
}

impl Of {
    pub fn proceeding(&self) -> Proceeding {
        match self {
            Self::Reconsideration { .. } => Proceeding::Reconsideration,
            Self::Litigation { .. } => Proceeding::Litigation,
            Self::Complaint { .. } => Proceeding::Complaint,
        }
    }

    /// The day on which the agency came to know of it.
    pub fn known_on(&self) -> Date {
        match self {
            Self::Reconsideration { copy_received_on, .. } | Self::Litigation { copy_received_on, .. } => {
                *copy_received_on
            }
            Self::Complaint { received_on, .. } => *received_on,
        }
    }
}

/// What happened in a proceeding. The body before which it is, and its file number, are words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AppealEvent {
    Filed {
        appeal: AppealId,
        of: Of,
        /// Before whom, and under which file number.
        before: WordsRef,
    },
    /// 转为普通程序 or 转为简易程序: the time limits change.
    ProcedureChanged {
        appeal: AppealId,
        procedure: Procedure,
        changed_on: Date,
    },
    /// The agency's reply and evidence went in.
    Replied { appeal: AppealId, replied_on: Date },
    /// The organ told that it needs longer.
    DecisionExtended { appeal: AppealId, calendar_days: u16 },
    Closed {
        appeal: AppealId,
        result: AppealResultKey,
        decided_on: Date,
        /// When the decision reached the agency: an ordered answer is due from here.
        received_on: Date,
        /// 责令重新答复
        order: Option<Order>,
        note: Option<WordsRef>,
    },
}

/// An order to answer anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Working days that the order itself sets; where it sets none, the rule holds.
    pub working_days: Option<u16>,
}

/// A proceeding as its events leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    pub id: AppealId,
    pub of: Of,
    pub before: WordsRef,
    pub replied_on: Option<Date>,
    /// Calendar days by which the decision was put off.
    pub extended: u16,
    pub closed: Option<Closed>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub result: AppealResultKey,
    pub decided_on: Date,
    pub received_on: Date,
    pub order: Option<Order>,
    pub note: Option<WordsRef>,
    /// The round that was opened on the order.
    pub round: Option<CaseId>,
}

impl Case {
    pub fn appeal(&self, id: AppealId) -> Option<&Appeal> {
        self.appeals.iter().find(|appeal| appeal.id == id)
    }

    pub(super) fn appeal_mut(&mut self, id: AppealId) -> Option<&mut Appeal> {
        self.appeals.iter_mut().find(|appeal| appeal.id == id)
    }

    /// Orders to answer anew for which no round has been opened yet.
    pub fn orders_open(&self) -> impl Iterator<Item = (&Appeal, &Closed, Order)> {
        self.appeals.iter().filter_map(|appeal| {
            let closed = appeal.closed.as_ref().filter(|closed| closed.round.is_none())?;
            Some((appeal, closed, closed.order?))
        })
    }

    /// Takes in what happened in a proceeding. None where it cannot have happened.
    pub(super) fn apply_appeal(&mut self, event: &AppealEvent) -> Option<()> {
        match event {
            AppealEvent::Filed { appeal, of, before } => self.appeals.push(Appeal {
                id: *appeal,
                of: of.clone(),
                before: *before,
                replied_on: None,
                extended: 0,
                closed: None,
            }),
            AppealEvent::ProcedureChanged {
                appeal,
                procedure: changed,
                ..
            } => match &mut self.appeal_mut(*appeal)?.of {
                Of::Reconsideration { procedure, .. } => *procedure = *changed,
                Of::Litigation { .. } | Of::Complaint { .. } => return None,
            },
            AppealEvent::Replied { appeal, replied_on } => {
                self.appeal_mut(*appeal)?.replied_on = Some(*replied_on);
            }
            AppealEvent::DecisionExtended {
                appeal,
                calendar_days,
            } => self.appeal_mut(*appeal)?.extended += *calendar_days,
            AppealEvent::Closed {
                appeal,
                result,
                decided_on,
                received_on,
                order,
                note,
            } => {
                self.appeal_mut(*appeal)?.closed = Some(Closed {
                    result: result.clone(),
                    decided_on: *decided_on,
                    received_on: *received_on,
                    order: *order,
                    note: *note,
                    round: None,
                });
            }
        }
        Some(())
    }
}
