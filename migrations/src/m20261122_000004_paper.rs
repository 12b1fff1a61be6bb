//! What is written and handed out: drafts, files, letters, and the series that number cases and letters.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date, integer, text, uuid, uuid_null};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        series(manager).await?;
        drafts_and_files(manager).await?;
        letters(manager).await
    }
}

async fn series(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let series = Table::create()
        .table("number_series")
        .col(uuid("agency_id"))
        .col(text("series"))
        .col(integer("year"))
        .col(big_integer("last"))
        .primary_key(Index::create().col("agency_id").col("series").col("year"))
        .foreign_key(
            ForeignKey::create()
                .from("number_series", "agency_id")
                .to("agency", "id"),
        )
        .to_owned();
    manager.create_table(series).await
}

async fn drafts_and_files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let draft = Table::create()
        .table("draft")
        .col(uuid("id").primary_key())
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        .col(integer("revision"))
        .col(text("body"))
        .col(text("sha256"))
        .col(big_integer("created_at"))
        .col(uuid("account_id"))
        .foreign_key(ForeignKey::create().from("draft", "case_id").to("cases", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("draft", "account_id")
                .to("account", "id"),
        )
        .index(
            Index::create()
                .name("draft_revision")
                .col("case_id")
                .col("revision")
                .unique(),
        )
        .to_owned();
    manager.create_table(draft).await?;

    let file = Table::create()
        .table("file")
        .col(uuid("id").primary_key())
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        .col(text("purpose"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big_integer("size"))
        .col(text("sha256"))
        .col(uuid_null("account_id"))
        .col(big_integer("created_at"))
        .col(big_integer_null("removed_at"))
        .foreign_key(ForeignKey::create().from("file", "case_id").to("cases", "id"))
        .to_owned();
    manager.create_table(file).await?;
    for (name, column) in [("file_by_case", "case_id"), ("file_by_digest", "sha256")] {
        let index = Index::create().name(name).table("file").col(column).to_owned();
        manager.create_index(index).await?;
    }
    Ok(())
}

async fn letters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let letter = Table::create()
        .table("letter")
        .col(uuid("id").primary_key())
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        .col(text("kind"))
        .col(text("series"))
        .col(integer("year"))
        .col(big_integer("serial"))
        .col(text("number"))
        .col(date("issued_on"))
        .col(text("context"))
        .col(text("document"))
        .col(text("document_digest"))
        .col(text("template_digest"))
        .col(text("pdf_sha256"))
        .col(big_integer("created_at"))
        .col(big_integer_null("spoilt_at"))
        .foreign_key(ForeignKey::create().from("letter", "case_id").to("cases", "id"))
        .index(
            Index::create()
                .name("letter_serial")
                .col("agency_id")
                .col("series")
                .col("year")
                .col("serial")
                .unique(),
        )
        .to_owned();
    manager.create_table(letter).await?;
    for (name, column) in [("letter_by_case", "case_id"), ("letter_by_pdf", "pdf_sha256")] {
        let index = Index::create().name(name).table("letter").col(column).to_owned();
        manager.create_index(index).await?;
    }
    // An issued letter never changes: what may still be said of it is that it was spoilt.
    let frozen: Vec<String> = [
        "id",
        "case_id",
        "agency_id",
        "kind",
        "series",
        "year",
        "serial",
        "number",
        "issued_on",
        "context",
        "document",
        "document_digest",
        "template_digest",
        "pdf_sha256",
        "created_at",
    ]
    .iter()
    .map(|column| format!("new.{column} IS DISTINCT FROM old.{column}"))
    .collect();
    refuse(
        manager,
        "letter",
        On::Update,
        &frozen.join(" OR "),
        "an issued letter never changes",
    )
    .await?;
    refuse(
        manager,
        "letter",
        On::Delete,
        "1 = 1",
        "an issued letter is never deleted",
    )
    .await
}
