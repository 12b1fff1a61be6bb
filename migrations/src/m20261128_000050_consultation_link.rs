//! 网上答复征求意见: the secret links by which consulted third parties answer, and the messages that bring them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let case = ForeignKey::create()
            .from("consultation_link", "case_id")
            .to("cases", "id")
            .to_owned();
        let account = ForeignKey::create()
            .from("consultation_link", "account_id")
            .to("account", "id")
            .to_owned();
        let link = Table::create()
            .table("consultation_link")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("case_id"))
            .col(uuid("notice_id"))
            // Neither the number in the link nor its code is kept, only what they are found by.
            .col(text("token_hash").unique_key())
            .col(text("code_hash"))
            // Who sent the letter, or gave the link anew.
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            // When somebody came in with it first.
            .col(big_integer_null("opened_at"))
            // Another has taken its place, or its time is over.
            .col(big_integer_null("ended_at"))
            .foreign_key(&mut case.clone())
            .foreign_key(&mut account.clone())
            .to_owned();
        manager.create_table(link).await?;
        let of_case = Index::create()
            .name("consultation_link_of_case")
            .table("consultation_link")
            .col("case_id")
            .to_owned();
        manager.create_index(of_case).await?;
        let newest = Index::create()
            .name("consultation_link_newest")
            .table("consultation_link")
            .col("agency_id")
            .col("created_at")
            .to_owned();
        manager.create_index(newest).await?;
        let message = Table::alter()
            .table("outbox")
            .add_column(uuid_null("link_id"))
            .to_owned();
        manager.alter_table(message).await
    }
}
