//! Reminders: each once, none lost, whatever happened to the program; and one digest a person and a day.

use std::collections::BTreeMap;

use gongkai::{
    casework::Office,
    domain::{id::CaseId, service::Service},
    law::ReminderKey,
    store::{
        self, Scope,
        job::{self, Which},
        outbox::{self, Target},
    },
};
use sea_orm::ConnectionTrait;
use time::{Date, Duration, macros::date};

use crate::{
    both,
    kit::{office::TestOffice, premises::run_jobs},
};

use ReminderKey::{
    CorrectionAsk, ReceiptUnconfirmed, ReplyDue, ReplyOverdue, Unaccepted, Unassigned, Unserved,
};

type Told = Vec<(Date, ReminderKey, i16)>;

/// Everything that a person of the agency here was told, by their digests.
async fn told(office: &TestOffice, person: &str) -> Told {
    let scope = Scope::of(office.here.agency.id);
    let (db, account) = (&office.office.db, office.here.account(person).id);
    let mut told = Vec::new();
    for digest in store::reminder::digests(db, scope, account, 1000).await.unwrap() {
        let given = store::reminder::of_day(db, scope, account, digest.day)
            .await
            .unwrap();
        assert!(!given.is_empty(), "a digest of nothing: {digest:?}");
        told.extend(
            given
                .iter()
                .map(|given| (digest.day, given.reminder.key, given.reminder.days)),
        );
    }
    told.sort();
    told
}

/// Everything that everybody was told.
async fn everything(office: &TestOffice) -> BTreeMap<&'static str, Told> {
    let mut all = BTreeMap::new();
    for person in [
        "clerk",
        "handler",
        "colleague",
        "stranger",
        "leader",
        "supervisor",
        "admin",
        "all",
    ] {
        all.insert(person, told(office, person).await);
    }
    all
}

/// The days and persons whose digests were handed to the outbox.
async fn dispatched(office: &TestOffice) -> usize {
    let scope = Scope::of(office.here.agency.id);
    let mut whom = Vec::new();
    // Nobody here gets mail: a digest is put down, and ends with nobody to send it to when it is due.
    for which in [outbox::Which::Waiting, outbox::Which::Dropped] {
        let messages = outbox::list(&office.office.db, scope, which, 1000).await.unwrap();
        whom.extend(messages.into_iter().map(|message| match message.target {
            Target::Digest { account, day } => (account, day),
            Target::Case { .. } | Target::Alarm { .. } | Target::Heartbeat { .. } => panic!("{message:?}"),
        }));
    }
    let all = whom.len();
    whom.sort();
    whom.dedup();
    assert_eq!(whom.len(), all, "one a person and a day");
    whom.len()
}

/// What the handler of a case that nobody answers is told: received on Friday 20 November, due on Friday 18 December.
fn a_neglected_case() -> Told {
    vec![
        (date!(2026 - 11 - 27), CorrectionAsk, 2),
        (date!(2026 - 12 - 11), ReplyDue, 5),
        (date!(2026 - 12 - 16), ReplyDue, 2),
        (date!(2026 - 12 - 18), ReplyDue, 0),
        (date!(2026 - 12 - 21), ReplyOverdue, -1),
    ]
}

/// The number of digests that several persons got of these days.
fn digests(told: &BTreeMap<&'static str, Told>) -> usize {
    let days = |told: &Told| {
        let mut days: Vec<_> = told.iter().map(|(day, ..)| *day).collect();
        days.dedup();
        days.len()
    };
    told.values().map(days).sum()
}

