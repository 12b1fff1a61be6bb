//! 办理情况: what came in and ended, told off indexes that have all that is told.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in [
            (
                "cases_course_received",
                ["received_on", "department_id"].as_slice(),
            ),
            (
                "cases_course_ended",
                &["ended_on", "received_on", "department_id", "outcome"],
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
            manager.create_index(index).await?;
        }
        // What it was for the new one does as well.
        let ended = Index::drop().name("cases_ended").table("cases").to_owned();
        manager.drop_index(ended).await
    }
}
