//! While the applicant is waited for, an application has no last day to answer.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::date_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite cannot take NOT NULL off a column, and the table cannot be made anew while others refer to it: the
        // values move to a column that may be empty. No index names it.
        let cases = || Table::alter().table("cases").take();
        manager
            .alter_table(cases().rename_column("due_on", "due_on_before").take())
            .await?;
        manager
            .alter_table(cases().add_column(date_null("due_on")).take())
            .await?;
        let db = manager.get_connection();
        db.execute_unprepared("UPDATE cases SET due_on = due_on_before")
            .await?;
        manager
            .alter_table(cases().drop_column("due_on_before").take())
            .await
    }
}
