//! 代行

use sea_orm::entity::prelude::*;
use time::Date;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delegation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub absent_id: Uuid,
    pub deputy_id: Uuid,
    pub from_on: Date,
    pub to_on: Date,
    pub why: String,
    pub account_id: Uuid,
    pub created_at: i64,
    pub ended_at: Option<i64>,
    pub ended_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
