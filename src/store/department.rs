//! 内设机构, as administrators change them. They are read by [`super::agency::departments`].

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Scope, StoreError, Tx,
    row::department::{Column, Entity},
};
use crate::domain::id::DepartmentId;

/// Gives a department another name; whether there is such a department.
pub async fn rename(tx: &Tx, scope: Scope, id: DepartmentId, name: &str) -> Result<bool, StoreError> {
    let renamed = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(renamed.rows_affected == 1)
}

/// Switches a department on or off; whether there is such a department.
pub async fn set_active(tx: &Tx, scope: Scope, id: DepartmentId, active: bool) -> Result<bool, StoreError> {
    let switched = Entity::update_many()
        .col_expr(Column::Active, Expr::value(active))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(switched.rows_affected == 1)
}

/// Puts the departments into this order.
pub async fn order(tx: &Tx, scope: Scope, ids: &[DepartmentId]) -> Result<(), StoreError> {
    for (place, id) in (1_i32..).zip(ids) {
        Entity::update_many()
            .col_expr(Column::Position, Expr::value(place))
            .filter(Column::Id.eq(id.0))
            .filter(Column::AgencyId.eq(scope.agency()))
            .exec(tx)
            .await?;
    }
    Ok(())
}
