//! Reminders, one digest of them a person and a day, what is to be sent out, and which cases a year leaves to the next.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, date, date_null, integer, small_integer, text, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reminder(manager).await?;
        digest(manager).await?;
        outbox(manager).await?;
        year_end(manager).await
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

async fn reminder(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let reminder = Table::create()
        .table("reminder")
        .col(uuid("case_id"))
        .col(text("key"))
        .col(date("about_on"))
        .col(small_integer("days"))
        .col(uuid("account_id"))
        .col(uuid("agency_id"))
        // The day whose digest it stands in.
        .col(date("given_on"))
        .col(big_integer("given_at"))
        // The same thing is said to the same person once.
        .primary_key(
            Index::create()
                .col("case_id")
                .col("key")
                .col("about_on")
                .col("days")
                .col("account_id"),
        )
        .foreign_key(&mut case("reminder"))
        .foreign_key(&mut account("reminder"))
        .foreign_key(&mut agency("reminder"))
        .to_owned();
    manager.create_table(reminder).await?;
    let of_digest = Index::create()
        .name("reminder_of_digest")
        .table("reminder")
        .col("account_id")
        .col("given_on")
        .to_owned();
    manager.create_index(of_digest).await
}

async fn digest(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let digest = Table::create()
        .table("digest")
        .col(uuid("account_id"))
        .col(date("day"))
        .col(uuid("agency_id"))
        .col(big_integer("made_at"))
        .col(big_integer_null("read_at"))
        .primary_key(Index::create().col("account_id").col("day"))
        .foreign_key(&mut account("digest"))
        .foreign_key(&mut agency("digest"))
        .to_owned();
    manager.create_table(digest).await?;
    let unread = Index::create()
        .name("digest_unread")
        .table("digest")
        .col("account_id")
        .col("day")
        .cond_where(Expr::col("read_at").is_null())
        .to_owned();
    manager.create_index(unread).await
}

async fn outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let outbox = Table::create()
        .table("outbox")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(text("kind"))
        // For whom; the address is looked up when it is sent, the words are made then.
        .col(uuid_null("account_id"))
        .col(date_null("day"))
        // Not before.
        .col(big_integer("due_at"))
        .col(big_integer("created_at"))
        .col(big_integer_null("sent_at"))
        .foreign_key(&mut agency("outbox"))
        .foreign_key(&mut account("outbox"))
        .index(
            Index::create()
                .name("outbox_once")
                .col("kind")
                .col("account_id")
                .col("day")
                .unique(),
        )
        .to_owned();
    manager.create_table(outbox).await?;
    let waiting = Index::create()
        .name("outbox_waiting")
        .table("outbox")
        .col("due_at")
        .col("id")
        .cond_where(Expr::col("sent_at").is_null())
        .to_owned();
    manager.create_index(waiting).await
}

async fn year_end(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let year_end = Table::create()
        .table("year_end")
        .col(uuid("agency_id"))
        .col(integer("year"))
        // The last day that was taken into account.
        .col(date("settled_on"))
        .col(big_integer_null("closed_at"))
        .primary_key(Index::create().col("agency_id").col("year"))
        .foreign_key(&mut agency("year_end"))
        .to_owned();
    manager.create_table(year_end).await?;
    let carry_over = Table::create()
        .table("carry_over")
        .col(uuid("agency_id"))
        .col(integer("year"))
        .col(uuid("case_id"))
        .col(text("applicant_kind"))
        .primary_key(Index::create().col("agency_id").col("year").col("case_id"))
        .foreign_key(&mut agency("carry_over"))
        .foreign_key(&mut case("carry_over"))
        .to_owned();
    manager.create_table(carry_over).await?;
    let of_case = Index::create()
        .name("carry_over_of_case")
        .table("carry_over")
        .col("case_id")
        .col("year")
        .to_owned();
    manager.create_index(of_case).await?;
    let ended = Index::create()
        .name("cases_ended")
        .table("cases")
        .col("agency_id")
        .col("ended_on")
        .col("received_on")
        .to_owned();
    manager.create_index(ended).await
}
