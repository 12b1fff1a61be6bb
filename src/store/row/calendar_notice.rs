//! 节假日安排

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub seq: i64,
    pub region: String,
    pub year: i32,
    pub version: i32,
    pub origin: String,
    pub body: String,
    pub sha256: String,
    pub note: String,
    pub loaded_at: i64,
    pub account_id: Option<Uuid>,
    pub reached_agency_id: Option<Uuid>,
    pub reached_case_id: Option<Uuid>,
    pub cases_done: i64,
    pub done_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
