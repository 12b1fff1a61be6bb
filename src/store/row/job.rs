//! A task of the program, open, set aside or done.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub key: String,
    pub agency_id: Option<Uuid>,
    pub case_id: Option<Uuid>,
    pub day: Option<TimeDate>,
    pub run_at: i64,
    pub attempts: i64,
    pub owner: Option<String>,
    pub leased_until: Option<i64>,
    pub last_error: Option<String>,
    pub created_at: i64,
    pub parked_at: Option<i64>,
    pub done_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
