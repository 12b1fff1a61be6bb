//! 保存期限: for how long an agency keeps the personal data of applicants after a case has ended, what was erased on which
//! day, and by what cases whose time is over are found.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date, date_null, integer_null, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: that is all that SQLite can do.
        for (table, column) in [
            ("cases", date_null("retain_from")),
            ("file", big_integer_null("erased_at")),
        ] {
            let added = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(added).await?;
        }
        let retained = Index::create()
            .name("cases_retained")
            .table("cases")
            .col("agency_id")
            .col("retain_from")
            .col("id")
            .cond_where(Expr::col("retain_from").is_not_null())
            .to_owned();
        manager.create_index(retained).await?;
        setting(manager).await?;
        run(manager).await
    }
}

async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let retention = Table::create()
        .table("retention")
        .col(uuid("agency_id").primary_key())
        // By which the second of two administrators is told.
        .col(big_integer("version"))
        // Whole years; none where everything is kept without end.
        .col(integer_null("years"))
        .col(uuid("account_id"))
        // The day at the office: it takes effect on the next.
        .col(date("changed_on"))
        .foreign_key(
            ForeignKey::create()
                .from("retention", "agency_id")
                .to("agency", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("retention", "account_id")
                .to("account", "id"),
        )
        .to_owned();
    manager.create_table(retention).await
}

async fn run(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let run = Table::create()
        .table("retention_run")
        .col(uuid("agency_id"))
        .col(date("day"))
        // Cases so far.
        .col(big_integer("erased"))
        .col(big_integer_null("finished_at"))
        .primary_key(Index::create().col("agency_id").col("day"))
        .foreign_key(
            ForeignKey::create()
                .from("retention_run", "agency_id")
                .to("agency", "id"),
        )
        .to_owned();
    manager.create_table(run).await
}
