use std::collections::BTreeSet;

use gongkai::store::{Db, Scope, StoreError, number};

use super::world::office;
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
}
