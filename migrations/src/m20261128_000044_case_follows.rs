//! An application may be written before its case, in one transaction, on PostgreSQL: so that nobody waits for what needs no
//! number. On SQLite the transaction says so.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            let defer = "ALTER TABLE application ALTER CONSTRAINT application_case_id_fkey \
                         DEFERRABLE INITIALLY DEFERRED";
            manager.get_connection().execute_unprepared(defer).await?;
        }
        Ok(())
    }
}
