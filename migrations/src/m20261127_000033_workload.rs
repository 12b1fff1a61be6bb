//! 工作量: open cases are counted by department and person, with what waits and what is due, off one index.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create()
            .name("cases_open_workload")
            .table("cases")
            .to_owned();
        // SQLite counts off the index alone only where `closed_at`, by which it is partial, is a column of it.
        for column in [
            "agency_id",
            "department_id",
            "handler_id",
            "stage",
            "clock_state",
            "due_on",
            "closed_at",
        ] {
            index.col(column);
        }
        index.cond_where(Expr::col("closed_at").is_null());
        manager.create_index(index).await
    }
}
