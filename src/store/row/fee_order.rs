//! An order by which a fee is paid online.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fee_order")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub letter_id: Uuid,
    #[sea_orm(unique)]
    pub open_key: Option<String>,
    pub yuan: i64,
    pub state: String,
    pub pay_url: Option<String>,
    pub created_at: i64,
    pub asked_at: i64,
    pub paid_on: Option<TimeDate>,
    pub reference: Option<String>,
    pub recorded_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
