//! A document of a case that is looked at, marked and copied for release.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: Uuid,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub state: String,
    pub pages: Option<i32>,
    pub done: i32,
    pub pdf: Option<String>,
    pub problem: Option<String>,
    pub warnings: i32,
    pub account_id: Option<Uuid>,
    pub created_at: i64,
    pub package_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
