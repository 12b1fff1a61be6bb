//! Numbers and the post: numbers that were skipped, why a letter was spoilt, and which cases have letters that wait to
//! be served or are on their way.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, text, uuid, uuid_null};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        skipped(manager).await?;
        letters(manager).await?;
        cases(manager).await
    }
}

async fn skipped(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let skipped = Table::create()
        .table("skipped_number")
        .col(uuid("agency_id"))
        .col(text("series"))
        .col(integer("year"))
        .col(big_integer("first"))
        .col(big_integer("last"))
        .col(text("reason"))
        .col(uuid("account_id"))
        .col(big_integer("created_at"))
        .primary_key(
            Index::create()
                .col("agency_id")
                .col("series")
                .col("year")
                .col("first"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("skipped_number", "agency_id")
                .to("agency", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("skipped_number", "account_id")
                .to("account", "id"),
        )
        .to_owned();
    manager.create_table(skipped).await?;
    for on in [On::Update, On::Delete] {
        refuse(
            manager,
            "skipped_number",
            on,
            "1 = 1",
            "a skipped number stays skipped",
        )
        .await?;
    }
    Ok(())
}

async fn letters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let words = Table::alter()
        .table("letter")
        .add_column(uuid_null("spoilt_text_id"))
        .to_owned();
    manager.alter_table(words).await?;
    let by_number = Index::create()
        .name("letter_by_number")
        .table("letter")
        .col("agency_id")
        .col("number")
        .to_owned();
    manager.create_index(by_number).await
}

async fn cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for column in ["unserved", "undelivered"] {
        let added = Table::alter()
            .table("cases")
            .add_column(boolean(column).default(false))
            .to_owned();
        manager.alter_table(added).await?;
        // Few cases of a deployment have such letters; the others are not in the index.
        let index = Index::create()
            .name(format!("cases_{column}"))
            .table("cases")
            .col("agency_id")
            .col("id")
            .cond_where(Expr::col(column))
            .to_owned();
        manager.create_index(index).await?;
    }
    let db = manager.get_connection();
    db.execute_unprepared("UPDATE cases SET unserved = TRUE WHERE stage = 'issued'")
        .await?;
    // Of those some have been delivered meanwhile; whoever reads a case sees that.
    db.execute_unprepared(
        "UPDATE cases SET undelivered = TRUE WHERE closed_at IS NULL AND id IN \
         (SELECT case_id FROM case_event WHERE kind = 'served' \
         AND (body LIKE '%\"by\":\"post\"%' OR body LIKE '%\"by\":\"exchange\"%'))",
    )
    .await?;
    Ok(())
}
