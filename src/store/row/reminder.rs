//! What a person was told of a case, and in the digest of which day.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub about_on: TimeDate,
    #[sea_orm(primary_key, auto_increment = false)]
    pub days: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub agency_id: Uuid,
    pub given_on: TimeDate,
    pub given_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
