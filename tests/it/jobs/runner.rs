//! Tasks: each done, in its order, and by nobody twice, whoever dies and however long nobody was there.

use std::sync::{Arc, Mutex};

use gongkai::{
    casework::Office,
    config,
    jobs::{Context, Doing, Job, JobError, NewTask, Runner, Schedule, Task},
    store::job::{self, Which},
};
use time::{Date, Duration, macros::date};

use crate::{
    both,
    kit::premises::{Premises, TODAY},
};

/// What a task is made to do, by its key.
#[derive(Debug, Default)]
struct Tally {
    daily: bool,
    done: Mutex<Vec<String>>,
}

impl Job for Tally {
    fn name(&self) -> &'static str {
        "tally"
    }

    fn title(&self) -> &'static str {
        "计数"
    }

    fn schedule(&self) -> Schedule {
        if self.daily {
            Schedule::Daily
        } else {
            Schedule::AsDue
        }
    }

    fn run<'a>(&'a self, _context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            self.done.lock().unwrap().push(task.key.clone());
            match task.key.as_str() {
                "never" => Err(JobError::Retry("it rains".into())),
                "hopeless" => Err(JobError::Fail("there is no such thing".into())),
                "panics" => panic!("by itself"),
                "third time" if task.attempts < 3 => Err(JobError::Retry("not yet".into())),
                _ => Ok(()),
            }
        })
    }
}

impl Tally {
    fn done(&self) -> Vec<String> {
        self.done.lock().unwrap().clone()
    }

    fn runner(self: &Arc<Self>, office: &Office) -> Runner {
        let settings = config::Jobs {
            attempts: 4,
            ..config::Jobs::default()
        };
        let job: Arc<dyn Job> = Arc::<Self>::clone(self);
        Runner::of(vec![job], office.clone(), settings)
    }
}

fn task(office: &Office, key: &str) -> NewTask {
    NewTask {
        name: "tally",
        key: key.to_owned(),
        agency: None,
        case: None,
        day: None,
        run_at: office.now(),
    }
}

