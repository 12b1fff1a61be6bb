use gongkai::domain::clock::ClockState;
use gongkai::domain::stage::StageKey;
use gongkai::store::queue::{self, By, Count, Cursor, Days, Filter, Is, Order};
use gongkai::store::{Db, Scope};
use time::Duration;
use time::macros::date;

use super::world::{office, received, withdrawn};
use crate::{both, kit::TestDb};

/// Every row that the filter lets through, page by page.
async fn all(db: &Db, scope: Scope, filter: &Filter, order: &Order, size: u32) -> Vec<queue::Entry> {
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = queue::page(db, scope, filter, order, after.as_ref(), size)
            .await
            .unwrap();
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
            (Filter { due: Days::until(date!(2026 - 03 - 30)), ..Filter::default() }, 3),
        ];
        for (filter, expected) in filters.clone() {
            for size in [1, 2, 3, 50] {
                let entries = all(&test.db, office.scope, &filter, &Order::default(), size).await;
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
        }
        let filters: Vec<Filter> = filters.into_iter().map(|(filter, _)| filter).collect();
        let counts = queue::counts(&test.db, office.scope, &filters, 100).await.unwrap();
        let expected = [7, 5, 2, 5, 2, 2, 3, 0, 2, 2, 2, 4, 3];
        assert_eq!(counts, expected.map(Count::Exactly), "all counts of a page at once");
    }

    async fn every_order_goes_both_ways_without_gap_or_double(test: TestDb) {
        let office = office(&test.db).await;
        for day in 0..9 {
            let on = date!(2026 - 03 - 02) + Duration::days(day / 2);
            let more = match day % 3 {
                0 => vec![],
                1 => vec![received(), office.assigned(), office.accepted()],
                _ => vec![withdrawn()],
            };
            office.case(&test.db, on, more).await;
        }
        let stages = StageKey::ALL.iter().copied().map(Is::Stage).collect();
        let departments = vec![Is::Department(Some(office.department)), Is::Department(None)];
        let orders = [By::Due, By::Received, By::Ended, By::Number, By::Updated, By::Applicant, By::Each(stages), By::Each(departments)];
        for by in orders {
            let mut ways = Vec::new();
            for descending in [false, true] {
                let order = Order { by: by.clone(), descending };
                let whole = all(&test.db, office.scope, &Filter::default(), &order, 50).await;
                for size in [1, 2, 4] {
                    let pages = all(&test.db, office.scope, &Filter::default(), &order, size).await;
                    assert_eq!(pages, whole, "{order:?} by {size}");
                }
                assert_eq!(whole.len(), 9, "{order:?}");
                ways.push(whole);
            }
            let key = |entry: &queue::Entry| match &by {
                // What is not due any more comes last.
                By::Due if entry.clock == ClockState::Stopped => Some("9999-12-31".to_owned()),
                By::Due => entry.next_on.map(|day| day.to_string()),
                By::Received => entry.received_on.map(|day| day.to_string()),
                By::Ended => entry.ended_on.map(|day| day.to_string()),
                By::Number => Some(entry.number.to_string()),
                By::Updated => Some(format!("{:012}", entry.updated_at.unix_timestamp())),
                By::Applicant => Some(entry.applicant_name.clone()),
                By::Each(values) => {
                    let is = |is: &Is| *is == Is::Stage(entry.stage) || *is == Is::Department(entry.department);
                    Some(format!("{:03}", values.iter().position(is).unwrap()))
                }
            };
            // What has nothing to be sorted by stands at the end, whichever way.
            let filled = |entries: &[queue::Entry]| {
                let keys: Vec<_> = entries.iter().map(key).collect();
                let filled: Vec<_> = keys.iter().flatten().cloned().collect();
                assert!(keys.iter().skip(filled.len()).all(Option::is_none), "{by:?}: {keys:?}");
                filled
            };
            let (up, mut down) = (filled(&ways[0]), filled(&ways[1]));
            assert!(up.is_sorted(), "{by:?}: {up:?}");
            down.reverse();
            assert_eq!(up, down, "{by:?}");
        }
    }
}

#[test]
fn a_place_that_is_none_is_refused() {
    for text in [
        "",
        "x",
        "2026-01-05",
        "2026-01-05_00000000000000000000000000000001",
        "x_2026-01-05_00000000000000000000000000000001",
        "0_2026-01-05_x",
    ] {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
}
