use gongkai::domain::case::Case;
use gongkai::domain::digest::Digest;
use gongkai::domain::id::{CaseNumber, FileId, TextId};
use gongkai::domain::words::Words;
use gongkai::store::file::{File, Purpose, Scan};
use gongkai::store::verify::{self, Break, Summary};
use gongkai::store::{Db, StoreError, file, letter, number, words};
use sea_orm::{ConnectionTrait, DatabaseBackend};
use time::macros::date;

use super::paper::a_letter;
use super::world::{NOW, Office, id, office, received, withdrawn};
use crate::{both, kit::TestDb};

async fn verified(db: &Db) -> (Summary, Vec<Break>) {
    let mut breaks = Vec::new();
    let summary = verify::database(db, |found| breaks.push(found.clone()))
        .await
        .unwrap();
    assert_eq!(summary.breaks, u64::try_from(breaks.len()).unwrap());
    (summary, breaks)
}

/// An office with some cases, of which the first has five events.
async fn some_cases(db: &Db) -> (Office, Case) {
    let office = office(db).await;
    let events = vec![received(), office.assigned(), office.accepted(), withdrawn()];
    let first = office.case(db, date!(2026 - 03 - 02), events).await;
    for _ in 0..3 {
        office.case(db, date!(2026 - 03 - 02), vec![received()]).await;
    }
    (office, first)
}

/// Changes what the program never would, as somebody with access to the database could.
pub(crate) async fn tamper(db: &Db, sql: &str) {
    let tx = db.begin().await.unwrap();
    for (table, on) in [
        ("case_event", "update"),
        ("case_event", "delete"),
        ("letter", "delete"),
        ("release_package", "update"),
        ("release_package", "delete"),
    ] {
        let place = if db.backend() == DatabaseBackend::Postgres {
            format!(" ON {table}")
        } else {
            String::new()
        };
        tx.execute_unprepared(&format!("DROP TRIGGER IF EXISTS {table}_refuses_{on}{place}"))
            .await
            .unwrap();
    }
    let done = tx.execute_unprepared(sql).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql} changed nothing");
    tx.commit().await.unwrap();
}

