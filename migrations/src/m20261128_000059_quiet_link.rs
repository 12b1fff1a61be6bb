//! 网上答复征求意见: since when a consulted third party wants no messages.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let link = Table::alter()
            .table("consultation_link")
            .add_column(big_integer_null("quiet_at"))
            .to_owned();
        manager.alter_table(link).await
    }
}
