//! Agencies, their departments, and the people who work there.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, text, text_uniq, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agency = Table::create()
            .table("agency")
            .col(uuid("id").primary_key())
            // The agency's name in addresses, such as "qingshan".
            .col(text_uniq("key"))
            .col(text("name"))
            .col(text("short_name"))
            .col(text("kind"))
            .col(text("region"))
            // JSON: channels, address and hours of the guide 公开指南; numbering of cases and letters; the organs
            // and courts that remedies name, each with the days for which it holds.
            .col(text("guide"))
            .col(text("numbering"))
            .col(text("organs"))
            .col(text("courts"))
            .col(boolean("active"))
            .to_owned();
        manager.create_table(agency).await?;

        let department = Table::create()
            .table("department")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(text("name"))
            .col(integer("position"))
            .foreign_key(
                ForeignKey::create()
                    .from("department", "agency_id")
                    .to("agency", "id"),
            )
            .index(
                Index::create()
                    .name("department_name")
                    .col("agency_id")
                    .col("name")
                    .unique(),
            )
            .to_owned();
        manager.create_table(department).await?;

        let account = Table::create()
            .table("account")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid_null("department_id"))
            .col(text_uniq("username"))
            .col(text("name"))
            // JSON: a list of role names.
            .col(text("roles"))
            .col(text("password_hash"))
            .col(integer("failed_sign_ins"))
            .col(big_integer_null("locked_until"))
            .col(boolean("active"))
            .col(big_integer("password_changed_at"))
            .col(big_integer_null("last_sign_in_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("account", "agency_id")
                    .to("agency", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("account", "department_id")
                    .to("department", "id"),
            )
            .to_owned();
        manager.create_table(account).await?;
        let by_agency = Index::create()
            .name("account_by_agency")
            .table("account")
            .col("agency_id")
            .col("username")
            .to_owned();
        manager.create_index(by_agency).await
    }
}
