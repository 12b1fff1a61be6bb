//! What the operator reads when the database cannot be used.

use gongkai::store::{Db, DbOptions, Outage, StoreError, throttle};
use sea_orm::ConnectionTrait;

use crate::kit::{Backend, Fixture, TestDb};

fn outage(error: StoreError) -> Outage {
    if let StoreError::Outage(outage) = error {
        outage
    } else {
        panic!("not an outage: {error:?}")
    }
}

#[tokio::test]
async fn a_deleted_file_stops_every_write_and_says_so() {
    let test = TestDb::on(Backend::Sqlite).await;
    let file = test.file().unwrap();
    let open = test.db.begin().await.unwrap();
    std::fs::remove_file(&file).unwrap();
    let gone = Outage::FileGone(file.clone());
    assert_eq!(outage(open.commit().await.unwrap_err()), gone);
    assert_eq!(outage(throttle::hit(&test.db, "k", 0).await.unwrap_err()), gone);
    assert_eq!(outage(test.db.ping().await.unwrap_err()), gone);
    // Another file under the same name is not ours either.
    std::fs::write(&file, "").unwrap();
    assert_eq!(outage(test.db.begin().await.unwrap_err()), gone);
    assert!(gone.to_string().contains("被删除"));
}

#[tokio::test]
async fn a_read_only_database_says_so() {
    let test = TestDb::on(Backend::Sqlite).await;
    let error = test
        .db
        .execute_unprepared("DELETE FROM throttle")
        .await
        .unwrap_err();
    assert_eq!(outage(error.into()), Outage::ReadOnly);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.db");
    std::fs::write(&path, "一份普通的文本文件，不是数据库。".repeat(200)).unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = Db::open(&DbOptions::new(format!("sqlite:{}", path.display())))
        .await
        .unwrap_err();
    assert_eq!(outage(error), Outage::NotADatabase(path.clone()));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_path_that_cannot_be_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Db::open(&DbOptions::new(format!("sqlite:{}/x.db", file.display())))
        .await
        .unwrap_err();
    assert!(matches!(outage(error), Outage::CannotOpen { path, .. } if path == file.join("x.db")));
    let error = Db::open(&DbOptions::new("mysql://x")).await.unwrap_err();
    assert_eq!(outage(error), Outage::Address);
}

#[tokio::test]
async fn a_folder_is_made_where_it_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/deep/gongkai.db");
    let db = Db::open(&DbOptions::new(format!("sqlite:{}", path.display())))
        .await
        .unwrap();
    assert_eq!(db.path(), Some(path.as_path()));
    assert!(matches!(
        outage(db.check_schema().await.unwrap_err()),
        Outage::NotMigrated(_)
    ));
}

#[tokio::test]
async fn a_server_that_does_not_listen_is_named() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("postgres://nobody:secret@127.0.0.1:{port}/gongkai");
    let error = outage(Db::open(&DbOptions::new(url)).await.unwrap_err());
    assert!(
        matches!(&error, Outage::Unreachable(place) if place.contains(&port.to_string())),
        "{error:?}"
    );
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_missing_database_on_the_server_is_named() {
    let test = TestDb::on(Backend::Postgres).await;
    let url = test.url().replace("gongkai_test_", "gongkai_nowhere_");
    let error = outage(Db::open(&DbOptions::new(url)).await.unwrap_err());
    assert!(
        matches!(&error, Outage::NoSuchDatabase(message) if message.contains("gongkai_nowhere_")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_password_never_shows_in_debug() {
    let options = DbOptions::new("postgres://someone:very-secret@db.example/gongkai");
    let shown = format!("{options:?}");
    assert!(
        !shown.contains("very-secret") && shown.contains("db.example"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_full_disk_says_so_and_nothing_is_half_written() {
    let test = TestDb::on(Backend::Sqlite).await;
    let tx = test.db.begin().await.unwrap();
    tx.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
                INSERT INTO throttle SELECT hex(randomblob(500)), i, 1 FROM n";
    let error = tx.execute_unprepared(fill).await.unwrap_err();
    assert_eq!(outage(error.into()), Outage::DiskFull);
    drop(tx);
    assert_eq!(throttle::delete_before(&test.db, i64::MAX).await.unwrap(), 0);
}

#[tokio::test]
async fn a_server_that_refuses_the_sign_in_says_so() {
    let test = TestDb::on(Backend::Postgres).await;
    let (_, place) = test.url().split_once('@').unwrap();
    let url = format!("postgres://gongkai_nobody:secret@{place}");
    let error = outage(Db::open(&DbOptions::new(url)).await.unwrap_err());
    assert!(
        matches!(&error, Outage::SignInRefused(why) if why.contains("gongkai_nobody")),
        "{error:?}"
    );
    assert!(!error.to_string().contains("secret"));
}

/// Readers do not wait for the writer, and a writer that waits too long is told so.
#[tokio::test]
async fn a_busy_database_still_reads_and_says_that_it_is_busy() {
    let test = TestDb::on(Backend::Sqlite).await;
    let url = test.url().to_owned();
    let hurried = DbOptions {
        patience: std::time::Duration::from_millis(50),
        ..DbOptions::new(url)
    };
    let other = Db::open(&hurried).await.unwrap();
    let held = test.db.begin().await.unwrap();
    assert_eq!(throttle::count(&other, "k", 0).await.unwrap(), 0);
    assert_eq!(
        outage(throttle::hit(&other, "k", 0).await.unwrap_err()),
        Outage::Busy
    );
    held.rollback().await.unwrap();
    assert_eq!(throttle::hit(&other, "k", 0).await.unwrap(), 1);
}
