//! 渠道测试: the agency's own tests of its online channel, what it has said of them, and what an alarm in the outbox is about.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean_null, date, small_integer, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        setting(manager).await?;
        test(manager).await?;
        let about = Table::alter()
            .table("outbox")
            .add_column(text_null("about"))
            .to_owned();
        manager.alter_table(about).await
    }
}

async fn setting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let agency = ForeignKey::create()
        .from("channel_setting", "agency_id")
        .to("agency", "id")
        .to_owned();
    let table = Table::create()
        .table("channel_setting")
        .col(uuid("agency_id").primary_key())
        .col(text("every"))
        .col(small_integer("receive_hours"))
        .col(small_integer("answer_days"))
        // Where the heartbeats go.
        .col(text_null("mail"))
        .col(text_null("phone"))
        .foreign_key(&mut agency.clone())
        .to_owned();
    manager.create_table(table).await
}

async fn test(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let to = |column: &'static str, table: &'static str| {
        ForeignKey::create()
            .from("channel_test", column)
            .to(table, "id")
            .to_owned()
    };
    let table = Table::create()
        .table("channel_test")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        .col(date("day"))
        .col(big_integer("begun_at"))
        .col(text("steps"))
        .col(big_integer_null("filed_at"))
        .col(big_integer_null("received_at"))
        .col(uuid_null("received_by"))
        .col(big_integer_null("answered_at"))
        .col(uuid_null("answered_by"))
        .col(big_integer_null("read_at"))
        .col(boolean_null("readable"))
        // What was told of it last.
        .col(text_null("told"))
        // When the program has to look at it again.
        .col(big_integer_null("look_at"))
        .foreign_key(&mut to("agency_id", "agency"))
        .foreign_key(&mut to("received_by", "account"))
        .foreign_key(&mut to("answered_by", "account"))
        .to_owned();
    manager.create_table(table).await?;
    let once = Index::create()
        .name("channel_test_once")
        .table("channel_test")
        .col("agency_id")
        .col("day")
        .unique()
        .to_owned();
    manager.create_index(once).await?;
    let look = Index::create()
        .name("channel_test_look")
        .table("channel_test")
        .col("look_at")
        .cond_where(Expr::col("look_at").is_not_null())
        .to_owned();
    manager.create_index(look).await?;
    let waiting = Index::create()
        .name("channel_test_waiting")
        .table("channel_test")
        .col("agency_id")
        .col("day")
        .cond_where(
            Expr::col("answered_at")
                .is_null()
                .and(Expr::col("filed_at").is_not_null()),
        )
        .to_owned();
    manager.create_index(waiting).await
}
