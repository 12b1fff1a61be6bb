//! 共同申请人 and 代理人; `…_enc` is sealed by the vault.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub applicant_id: Uuid,
    pub agency_id: Uuid,
    /// `joint` or `agent`.
    pub role: String,
    /// From 1, in the order of the form.
    pub n: i32,
    pub identity_kind: Option<String>,
    pub scope: Option<String>,
    pub authorised_on: Option<time::Date>,
    pub name_enc: Option<Vec<u8>>,
    pub identity_enc: Option<Vec<u8>>,
    pub phone_enc: Option<Vec<u8>>,
    pub note_enc: Option<Vec<u8>>,
    pub name_hash: Option<String>,
    pub identity_hash: Option<String>,
    pub phone_hash: Option<String>,
    pub created_at: i64,
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
