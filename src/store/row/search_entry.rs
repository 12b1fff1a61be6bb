//! A place where words stand. The words themselves, as tokens, are in what each database has for finding them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    /// The place of the case, and behind it the number of the entry; given by us.
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agency_id: Uuid,
    pub case_id: Uuid,
    pub kind: String,
    pub source_id: Uuid,
    pub page: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
