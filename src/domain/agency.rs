//! 行政机关: the organ that answers, with everything that its letters and its guide must name.

use serde::{Deserialize, Serialize};
use time::Date;

use super::id::{AgencyId, DepartmentId};
use crate::law::{AgencyKind, CourtLevel, Relation};

pub use super::{numbering::Numbering, payee::Payee};

/// An agency as configured. Who reviews its decisions follows from `kind` by law; `organs` and `courts` only say
/// what those bodies are called here and where they are, each with the days for which that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    pub id: AgencyId,
    /// Short Latin name for addresses, such as `qingshi-housing`.
    pub key: String,
    /// Full name, as letters carry it.
    pub name: String,
    pub short_name: String,
    pub kind: AgencyKind,
    pub region: String,
    pub guide: Guide,
    pub numbering: Numbering,
    pub organs: Vec<Organ>,
    pub courts: Vec<Court>,
}

/// 政府信息公开指南 (条例第十二条): how to reach the disclosure office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// 政府信息公开工作机构
    pub office: String,
    pub address: String,
    pub postcode: String,
    pub phone: String,
    pub fax: Option<String>,
    pub email: Option<String>,
    /// 办公时间, worded.
    pub hours: String,
    /// What the agency makes and keeps, in a sentence or two.
    pub holds: String,
    /// 缴费方式: to which account a fee is paid, where that is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<Payee>,
}

/// A body to which reconsideration may be applied for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organ {
    pub relation: Relation,
    pub name: String,
    pub address: String,
    pub phone: Option<String>,
    /// Where to apply online (行政复议法第二十二条第二款).
    pub online: Option<String>,
    pub from: Date,
    pub until: Option<Date>,
}

/// A court that has jurisdiction over the agency's decisions; high courts may set it apart from the district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Court {
    pub level: CourtLevel,
    pub name: String,
    pub address: String,
    pub from: Date,
    pub until: Option<Date>,
}

fn in_force(from: Date, until: Option<Date>, on: Date) -> bool {
    from <= on && until.is_none_or(|until| on <= until)
}

impl Agency {
    /// The organ that stands in a relation to this agency on a day.
    pub fn organ(&self, relation: Relation, on: Date) -> Option<&Organ> {
        self.organs
            .iter()
            .find(|organ| organ.relation == relation && in_force(organ.from, organ.until, on))
    }

    /// The court of a level on a day.
    pub fn court(&self, level: CourtLevel, on: Date) -> Option<&Court> {
        self.courts
            .iter()
            .find(|court| court.level == level && in_force(court.from, court.until, on))
    }
}

/// 内设机构
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    pub id: DepartmentId,
    pub agency: AgencyId,
    pub name: String,
    /// Whether cases and people may be given to it; its name stays for those that were.
    pub active: bool,
}
