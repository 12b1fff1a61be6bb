//! 文书

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub agency_id: Uuid,
    pub kind: String,
    pub series: String,
    pub year: i32,
    pub serial: i64,
    pub number: String,
    pub issued_on: TimeDate,
    pub context: String,
    pub document: String,
    pub document_digest: String,
    pub template_digest: String,
    pub pdf_sha256: String,
    pub created_at: i64,
    pub spoilt_at: Option<i64>,
    /// Why, in `case_text`.
    pub spoilt_text_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
