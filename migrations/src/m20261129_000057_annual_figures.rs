//! 年度数字: both tables of the annual report as somebody released them, and where the cases of a year are found.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date, integer, text, text_null, uuid};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        figures(manager).await?;
        // What is left out is not looked through; of appeals there are few.
        for index in [
            "CREATE INDEX cases_counted_ended ON cases (agency_id, ended_on, id) WHERE counted = TRUE",
            "CREATE INDEX cases_uncounted ON cases (agency_id, year, id) WHERE counted = FALSE",
            "CREATE INDEX case_event_appeal ON case_event (agency_id, case_id) WHERE kind = 'appeal'",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}

fn of(column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("annual_figures", column)
        .to(other, "id")
        .to_owned()
}

async fn figures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("annual_figures")
        .col(uuid("agency_id"))
        .col(integer("year"))
        // The first release is 1; those behind it are corrections.
        .col(big_integer("version"))
        .col(text("figures"))
        .col(uuid("released_by"))
        .col(big_integer("released_at"))
        .col(date("released_on"))
        .col(text_null("because"))
        .primary_key(Index::create().col("agency_id").col("year").col("version"))
        .foreign_key(&mut of("agency_id", "agency"))
        .foreign_key(&mut of("released_by", "account"))
        .to_owned();
    manager.create_table(table).await?;
    let first = "CREATE INDEX annual_figures_first ON annual_figures (agency_id, year) WHERE version = 1";
    manager.get_connection().execute_unprepared(first).await?;
    let message = "released figures are kept as they were released";
    refuse(manager, "annual_figures", On::Update, "1 = 1", message).await?;
    refuse(manager, "annual_figures", On::Delete, "1 = 1", message).await
}
