//! 主动公开信息目录: what agencies have made public, searchable by everybody. Nothing in it is secret, so the words stand in
//! the index as they are. An entry's id is its day with a number behind it, so that entries in the order of their ids come
//! by their days.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, text, text_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        entries(manager).await?;
        words(manager).await?;
        plans(manager).await?;
        feeds(manager).await
    }
}

fn of_agency(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "agency_id")
        .to("agency", "id")
        .to_owned()
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let id = if manager.get_database_backend() == DbBackend::Sqlite {
        // So that it is the row's own number, by which the words are found.
        ColumnDef::new("id").integer().not_null().primary_key().to_owned()
    } else {
        ColumnDef::new("id")
            .big_integer()
            .not_null()
            .primary_key()
            .to_owned()
    };
    let table = Table::create()
        .table("public_entry")
        .col(id)
        // By which it stands in addresses: an id of its own, or that of the published answer.
        .col(uuid("source_id"))
        .col(uuid("agency_id"))
        .col(text("kind"))
        .col(text("title"))
        // 文号 or 索引号
        .col(text_null("number"))
        .col(text_null("link"))
        .col(date("published_on"))
        .col(text("summary"))
        .col(text("topics"))
        // By whom or what it was brought.
        .col(text("origin"))
        // By which the second of two administrators is told.
        .col(big_integer("version"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut of_agency("public_entry"))
        .to_owned();
    manager.create_table(table).await?;
    for (name, columns) in [
        ("public_entry_of_agency", &["agency_id", "id"][..]),
        ("public_entry_of_kind", &["kind", "id"]),
        ("public_entry_of_both", &["agency_id", "kind", "id"]),
    ] {
        let mut index = Index::create().name(name).table("public_entry").to_owned();
        for column in columns {
            index.col(*column);
        }
        manager.create_index(index).await?;
    }
    let by_source = Index::create()
        .name("public_entry_source")
        .table("public_entry")
        .col("source_id")
        .unique()
        .to_owned();
    manager.create_index(by_source).await?;
    // The same number or the same link again is the same entry.
    for (name, column) in [("public_entry_number", "number"), ("public_entry_link", "link")] {
        let once = Index::create()
            .name(name)
            .table("public_entry")
            .col("agency_id")
            .col(column)
            .unique()
            .cond_where(Expr::col(column).is_not_null())
            .to_owned();
        manager.create_index(once).await?;
    }
    Ok(())
}

async fn words(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements: &[&str] = if manager.get_database_backend() == DbBackend::Sqlite {
        &[
            "CREATE VIRTUAL TABLE public_words USING fts5(agency, words, content='', contentless_delete=1, \
             tokenize='ascii')",
        ]
    } else {
        &[
            "ALTER TABLE public_entry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
            "CREATE INDEX public_entry_words ON public_entry USING gin (words) WITH (fastupdate = off)",
        ]
    };
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// A table that an administrator has brought and not yet taken over: one for each.
async fn plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("catalogue_plan")
        .col(uuid("account_id").primary_key())
        .col(uuid("agency_id"))
        .col(uuid("id"))
        .col(text("origin"))
        .col(text("called"))
        .col(text("body"))
        .col(big_integer("created_at"))
        .foreign_key(&mut of_agency("catalogue_plan"))
        .foreign_key(
            ForeignKey::create()
                .from("catalogue_plan", "account_id")
                .to("account", "id"),
        )
        .to_owned();
    manager.create_table(table).await
}

async fn feeds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("catalogue_feed")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(text("address"))
        .col(boolean("active"))
        // By whom it was added.
        .col(uuid_null("account_id"))
        .col(big_integer("created_at"))
        // How it went when it was last fetched; none before the first time.
        .col(big_integer_null("fetched_at"))
        .col(text_null("outcome"))
        .foreign_key(&mut of_agency("catalogue_feed"))
        .to_owned();
    manager.create_table(table).await?;
    let once = Index::create()
        .name("catalogue_feed_address")
        .table("catalogue_feed")
        .col("agency_id")
        .col("address")
        .unique()
        .to_owned();
    manager.create_index(once).await
}
