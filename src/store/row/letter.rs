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
    pub series: Option<String>,
    pub year: Option<i32>,
    pub serial: Option<i64>,
    pub number: Option<String>,
    pub issued_on: Option<Date>,
    pub context: String,
    pub document: String,
    pub document_digest: String,
    pub template_digest: String,
    pub pdf_sha256: Option<String>,
    pub created_at: i64,
    pub spoilt_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
