//! 结转: what a year leaves to the next is kept, and comes out equal in both reports.

use std::collections::BTreeSet;

use gongkai::{
    casework,
    domain::{application::AsksFor, carry_over, id::CaseId, service::Service},
    law::Channel,
    store::{self, Scope, year_end},
};
use time::{Date, macros::date};

use crate::{
    both,
    kit::{
        office::{TestOffice, new_application},
        premises::TODAY,
    },
};

async fn left(office: &TestOffice, year: i32) -> BTreeSet<CaseId> {
    let scope = Scope::of(office.here.agency.id);
    let left = year_end::left(&office.office.db, scope, year).await.unwrap();
    left.into_iter().map(|(case, _)| case).collect()
}

async fn is_closed(office: &TestOffice, year: i32) -> Option<bool> {
    let scope = Scope::of(office.here.agency.id);
    let years = year_end::years(&office.office.db, scope).await.unwrap();
    years
        .iter()
        .find(|known| known.year == year)
        .map(|known| known.closed)
}

fn to(office: &TestOffice, day: Date) {
    office.sleep((day - office.office.today()).whole_days());
}

/// Takes a case all the way to an answer that reaches the applicant today.
async fn answer(office: &TestOffice, case: CaseId) {
    office.submit(case, "not_held").await;
    office.approve_all(case).await;
    office.issue(case).await;
    let available_on = office.office.today();
    office.serve(case, Service::Online { available_on }).await;
}

both! {
    async fn what_is_left_is_fixed_once_the_reports_are_out(office: TestOffice) {
        let (answered, late, open) = (office.in_hand(1).await, office.in_hand(2).await, office.in_hand(3).await);
        let unconfirmed = office.file(4).await.case;
        let mut records = new_application(7);
        records.asks_for = AsksFor::RecordCorrection;
        let records = casework::file(&office.office, office.here.agency.id, records).await.unwrap().case;
        office.take_in_hand("handler", records).await;
        answer(&office, answered).await;
        to(&office, date!(2026 - 12 - 31));
        office.run_jobs().await;
        assert_eq!(is_closed(&office, 2026).await, None, "the year is not over");
        to(&office, date!(2027 - 01 - 01));
        office.run_jobs().await;
        assert_eq!(left(&office, 2026).await, BTreeSet::from([late, open]), "what was not received is not left, and no table counts a correction of records");
        assert_eq!(is_closed(&office, 2026).await, Some(false));

        // An answer of January moves nothing; nor does a receipt that is confirmed in January.
        to(&office, date!(2027 - 01 - 11));
        answer(&office, late).await;
        office.confirm(unconfirmed).await;
        office.run_jobs().await;
        assert_eq!(left(&office, 2026).await, BTreeSet::from([late, open]));
        // What was received in December and comes to light in January belongs to December.
        let paper = || office.arrived(Channel::Counter, date!(2026 - 12 - 30));
        let new = new_application(5);
        let clerk = office.here.officer("clerk");
        let found = casework::register(&office.office, &clerk, new, paper()).await.unwrap().case;
        office.sleep(1);
        office.run_jobs().await;
        assert_eq!(left(&office, 2026).await, BTreeSet::from([late, open, found]));

        to(&office, date!(2027 - 02 - 01));
        office.run_jobs().await;
        assert_eq!(is_closed(&office, 2026).await, Some(true));
        let new = new_application(6);
        casework::register(&office.office, &clerk, new, paper()).await.unwrap();
        office.sleep(1);
        office.run_jobs().await;
        assert_eq!(left(&office, 2026).await, BTreeSet::from([late, open, found]), "fixed for ever");
    }

    async fn a_year_whose_end_was_missed_is_made_up_and_the_sums_come_out(office: TestOffice) {
        let scope = Scope::of(office.here.agency.id);
        let db = &office.office.db;
        let mut cases = vec![office.in_hand(1).await, office.in_hand(2).await];
        answer(&office, cases[0]).await;
        office.run_jobs().await;
        to(&office, date!(2027 - 06 - 15));
        cases.push(office.in_hand(3).await);
        answer(&office, cases[1]).await;
        // Nobody was there from November 2026 to March 2028.
        to(&office, date!(2028 - 03 - 01));
        cases.push(office.in_hand(4).await);
        office.run_jobs().await;
        assert_eq!(left(&office, 2026).await, BTreeSet::from([cases[1]]));
        assert_eq!(left(&office, 2027).await, BTreeSet::from([cases[2]]));
        assert_eq!((is_closed(&office, 2026).await, is_closed(&office, 2027).await), (Some(true), Some(true)));

        let mut counted = Vec::new();
        for case in &cases {
            let row = store::queue::entry(db, scope, *case).await.unwrap().unwrap();
            let left_by = year_end::left_by(db, scope, *case).await.unwrap();
            counted.push(carry_over::counted(row.received_on, row.ended_on, &left_by, Some(2027)).unwrap());
        }
        for year in [2026, 2027] {
            let received = counted.iter().filter(|case| case.received_in == year).count();
            let ended = counted.iter().filter(|case| case.ended_in == Some(year)).count();
            let brought = left(&office, year - 1).await.len();
            assert_eq!(received + brought, ended + left(&office, year).await.len(), "{year}");
        }
    }

    async fn the_database_leaves_what_the_rule_leaves(office: TestOffice) {
        let scope = Scope::of(office.here.agency.id);
        let db = &office.office.db;
        let ends = [None, Some(date!(2026 - 12 - 31)), Some(date!(2027 - 01 - 01)), Some(TODAY)];
        let receipts = [None, Some(date!(2026 - 12 - 31)), Some(date!(2027 - 01 - 01)), Some(TODAY)];
        let mut cases = Vec::new();
        for (number, (received_on, ended_on)) in
            receipts.iter().flat_map(|day| ends.iter().map(move |end| (*day, *end))).enumerate()
        {
            let case = office.file(u128::try_from(number).unwrap() + 1).await.case;
            set_days(&office, case, received_on, ended_on).await;
            cases.push((case, received_on, ended_on));
        }
        for year in [2025, 2026, 2027] {
            let tx = db.begin().await.unwrap();
            year_end::settle(&tx, scope, year, date!(2028 - 01 - 01)).await.unwrap();
            tx.commit().await.unwrap();
            let by_rule: BTreeSet<_> = cases
                .iter()
                .filter(|(_, received, ended)| carry_over::is_left(*received, *ended, year))
                .map(|(case, ..)| *case)
                .collect();
            assert_eq!(left(&office, year).await, by_rule, "{year}");
        }
        assert_eq!(left(&office, 2026).await.len(), 4);
    }
}

/// Writes two days straight into the row of a case: only the sum over rows is asked here.
async fn set_days(office: &TestOffice, case: CaseId, received_on: Option<Date>, ended_on: Option<Date>) {
    use sea_orm::{
        ConnectionTrait,
        sea_query::{Expr, ExprTrait, Query},
    };
    let update = Query::update()
        .table("cases")
        .value("received_on", received_on)
        .value("ended_on", ended_on)
        .and_where(Expr::col("id").eq(case.0))
        .to_owned();
    let tx = office.office.db.begin().await.unwrap();
    tx.execute(&update).await.unwrap();
    tx.commit().await.unwrap();
}
