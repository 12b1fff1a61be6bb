//! Whether the annual report counts a case at all: it counts every application for information once, so neither a new
//! answer on an order nor a correction of records. Of the cases so far only the former are to be told apart.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = Table::alter()
            .table("cases")
            .add_column(boolean("counted").default(true))
            .to_owned();
        manager.alter_table(added).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "UPDATE cases SET counted = FALSE WHERE id IN \
             (SELECT case_id FROM case_event WHERE seq = 1 AND kind = 'round_opened')",
        )
        .await?;
        Ok(())
    }
}
