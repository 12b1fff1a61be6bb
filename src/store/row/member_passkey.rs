//! A passkey of an applicant's account.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_passkey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub member_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub name_enc: Vec<u8>,
    #[sea_orm(column_type = "Blob", unique)]
    pub credential: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub handle: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub public_key: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub state: Vec<u8>,
    pub added_at: i64,
    pub used_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
