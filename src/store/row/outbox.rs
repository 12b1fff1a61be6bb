//! Something that is to be sent out.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub medium: String,
    pub kind: String,
    #[sea_orm(unique)]
    pub key: String,
    pub account_id: Option<Uuid>,
    pub day: Option<TimeDate>,
    pub case_id: Option<Uuid>,
    pub seq: Option<i64>,
    pub letter_id: Option<Uuid>,
    pub endpoint: Option<String>,
    pub due_at: i64,
    pub next_at: i64,
    pub attempts: i64,
    pub owner: Option<String>,
    pub leased_until: Option<i64>,
    pub failed_at: Option<i64>,
    pub last_error: Option<String>,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    pub set_aside_at: Option<i64>,
    pub dropped_at: Option<i64>,
    pub dropped_by: Option<Uuid>,
    pub dropped_because: Option<String>,
    pub link_id: Option<Uuid>,
    pub about: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
