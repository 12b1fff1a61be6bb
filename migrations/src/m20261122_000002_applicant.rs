//! Applicants. The name is in clear, because queues show it and staff search for it; everything else that
//! identifies or reaches the person is sealed (`…_enc`), with a keyed hash (`…_hash`) where equality is searched.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut applicant = Table::create();
        applicant
            .table("applicant")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(text("kind"))
            .col(text("name"))
            .col(text_null("identity_kind"));
        for sealed in [
            "identity_enc",
            "phone_enc",
            "address_enc",
            "postcode_enc",
            "email_enc",
            "representative_enc",
            "contact_enc",
        ] {
            applicant.col(ColumnDef::new(sealed).blob().null());
        }
        for hash in ["identity_hash", "phone_hash", "email_hash"] {
            applicant.col(text_null(hash));
        }
        applicant
            .col(big_integer("created_at"))
            .col(big_integer_null("erased_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("applicant", "agency_id")
                    .to("agency", "id"),
            );
        manager.create_table(applicant).await?;

        for (name, column) in [
            ("applicant_by_identity", "identity_hash"),
            ("applicant_by_phone", "phone_hash"),
            ("applicant_by_email", "email_hash"),
            ("applicant_by_name", "name"),
        ] {
            let index = Index::create()
                .name(name)
                .table("applicant")
                .col("agency_id")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
