//! Words, drafts, files and letters.

use gongkai::domain::answer::{Draft, ItemAnswer};
use gongkai::domain::digest::Digest;
use gongkai::domain::id::{DraftId, FileId, LetterId, TextId};
use gongkai::domain::words::Words;
use gongkai::store::file::{File, Purpose, Scan};
use gongkai::store::letter::{Letter, Spoilt};
use gongkai::store::{StoreError, draft, file, letter, words};
use sea_orm::ConnectionTrait;
use time::macros::date;

use super::world::{NOW, id, office};
use crate::{both, kit::TestDb};

pub(crate) fn a_letter(case: gongkai::domain::id::CaseId, serial: i64) -> Letter {
    Letter {
        id: LetterId(id()),
        case,
        kind: "receipt".parse().unwrap(),
        series: "letter".to_owned(),
        year: 2026,
        serial,
        number: format!("青建公开〔2026〕{serial}号"),
        issued_on: date!(2026 - 03 - 02),
        context: "{}".to_owned(),
        document: "{}".to_owned(),
        document_digest: Digest::of_bytes(b"document"),
        template_digest: Digest::of_bytes(b"template"),
        pdf: Digest::of_bytes(b"%PDF"),
        created_at: NOW,
        spoilt: None,
    }
}

both! {
    async fn drafts_are_kept_revision_by_revision(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        for revision in 1..=3 {
            let items = (1..=revision).map(|item| ItemAnswer { item, ..ItemAnswer::default() }).collect();
            let tx = test.db.begin().await.unwrap();
            let saved = Draft { items };
            draft::insert(&tx, office.scope, case.id, DraftId(id()), &saved, office.handler, NOW).await.unwrap();
            tx.commit().await.unwrap();
            let latest = draft::latest(&test.db, office.scope, case.id).await.unwrap().unwrap();
            assert_eq!((latest.revision, &latest.draft), (i32::from(revision), &saved));
            assert_eq!(draft::get(&test.db, office.scope, latest.id).await.unwrap(), Some(latest.clone()));
            assert_eq!(draft::get(&test.db, stranger.scope, latest.id).await.unwrap(), None);
        }
        assert_eq!(draft::latest(&test.db, stranger.scope, case.id).await.unwrap(), None);
    }

    async fn words_are_kept_beside_the_events(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let said = Words::parse("不属于本科职责", TextId(id()), [5; 16]).unwrap();
        let tx = test.db.begin().await.unwrap();
        words::insert(&tx, office.scope, case.id, "hand_back", &said, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let found = words::of_case(&test.db, office.scope, case.id).await.unwrap();
        assert_eq!(found, [(said.id(), Some("不属于本科职责".to_owned()))].into());
        assert!(words::of_case(&test.db, stranger.scope, case.id).await.unwrap().is_empty());
    }

    async fn files_come_back_until_they_are_removed(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let proof = File {
            id: FileId(id()),
            case: case.id,
            purpose: Purpose::Evidence,
            name: "身份证明.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 4,
            content: Digest::of_bytes(b"%PDF"),
            by: None,
            created_at: NOW,
            removed_at: None,
            scan: Scan::None,
            finding: None,
        };
        let tx = test.db.begin().await.unwrap();
        file::insert(&tx, office.scope, &proof).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(file::of_case(&test.db, office.scope, case.id).await.unwrap(), std::slice::from_ref(&proof));
        assert_eq!(file::get(&test.db, stranger.scope, proof.id).await.unwrap(), None);
        let tx = test.db.begin().await.unwrap();
        assert!(!file::remove(&tx, stranger.scope, proof.id, NOW).await.unwrap());
        assert!(file::remove(&tx, office.scope, proof.id, NOW).await.unwrap());
        assert!(!file::remove(&tx, office.scope, proof.id, NOW).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(file::of_case(&test.db, office.scope, case.id).await.unwrap(), []);
        let removed = file::get(&test.db, office.scope, proof.id).await.unwrap().unwrap();
        assert_eq!(removed.removed_at, Some(NOW));
    }

    async fn an_issued_letter_never_changes_but_may_be_spoilt(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let issued = a_letter(case.id, 1);
        let tx = test.db.begin().await.unwrap();
        letter::insert(&tx, office.scope, &issued).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(letter::get(&test.db, office.scope, issued.id).await.unwrap(), Some(issued.clone()));
        assert_eq!(letter::get(&test.db, stranger.scope, issued.id).await.unwrap(), None);
        assert_eq!(letter::of_case(&test.db, office.scope, case.id).await.unwrap(), std::slice::from_ref(&issued));

        let tx = test.db.begin().await.unwrap();
        let twice = letter::insert(&tx, office.scope, &a_letter(case.id, 1)).await;
        assert!(matches!(twice, Err(StoreError::Conflict)), "{twice:?}");
        drop(tx);
        for sql in ["UPDATE letter SET document = '{\"a\":1}'", "UPDATE letter SET serial = 9", "DELETE FROM letter"] {
            let tx = test.db.begin().await.unwrap();
            let refused = tx.execute_unprepared(sql).await.unwrap_err();
            assert!(refused.to_string().contains("an issued letter"), "{sql}: {refused}");
        }
        let because = Spoilt { at: NOW, because: Some(TextId(id())) };
        let tx = test.db.begin().await.unwrap();
        assert!(!letter::spoil(&tx, stranger.scope, issued.id, because).await.unwrap());
        assert!(letter::spoil(&tx, office.scope, issued.id, because).await.unwrap());
        tx.commit().await.unwrap();
        let spoilt = letter::get(&test.db, office.scope, issued.id).await.unwrap().unwrap();
        assert_eq!(spoilt, Letter { spoilt: Some(because), ..issued.clone() });
        // Its number stays taken, here and nowhere else.
        assert!(letter::is_taken(&test.db, office.scope, &issued.number).await.unwrap());
        assert!(!letter::is_taken(&test.db, stranger.scope, &issued.number).await.unwrap());
    }
}
