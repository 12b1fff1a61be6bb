//! 待办审核步骤

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub agency_id: Uuid,
    pub is_notice: bool,
    pub is_claim: bool,
    pub step: String,
    pub kind: String,
    pub name: Option<String>,
    pub role: String,
    pub department_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub until_on: Option<TimeDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
