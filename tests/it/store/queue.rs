use gongkai::domain::stage::StageKey;
use gongkai::store::queue::{self, Count, Cursor, Filter};
use gongkai::store::{Db, Scope};
use time::Duration;
use time::macros::date;

use super::world::{office, received, withdrawn};
use crate::{both, kit::TestDb};

/// Every row that the filter lets through, page by page.
async fn all(db: &Db, scope: Scope, filter: &Filter, size: u32) -> Vec<queue::Entry> {
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = queue::page(db, scope, filter, after, size).await.unwrap();
        assert!(page.entries.len() <= usize::try_from(size).unwrap());
        entries.extend(page.entries);
        let Some(next) = page.next else { return entries };
        // As it travels in an address.
        after = Some(next.to_string().parse::<Cursor>().unwrap());
    }
}

both! {
    async fn pages_follow_each_other_without_gap_or_double_and_counts_equal_rows(test: TestDb) {
        let office = office(&test.db).await;
        let stranger = crate::store::world::office(&test.db).await;
        for day in 0..7 {
            let on = date!(2026 - 03 - 02) + Duration::days(day / 2);
            let more = match day % 3 {
                0 => vec![],
                1 => vec![received(), office.assigned(), office.accepted()],
                _ => vec![withdrawn()],
            };
            office.case(&test.db, on, more).await;
            stranger.case(&test.db, on, vec![]).await;
        }
        let filters = [
            (Filter::default(), 7),
            (Filter { open: true, ..Filter::default() }, 5),
            (Filter { stages: vec![StageKey::InHand], ..Filter::default() }, 2),
            (Filter { stages: vec![StageKey::InHand, StageKey::Filed], ..Filter::default() }, 5),
            (Filter { handler: Some(office.handler), open: true, ..Filter::default() }, 2),
            (Filter { department: Some(office.department), ..Filter::default() }, 2),
            (Filter { unassigned: true, open: true, ..Filter::default() }, 3),
            (Filter { handler: Some(stranger.handler), ..Filter::default() }, 0),
            (Filter { handler: Some(office.handler), stages: vec![StageKey::InHand], ..Filter::default() }, 2),
            (Filter { stages: vec![StageKey::Closed], ..Filter::default() }, 2),
            (Filter { stages: vec![StageKey::Closed], unassigned: true, ..Filter::default() }, 2),
            (Filter { stages: vec![StageKey::Closed, StageKey::InHand], ..Filter::default() }, 4),
            (Filter { due_until: Some(date!(2026 - 03 - 30)), ..Filter::default() }, 3),
        ];
        let mut tallied = 0;
        for (filter, expected) in filters {
            for size in [1, 2, 3, 50] {
                let entries = all(&test.db, office.scope, &filter, size).await;
                assert_eq!(entries.len(), expected, "{filter:?} by {size}");
                let order: Vec<_> = entries.iter().map(|entry| (entry.ended_on.is_some(), entry.due_on)).collect();
                assert!(order.is_sorted(), "{filter:?}: {order:?}");
                let mut ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), expected, "{filter:?} by {size}: a case came twice");
            }
            let expected = u64::try_from(expected).unwrap();
            let count = queue::count(&test.db, office.scope, &filter).await.unwrap();
            assert_eq!(count, expected, "{filter:?}");
            for most in [expected, expected + 1] {
                let count = queue::count_up_to(&test.db, office.scope, &filter, most).await.unwrap();
                assert_eq!(count, Count::Exactly(expected), "{filter:?}");
            }
            if let Some(less) = expected.checked_sub(1) {
                let count = queue::count_up_to(&test.db, office.scope, &filter, less).await.unwrap();
                assert_eq!(count, Count::MoreThan(less), "{filter:?}");
            }
            let tally = queue::tally(&test.db, office.scope).await.unwrap();
            if let Some(count) = tally.count(&filter) {
                assert_eq!(count, expected, "{filter:?}");
                tallied += 1;
            }
        }
        assert_eq!(tallied, 6);
    }
}

#[test]
fn a_place_that_is_none_is_refused() {
    for text in [
        "",
        "x",
        "2026-01-05",
        "2026-13-05_00000000000000000000000000000001",
        "2026-01-05_x",
    ] {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
}
