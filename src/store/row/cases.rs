//! The fold of a case's events, as queues read it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
#[expect(clippy::struct_excessive_bools, reason = "a row has the columns that it has")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub number: String,
    pub year: i32,
    pub serial: i64,
    pub version: i64,
    pub stage: String,
    pub clock_state: String,
    pub department_id: Option<Uuid>,
    pub handler_id: Option<Uuid>,
    pub step: Option<String>,
    pub notice_step: Option<String>,
    pub subject: String,
    pub applicant_name: String,
    pub applicant_kind: String,
    pub channel: String,
    pub submitted_on: Option<TimeDate>,
    pub received_on: Option<TimeDate>,
    pub due_on: Option<TimeDate>,
    pub sort_on: TimeDate,
    pub provisional: bool,
    pub outcome: Option<String>,
    pub ended_on: Option<TimeDate>,
    /// From which day it is counted for how long personal data is kept; none while it is kept in any case.
    pub retain_from: Option<TimeDate>,
    pub wake_on: Option<TimeDate>,
    pub closed_at: Option<i64>,
    /// By the annual report.
    pub counted: bool,
    pub updated_at: i64,
    /// Whether a letter of it waits to be served.
    pub unserved: bool,
    /// Whether a letter of it is on its way.
    pub undelivered: bool,
    /// Bits of `domain::flag`.
    pub flags: i32,
    /// The make of the summary by which it was written.
    pub make: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
