//! What the search for viruses found in a file.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, text_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: that is all that SQLite can do.
        let state = Table::alter()
            .table("file")
            .add_column(text("scan").default("none"))
            .to_owned();
        manager.alter_table(state).await?;
        let finding = Table::alter()
            .table("file")
            .add_column(text_null("finding"))
            .to_owned();
        manager.alter_table(finding).await?;
        let by_state = Index::create()
            .name("file_agency_scan")
            .table("file")
            .col("agency_id")
            .col("scan")
            .to_owned();
        manager.create_index(by_state).await
    }
}
