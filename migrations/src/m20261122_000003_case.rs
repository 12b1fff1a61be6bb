//! Cases: the row that queues read, the application as filed, and the events that are the case.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, text, text_null, uuid, uuid_null,
};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        cases(manager).await?;
        application(manager).await?;
        events(manager).await
    }
}

async fn cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // `case` is a word of SQL, hence the plural.
    let cases = Table::create()
        .table("cases")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(text("number"))
        // The year and serial of which the number is made: how gaps are found.
        .col(integer("year"))
        .col(big_integer("serial"))
        .col(big_integer("version"))
        .col(text("stage"))
        .col(text("clock_state"))
        .col(uuid_null("department_id"))
        .col(uuid_null("handler_id"))
        .col(text_null("step"))
        .col(text("subject"))
        .col(text("applicant_name"))
        .col(text("applicant_kind"))
        .col(text("channel"))
        // None where it was handed in on paper.
        .col(date_null("submitted_on"))
        .col(date_null("received_on"))
        .col(date("due_on"))
        // `due_on`, or 9999-12-31 where nothing is due any more: one index then gives the order of every queue.
        .col(date("sort_on"))
        .col(boolean("provisional"))
        .col(text_null("outcome"))
        .col(date_null("ended_on"))
        .col(big_integer_null("closed_at"))
        .col(big_integer("updated_at"))
        .foreign_key(ForeignKey::create().from("cases", "agency_id").to("agency", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("cases", "department_id")
                .to("department", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("cases", "handler_id")
                .to("account", "id"),
        )
        .index(
            Index::create()
                .name("cases_number")
                .col("agency_id")
                .col("number")
                .unique(),
        )
        .index(
            Index::create()
                .name("cases_serial")
                .col("agency_id")
                .col("year")
                .col("serial")
                .unique(),
        )
        .to_owned();
    manager.create_table(cases).await?;

    let queue = |name: &str, filter: &[&'static str], open_only: bool| {
        let mut index = Index::create()
            .name(name)
            .table("cases")
            .col("agency_id")
            .to_owned();
        for column in filter {
            index.col(*column);
        }
        index.col("sort_on").col("id");
        if open_only {
            // Most cases of a deployment are closed; the queues of the day must not wade through them.
            index.cond_where(Expr::col("closed_at").is_null());
        }
        index
    };
    for index in [
        queue("cases_due", &[], false),
        queue("cases_by_stage", &["stage"], false),
        queue("cases_open_due", &[], true),
        queue("cases_open_by_department", &["department_id"], true),
        queue("cases_open_by_handler", &["handler_id"], true),
        queue("cases_open_by_step", &["step"], true),
    ] {
        manager.create_index(index).await?;
    }
    // The public look-up knows the number, not yet the agency.
    let by_number = Index::create()
        .name("cases_by_number")
        .table("cases")
        .col("number")
        .to_owned();
    manager.create_index(by_number).await
}

async fn application(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let application = Table::create()
        .table("application")
        .col(uuid("id").primary_key())
        .col(uuid("case_id").unique_key())
        .col(uuid("agency_id"))
        .col(uuid("applicant_id"))
        .col(text("channel"))
        .col(big_integer("submitted_at"))
        // From the form page: a form sent twice files once.
        .col(text_null("form_token"))
        .col(text("provision_form"))
        .col(text("obtain_by"))
        .col(boolean("accepts_other_form"))
        .col(text_null("lookup_code_hash"))
        // Of the application as filed; the first event holds the digest.
        .col(text("salt"))
        .col(text("sha256"))
        .foreign_key(
            ForeignKey::create()
                .from("application", "case_id")
                .to("cases", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("application", "agency_id")
                .to("agency", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("application", "applicant_id")
                .to("applicant", "id"),
        )
        .index(
            Index::create()
                .name("application_form_token")
                .col("agency_id")
                .col("form_token")
                .unique(),
        )
        .to_owned();
    manager.create_table(application).await?;
    let by_applicant = Index::create()
        .name("application_by_applicant")
        .table("application")
        .col("applicant_id")
        .col("submitted_at")
        .to_owned();
    manager.create_index(by_applicant).await?;

    let item = Table::create()
        .table("application_item")
        .col(uuid("application_id"))
        .col(integer("n"))
        .col(uuid("agency_id"))
        .col(text("title"))
        .col(text_null("document_number"))
        .col(text_null("description"))
        .primary_key(Index::create().col("application_id").col("n"))
        .foreign_key(
            ForeignKey::create()
                .from("application_item", "application_id")
                .to("application", "id"),
        )
        .to_owned();
    manager.create_table(item).await?;

    // Words of people (reasons, remarks): events name them by id and salted digest only.
    let case_text = Table::create()
        .table("case_text")
        .col(uuid("id").primary_key())
        .col(uuid("case_id"))
        .col(uuid("agency_id"))
        .col(text("kind"))
        .col(text("salt"))
        .col(text_null("body"))
        .col(text("sha256"))
        .col(big_integer("created_at"))
        .col(big_integer_null("erased_at"))
        .foreign_key(
            ForeignKey::create()
                .from("case_text", "case_id")
                .to("cases", "id"),
        )
        .to_owned();
    manager.create_table(case_text).await?;
    let by_case = Index::create()
        .name("case_text_by_case")
        .table("case_text")
        .col("case_id")
        .to_owned();
    manager.create_index(by_case).await
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let event = Table::create()
        .table("case_event")
        .col(uuid("case_id"))
        .col(big_integer("seq"))
        .col(uuid("agency_id"))
        .col(big_integer("at"))
        .col(text("actor"))
        .col(text("kind"))
        .col(text("body"))
        .col(text("previous_hash"))
        .col(text("hash"))
        .primary_key(Index::create().col("case_id").col("seq"))
        .foreign_key(
            ForeignKey::create()
                .from("case_event", "case_id")
                .to("cases", "id"),
        )
        .to_owned();
    manager.create_table(event).await?;
    refuse(
        manager,
        "case_event",
        On::Update,
        "1 = 1",
        "case_event is append-only",
    )
    .await?;
    refuse(
        manager,
        "case_event",
        On::Delete,
        "1 = 1",
        "case_event is append-only",
    )
    .await
}