async fn enqueue(office: &Office, keys: &[&str]) {
    let tx = office.db.begin().await.unwrap();
    for key in keys {
        job::enqueue(&tx, office.ids.next(), task(office, key), office.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Several copies of the program, each with its own opening of the database.
async fn copies(premises: &Premises, count: usize) -> Vec<Office> {
    let mut copies = Vec::new();
    for _ in 0..count {
        copies.push(Office {
            db: premises.test.another().await,
            ..premises.office.clone()
        });
    }
    copies
}

async fn all_at_once(tally: &Arc<Tally>, copies: &[Office]) {
    let busy: Vec<_> = copies
        .iter()
        .map(|office| {
            let runner = tally.runner(office);
            tokio::spawn(async move { runner.until_idle().await.unwrap() })
        })
        .collect();
    for runner in busy {
        runner.await.unwrap();
    }
}

both! {
    async fn several_copies_at_once_do_each_task_once(premises: Premises) {
        let tally = Arc::new(Tally::default());
        let keys: Vec<String> = (0..60).map(|number| format!("{number:02}")).collect();
        enqueue(&premises.office, &keys.iter().map(String::as_str).collect::<Vec<_>>()).await;
        all_at_once(&tally, &copies(&premises, 4).await).await;
        let mut done = tally.done();
        done.sort();
        assert_eq!(done, keys);
        assert_eq!(job::list(&premises.office.db, Which::Done, 100).await.unwrap().len(), 60);
    }

    async fn a_task_that_is_open_is_not_put_down_twice(premises: Premises) {
        let tally = Arc::new(Tally::default());
        enqueue(&premises.office, &["a", "a", "b"]).await;
        tally.runner(&premises.office).until_idle().await.unwrap();
        assert_eq!(tally.done(), ["a", "b"]);
        // Once it is done, there may be another.
        enqueue(&premises.office, &["a"]).await;
        tally.runner(&premises.office).until_idle().await.unwrap();
        assert_eq!(tally.done(), ["a", "b", "a"]);
    }

    async fn whoever_dies_is_taken_over_from_when_the_lease_ends(premises: Premises) {
        let (tally, office) = (Arc::new(Tally::default()), &premises.office);
        enqueue(office, &["left behind"]).await;
        let until = office.now() + Duration::minutes(2);
        let taken = job::claim(&office.db, &["tally"], "the dead", office.now(), until).await.unwrap().unwrap();
        tally.runner(office).until_idle().await.unwrap();
        assert_eq!(tally.done(), [""; 0], "somebody is at it");
        premises.clock.advance(Duration::seconds(121));
        tally.runner(office).until_idle().await.unwrap();
        assert_eq!(tally.done(), ["left behind"]);
        // Whoever was only slow learns that it is no longer theirs.
        assert!(!job::finish(&office.db, taken.id, "the dead", office.now()).await.unwrap());
        assert!(!job::renew(&office.db, taken.id, "the dead", until).await.unwrap());
        assert!(!job::postpone(&office.db, taken.id, "the dead", until, "late").await.unwrap());
        assert!(!job::park(&office.db, taken.id, "the dead", office.now(), "late").await.unwrap());
    }

    async fn what_fails_waits_longer_each_time_and_is_set_aside_in_the_end(premises: Premises) {
        let (tally, office) = (Arc::new(Tally::default()), &premises.office);
        enqueue(office, &["never", "hopeless", "panics", "third time", "fine"]).await;
        let runner = tally.runner(office);
        runner.until_idle().await.unwrap();
        assert_eq!(tally.done(), ["never", "hopeless", "panics", "third time", "fine"]);
        let parked = job::list(&office.db, Which::Parked, 9).await.unwrap();
        let [hopeless] = parked.as_slice() else { panic!("{parked:?}") };
        assert_eq!((hopeless.key.as_str(), hopeless.last_error.as_deref()), ("hopeless", Some("there is no such thing")));

        runner.until_idle().await.unwrap();
        assert_eq!(tally.done().len(), 5, "nothing is tried again at once");
        for (seconds, tried) in [(30, 3), (60, 3), (120, 2)] {
            let before = tally.done().len();
            premises.clock.advance(Duration::seconds(seconds - 1));
            runner.until_idle().await.unwrap();
            assert_eq!(tally.done().len(), before, "before {seconds} s");
            premises.clock.advance(Duration::SECOND);
            runner.until_idle().await.unwrap();
            assert_eq!(tally.done().len(), before + tried, "after {seconds} s");
        }
        let mut aside: Vec<_> = job::list(&office.db, Which::Parked, 9).await.unwrap();
        aside.sort_by(|a, b| a.key.cmp(&b.key));
        let reasons: Vec<_> = aside.iter().map(|task| (task.key.as_str(), task.attempts)).collect();
        assert_eq!(reasons, [("hopeless", 1), ("never", 4), ("panics", 4)]);
        assert!(aside[2].last_error.as_ref().unwrap().contains("panic"), "{aside:?}");
        assert!(job::list(&office.db, Which::Open, 9).await.unwrap().is_empty());

        // A person looks at it, mends what was wrong, and has it tried again.
        assert!(job::retry(&office.db, aside[1].id, office.now()).await.unwrap());
        assert!(!job::retry(&office.db, aside[1].id, office.now()).await.unwrap());
        runner.until_idle().await.unwrap();
        assert_eq!(tally.done().last().unwrap(), "never");
    }

    async fn missed_days_are_made_up_in_their_order_however_many_do_it(premises: Premises) {
        let tally = Arc::new(Tally { daily: true, ..Tally::default() });
        let copies = copies(&premises, 3).await;
        all_at_once(&tally, &copies).await;
        assert_eq!(tally.done(), [TODAY.to_string()]);
        all_at_once(&tally, &copies).await;
        assert_eq!(tally.done().len(), 1, "once a day");
        premises.clock.advance(Duration::hours(14));
        all_at_once(&tally, &copies).await;
        assert_eq!(tally.done().len(), 1, "half past eleven at night is the same day at the office");
        premises.sleep(10);
        all_at_once(&tally, &copies).await;
        let days: Vec<Date> = (0..=10).map(|days| date!(2026 - 11 - 20) + Duration::days(days)).collect();
        assert_eq!(tally.done(), days.iter().map(Date::to_string).collect::<Vec<_>>());
    }

    async fn a_day_that_is_set_aside_does_not_hold_up_the_next(premises: Premises) {
        let (tally, office) = (Arc::new(Tally { daily: true, ..Tally::default() }), &premises.office);
        tally.runner(office).until_idle().await.unwrap();
        premises.sleep(2);
        let runner = tally.runner(office);
        // The first of the two days is under way elsewhere: the second has to wait for it.
        job::plan_days(&office.db, &["tally"], office.today(), office.now(), || office.ids.next()).await.unwrap();
        let until = office.now() + Duration::minutes(2);
        let first = job::claim(&office.db, &["tally"], "another", office.now(), until).await.unwrap().unwrap();
        assert_eq!(first.day, Some(date!(2026 - 11 - 21)));
        assert_eq!(job::claim(&office.db, &["tally"], "me", office.now(), until).await.unwrap(), None);
        runner.until_idle().await.unwrap();
        assert_eq!(tally.done().len(), 1);
        assert!(job::park(&office.db, first.id, "another", office.now(), "broken").await.unwrap());
        runner.until_idle().await.unwrap();
        assert_eq!(tally.done(), ["2026-11-20", "2026-11-22"]);
    }

    async fn a_task_of_a_newer_program_is_left_to_it(premises: Premises) {
        let office = &premises.office;
        let newer = NewTask { name: "invented_later", ..task(office, "x") };
        let tx = office.db.begin().await.unwrap();
        assert!(job::enqueue(&tx, office.ids.next(), newer, office.now()).await.unwrap());
        tx.commit().await.unwrap();
        Arc::new(Tally::default()).runner(office).until_idle().await.unwrap();
        let open = job::list(&office.db, Which::Open, 9).await.unwrap();
        assert_eq!((open.len(), open[0].attempts), (1, 0));
    }

    async fn a_worker_stops_when_it_is_told_to(premises: Premises) {
        let (tally, office) = (Arc::new(Tally::default()), &premises.office);
        enqueue(office, &["first"]).await;
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let runner = tally.runner(office);
        let worker = tokio::spawn(async move { runner.run(stopped).await });
        while job::list(&office.db, Which::Done, 9).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        worker.await.unwrap();
        assert_eq!(tally.done(), ["first"]);
    }

    async fn what_was_done_long_ago_is_forgotten(premises: Premises) {
        premises.run_jobs().await;
        let done = async || job::list(&premises.office.db, Which::Done, 300).await.unwrap();
        let first: Vec<_> = done().await.iter().map(|task| task.id).collect();
        assert!(!first.is_empty());
        premises.sleep(29);
        premises.run_jobs().await;
        assert!(done().await.iter().any(|task| first.contains(&task.id)));
        premises.sleep(2);
        premises.run_jobs().await;
        let later = done().await;
        assert!(!later.is_empty() && later.iter().all(|task| !first.contains(&task.id)));
    }
}
