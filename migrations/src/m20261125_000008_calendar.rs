//! 节假日安排: every notice that was ever loaded, and the cases whose dates it moved.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, integer, text, uuid, uuid_null,
};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        notices(manager).await?;
        moves(manager).await?;
        // The open cases of an agency in a lasting order, for walks that must not lose their place.
        let open = Index::create()
            .name("cases_open")
            .table("cases")
            .col("agency_id")
            .col("id")
            .col("closed_at")
            .cond_where(Expr::col("closed_at").is_null())
            .to_owned();
        manager.create_index(open).await
    }
}

async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let notice = Table::create()
        .table("calendar_notice")
        .col(uuid("id").primary_key())
        // The order in which they came, over all regions: the last one is the state of the calendar.
        .col(big_integer("seq").unique_key())
        // Empty where the notice holds for the whole country.
        .col(text("region"))
        .col(integer("year"))
        // A correction is a new version; the newest holds.
        .col(integer("version"))
        .col(text("origin"))
        .col(text("body"))
        .col(text("sha256"))
        .col(text("note"))
        .col(big_integer("loaded_at"))
        .col(uuid_null("account_id"))
        // How far the open cases have been computed again: up to this case of this agency, or to the end.
        .col(uuid_null("reached_agency_id"))
        .col(uuid_null("reached_case_id"))
        .col(big_integer("cases_done"))
        .col(big_integer_null("done_at"))
        .foreign_key(
            ForeignKey::create()
                .from("calendar_notice", "account_id")
                .to("account", "id"),
        )
        .index(
            Index::create()
                .name("calendar_notice_version")
                .col("region")
                .col("year")
                .col("version")
                .unique(),
        )
        .to_owned();
    manager.create_table(notice).await?;
    let frozen: Vec<String> = [
        "id",
        "seq",
        "region",
        "year",
        "version",
        "origin",
        "body",
        "sha256",
        "note",
        "loaded_at",
        "account_id",
    ]
    .iter()
    .map(|column| format!("new.{column} IS DISTINCT FROM old.{column}"))
    .collect();
    refuse(
        manager,
        "calendar_notice",
        On::Update,
        &frozen.join(" OR "),
        "a notice never changes",
    )
    .await?;
    refuse(
        manager,
        "calendar_notice",
        On::Delete,
        "1 = 1",
        "a notice is never deleted",
    )
    .await
}

async fn moves(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let moved = Table::create()
        .table("calendar_move")
        .col(uuid("notice_id"))
        .col(uuid("agency_id"))
        .col(uuid("case_id"))
        .col(date("old_on"))
        .col(date("new_on"))
        .col(boolean("old_provisional"))
        .col(boolean("new_provisional"))
        .primary_key(
            Index::create()
                .col("notice_id")
                .col("agency_id")
                .col("new_on")
                .col("case_id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("calendar_move", "notice_id")
                .to("calendar_notice", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("calendar_move", "case_id")
                .to("cases", "id"),
        )
        .to_owned();
    manager.create_table(moved).await?;
    let by_case = Index::create()
        .name("calendar_move_by_case")
        .table("calendar_move")
        .col("case_id")
        .to_owned();
    manager.create_index(by_case).await
}
