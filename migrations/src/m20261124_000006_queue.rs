//! Queues at a million cases: closed ones have indexes of their own, and open ones are counted off one index.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_stage = Index::drop().name("cases_by_stage").table("cases").to_owned();
        manager.drop_index(by_stage).await?;
        // SQLite answers a count from the index alone only where `closed_at`, by which it is partial, is a column of it.
        for (name, columns, open) in [
            ("cases_open_by_stage", ["stage", "sort_on", "id"].as_slice(), true),
            (
                "cases_open_tally",
                &["stage", "department_id", "handler_id", "step", "closed_at"],
                true,
            ),
            ("cases_closed_due", &["sort_on", "id", "closed_at"], false),
            (
                "cases_closed_by_department",
                &["department_id", "sort_on", "id", "closed_at"],
                false,
            ),
            (
                "cases_closed_by_handler",
                &["handler_id", "sort_on", "id", "closed_at"],
                false,
            ),
        ] {
            let mut index = Index::create()
                .name(name)
                .table("cases")
                .col("agency_id")
                .to_owned();
            for column in columns {
                index.col(*column);
            }
            let closed_at = Expr::col("closed_at");
            index.cond_where(if open {
                closed_at.is_null()
            } else {
                closed_at.is_not_null()
            });
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
