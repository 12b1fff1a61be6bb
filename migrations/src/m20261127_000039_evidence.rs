//! 线索: who applied before and who asked for the same are read off indexes in the order of what came in last; which words
//! applications share, off one of their own. And what was set aside, with the reason.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, text, uuid, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The same indexes as before, with what follows from them: nothing is looked up or sorted beyond the index.
        for (name, table, columns) in [
            (
                "applicant_by_identity",
                "applicant",
                &["agency_id", "identity_hash", "id"][..],
            ),
            ("applicant_by_name", "applicant", &["agency_id", "name", "id"]),
            (
                "party_by_identity",
                "party",
                &["agency_id", "identity_hash", "role", "applicant_id"],
            ),
            (
                "application_by_applicant",
                "application",
                &["applicant_id", "case_id"],
            ),
            (
                "application_item_by_number",
                "application_item",
                &["agency_id", "sought_number", "application_id", "n"],
            ),
            (
                "application_item_by_title",
                "application_item",
                &["agency_id", "sought_title", "application_id", "n"],
            ),
        ] {
            let old = Index::drop().name(name).table(table).to_owned();
            manager.drop_index(old).await?;
            let mut index = Index::create().name(name).table(table).to_owned();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            // Of applications alone: what is said of a case stands beside every page of its documents as well.
            let asked = "CREATE INDEX search_entry_asked ON search_entry USING gin (words) WITH (fastupdate = off) \
                         WHERE kind = 'application'";
            manager.get_connection().execute_unprepared(asked).await?;
        }
        set_aside(manager).await
    }
}

async fn set_aside(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("clue_set_aside")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(uuid("case_id"))
        .col(text("clue"))
        // The other case that it points to, where it points to one.
        .col(uuid_null("other_id"))
        .col(uuid("account_id"))
        // Why; sealed, as it may name somebody.
        .col(binary("words_enc"))
        .col(big_integer("created_at"))
        // When it was taken back.
        .col(big_integer_null("restored_at"))
        .col(uuid_null("restored_by"))
        .foreign_key(
            ForeignKey::create()
                .from("clue_set_aside", "agency_id")
                .to("agency", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("clue_set_aside", "case_id")
                .to("cases", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("clue_set_aside", "account_id")
                .to("account", "id"),
        )
        .to_owned();
    manager.create_table(table).await?;
    let of_case = Index::create()
        .name("clue_set_aside_of")
        .table("clue_set_aside")
        .col("case_id")
        .to_owned();
    manager.create_index(of_case).await
}
