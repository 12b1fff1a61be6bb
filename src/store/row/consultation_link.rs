//! A link by which a consulted third party answers.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub notice_id: Uuid,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub code_hash: String,
    pub account_id: Uuid,
    pub created_at: i64,
    pub opened_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub quiet_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
