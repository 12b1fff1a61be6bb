//! An answer that an agency publishes, or has withdrawn.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub state: String,
    pub version: i64,
    pub title: String,
    pub asked: String,
    pub answered: String,
    pub topics: String,
    pub cleared: Option<String>,
    pub because: Option<String>,
    pub prepared_by: Uuid,
    pub prepared_at: i64,
    pub confirmed_by: Option<Uuid>,
    pub published_on: Option<TimeDate>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_on: Option<TimeDate>,
    pub withdrawn_because: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
