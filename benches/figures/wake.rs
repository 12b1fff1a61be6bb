//! What the program does by itself: finding the cases that are due among all, and seeing to one of them.

use std::time::Duration;

use gongkai::{
    config,
    jobs::Runner,
    store::{self, Connection},
};
use sea_orm::Statement;

use super::{
    measure::{Yardstick, report, times},
    place::Place,
};

/// What a look for something to do may take; every copy looks every few seconds.
const LOOK: Duration = Duration::from_millis(50);

/// What a case that is due may take, from being found to its reminders.
const CASE: Duration = Duration::from_millis(100);

/// How often each is done.
const COUNT: usize = 100;

/// Cases that are due.
const DUE: u32 = 200;

pub(crate) async fn measure(place: &Place) {
    let office = &place.office;
    let (db, today) = (&office.db, office.today());
    let run = async |sql: &str| {
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared(sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    // As on any morning: every case has been seen to but those of the day.
    let later = today.next_day().unwrap();
    run(&format!(
        "UPDATE cases SET wake_on = '{later}' WHERE closed_at IS NULL"
    ))
    .await;
    let due = |limit: u32| {
        format!(
            "UPDATE cases SET wake_on = '{today}' WHERE id IN \
             (SELECT id FROM cases WHERE closed_at IS NULL ORDER BY id DESC LIMIT {limit})"
        )
    };
    run(&due(DUE)).await;
    let every_case = Yardstick {
        name: "counting all cases",
        times: times(COUNT, async || {
            let count = Statement::from_string(db.backend(), "SELECT count(*) FROM cases");
            db.query_one_raw(count).await.unwrap().unwrap();
        })
        .await,
    };
    let look = times(COUNT, async || {
        let agencies = store::case::waking_agencies(db, today).await.unwrap();
        assert!(!agencies.is_empty());
        let waking = store::case::waking(db, place.scope(), today, None, u64::from(DUE))
            .await
            .unwrap();
        assert!(!waking.is_empty());
    })
    .await;
    report(
        &format!("finding {DUE} cases that are due"),
        &look,
        LOOK,
        &every_case,
    );

    let runner = Runner::new(office.clone(), config::Jobs::default());
    runner.until_idle().await.unwrap();
    let one_row = Yardstick {
        name: "a transaction of one row",
        times: times(COUNT, async || {
            let tx = db.begin().await.unwrap();
            store::number::next(&tx, place.scope(), "bench", 2026)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        })
        .await,
    };
    let seen_to = times(COUNT, async || {
        run(&due(1)).await;
        assert!(runner.until_idle().await.unwrap() > 0);
    })
    .await;
    report("seeing to a case that is due", &seen_to, CASE, &one_row);
}
