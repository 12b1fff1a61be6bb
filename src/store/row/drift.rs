//! Hand-written migrations and entities must not drift apart: the same tables, columns, types and NULLs.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait, Schema, TransactionTrait,
};

use super::*;
use crate::store::verify;

/// Table → column → (type, NOT NULL, place in the primary key).
type Tables = BTreeMap<String, BTreeMap<String, (String, bool, i32)>>;

async fn memory() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    Box::pin(Database::connect(options)).await.unwrap()
}

async fn tables(db: &DatabaseConnection) -> Tables {
    let columns = "SELECT m.name AS table_name, p.name, lower(p.type) AS type, p.\"notnull\", p.pk \
                   FROM sqlite_master m, pragma_table_info(m.name) p \
                   WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT GLOB 'search_words*' \
                   AND m.name NOT GLOB 'public_words*' \
                   AND m.name <> 'seaql_migrations'";
    let mut tables = Tables::new();
    for row in db
        .query_all_raw(sea_orm::Statement::from_string(
            db.get_database_backend(),
            columns,
        ))
        .await
        .unwrap()
    {
        let get = |column: &str| row.try_get::<String>("", column).unwrap();
        // Varying and long text are one type to SQLite and to us; so are the two spellings of a blob.
        let kind = match get("type").as_str() {
            "varchar" => "text".to_owned(),
            kind if kind.starts_with("blob") || kind.starts_with("varbinary") => "blob".to_owned(),
            kind => kind.to_owned(),
        };
        let column = (
            kind,
            row.try_get("", "notnull").unwrap(),
            row.try_get("", "pk").unwrap(),
        );
        tables
            .entry(get("table_name"))
            .or_default()
            .insert(get("name"), column);
    }
    tables
}

async fn create<E: EntityTrait>(db: &DatabaseConnection, entity: E) {
    let statement = Schema::new(db.get_database_backend()).create_table_from_entity(entity);
    db.execute(&statement).await.unwrap();
}

#[tokio::test]
async fn migrations_and_entities_agree() {
    let migrated = memory().await;
    let tx = migrated.begin().await.unwrap();
    migrations::bring_up(&tx).await.unwrap();
    tx.commit().await.unwrap();

    let declared = memory().await;
    create(&declared, account::Entity).await;
    create(&declared, admin_change::Entity).await;
    create(&declared, agency::Entity).await;
    create(&declared, annual_figures::Entity).await;
    create(&declared, applicant::Entity).await;
    create(&declared, application::Entity).await;
    create(&declared, application_item::Entity).await;
    create(&declared, calendar_move::Entity).await;
    create(&declared, calendar_notice::Entity).await;
    create(&declared, case_event::Entity).await;
    create(&declared, retention::Entity).await;
    create(&declared, retention_run::Entity).await;
    create(&declared, review_chain::Entity).await;
    create(&declared, waiting_step::Entity).await;
    create(&declared, case_text::Entity).await;
    create(&declared, cases::Entity).await;
    create(&declared, channel_setting::Entity).await;
    create(&declared, channel_test::Entity).await;
    create(&declared, clue_set_aside::Entity).await;
    create(&declared, consultation_link::Entity).await;
    create(&declared, consulted::Entity).await;
    create(&declared, delegation::Entity).await;
    create(&declared, department::Entity).await;
    create(&declared, carry_over::Entity).await;
    create(&declared, digest::Entity).await;
    create(&declared, draft::Entity).await;
    create(&declared, file::Entity).await;
    create(&declared, import::Entity).await;
    create(&declared, import_piece::Entity).await;
    create(&declared, import_problem::Entity).await;
    create(&declared, imported_case::Entity).await;
    create(&declared, inspection::Entity).await;
    create(&declared, job::Entity).await;
    create(&declared, job_day::Entity).await;
    create(&declared, left_out::Entity).await;
    create(&declared, letter::Entity).await;
    create(&declared, note::Entity).await;
    create(&declared, note_mention::Entity).await;
    create(&declared, note_read::Entity).await;
    create(&declared, number_series::Entity).await;
    create(&declared, presence::Entity).await;
    create(&declared, party::Entity).await;
    create(&declared, outbox::Entity).await;
    create(&declared, queue_display::Entity).await;
    create(&declared, reminder::Entity).await;
    create(&declared, saved_view::Entity).await;
    create(&declared, seal::Entity).await;
    create(&declared, search_case::Entity).await;
    create(&declared, search_entry::Entity).await;
    create(&declared, session::Entity).await;
    create(&declared, skipped_number::Entity).await;
    create(&declared, tailoring::Entity).await;
    create(&declared, document::Entity).await;
    create(&declared, document_page::Entity).await;
    create(&declared, opened_part::Entity).await;
    create(&declared, submission::Entity).await;
    create(&declared, mark::Entity).await;
    create(&declared, member::Entity).await;
    create(&declared, member_case::Entity).await;
    create(&declared, member_challenge::Entity).await;
    create(&declared, member_code::Entity).await;
    create(&declared, member_form::Entity).await;
    create(&declared, member_passkey::Entity).await;
    create(&declared, member_visit::Entity).await;
    create(&declared, release_copy::Entity).await;
    create(&declared, release_package::Entity).await;
    create(&declared, throttle::Entity).await;
    create(&declared, unfinished::Entity).await;
    create(&declared, unfinished_file::Entity).await;
    create(&declared, watch::Entity).await;
    create(&declared, year_end::Entity).await;
    create(&declared, catalogue_feed::Entity).await;
    create(&declared, catalogue_plan::Entity).await;
    create(&declared, public_entry::Entity).await;
    create(&declared, published_answer::Entity).await;
    create(&declared, published_file::Entity).await;
    create(&declared, fee_order::Entity).await;
    create(&declared, feedback::Entity).await;

    let (migrated, declared) = (tables(&migrated).await, tables(&declared).await);
    assert_eq!(
        migrated.keys().collect::<Vec<_>>(),
        declared.keys().collect::<Vec<_>>()
    );
    for (table, columns) in &declared {
        assert_eq!(&migrated[table], columns, "table {table}");
    }
}

