//! 评价: what applicants say of the service once their case is answered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary_null, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agency = ForeignKey::create()
            .from("feedback", "agency_id")
            .to("agency", "id")
            .to_owned();
        let table = Table::create()
            .table("feedback")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            // Of which case nobody can tell from it; only that there is one already.
            .col(text("mark").unique_key())
            .col(text("rating"))
            // What somebody wrote, sealed.
            .col(binary_null("words_enc"))
            .col(big_integer("given_at"))
            .foreign_key(&mut agency.clone())
            .to_owned();
        manager.create_table(table).await?;
        let newest = Index::create()
            .name("feedback_newest")
            .table("feedback")
            .col("agency_id")
            .col("given_at")
            .col("id")
            .to_owned();
        manager.create_index(newest).await
    }
}
