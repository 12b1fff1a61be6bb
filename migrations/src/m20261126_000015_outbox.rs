//! What is to be sent out, whole: by which way, about what, to whom by id, how often it was tried, and how it ended.
//! Names, addresses and words never lie here. And where a person of the staff gets mail.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, date_null, text, text_null, uuid, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let email = Table::alter()
            .table("account")
            .add_column(text_null("email"))
            .to_owned();
        manager.alter_table(email).await?;
        // SQLite cannot drop the old rule of once, so the table is made anew around its rows.
        let db = manager.get_connection();
        db.execute_unprepared("CREATE TABLE outbox_kept AS SELECT * FROM outbox")
            .await?;
        db.execute_unprepared("DROP TABLE outbox").await?;
        outbox(manager).await?;
        indices(manager).await?;
        let account = if manager.get_database_backend() == DbBackend::Sqlite {
            "lower(hex(account_id))"
        } else {
            "replace(account_id::text, '-', '')"
        };
        db.execute_unprepared(&format!(
            "INSERT INTO outbox (id, agency_id, medium, kind, key, account_id, day, due_at, next_at, attempts, \
             created_at, sent_at) \
             SELECT id, agency_id, 'mail', kind, 'digest/' || {account} || '/' || day, account_id, day, due_at, due_at, 0, \
             created_at, sent_at FROM outbox_kept"
        ))
        .await?;
        db.execute_unprepared("DROP TABLE outbox_kept").await?;
        Ok(())
    }
}

async fn outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut outbox = Table::create();
    outbox
        .table("outbox")
        .col(uuid("id").primary_key())
        .col(uuid("agency_id"))
        // mail, text_message or webhook.
        .col(text("medium"))
        .col(text("kind"))
        // The same thing is sent to the same side by the same way once.
        .col(text("key").unique_key())
        // A digest: whose, and of which day.
        .col(uuid_null("account_id"))
        .col(date_null("day"))
        // Of a case: which event of it, and which letter.
        .col(uuid_null("case_id"))
        .col(big_integer_null("seq"))
        .col(uuid_null("letter_id"))
        // The name of the subscribed address, where it is for one; else it is for the applicant.
        .col(text_null("endpoint"))
        // Not before; and when it is to be tried next.
        .col(big_integer("due_at"))
        .col(big_integer("next_at"))
        .col(big_integer("attempts"))
        .col(text_null("owner"))
        .col(big_integer_null("leased_until"))
        .col(big_integer_null("failed_at"))
        .col(text_null("last_error"))
        .col(big_integer("created_at"))
        // How it ended: it went out, or it waits for a person, or it will not go out.
        .col(big_integer_null("sent_at"))
        .col(big_integer_null("set_aside_at"))
        .col(big_integer_null("dropped_at"))
        // Who decided that it will not, and why; nobody where there was no address.
        .col(uuid_null("dropped_by"))
        .col(text_null("dropped_because"))
        .foreign_key(&mut to("agency_id", "agency"))
        .foreign_key(&mut to("account_id", "account"))
        .foreign_key(&mut to("dropped_by", "account"))
        .foreign_key(&mut to("case_id", "cases"))
        .foreign_key(&mut to("letter_id", "letter"));
    manager.create_table(outbox).await
}

fn to(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("outbox", column)
        .to(table, "id")
        .to_owned()
}

async fn indices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let index = |name: &'static str| Index::create().name(name).table("outbox").to_owned();
    let mut waiting = index("outbox_waiting");
    waiting.col("next_at").col("id").cond_where(
        Expr::col("sent_at")
            .is_null()
            .and(Expr::col("set_aside_at").is_null())
            .and(Expr::col("dropped_at").is_null()),
    );
    manager.create_index(waiting).await?;
    let mut aside = index("outbox_set_aside");
    aside
        .col("agency_id")
        .col("set_aside_at")
        .cond_where(Expr::col("set_aside_at").is_not_null());
    manager.create_index(aside).await?;
    let mut sent = index("outbox_of_agency");
    sent.col("agency_id").col("medium").col("sent_at");
    manager.create_index(sent).await?;
    let mut of_case = index("outbox_of_case");
    of_case.col("case_id");
    manager.create_index(of_case).await
}
