use gongkai::store::{Outage, StoreError};
use sea_orm::ConnectionTrait;

use crate::{both, kit::TestDb};

both! {
    async fn migrating_twice_changes_nothing(test: TestDb) {
        test.db.migrate().await.unwrap();
        test.db.check_schema().await.unwrap();
        assert!(!test.db.is_newer().await.unwrap());
    }

    async fn two_copies_may_migrate_at_once(test: TestDb) {
        let other = test.another().await;
        let (one, two) = tokio::join!(test.db.migrate(), other.migrate());
        one.unwrap();
        two.unwrap();
    }

    async fn a_newer_database_is_refused_by_name(test: TestDb) {
        let tx = test.db.begin().await.unwrap();
        let step = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_future', 0)";
        tx.execute_unprepared(step).await.unwrap();
        tx.commit().await.unwrap();
        assert!(test.db.is_newer().await.unwrap());
        let refused = test.db.migrate().await.unwrap_err();
        assert!(matches!(&refused, StoreError::Outage(Outage::Newer(steps)) if steps == &["m29990101_000001_future"]));
        assert!(refused.to_string().contains("数据库比本程序新"), "{refused}");
    }

    async fn history_cannot_be_rewritten(test: TestDb) {
        let tx = test.db.begin().await.unwrap();
        for sql in [
            "INSERT INTO agency (id, key, name, short_name, kind, region, guide, numbering, organs, courts, active)
             VALUES ('00000000-0000-0000-0000-000000000001', 'k', 'n', 's', 'k', 'r', '{}', '{}', '[]', '[]', TRUE)",
            "INSERT INTO cases (id, agency_id, number, year, serial, version, stage, clock_state, subject,
             applicant_name, applicant_kind, channel, due_on, sort_on, provisional, updated_at)
             VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'A-2026-1',
             2026, 1, 1, 'filed', 'running', 's', 'n', 'person', 'online', '2026-01-05', '9999-12-31', FALSE, 0)",
            "INSERT INTO case_event (case_id, seq, agency_id, at, actor, kind, body, previous_hash, hash)
             VALUES ('00000000-0000-0000-0000-000000000002', 1, '00000000-0000-0000-0000-000000000001', 0, '{}',
             'filed', '{}', '', '')",
        ] {
            tx.execute_unprepared(sql).await.unwrap();
        }
        tx.commit().await.unwrap();
        for sql in ["UPDATE case_event SET body = '{\"a\":1}'", "DELETE FROM case_event"] {
            let tx = test.db.begin().await.unwrap();
            let refused = tx.execute_unprepared(sql).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
}
