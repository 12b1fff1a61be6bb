//! Documents that came in a package (an archive, an e-mail), and what was left out of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let came_in = Table::alter()
            .table("document")
            // The file of the package; an SQLite column that is added cannot refer to another.
            .add_column(uuid_null("package_id"))
            .to_owned();
        manager.alter_table(came_in).await?;
        let left_out = Table::create()
            .table("left_out")
            .col(uuid("file_id"))
            .col(integer("place"))
            .col(uuid("agency_id"))
            .col(text("name"))
            .col(text("reason"))
            .primary_key(Index::create().col("file_id").col("place"))
            .foreign_key(ForeignKey::create().from("left_out", "file_id").to("file", "id"))
            .to_owned();
        manager.create_table(left_out).await
    }
}
