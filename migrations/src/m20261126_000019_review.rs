//! The review chains of agencies: versions that follow each other and never change, the newest is in force. And the steps
//! that wait in each case, a row a step and a person named for it, so that a queue finds what is somebody's.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, date_null, integer, text, text_null, uuid, uuid_null};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let chain = Table::create()
            .table("review_chain")
            .col(uuid("agency_id"))
            .col(integer("version"))
            .col(text("body"))
            .col(text("why"))
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("agency_id").col("version"))
            .foreign_key(
                ForeignKey::create()
                    .from("review_chain", "agency_id")
                    .to("agency", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("review_chain", "account_id")
                    .to("account", "id"),
            )
            .to_owned();
        manager.create_table(chain).await?;
        let message = "review_chain is append-only";
        refuse(manager, "review_chain", On::Update, "1 = 1", message).await?;
        refuse(manager, "review_chain", On::Delete, "1 = 1", message).await?;
        waiting(manager).await
    }
}

async fn waiting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let waiting = Table::create()
        .table("waiting_step")
        .col(uuid("case_id"))
        .col(integer("place"))
        .col(uuid("agency_id"))
        .col(boolean("is_notice"))
        .col(text("step"))
        .col(text("kind"))
        .col(text_null("name"))
        .col(text("role"))
        .col(uuid_null("department_id"))
        .col(uuid_null("account_id"))
        .col(date_null("until_on"))
        .primary_key(Index::create().col("case_id").col("place"))
        .foreign_key(
            ForeignKey::create()
                .from("waiting_step", "case_id")
                .to("cases", "id"),
        )
        .to_owned();
    manager.create_table(waiting).await?;
    let db = manager.get_connection();
    // Reviews under way: every chain was the law's own until now, a step of a kind by the role of its name.
    for (place, is_notice, column) in [(0, "FALSE", "step"), (1, "TRUE", "notice_step")] {
        db.execute_unprepared(&format!(
            "INSERT INTO waiting_step (case_id, place, agency_id, is_notice, step, kind, role) \
             SELECT id, {place}, agency_id, {is_notice}, {column}, {column}, CASE {column} \
             WHEN 'confidentiality' THEN 'confidentiality_reviewer' \
             WHEN 'legal' THEN 'legal_reviewer' ELSE 'signing_leader' END \
             FROM cases WHERE {column} IS NOT NULL"
        ))
        .await?;
    }
    // The queue of procedural letters is read in the order of what is due, whatever step they wait for.
    db.execute_unprepared(
        "CREATE INDEX cases_with_notice_due ON cases (agency_id, sort_on, id) WHERE notice_step IS NOT NULL",
    )
    .await?;
    Ok(())
}
