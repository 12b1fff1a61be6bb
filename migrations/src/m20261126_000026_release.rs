//! 公开材料包: what went out with an answer, as a list that never changes; and what was found in files before they go out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, text_null, uuid};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let package = Table::create()
            .table("release_package")
            .col(uuid("letter_id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("case_id"))
            .col(text("manifest"))
            .col(text("list"))
            .col(big_integer("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("release_package", "letter_id")
                    .to("letter", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("release_package", "case_id")
                    .to("cases", "id"),
            )
            .to_owned();
        manager.create_table(package).await?;
        let message = "release_package is append-only";
        refuse(manager, "release_package", On::Update, "1 = 1", message).await?;
        refuse(manager, "release_package", On::Delete, "1 = 1", message).await?;
        let inspection = Table::create()
            .table("inspection")
            .col(uuid("file_id").primary_key())
            .col(uuid("agency_id"))
            .col(text("content"))
            // Nothing as long as nobody has counted.
            .col(ColumnDef::new("pages").integer().null())
            .col(integer("done"))
            .col(text_null("problem"))
            // What was found, sealed; nothing while somebody is at it.
            .col(ColumnDef::new("report").binary().null())
            .col(big_integer("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("inspection", "file_id")
                    .to("file", "id"),
            )
            .to_owned();
        manager.create_table(inspection).await?;
        let by_content = Index::create()
            .name("inspection_content")
            .table("inspection")
            .col("agency_id")
            .col("content")
            .to_owned();
        manager.create_index(by_content).await
    }
}
