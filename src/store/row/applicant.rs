//! 申请人; `…_enc` is sealed by the vault.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "applicant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub kind: String,
    pub name: String,
    pub identity_kind: Option<String>,
    pub identity_enc: Option<Vec<u8>>,
    pub phone_enc: Option<Vec<u8>>,
    pub address_enc: Option<Vec<u8>>,
    pub postcode_enc: Option<Vec<u8>>,
    pub email_enc: Option<Vec<u8>>,
    pub representative_enc: Option<Vec<u8>>,
    pub contact_enc: Option<Vec<u8>>,
    pub identity_hash: Option<String>,
    pub phone_hash: Option<String>,
    pub email_hash: Option<String>,
    pub created_at: i64,
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