/// Makes a case unreadable: an event that cannot be.
async fn damage(office: &Office, case: CaseId) {
    let (id, agency) = if office.db.backend() == sea_orm::DbBackend::Postgres {
        (format!("'{case}'::uuid"), "agency_id")
    } else {
        (format!("x'{}'", case.0.simple()), "agency_id")
    };
    let tx = office.db.begin().await.unwrap();
    tx.execute_unprepared(&format!(
        "INSERT INTO case_event (case_id, seq, agency_id, at, actor, kind, body, previous_hash, hash) \
         SELECT id, 99, {agency}, 0, '\"applicant\"', 'closed', '{{\"kind\":\"closed\"}}', '', '' FROM cases WHERE id = {id}"
    ))
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn day_by_day_everything_is_told_once_to_who_has_the_case(office: TestOffice) {
        let case = office.in_hand(1).await;
        let version = office.case(case).await.version;
        for day in 0..45 {
            office.run_jobs().await;
            if day % 3 == 0 {
                // Later on the same day there is nothing new.
                office.clock.advance(Duration::hours(10));
                office.run_jobs().await;
                office.clock.advance(Duration::hours(-10));
            }
            office.sleep(1);
        }
        let told = everything(&office).await;
        assert_eq!(told["handler"], a_neglected_case());
        let overdue = vec![(date!(2026 - 12 - 21), ReplyOverdue, -1)];
        assert_eq!((&told["leader"], &told["all"]), (&overdue, &overdue), "both sign");
        for person in ["clerk", "colleague", "stranger", "supervisor", "admin"] {
            assert_eq!(told[person], [], "{person}");
        }
        assert_eq!(dispatched(&office).await, digests(&told));
        assert_eq!(office.case(case).await.version, version, "a reminder changes no case");
    }

    async fn missed_days_are_made_up_as_they_would_have_been(office: TestOffice) {
        office.in_hand(1).await;
        office.run_jobs().await;
        office.sleep(10);
        office.run_jobs().await;
        assert_eq!(told(&office, "handler").await, a_neglected_case()[..1]);
        office.sleep(35);
        office.run_jobs().await;
        office.run_jobs().await;
        let told = everything(&office).await;
        assert_eq!(told["handler"], a_neglected_case());
        assert_eq!(dispatched(&office).await, digests(&told));
    }

    async fn several_copies_at_once_tell_nothing_twice(office: TestOffice) {
        for token in 0..6 {
            office.in_hand(token).await;
        }
        office.sleep(45);
        office.run_jobs_at_once(3).await;
        let told = everything(&office).await;
        let mut six = a_neglected_case().repeat(6);
        six.sort();
        assert_eq!(told["handler"], six);
        assert_eq!(told["leader"].len(), 6);
        assert_eq!(dispatched(&office).await, digests(&told));
    }

    async fn what_waits_for_the_clerk_is_told_to_the_clerk(office: TestOffice) {
        let case = office.file(1).await.case;
        let clerk = |told: BTreeMap<&'static str, Told>| told["clerk"].clone();
        office.run_jobs().await;
        assert_eq!(clerk(everything(&office).await), []);
        // Filed on Friday: to be confirmed by Monday.
        office.sleep(3);
        office.run_jobs().await;
        let unconfirmed = (date!(2026 - 11 - 23), ReceiptUnconfirmed, 0);
        assert_eq!(clerk(everything(&office).await), [unconfirmed]);
        office.confirm(case).await;
        office.sleep(1);
        office.run_jobs().await;
        let unassigned = (date!(2026 - 11 - 24), Unassigned, -1);
        assert_eq!(clerk(everything(&office).await), [unconfirmed, unassigned]);
        office.assign(case).await;
        office.sleep(1);
        office.run_jobs().await;
        let unaccepted = (date!(2026 - 11 - 25), Unaccepted, -1);
        let told = everything(&office).await;
        assert_eq!(clerk(told.clone()), [unconfirmed, unassigned, unaccepted]);
        assert_eq!((&told["handler"], &told["colleague"]), (&vec![unaccepted], &vec![unaccepted]));
        assert_eq!(told["stranger"], [], "another department");
    }

    async fn a_letter_that_lies_about_is_to_be_served_and_then_all_is_quiet(office: TestOffice) {
        let case = office.in_hand(1).await;
        office.submit(case, "not_held").await;
        office.approve_all(case).await;
        office.issue(case).await;
        office.sleep(3);
        office.run_jobs().await;
        let unserved = (date!(2026 - 11 - 23), Unserved, -1);
        assert_eq!(told(&office, "handler").await, [unserved]);
        assert_eq!(told(&office, "clerk").await, [unserved]);
        let available_on = office.office.today();
        office.serve(case, Service::Online { available_on }).await;
        office.sleep(60);
        office.run_jobs().await;
        assert_eq!(told(&office, "handler").await, [unserved], "an answered case reminds of nothing");
        assert_eq!(told(&office, "leader").await, []);
    }

    async fn somebody_who_left_is_told_nothing_and_the_department_is(office: TestOffice) {
        office.in_hand(1).await;
        let scope = Scope::of(office.here.agency.id);
        let tx = office.office.db.begin().await.unwrap();
        let handler = office.here.account("handler").id;
        assert!(store::account::set_active(&tx, scope, handler, false).await.unwrap());
        tx.commit().await.unwrap();
        office.sleep(45);
        office.run_jobs().await;
        let told = everything(&office).await;
        assert_eq!(told["handler"], []);
        assert_eq!((&told["colleague"], &told["all"]), (&a_neglected_case(), &a_neglected_case()));
    }

    async fn whoever_gets_a_case_late_is_told_at_once_how_late_it_is(office: TestOffice) {
        let case = office.file(1).await.case;
        office.confirm(case).await;
        office.sleep(27);
        office.run_jobs().await;
        office.assign(case).await;
        office.accept("colleague", case).await;
        office.run_jobs().await;
        // Thursday 17 December: one working day is left, so what was told two days before still stands.
        assert_eq!(told(&office, "colleague").await, [(date!(2026 - 12 - 17), ReplyDue, 2)]);
        let digest = store::reminder::digests(
            &office.office.db,
            Scope::of(office.here.agency.id),
            office.here.account("colleague").id,
            9,
        );
        assert!(!digest.await.unwrap()[0].is_read);
    }

    async fn one_case_that_fails_stops_no_other_and_is_seen(office: TestOffice) {
        let broken = office.in_hand(1).await;
        office.in_hand(2).await;
        damage(&office.office, broken).await;
        office.sleep(45);
        run_jobs(&office.office).await;
        assert_eq!(told(&office, "handler").await, a_neglected_case(), "the other case");
        let open = job::list(&office.office.db, Which::Open, 9).await.unwrap();
        let [own] = open.as_slice() else { panic!("{open:?}") };
        assert_eq!((own.name.as_str(), own.case), ("wake_case", Some(broken)));
        for _ in 0..12 {
            office.clock.advance(Duration::hours(6));
            run_jobs(&office.office).await;
        }
        let parked = job::list(&office.office.db, Which::Parked, 9).await.unwrap();
        let [own] = parked.as_slice() else { panic!("{parked:?}") };
        assert_eq!((own.case, own.attempts), (Some(broken), 10));
        let reason = own.last_error.as_deref().unwrap();
        assert!(reason.contains(&broken.to_string()) && reason.contains("cannot follow"), "{reason}");
        assert!(job::list(&office.office.db, Which::Open, 9).await.unwrap().is_empty());
    }

    async fn agencies_do_not_hear_of_each_other(office: TestOffice) {
        office.in_hand(1).await;
        office.sleep(45);
        office.run_jobs().await;
        let elsewhere = Scope::of(office.elsewhere.agency.id);
        let (db, handler) = (&office.office.db, office.here.account("handler").id);
        assert_eq!(store::reminder::digests(db, elsewhere, handler, 9).await.unwrap(), []);
        let day = date!(2026 - 12 - 11);
        assert_eq!(store::reminder::of_day(db, elsewhere, handler, day).await.unwrap(), []);
        assert_eq!(store::reminder::digest(db, elsewhere, handler, day).await.unwrap(), None);
        assert_eq!(store::reminder::unread(db, elsewhere, handler).await.unwrap(), 0);
        let tx = db.begin().await.unwrap();
        let now = office.office.now();
        assert!(!store::reminder::mark_read(&tx, elsewhere, handler, day, now).await.unwrap());
        for person in ["handler", "leader", "clerk"] {
            let other = office.elsewhere.account(person).id;
            assert_eq!(store::reminder::unread(&tx, elsewhere, other).await.unwrap(), 0, "{person}");
        }
    }
}
