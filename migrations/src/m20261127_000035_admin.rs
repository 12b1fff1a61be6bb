//! 管理: what administrators change, kept with before and after; accounts with a first password, and a version of each by
//! which the second of two administrators is told; departments that are switched off.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text, uuid, uuid_null};

use crate::trigger::{On, refuse};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: that is all that SQLite can do.
        for (table, column) in [
            ("account", big_integer("version").default(1).to_owned()),
            // Set by somebody else: to be changed before anything else is done.
            ("account", boolean("first_password").default(false).to_owned()),
            ("department", boolean("active").default(true).to_owned()),
        ] {
            let added = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(added).await?;
        }
        admin_change(manager).await
    }
}

async fn admin_change(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let change = Table::create()
        .table("admin_change")
        // In the order of time.
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        // None where it was done on the command line.
        .col(uuid_null("account_id"))
        // What kind of setting, and which of them, as it was called then.
        .col(text("matter"))
        .col(text("subject"))
        // JSON: its parts with what they were before and after.
        .col(text("body"))
        .col(big_integer("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("admin_change", "agency_id")
                .to("agency", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("admin_change", "account_id")
                .to("account", "id"),
        )
        .to_owned();
    manager.create_table(change).await?;
    for (name, column) in [
        ("admin_change_newest", None),
        ("admin_change_of_matter", Some("matter")),
        ("admin_change_by", Some("account_id")),
    ] {
        let mut index = Index::create()
            .name(name)
            .table("admin_change")
            .col("agency_id")
            .to_owned();
        if let Some(column) = column {
            index.col(column);
        }
        index.col("id");
        manager.create_index(index).await?;
    }
    let message = "what was changed stays on record";
    refuse(manager, "admin_change", On::Update, "1 = 1", message).await?;
    refuse(manager, "admin_change", On::Delete, "1 = 1", message).await
}
