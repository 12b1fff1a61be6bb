//! An account of an applicant on the portal.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Blob", nullable)]
    pub email_enc: Option<Vec<u8>>,
    #[sea_orm(unique)]
    pub email_hash: Option<String>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub phone_enc: Option<Vec<u8>>,
    #[sea_orm(unique)]
    pub phone_hash: Option<String>,
    #[sea_orm(unique)]
    pub subject_hash: Option<String>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub details_enc: Option<Vec<u8>>,
    pub password_hash: Option<String>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
