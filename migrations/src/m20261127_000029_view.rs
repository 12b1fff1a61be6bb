//! Saved views of the queue, and how each person wants it shown.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let view = Table::create()
            .table("saved_view")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("account_id"))
            .col(text("name"))
            // The query of the queue's address: words, ids and days, no names of people.
            .col(text("query"))
            .col(boolean("shared"))
            .col(big_integer("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("saved_view", "agency_id")
                    .to("agency", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("saved_view", "account_id")
                    .to("account", "id"),
            )
            .index(
                Index::create()
                    .name("saved_view_name")
                    .col("account_id")
                    .col("name")
                    .unique(),
            )
            .to_owned();
        manager.create_table(view).await?;
        let by_agency = Index::create()
            .name("saved_view_by_agency")
            .table("saved_view")
            .col("agency_id")
            .col("shared")
            .to_owned();
        manager.create_index(by_agency).await?;
        let display = Table::create()
            .table("queue_display")
            .col(uuid("account_id").primary_key())
            .col(uuid("agency_id"))
            .col(text("columns"))
            .col(boolean("is_dense"))
            .col(boolean("has_keys"))
            .foreign_key(
                ForeignKey::create()
                    .from("queue_display", "account_id")
                    .to("account", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("queue_display", "agency_id")
                    .to("agency", "id"),
            )
            .to_owned();
        manager.create_table(display).await
    }
}
