//! What the program does by itself: tasks with their leases, how far each daily job has come, and the day on which a
//! case wants to be looked at.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, date, date_null, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        job(manager).await?;
        wake(manager).await
    }
}

async fn job(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let job = Table::create()
        .table("job")
        .col(uuid("id").primary_key())
        .col(text("name"))
        // For what it is; of one name there is one open task a key.
        .col(text("key"))
        .col(uuid_null("agency_id"))
        .col(uuid_null("case_id"))
        .col(date_null("day"))
        .col(big_integer("run_at"))
        .col(big_integer("attempts"))
        .col(text_null("owner"))
        .col(big_integer_null("leased_until"))
        .col(text_null("last_error"))
        .col(big_integer("created_at"))
        .col(big_integer_null("parked_at"))
        .col(big_integer_null("done_at"))
        .to_owned();
    manager.create_table(job).await?;
    let open = || Expr::col("done_at").is_null();
    let one_a_key = Index::create()
        .name("job_open_key")
        .table("job")
        .col("name")
        .col("key")
        .unique()
        .cond_where(open())
        .to_owned();
    manager.create_index(one_a_key).await?;
    let waiting = Index::create()
        .name("job_waiting")
        .table("job")
        .col("run_at")
        .col("id")
        .cond_where(open().and(Expr::col("parked_at").is_null()))
        .to_owned();
    manager.create_index(waiting).await?;
    let of_case = Index::create()
        .name("job_open_case")
        .table("job")
        .col("case_id")
        .cond_where(open())
        .to_owned();
    manager.create_index(of_case).await?;
    let done = Index::create()
        .name("job_done")
        .table("job")
        .col("done_at")
        .to_owned();
    manager.create_index(done).await?;

    let day = Table::create()
        .table("job_day")
        .col(text("name").primary_key())
        // Every civil day up to this one has its task.
        .col(date("planned_until"))
        .to_owned();
    manager.create_table(day).await
}

async fn wake(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let column = Table::alter()
        .table("cases")
        .add_column(date_null("wake_on"))
        .to_owned();
    manager.alter_table(column).await?;
    // Only the program knows when it has to look at a case; let it look at every open one soon.
    let soon = Query::update()
        .table("cases")
        .value("wake_on", Expr::current_date())
        .and_where(Expr::col("closed_at").is_null())
        .to_owned();
    manager.execute(soon).await?;
    let waking = Index::create()
        .name("cases_waking")
        .table("cases")
        .col("agency_id")
        .col("wake_on")
        .col("id")
        .cond_where(Expr::col("wake_on").is_not_null())
        .to_owned();
    manager.create_index(waking).await
}
