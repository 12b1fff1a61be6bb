use std::collections::BTreeSet;

use gongkai::store::number::{Series, Skipped};
use gongkai::store::verify::{self, Break};
use gongkai::store::{Db, Scope, StoreError, letter, number};
use sea_orm::ConnectionTrait;
use time::macros::date;

use super::paper::a_letter;
use super::world::{NOW, office};
use crate::{both, kit::TestDb};

async fn take(db: &Db, scope: Scope, keep: bool) -> Result<i64, StoreError> {
    let tx = db.begin().await?;
    let number = number::next(&tx, scope, number::CASES, 2026).await?;
    if keep {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(number)
}

both! {
    async fn numbers_have_no_gaps_with_eight_writers_of_whom_some_give_up(test: TestDb) {
        let scope = office(&test.db).await.scope;
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            // Half of them in another copy of the program.
            let db = if writer % 2 == 0 { test.db.clone() } else { test.another().await };
            writers.spawn(async move {
                let mut kept = Vec::new();
                for turn in 0..12 {
                    let keep = (turn + writer) % 3 != 0;
                    let number = take(&db, scope, keep).await.unwrap();
                    if keep {
                        kept.push(number);
                    }
                }
                kept
            });
        }
        let kept: Vec<i64> = writers.join_all().await.into_iter().flatten().collect();
        let distinct: BTreeSet<i64> = kept.iter().copied().collect();
        assert_eq!(distinct.len(), kept.len(), "a number was given twice");
        let count = i64::try_from(kept.len()).unwrap();
        assert_eq!(distinct, (1..=count).collect());
        assert_eq!(number::last(&test.db, scope, number::CASES, 2026).await.unwrap(), count);
    }

    async fn series_years_and_agencies_count_apart(test: TestDb) {
        let (one, two) = (office(&test.db).await.scope, office(&test.db).await.scope);
        let tx = test.db.begin().await.unwrap();
        for (scope, series, year, expected) in [
            (one, "reply", 2026, 1),
            (one, "reply", 2026, 2),
            (one, "reply", 2027, 1),
            (one, "receipt", 2026, 1),
            (two, "reply", 2026, 1),
        ] {
            assert_eq!(number::next(&tx, scope, series, year).await.unwrap(), expected);
        }
        tx.commit().await.unwrap();
    }

    async fn letters_have_no_gaps_with_six_writers_of_whom_some_give_up(test: TestDb) {
        let office = std::sync::Arc::new(office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await.id;
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..6 {
            let db = if writer % 2 == 0 { test.db.clone() } else { test.another().await };
            let office = office.clone();
            writers.spawn(async move {
                for turn in 0..12 {
                    let tx = db.begin().await.unwrap();
                    let serial = number::next(&tx, office.scope, "letter", 2026).await.unwrap();
                    letter::insert(&tx, office.scope, &a_letter(case, serial)).await.unwrap();
                    match (turn + writer) % 4 {
                        0 => tx.rollback().await.unwrap(),
                        // As somebody who loses the connection.
                        1 => drop(tx),
                        _ => tx.commit().await.unwrap(),
                    }
                }
            });
        }
        writers.join_all().await;
        let register = letter::registered(&test.db, office.scope, ("letter", 2026), 0, 100).await.unwrap();
        let serials: Vec<i64> = register.iter().map(|letter| letter.serial).collect();
        assert_eq!(serials, (1..=36).collect::<Vec<_>>());
        assert_eq!(number::last(&test.db, office.scope, "letter", 2026).await.unwrap(), 36);
        let page = letter::registered(&test.db, office.scope, ("letter", 2026), 28, 1).await.unwrap();
        assert_eq!(page.iter().map(|letter| letter.serial).collect::<Vec<_>>(), [29]);
        let breaks = verify::database(&test.db, |found| panic!("{found}")).await.unwrap().breaks;
        assert_eq!(breaks, 0);
    }

    async fn a_series_goes_on_upwards_only_and_keeps_what_it_skips(test: TestDb) {
        let (office, stranger) = (office(&test.db).await, office(&test.db).await);
        let case = office.case(&test.db, date!(2026 - 03 - 02), vec![]).await.id;
        let series = ("letter", 2026);
        let skip = async |first, last| {
            let skipped = Skipped { first, last, reason: "纸质登记簿".to_owned(), by: office.handler, at: NOW };
            let tx = test.db.begin().await.unwrap();
            let done = number::skip(&tx, office.scope, series, &skipped).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            done.map(|()| skipped)
        };
        let give = async || {
            let tx = test.db.begin().await.unwrap();
            let serial = number::next(&tx, office.scope, series.0, series.1).await.unwrap();
            letter::insert(&tx, office.scope, &a_letter(case, serial)).await.unwrap();
            tx.commit().await.unwrap();
            serial
        };
        // Before the first letter, and again in the middle.
        let first = skip(1, 120).await.unwrap();
        assert_eq!(give().await, 121);
        for (from, to) in [(121, 130), (124, 130), (122, 121)] {
            assert!(matches!(skip(from, to).await, Err(StoreError::Conflict)), "{from}..{to}");
        }
        assert_eq!(number::last(&test.db, office.scope, series.0, series.1).await.unwrap(), 121, "nothing was taken");
        let second = skip(122, 125).await.unwrap();
        assert_eq!(give().await, 126);
        assert_eq!(number::skipped(&test.db, office.scope, series).await.unwrap(), [first, second]);
        assert_eq!(number::skipped(&test.db, stranger.scope, series).await.unwrap(), []);
        let all = number::all(&test.db, office.scope).await.unwrap();
        assert_eq!(all, [Series { series: "letter".to_owned(), year: 2026, last: 126 }]);
        let summary = verify::database(&test.db, |found| panic!("{found}")).await.unwrap();
        assert_eq!(summary.breaks, 0, "what is skipped is no gap");
        let tx = test.db.begin().await.unwrap();
        let refused = tx.execute_unprepared("DELETE FROM skipped_number").await.unwrap_err();
        assert!(refused.to_string().contains("stays skipped"), "{refused}");
        drop(tx);
        // A number that neither a letter bears nor anybody skipped.
        let tx = test.db.begin().await.unwrap();
        number::next(&tx, office.scope, series.0, series.1).await.unwrap();
        tx.commit().await.unwrap();
        let mut found = Vec::new();
        verify::database(&test.db, |broken| found.push(broken.clone())).await.unwrap();
        let name = format!("{} letter 2026", office.agency.name);
        assert_eq!(found, [Break::Numbers { series: name, count: 126, last: 126, given: 127 }]);
    }
}
