//! 代行: who takes the review steps of somebody who is away, and on which days.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let account = |column: &'static str| {
            ForeignKey::create()
                .from("delegation", column)
                .to("account", "id")
                .to_owned()
        };
        let delegation = Table::create()
            .table("delegation")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            // Who is away, and who stands in.
            .col(uuid("absent_id"))
            .col(uuid("deputy_id"))
            .col(date("from_on"))
            .col(date("to_on"))
            .col(text("why"))
            .col(uuid("account_id"))
            .col(big_integer("created_at"))
            .col(big_integer_null("ended_at"))
            .col(uuid_null("ended_by"))
            .foreign_key(
                ForeignKey::create()
                    .from("delegation", "agency_id")
                    .to("agency", "id"),
            )
            .foreign_key(&mut account("absent_id"))
            .foreign_key(&mut account("deputy_id"))
            .foreign_key(&mut account("account_id"))
            .foreign_key(&mut account("ended_by"))
            .to_owned();
        manager.create_table(delegation).await?;
        // Asked at every page of a reviewer.
        let by_deputy = Index::create()
            .name("delegation_deputy")
            .table("delegation")
            .col("deputy_id")
            .col("to_on")
            .to_owned();
        manager.create_index(by_deputy).await?;
        let of_agency = Index::create()
            .name("delegation_agency")
            .table("delegation")
            .col("agency_id")
            .col("to_on")
            .to_owned();
        manager.create_index(of_agency).await
    }
}
