//! The image of an agency's seal: one row an agency, the image itself lies with the files.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seal = Table::create()
            .table("seal")
            .col(uuid("agency_id").primary_key())
            .col(text("image"))
            .col(integer("size_mm"))
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            .foreign_key(ForeignKey::create().from("seal", "agency_id").to("agency", "id"))
            .foreign_key(
                ForeignKey::create()
                    .from("seal", "account_id")
                    .to("account", "id"),
            )
            .to_owned();
        manager.create_table(seal).await
    }
}
