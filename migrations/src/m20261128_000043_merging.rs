//! SQLite does not merge the words of the search in the commits that people wait for; the program does it once a day.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            let set = "INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0)";
            manager.get_connection().execute_unprepared(set).await?;
        }
        Ok(())
    }
}
