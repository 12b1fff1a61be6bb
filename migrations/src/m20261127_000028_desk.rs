//! The desk: flags of a case in one column, the make of a row, and indexes by which pages are sorted and counted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

/// Which cases an index has.
#[derive(Clone, Copy)]
enum Of {
    All,
    Open,
    Closed,
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["flags", "make"] {
            let alter = Table::alter()
                .table("cases")
                .add_column(integer(column).default(0))
                .to_owned();
            manager.alter_table(alter).await?;
        }
        // What a row tells already, by the bits of `domain::flag`; the rest follows when the program writes the rows anew.
        let known = "UPDATE cases SET flags = \
             CASE WHEN clock_state = 'awaiting_correction' THEN 1 ELSE 0 END \
             + CASE WHEN clock_state = 'awaiting_fee' THEN 8 ELSE 0 END \
             + CASE WHEN step IS NOT NULL OR notice_step IS NOT NULL THEN 16 ELSE 0 END \
             + CASE WHEN unserved THEN 64 ELSE 0 END \
             + CASE WHEN undelivered THEN 128 ELSE 0 END \
             + CASE WHEN provisional THEN 256 ELSE 0 END";
        manager.get_connection().execute_unprepared(known).await?;
        for name in [
            "cases_open_tally",
            "cases_open_due",
            "cases_closed_due",
            "cases_open_by_step",
            "cases_open_by_stage",
            "cases_open_by_department",
            "cases_open_by_handler",
        ] {
            let index = Index::drop().name(name).table("cases").to_owned();
            manager.drop_index(index).await?;
        }
        // SQLite answers from an index alone only where `closed_at`, by which it is partial, is a column of it. These two
        // have all by which a page may be filtered, so that no row is read that is not shown.
        let filtered = [
            "stage",
            "clock_state",
            "department_id",
            "handler_id",
            "channel",
            "applicant_kind",
            "flags",
            "received_on",
        ];
        let due = |more: &[&'static str]| {
            let mut columns = vec!["sort_on", "id"];
            columns.extend(filtered);
            columns.extend(more);
            columns.push("closed_at");
            columns
        };
        let by = |column| vec![column, "sort_on", "id", "closed_at"];
        for (name, columns, of) in [
            ("cases_open_due", due(&[]), Of::Open),
            ("cases_closed_due", due(&["outcome", "ended_on"]), Of::Closed),
            ("cases_open_by_stage", by("stage"), Of::Open),
            ("cases_open_by_department", by("department_id"), Of::Open),
            ("cases_open_by_handler", by("handler_id"), Of::Open),
            ("cases_closed_ended", vec!["ended_on", "id"], Of::Closed),
            ("cases_received", vec!["received_on", "id"], Of::All),
            ("cases_updated", vec!["updated_at", "id"], Of::All),
            ("cases_by_applicant", vec!["applicant_name", "id"], Of::All),
        ] {
            let mut index = Index::create()
                .name(name)
                .table("cases")
                .col("agency_id")
                .to_owned();
            for column in columns {
                index.col(column);
            }
            let closed_at = Expr::col("closed_at");
            match of {
                Of::All => {}
                Of::Open => {
                    index.cond_where(closed_at.is_null());
                }
                Of::Closed => {
                    index.cond_where(closed_at.is_not_null());
                }
            }
            manager.create_index(index).await?;
        }
        let by_make = Index::create()
            .name("cases_by_make")
            .table("cases")
            .col("make")
            .col("id")
            .to_owned();
        manager.create_index(by_make).await
    }
}
