//! Sessions, and the counts that slow down those who guess.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let session = Table::create()
            .table("session")
            .col(text("id").primary_key())
            .col(text("data"))
            .col(big_integer("expires_at"))
            .to_owned();
        manager.create_table(session).await?;
        let by_expiry = Index::create()
            .name("session_by_expiry")
            .table("session")
            .col("expires_at")
            .to_owned();
        manager.create_index(by_expiry).await?;

        let throttle = Table::create()
            .table("throttle")
            .col(text("key"))
            .col(big_integer("window_start"))
            .col(big_integer("count"))
            .primary_key(Index::create().col("key").col("window_start"))
            .to_owned();
        manager.create_table(throttle).await?;
        let by_window = Index::create()
            .name("throttle_by_window")
            .table("throttle")
            .col("window_start")
            .to_owned();
        manager.create_index(by_window).await
    }
}
