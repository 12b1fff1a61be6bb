//! A file of an old register, and how far it is.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub account_id: Uuid,
    pub undone_by: Option<Uuid>,
    pub name: String,
    pub state: String,
    pub problem: Option<String>,
    pub sheets_enc: Option<Vec<u8>>,
    pub plan_enc: Option<Vec<u8>>,
    pub unknown_enc: Option<Vec<u8>>,
    pub whole: bool,
    pub total: i32,
    pub done: i32,
    pub good: i32,
    pub warned: i32,
    pub failed: i32,
    pub taken: i32,
    pub kept: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
