//! A test of an agency's online channel.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channel_test")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub day: TimeDate,
    pub begun_at: i64,
    pub steps: String,
    pub filed_at: Option<i64>,
    pub received_at: Option<i64>,
    pub received_by: Option<Uuid>,
    pub answered_at: Option<i64>,
    pub answered_by: Option<Uuid>,
    pub read_at: Option<i64>,
    pub readable: Option<bool>,
    pub told: Option<String>,
    pub look_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
