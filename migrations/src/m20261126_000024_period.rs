//! What reviewers decided in a month, for the register of 保密审查: an index over the few events that may be that.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE INDEX case_event_decided ON case_event (agency_id, at, case_id, seq) \
             WHERE kind IN ('step_approved', 'sent_back', 'notice')",
        )
        .await?;
        Ok(())
    }
}
