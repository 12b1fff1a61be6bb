//! Those besides the applicant whom a case concerns: third parties, co-making organs, other organs. Name, address and
//! whatever else reaches them are sealed together; nothing searches for them. And the step that a procedural letter of a
//! case waits for, by which reviewers find it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut consulted = Table::create();
        consulted
            .table("consulted")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(uuid("agency_id"))
            .col(text("kind"))
            .col(ColumnDef::new("details_enc").blob().null())
            .col(big_integer("created_at"))
            .col(big_integer_null("erased_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("consulted", "case_id")
                    .to("cases", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("consulted", "agency_id")
                    .to("agency", "id"),
            );
        manager.create_table(consulted).await?;
        let index = Index::create()
            .name("consulted_by_case")
            .table("consulted")
            .col("case_id")
            .to_owned();
        manager.create_index(index).await?;
        let cases = Table::alter()
            .table("cases")
            .add_column(text_null("notice_step"))
            .to_owned();
        manager.alter_table(cases).await?;
        // Written by hand: the builder knows no partial index on both databases.
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE INDEX cases_open_by_notice_step ON cases (agency_id, notice_step, sort_on, id) \
             WHERE notice_step IS NOT NULL",
        )
        .await?;
        Ok(())
    }
}
