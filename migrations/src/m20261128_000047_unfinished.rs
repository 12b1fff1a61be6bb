//! 草稿: applications that somebody is still filling in on the portal, and the files that wait with them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, integer, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agency = ForeignKey::create()
            .from("unfinished", "agency_id")
            .to("agency", "id")
            .to_owned();
        let unfinished = Table::create()
            .table("unfinished")
            // The mark of the form: what is filed of it carries the same.
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            // Finds it by the code that whoever fills it in has written down.
            .col(text("code_hash").unique_key())
            // All that was typed, sealed.
            .col(binary("body_enc"))
            .col(big_integer("created_at"))
            .col(big_integer("changed_at"))
            .foreign_key(&mut agency.clone())
            .to_owned();
        manager.create_table(unfinished).await?;
        // Each night the oldest go.
        let by_age = Index::create()
            .name("unfinished_by_age")
            .table("unfinished")
            .col("changed_at")
            .to_owned();
        manager.create_index(by_age).await?;
        let of = ForeignKey::create()
            .from("unfinished_file", "unfinished_id")
            .to("unfinished", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let file = Table::create()
            .table("unfinished_file")
            .col(uuid("unfinished_id"))
            .col(integer("number"))
            .col(text("sha256"))
            .primary_key(Index::create().col("unfinished_id").col("number"))
            .foreign_key(&mut of.clone())
            .to_owned();
        manager.create_table(file).await?;
        // Whether its bytes are still somebody's.
        let by_content = Index::create()
            .name("unfinished_file_by_content")
            .table("unfinished_file")
            .col("sha256")
            .to_owned();
        manager.create_index(by_content).await
    }
}