/// Words in the names of columns that may name a blob.
const TELLING: [&str; 9] = [
    "blob", "content", "digest", "hash", "image", "pdf", "picture", "sha", "file",
];

/// Columns called so that name none, and why.
const NO_BLOBS: [(&str, &str, &str); 27] = [
    ("account", "password_hash", "of a password"),
    ("applicant", "email_hash", "finds what is sealed"),
    ("applicant", "identity_hash", "finds what is sealed"),
    ("applicant", "phone_hash", "finds what is sealed"),
    (
        "application",
        "lookup_code_hash",
        "of the code with which a case is looked up",
    ),
    ("application", "sha256", "of the words of the application"),
    ("calendar_notice", "sha256", "of the notice in the same row"),
    ("case_event", "hash", "of the event, in the chain"),
    ("case_event", "previous_hash", "of the event before it"),
    ("case_text", "sha256", "of the words in the same row"),
    (
        "consultation_link",
        "code_hash",
        "of the code with which a third party answers",
    ),
    (
        "consultation_link",
        "token_hash",
        "of the number in the link of a third party",
    ),
    ("draft", "sha256", "of the draft in the same row"),
    ("inspection", "content", "of a file, which has a row"),
    ("letter", "document_digest", "of the letter in the same row"),
    (
        "letter",
        "template_digest",
        "of the template, which the program has",
    ),
    ("member", "email_hash", "finds what is sealed"),
    ("member", "password_hash", "of a password"),
    ("member", "phone_hash", "finds what is sealed"),
    (
        "member",
        "subject_hash",
        "finds an account by what a platform calls it",
    ),
    ("member_code", "code_hash", "of a code that was sent"),
    (
        "opened_part",
        "content",
        "of a file, which has a row, or of a letter that is not set yet",
    ),
    ("party", "identity_hash", "finds what is sealed"),
    ("party", "name_hash", "finds what is sealed"),
    ("party", "phone_hash", "finds what is sealed"),
    ("submission", "content", "of what was submitted, in the same row"),
    (
        "unfinished",
        "code_hash",
        "of the code with which somebody comes back",
    ),
];

/// `gongkai verify` reads every blob that a row names: a new column has to be on one of the two lists.
#[tokio::test]
async fn every_column_that_names_a_blob_is_read_when_all_is_verified() {
    let db = memory().await;
    let tx = db.begin().await.unwrap();
    migrations::bring_up(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let tables = tables(&db).await;
    let read = verify::Table::ALL.map(verify::Table::column);
    for (table, column) in read {
        assert_eq!(tables[table][column].0, "text", "{table}.{column}");
    }
    let mut telling: Vec<(&str, &str)> = Vec::new();
    for (table, columns) in &tables {
        for (column, (kind, ..)) in columns {
            if kind == "text" && TELLING.iter().any(|word| column.contains(word)) {
                telling.push((table.as_str(), column.as_str()));
            }
        }
    }
    telling.retain(|column| !read.contains(column));
    let known: Vec<(&str, &str)> = NO_BLOBS.map(|(table, column, _)| (table, column)).to_vec();
    assert_eq!(telling, known);
}
