//! People of the staff who can sign in.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub department_id: Option<Uuid>,
    pub username: String,
    pub name: String,
    pub roles: String,
    pub password_hash: String,
    pub failed_sign_ins: i32,
    pub locked_until: Option<i64>,
    pub active: bool,
    pub password_changed_at: i64,
    pub last_sign_in_at: Option<i64>,
    pub email: Option<String>,
    pub version: i64,
    pub first_password: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
