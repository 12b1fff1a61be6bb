//! A file that waits with an application which is not filed yet; its name stands in the sealed words of that.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unfinished_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unfinished_id: Uuid,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub sha256: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
