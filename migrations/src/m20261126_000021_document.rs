//! 拟公开的文件: documents that were found, their pages, what is marked on them, and the copies that may be handed over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, integer, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

fn of_file(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "file_id")
        .to("file", "id")
        .to_owned()
}

fn by_account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "account_id")
        .to("account", "id")
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let document = Table::create()
            .table("document")
            .col(uuid("file_id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("case_id"))
            .col(text("state"))
            // Nothing as long as nobody has counted.
            .col(ColumnDef::new("pages").integer().null())
            .col(integer("done"))
            // The PDF into which it was turned, where it is none itself.
            .col(text_null("pdf"))
            .col(text_null("problem"))
            .col(integer("warnings"))
            // Who asked for a copy that is under way.
            .col(uuid_null("account_id"))
            .col(big_integer("created_at"))
            .foreign_key(&mut of_file("document"))
            .foreign_key(&mut by_account("document"))
            .foreign_key(ForeignKey::create().from("document", "case_id").to("cases", "id"))
            .to_owned();
        manager.create_table(document).await?;
        let by_case = Index::create()
            .name("document_case")
            .table("document")
            .col("case_id")
            .to_owned();
        manager.create_index(by_case).await?;
        let page = Table::create()
            .table("document_page")
            .col(uuid("file_id"))
            .col(integer("page"))
            .col(uuid("agency_id"))
            // In thousandths of a point.
            .col(integer("width"))
            .col(integer("height"))
            .col(text("picture"))
            // What is written on it, sealed.
            .col(binary("words"))
            .primary_key(Index::create().col("file_id").col("page"))
            .foreign_key(&mut of_file("document_page"))
            .to_owned();
        manager.create_table(page).await?;
        let mark = Table::create()
            .table("mark")
            .col(uuid("id").primary_key())
            .col(uuid("file_id"))
            .col(uuid("agency_id"))
            .col(integer("page"))
            // In thousandths of a point from the top left corner.
            .col(integer("x"))
            .col(integer("y"))
            .col(integer("width"))
            .col(integer("height"))
            .col(text("reason"))
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            .col(ColumnDef::new("removed_at").big_integer().null())
            .foreign_key(&mut of_file("mark"))
            .foreign_key(&mut by_account("mark"))
            .to_owned();
        manager.create_table(mark).await?;
        let of_page = Index::create()
            .name("mark_file_page")
            .table("mark")
            .col("file_id")
            .col("page")
            .to_owned();
        manager.create_index(of_page).await?;
        let copy = Table::create()
            .table("release_copy")
            .col(uuid("file_id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("source_id"))
            // The digest of what was marked when it was made.
            .col(text("marks"))
            // What was done, as JSON.
            .col(text("report"))
            .col(big_integer("created_at"))
            .foreign_key(&mut of_file("release_copy"))
            .foreign_key(
                ForeignKey::create()
                    .from("release_copy", "source_id")
                    .to("file", "id"),
            )
            .to_owned();
        manager.create_table(copy).await?;
        let of_source = Index::create()
            .name("release_copy_source")
            .table("release_copy")
            .col("source_id")
            .to_owned();
        manager.create_index(of_source).await
    }
}
