//! 认领: a step that waits may also be one that somebody can still claim.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alter = Table::alter()
            .table("waiting_step")
            .add_column(boolean("is_claim").default(false))
            .to_owned();
        manager.alter_table(alter).await
    }
}
