//! 网上缴费: the orders by which fees are paid at the treasury's platform.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date_null, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let case = ForeignKey::create()
            .from("fee_order", "case_id")
            .to("cases", "id")
            .to_owned();
        let order = Table::create()
            .table("fee_order")
            .col(uuid("id").primary_key())
            .col(uuid("agency_id"))
            .col(uuid("case_id"))
            // The letter that asks for the fee.
            .col(uuid("letter_id"))
            // The letter as long as the order is open, so that there is one open order of each.
            .col(text_null("open_key").unique_key())
            // Whole yuan.
            .col(big_integer("yuan"))
            .col(text("state"))
            // Where the applicant pays, as the bridge says.
            .col(text_null("pay_url"))
            .col(big_integer("created_at"))
            // When the bridge was last asked.
            .col(big_integer("asked_at"))
            .col(date_null("paid_on"))
            // By what the platform knows the payment.
            .col(text_null("reference"))
            // When the payment was recorded in the case; none where the case did not take it.
            .col(big_integer_null("recorded_at"))
            .foreign_key(&mut case.clone())
            .to_owned();
        manager.create_table(order).await?;
        let of_case = Index::create()
            .name("fee_order_of_case")
            .table("fee_order")
            .col("case_id")
            .to_owned();
        manager.create_index(of_case).await?;
        let to_ask = Index::create()
            .name("fee_order_to_ask")
            .table("fee_order")
            .col("state")
            .col("asked_at")
            .to_owned();
        manager.create_index(to_ask).await
    }
}
