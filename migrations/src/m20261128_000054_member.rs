//! 申请人账号: accounts of applicants on the portal, which nobody needs. They are apart from those of the staff.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, binary_null, integer, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nothing of a person is in clear; what somebody types to sign in is found by its hash.
        let member = Table::create()
            .table("member")
            .col(uuid("id").primary_key())
            .col(binary_null("email_enc"))
            .col(text_null("email_hash").unique_key())
            .col(binary_null("phone_enc"))
            .col(text_null("phone_hash").unique_key())
            // Who they are at a platform that signs them in.
            .col(text_null("subject_hash").unique_key())
            // What forms are filled in with beforehand.
            .col(binary_null("details_enc"))
            .col(text_null("password_hash"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(member).await?;

        let visit = Table::create()
            .table("member_visit")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            // Browser and system, coarsely.
            .col(text("device"))
            .col(big_integer("began_at"))
            .col(big_integer("seen_at"))
            .foreign_key(&mut of_member("member_visit"))
            .to_owned();
        manager.create_table(visit).await?;
        index(manager, "member_visit_of", "member_visit", "member_id").await?;
        index(manager, "member_visit_by_age", "member_visit", "seen_at").await?;

        let code = Table::create()
            .table("member_code")
            .col(uuid("id").primary_key())
            // Whose address it is to become; none where somebody signs in.
            .col(uuid_null("member_id"))
            .col(binary("reach_enc"))
            .col(text("code_hash"))
            .col(integer("tries"))
            .col(big_integer("expires_at"))
            .to_owned();
        manager.create_table(code).await?;
        index(manager, "member_code_by_age", "member_code", "expires_at").await?;

        let case = Table::create()
            .table("member_case")
            .col(uuid("member_id"))
            .col(uuid("case_id"))
            .col(uuid("agency_id"))
            .col(big_integer("added_at"))
            .primary_key(Index::create().col("member_id").col("case_id"))
            .foreign_key(&mut of_member("member_case"))
            .to_owned();
        manager.create_table(case).await?;
        // When who applied is erased, so is this.
        index(manager, "member_case_of_case", "member_case", "case_id").await?;

        let mut unfinished = ForeignKey::create()
            .from("member_form", "form_id")
            .to("unfinished", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let form = Table::create()
            .table("member_form")
            .col(uuid("member_id"))
            .col(uuid("form_id"))
            .col(uuid("agency_id"))
            .col(big_integer("added_at"))
            .primary_key(Index::create().col("member_id").col("form_id"))
            .foreign_key(&mut of_member("member_form"))
            .foreign_key(&mut unfinished)
            .to_owned();
        manager.create_table(form).await?;
        index(manager, "member_form_of_form", "member_form", "form_id").await
    }
}

/// What hangs on an account goes with it.
fn of_member(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "member_id")
        .to("member", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

async fn index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    column: &'static str,
) -> Result<(), DbErr> {
    let index = Index::create().name(name).table(table).col(column).to_owned();
    manager.create_index(index).await
}
