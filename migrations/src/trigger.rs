//! Rows that nobody may change: the same guard, spelled for both databases.

use sea_orm_migration::prelude::{ConnectionTrait, DbErr, SchemaManager};
use sea_orm_migration::sea_orm::DbBackend;

/// What is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) enum On {
    Update,
    Delete,
}

/// Refuses an UPDATE or DELETE on `table` where `condition` (over `old` and, for updates, `new`) holds.
pub(crate) async fn refuse(
    manager: &SchemaManager<'_>,
    table: &str,
    on: On,
    condition: &str,
    message: &str,
) -> Result<(), DbErr> {
    let (verb, suffix) = match on {
        On::Update => ("UPDATE", "update"),
        On::Delete => ("DELETE", "delete"),
    };
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Sqlite {
        let sql = format!(
            "CREATE TRIGGER {table}_refuses_{suffix} BEFORE {verb} ON {table} FOR EACH ROW WHEN {condition} \
             BEGIN SELECT RAISE(ABORT, '{message}'); END"
        );
        connection.execute_unprepared(&sql).await?;
    } else {
        let function = format!(
            "CREATE OR REPLACE FUNCTION {table}_refuse_{suffix}() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$"
        );
        connection.execute_unprepared(&function).await?;
        let sql = format!(
            "CREATE TRIGGER {table}_refuses_{suffix} BEFORE {verb} ON {table} FOR EACH ROW WHEN ({condition}) \
             EXECUTE FUNCTION {table}_refuse_{suffix}()"
        );
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}
