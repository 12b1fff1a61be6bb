//! 文书模板: the templates of letters that agencies tailor, in versions that never change.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date, integer, text, text_null, uuid};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tailoring = Table::create()
            .table("tailoring")
            .col(uuid("agency_id"))
            .col(text("slot"))
            .col(integer("version"))
            // Nothing: back to the standard template.
            .col(text_null("source"))
            .col(date("from_on"))
            .col(text("note"))
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("agency_id").col("slot").col("version"))
            .foreign_key(
                ForeignKey::create()
                    .from("tailoring", "agency_id")
                    .to("agency", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("tailoring", "account_id")
                    .to("account", "id"),
            )
            .to_owned();
        manager.create_table(tailoring).await?;
        let message = "a version of a template never changes";
        refuse(manager, "tailoring", On::Update, "1 = 1", message).await?;
        refuse(manager, "tailoring", On::Delete, "1 = 1", message).await
    }
}
