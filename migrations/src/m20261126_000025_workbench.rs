//! 审核: what reviewers opened before they said yes, and what was submitted to them each time.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

fn of_case(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "case_id")
        .to("cases", "id")
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let opened = Table::create()
            .table("opened_part")
            .col(uuid("case_id"))
            .col(uuid("account_id"))
            // The digest of the letter as it would go out, or of a file that goes out with it.
            .col(text("content"))
            .col(uuid("agency_id"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("case_id").col("account_id").col("content"))
            .foreign_key(&mut of_case("opened_part"))
            .foreign_key(
                ForeignKey::create()
                    .from("opened_part", "account_id")
                    .to("account", "id"),
            )
            .to_owned();
        manager.create_table(opened).await?;
        let submission = Table::create()
            .table("submission")
            .col(uuid("case_id"))
            // The digest that the approvals are bound to.
            .col(text("content"))
            .col(uuid("agency_id"))
            // The lines of the letter and the files, sealed.
            .col(binary("body"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("case_id").col("content"))
            .foreign_key(&mut of_case("submission"))
            .to_owned();
        manager.create_table(submission).await?;
        // The same document in another case is found by its digest.
        let same = Index::create()
            .name("file_content")
            .table("file")
            .col("agency_id")
            .col("sha256")
            .to_owned();
        manager.create_index(same).await?;
        // Earlier answers on the same ground, the latest first.
        let by_ground = Index::create()
            .name("cases_by_outcome")
            .table("cases")
            .col("agency_id")
            .col("outcome")
            .col("ended_on")
            .col("id")
            .to_owned();
        manager.create_index(by_ground).await
    }
}