both! {
    async fn an_untouched_database_is_whole_and_its_head_follows_every_event(test: TestDb) {
        let (office, _) = some_cases(&test.db).await;
        let (before, breaks) = verified(&test.db).await;
        assert_eq!(breaks, []);
        assert_eq!((before.cases, before.events), (4, 11));
        let more = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let (between, _) = verified(&test.db).await;
        office.append(&test.db, &more, vec![received()]).await.unwrap();
        let (after, _) = verified(&test.db).await;
        assert!(before.head != between.head && between.head != after.head);
    }

    async fn a_changed_event_is_found(test: TestDb) {
        let (_, first) = some_cases(&test.db).await;
        let sql = "UPDATE case_event SET body = replace(body, '2026-03-03', '2026-03-04') WHERE seq = 5";
        tamper(&test.db, sql).await;
        assert_eq!(verified(&test.db).await.1, [Break::Altered { case: first.id, seq: 5 }]);
    }

    async fn a_changed_time_or_actor_is_found(test: TestDb) {
        let (_, first) = some_cases(&test.db).await;
        tamper(&test.db, "UPDATE case_event SET at = at - 60, actor = '\"applicant\"' WHERE seq = 4").await;
        assert_eq!(verified(&test.db).await.1, [Break::Altered { case: first.id, seq: 4 }]);
    }

    async fn an_event_that_was_cut_out_is_found(test: TestDb) {
        let (_, first) = some_cases(&test.db).await;
        tamper(&test.db, "DELETE FROM case_event WHERE seq = 3").await;
        assert_eq!(verified(&test.db).await.1, [Break::Gap { case: first.id, after: 2, found: 4 }]);
    }

    async fn a_cut_tail_is_found(test: TestDb) {
        let (_, first) = some_cases(&test.db).await;
        tamper(&test.db, "DELETE FROM case_event WHERE seq = 5").await;
        assert_eq!(verified(&test.db).await.1, [Break::Cut { case: first.id, version: 5, events: 4 }]);
    }

    async fn a_tail_cut_together_with_the_row_changes_the_head(test: TestDb) {
        some_cases(&test.db).await;
        let (before, _) = verified(&test.db).await;
        tamper(&test.db, "DELETE FROM case_event WHERE seq = 5").await;
        let tx = test.db.begin().await.unwrap();
        tx.execute_unprepared("UPDATE cases SET version = 4, stage = 'in_hand' WHERE version = 5").await.unwrap();
        tx.commit().await.unwrap();
        let (after, breaks) = verified(&test.db).await;
        assert_eq!(breaks, []);
        assert_ne!(before.head, after.head);
    }

    async fn a_row_that_says_another_stage_is_found(test: TestDb) {
        let (_, first) = some_cases(&test.db).await;
        tamper(&test.db, "UPDATE cases SET stage = 'served' WHERE version = 5").await;
        let row = Break::Row { case: first.id, row: "served".to_owned(), history: "closed".to_owned() };
        assert_eq!(verified(&test.db).await.1, [row]);
    }

    async fn a_missing_number_is_found(test: TestDb) {
        let (office, first) = some_cases(&test.db).await;
        let tx = test.db.begin().await.unwrap();
        for _ in 0..2 {
            let serial = number::next(&tx, office.scope, "letter", 2026).await.unwrap();
            letter::insert(&tx, office.scope, &a_letter(first.id, serial)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(verified(&test.db).await.1, []);
        tamper(&test.db, "DELETE FROM letter WHERE serial = 1").await;
        let series = format!("{} letter 2026", office.agency.name);
        let found = Break::Numbers { series, count: 1, last: 2, given: 2 };
        assert_eq!(verified(&test.db).await.1, std::slice::from_ref(&found));
        assert!(found.to_string().contains("编号不连续"));
    }

    async fn changed_words_are_found(test: TestDb) {
        let (office, first) = some_cases(&test.db).await;
        let said = Words::parse("不属于本科职责", TextId(id()), [5; 16]).unwrap();
        let tx = test.db.begin().await.unwrap();
        words::insert(&tx, office.scope, first.id, "hand_back", &said, NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(verified(&test.db).await, (Summary { texts: 1, ..verified(&test.db).await.0 }, vec![]));
        tamper(&test.db, "UPDATE case_text SET body = '属于本科职责'").await;
        let changed = Break::Text { table: "case_text", id: said.id().to_string() };
        assert_eq!(verified(&test.db).await.1, [changed]);
    }

    async fn every_blob_that_a_row_names_is_listed(test: TestDb) {
        let (office, first) = some_cases(&test.db).await;
        let tx = test.db.begin().await.unwrap();
        letter::insert(&tx, office.scope, &a_letter(first.id, 1)).await.unwrap();
        let proof = File {
            id: FileId(id()),
            case: first.id,
            purpose: Purpose::Evidence,
            name: "证明.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 4,
            content: Digest::of_bytes(b"file"),
            by: None,
            created_at: NOW,
            removed_at: None,
            scan: Scan::None,
            finding: None,
        };
        file::insert(&tx, office.scope, &proof).await.unwrap();
        tx.commit().await.unwrap();
        let mut found = Vec::new();
        let each = async |used: verify::BlobUse| -> Result<(), StoreError> {
            found.push((used.content, used.what));
            Ok(())
        };
        verify::blobs(&test.db, each).await.unwrap();
        let number = CaseNumber::new(&office.agency.numbering.case_code, 2026, 1).0;
        assert_eq!(found, [
            (Digest::of_bytes(b"%PDF"), format!("办件 {number} 的文书 {}", a_letter(first.id, 1).number)),
            (Digest::of_bytes(b"file"), format!("办件 {number} 的申请材料“证明.pdf”")),
        ]);
    }
}
