//! By what an item is found that asks for the same as another: its 文号 and its title, without brackets and spaces.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, column) in [
            ("application_item_by_number", "sought_number"),
            ("application_item_by_title", "sought_title"),
        ] {
            let added = Table::alter()
                .table("application_item")
                .add_column(text_null(column))
                .to_owned();
            manager.alter_table(added).await?;
            let index = Index::create()
                .name(name)
                .table("application_item")
                .col("agency_id")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
