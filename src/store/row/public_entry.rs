//! Something that is public. Its words, as tokens, are in what each database has for finding them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "public_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub source_id: Uuid,
    pub agency_id: Uuid,
    pub kind: String,
    pub title: String,
    pub number: Option<String>,
    pub link: Option<String>,
    pub published_on: TimeDate,
    pub summary: String,
    pub topics: String,
    pub origin: String,
    pub version: i64,
    pub changed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
