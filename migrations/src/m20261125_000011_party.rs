//! Who stands behind an application besides its first applicant: joint applicants (共同申请人) and the agent (代理人).
//! Here nothing is in clear, not even the name: queues show the first applicant's, and equality is searched by keyed
//! hashes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date_null, integer, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut party = Table::create();
        party
            .table("party")
            .col(uuid("id").primary_key())
            .col(uuid("applicant_id"))
            .col(uuid("agency_id"))
            .col(text("role"))
            .col(integer("n"))
            .col(text_null("identity_kind"))
            .col(text_null("scope"))
            .col(date_null("authorised_on"));
        for sealed in ["name_enc", "identity_enc", "phone_enc", "note_enc"] {
            party.col(ColumnDef::new(sealed).blob().null());
        }
        for hash in ["name_hash", "identity_hash", "phone_hash"] {
            party.col(text_null(hash));
        }
        party
            .col(big_integer("created_at"))
            .col(big_integer_null("erased_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("party", "applicant_id")
                    .to("applicant", "id"),
            )
            .index(
                Index::create()
                    .name("party_of_applicant")
                    .col("applicant_id")
                    .col("role")
                    .col("n")
                    .unique(),
            );
        manager.create_table(party).await?;
        for (name, column) in [
            ("party_by_identity", "identity_hash"),
            ("party_by_name", "name_hash"),
            ("party_by_phone", "phone_hash"),
        ] {
            let index = Index::create()
                .name(name)
                .table("party")
                .col("agency_id")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
