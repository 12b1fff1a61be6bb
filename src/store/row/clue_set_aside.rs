//! A clue that somebody set aside, and why; `…_enc` is sealed by the vault.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clue_set_aside")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub clue: String,
    pub other_id: Option<Uuid>,
    pub account_id: Uuid,
    pub words_enc: Vec<u8>,
    pub created_at: i64,
    pub restored_at: Option<i64>,
    pub restored_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
