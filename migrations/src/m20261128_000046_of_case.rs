//! What refers to a case is found by it. SQLite looks for such rows wherever a case is written or erased, and what has no index
//! for it is read from end to end.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["release_package", "note_read"] {
            let index = Index::create()
                .name(format!("{table}_of_case"))
                .table(table)
                .col("case_id")
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
