//! 办件留言: notes of the staff on a case, whom they mention, how far each person has read, who watches a case, and who
//! has it open.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary_null, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        note(manager).await?;
        mention(manager).await?;
        read(manager).await?;
        watch(manager).await?;
        presence(manager).await
    }
}

fn agency(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "agency_id")
        .to("agency", "id")
        .to_owned()
}

fn account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "account_id")
        .to("account", "id")
        .to_owned()
}

fn case(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "case_id")
        .to("cases", "id")
        .to_owned()
}

async fn note(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let note = Table::create()
        .table("note")
        .col(uuid("id").primary_key())
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        // Its place among the notes of the case, from 1.
        .col(big_integer("seq"))
        .col(uuid("account_id"))
        // The note that it answers.
        .col(uuid_null("answers_id"))
        // The form that it came with: one that is sent twice gives one note.
        .col(uuid("form"))
        // Sealed; gone once the note is taken back.
        .col(binary_null("words_enc"))
        .col(big_integer("created_at"))
        .col(big_integer_null("withdrawn_at"))
        .foreign_key(&mut case("note"))
        .foreign_key(&mut agency("note"))
        .foreign_key(&mut account("note"))
        .foreign_key(ForeignKey::create().from("note", "answers_id").to("note", "id"))
        .index(
            Index::create()
                .name("note_of_case")
                .col("case_id")
                .col("seq")
                .unique(),
        )
        .index(
            Index::create()
                .name("note_once")
                .col("account_id")
                .col("form")
                .unique(),
        )
        .to_owned();
    manager.create_table(note).await
}

async fn mention(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mention = Table::create()
        .table("note_mention")
        .col(uuid("note_id"))
        .col(uuid("account_id"))
        .col(uuid("agency_id"))
        .col(big_integer("created_at"))
        .primary_key(Index::create().col("note_id").col("account_id"))
        .foreign_key(
            ForeignKey::create()
                .from("note_mention", "note_id")
                .to("note", "id"),
        )
        .foreign_key(&mut account("note_mention"))
        .foreign_key(&mut agency("note_mention"))
        .to_owned();
    manager.create_table(mention).await
}

async fn read(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let read = Table::create()
        .table("note_read")
        .col(uuid("account_id"))
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        // The last note that the person has seen.
        .col(big_integer("seq"))
        .col(big_integer("read_at"))
        .primary_key(Index::create().col("account_id").col("case_id"))
        .foreign_key(&mut account("note_read"))
        .foreign_key(&mut case("note_read"))
        .foreign_key(&mut agency("note_read"))
        .to_owned();
    manager.create_table(read).await
}

async fn watch(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let watch = Table::create()
        .table("watch")
        .col(uuid("account_id"))
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        .col(big_integer("since_at"))
        .primary_key(Index::create().col("account_id").col("case_id"))
        .foreign_key(&mut account("watch"))
        .foreign_key(&mut case("watch"))
        .foreign_key(&mut agency("watch"))
        .to_owned();
    manager.create_table(watch).await?;
    let of_case = Index::create()
        .name("watch_of_case")
        .table("watch")
        .col("case_id")
        .to_owned();
    manager.create_index(of_case).await
}

async fn presence(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let presence = Table::create()
        .table("presence")
        .col(uuid("case_id"))
        .col(uuid("account_id"))
        // Which page of the case.
        .col(text("page"))
        .col(uuid("agency_id"))
        .col(big_integer("seen_at"))
        .primary_key(Index::create().col("case_id").col("account_id").col("page"))
        .foreign_key(&mut case("presence"))
        .foreign_key(&mut account("presence"))
        .foreign_key(&mut agency("presence"))
        .to_owned();
    manager.create_table(presence).await?;
    let gone = Index::create()
        .name("presence_seen")
        .table("presence")
        .col("seen_at")
        .to_owned();
    manager.create_index(gone).await
}
