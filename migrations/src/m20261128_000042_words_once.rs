//! The words of applications stand in the index of applications alone, on PostgreSQL: writing them twice was half of what
//! a filing takes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        for statement in [
            "DROP INDEX search_entry_words",
            "CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off) \
             WHERE kind <> 'application'",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
