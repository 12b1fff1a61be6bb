//! 申请, as filed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub case_id: Uuid,
    pub agency_id: Uuid,
    pub applicant_id: Uuid,
    pub channel: String,
    pub submitted_at: i64,
    pub form_token: Option<String>,
    pub provision_form: String,
    pub obtain_by: String,
    pub accepts_other_form: bool,
    pub lookup_code_hash: Option<String>,
    pub salt: String,
    pub sha256: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
