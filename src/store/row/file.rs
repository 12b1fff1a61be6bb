//! A file of a case; its bytes are a blob named by their hash.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub agency_id: Uuid,
    pub purpose: String,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub account_id: Option<Uuid>,
    pub created_at: i64,
    pub removed_at: Option<i64>,
    pub scan: String,
    pub finding: Option<String>,
    /// Since when it is erased: its name is gone, and its bytes go where nothing else names them.
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
