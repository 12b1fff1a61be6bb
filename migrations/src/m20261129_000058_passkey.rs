//! 通行密钥: passkeys of applicants' accounts, and what devices were asked and have not answered yet.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let passkey = Table::create()
            .table("member_passkey")
            .col(uuid("id").primary_key())
            .col(uuid("member_id"))
            // What somebody calls it is their own; the rest is drawn by chance, or public by its nature.
            .col(binary("name_enc"))
            .col(binary("credential").unique_key())
            .col(binary("handle"))
            .col(binary("public_key"))
            .col(binary("state"))
            .col(big_integer("added_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut of_member("member_passkey"))
            .to_owned();
        manager.create_table(passkey).await?;
        index(manager, "member_passkey_of", "member_passkey", "member_id").await?;

        let challenge = Table::create()
            .table("member_challenge")
            .col(uuid("id").primary_key())
            // Whose passkey it is to become; none where somebody signs in.
            .col(uuid_null("member_id"))
            .col(binary("state"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut of_member("member_challenge"))
            .to_owned();
        manager.create_table(challenge).await?;
        // An account that is erased takes its own along; both are looked up by it then.
        index(manager, "member_challenge_of", "member_challenge", "member_id").await?;
        index(
            manager,
            "member_challenge_by_age",
            "member_challenge",
            "expires_at",
        )
        .await
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
