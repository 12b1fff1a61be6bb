use gongkai::domain::id::CaseId;
use gongkai::store::{StoreError, case, queue};
use time::macros::date;

use super::world::{Office, office, received, withdrawn};
use crate::{both, kit::TestDb};

both! {
    async fn a_case_comes_back_as_its_events_left_it(test: TestDb) {
        let office = office(&test.db).await;
        let events = vec![received(), office.assigned(), office.accepted()];
        let case = office.case(&test.db, date!(2026 - 03 - 02), events).await;
        assert_eq!(case::load(&test.db, office.scope, case.id).await.unwrap(), Some(case.clone()));
        let by_number = case::by_number(&test.db, office.scope, &case.number).await.unwrap();
        assert_eq!(by_number, Some(case.id));
        let entry = queue::entry(&test.db, office.scope, case.id).await.unwrap().unwrap();
        assert_eq!(entry.version, 4);
        assert_eq!(entry.handler, Some(office.handler));
        assert_eq!((entry.due_on, entry.next_on), (Some(date!(2026 - 03 - 30)), Some(date!(2026 - 03 - 30))));
        assert_eq!(entry.number, case.number);
    }

    async fn of_two_who_act_on_the_same_version_one_is_told(test: TestDb) {
        let office = office(&test.db).await;
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let other = test.another().await;
        let (one, two) = tokio::join!(
            office.append(&test.db, &case, vec![received(), office.assigned()]),
            office.append(&other, &case, vec![withdrawn()]),
        );
        let outcomes = [one, two];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(StoreError::Conflict))), "{outcomes:?}");
        let kept = outcomes.into_iter().find_map(Result::ok).unwrap();
        assert_eq!(case::load(&test.db, office.scope, case.id).await.unwrap(), Some(kept));
    }

    async fn a_stale_version_writes_nothing(test: TestDb) {
        let office = office(&test.db).await;
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        let newer = office.append(&test.db, &case, vec![received()]).await.unwrap();
        let refused = office.append(&test.db, &case, vec![withdrawn()]).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        assert_eq!(case::load(&test.db, office.scope, case.id).await.unwrap(), Some(newer));
    }

    async fn a_dropped_transaction_leaves_nothing_and_gives_the_number_back(test: TestDb) {
        let office = office(&test.db).await;
        let tx = test.db.begin().await.unwrap();
        let lost = office.open(&tx, date!(2026 - 03 - 02)).await.unwrap();
        drop(tx);
        let kept = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        assert_eq!(kept.number, lost.number);
        assert_eq!(case::load(&test.db, office.scope, lost.id).await.unwrap(), None);
    }

    async fn eight_people_file_at_once_and_no_number_is_missing(test: TestDb) {
        let office: &'static Office = Box::leak(Box::new(office(&test.db).await));
        let mut people = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = test.db.clone();
            people.spawn(async move {
                for _ in 0..4 {
                    office.case(&db, date!(2026 - 03 - 02), vec![received()]).await;
                }
            });
        }
        people.join_all().await;
        let page = queue::page(&test.db, office.scope, &queue::Filter::default(), &queue::Order::default(), None, 100).await.unwrap();
        let mut numbers: Vec<String> = page.entries.iter().map(|entry| entry.number.0.clone()).collect();
        numbers.sort();
        let expected: Vec<String> = (1..=32).map(|serial| format!("QX-2026-{serial:05}")).collect();
        assert_eq!(numbers, expected);
    }

    async fn another_agency_finds_nothing(test: TestDb) {
        let (ours, theirs) = (office(&test.db).await, office(&test.db).await);
        let case = ours.case(&test.db, date!(2026 - 03 - 02), vec![]).await;
        assert_eq!(case::load(&test.db, theirs.scope, case.id).await.unwrap(), None);
        assert_eq!(case::load_events(&test.db, theirs.scope, case.id).await.unwrap(), []);
        assert_eq!(case::by_number(&test.db, theirs.scope, &case.number).await.unwrap(), None);
        assert_eq!(queue::entry(&test.db, theirs.scope, case.id).await.unwrap(), None);
        assert_eq!(queue::count(&test.db, theirs.scope, &queue::Filter::default()).await.unwrap(), 0);
        let nobodys = CaseId(crate::store::world::id());
        assert_eq!(case::load(&test.db, ours.scope, nobodys).await.unwrap(), None);
    }
}
