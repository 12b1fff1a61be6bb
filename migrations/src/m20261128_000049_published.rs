//! 依申请公开转主动公开: answers that an agency publishes, in words of its own, with copies of what went out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date_null, integer, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        answers(manager).await?;
        files(manager).await
    }
}

fn of(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(other, "id")
        .to_owned()
}

async fn answers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("published_answer")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        // Never shown to the public.
        .col(uuid("case_id"))
        .col(text("state"))
        .col(big_integer("version"))
        .col(text("title"))
        .col(text("asked"))
        .col(text("answered"))
        .col(text("topics"))
        // For which places that look like personal data the reason answers, and the reason.
        .col(text_null("cleared"))
        .col(text_null("because"))
        .col(uuid("prepared_by"))
        .col(big_integer("prepared_at"))
        .col(uuid_null("confirmed_by"))
        .col(date_null("published_on"))
        .col(uuid_null("withdrawn_by"))
        .col(date_null("withdrawn_on"))
        .col(text_null("withdrawn_because"))
        .foreign_key(&mut of("published_answer", "agency_id", "agency"))
        .foreign_key(&mut of("published_answer", "case_id", "cases"))
        .foreign_key(&mut of("published_answer", "prepared_by", "account"))
        .foreign_key(&mut of("published_answer", "confirmed_by", "account"))
        .foreign_key(&mut of("published_answer", "withdrawn_by", "account"))
        .to_owned();
    manager.create_table(table).await?;
    // One at a time of each case.
    let open = Index::create()
        .name("published_answer_open")
        .table("published_answer")
        .col("case_id")
        .unique()
        .cond_where(Expr::col("state").is_in(["prepared", "published"]))
        .to_owned();
    manager.create_index(open).await?;
    for (name, columns) in [
        ("published_answer_of_case", &["case_id", "prepared_at"][..]),
        (
            "published_answer_of_agency",
            &["agency_id", "state", "prepared_at", "id"],
        ),
    ] {
        let mut index = Index::create().name(name).table("published_answer").to_owned();
        for column in columns {
            index.col(*column);
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

async fn files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("published_file")
        .col(uuid("answer_id"))
        .col(integer("n"))
        // The file of the case that it is a copy of.
        .col(uuid("file_id"))
        .col(text("name"))
        .col(text("media_type"))
        .col(big_integer("size"))
        .col(text("content"))
        .primary_key(Index::create().col("answer_id").col("n"))
        .foreign_key(&mut of("published_file", "answer_id", "published_answer"))
        .to_owned();
    manager.create_table(table).await?;
    let by_content = Index::create()
        .name("published_file_content")
        .table("published_file")
        .col("content")
        .to_owned();
    manager.create_index(by_content).await
}
