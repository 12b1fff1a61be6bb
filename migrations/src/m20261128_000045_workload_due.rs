//! 工作量 is counted by the day that queues show, so that a figure is the number of the rows that it opens.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

const INDEX: &str = "cases_open_workload";

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Index::drop().name(INDEX).table("cases").to_owned();
        manager.drop_index(drop).await?;
        let mut index = Index::create().name(INDEX).table("cases").to_owned();
        // SQLite counts off the index alone only where `closed_at`, by which it is partial, is a column of it.
        for column in [
            "agency_id",
            "department_id",
            "handler_id",
            "stage",
            "clock_state",
            "sort_on",
            "closed_at",
        ] {
            index.col(column);
        }
        index.cond_where(Expr::col("closed_at").is_null());
        manager.create_index(index).await
    }
}
