//! What a person may read of many cases is asked of the database, of one case of its row, and of its history: three times
//! the same.

use gongkai::{
    casework::{NewNotice, Order},
    domain::{account::Officer, id::CaseId, permission, search::Query},
    store::{
        self, Scope, readable,
        search::{self, Filter, Search},
    },
};

use crate::{
    both,
    kit::{bureau::Bureau, office::TestOffice},
};

const PEOPLE: [&str; 11] = [
    "clerk",
    "handler",
    "colleague",
    "stranger",
    "secrets",
    "lawyer",
    "leader",
    "supervisor",
    "admin",
    "all",
    "head",
];

/// Everybody of an agency, and some who stand in for others.
fn readers(bureau: &Bureau) -> Vec<(String, Officer)> {
    let mut readers: Vec<(String, Officer)> = PEOPLE
        .iter()
        .map(|person| ((*person).to_owned(), bureau.officer(person)))
        .collect();
    for (person, away) in [
        ("stranger", "secrets"),
        ("admin", "lawyer"),
        ("admin", "leader"),
        ("stranger", "head"),
    ] {
        let officer = Officer {
            stands_in_for: vec![bureau.officer(away)],
            ..bureau.officer(person)
        };
        readers.push((format!("{person} for {away}"), officer));
    }
    readers.push((
        "nobody".to_owned(),
        Officer {
            roles: [].into(),
            ..bureau.officer("handler")
        },
    ));
    readers
}

/// A case in each stage, and some that left the way.
async fn cases(office: &TestOffice) -> Vec<CaseId> {
    let mut cases = vec![office.file(1).await.case];
    let received = office.file(2).await.case;
    office.confirm(received).await;
    cases.push(received);
    let assigned = office.file(3).await.case;
    office.confirm(assigned).await;
    office.assign(assigned).await;
    cases.push(assigned);
    cases.push(office.in_hand(4).await);
    let in_review = office.in_hand(5).await;
    office.submit(in_review, "state_secret").await;
    cases.push(in_review);
    let signed = office.in_hand(6).await;
    office.submit(signed, "state_secret").await;
    office.approve("secrets", signed).await.unwrap();
    office.approve("lawyer", signed).await.unwrap();
    cases.push(signed);
    let approved = office.in_hand(7).await;
    office.submit(approved, "not_held").await;
    office.approve_all(approved).await;
    cases.push(approved);
    let issued = office.in_hand(8).await;
    office.submit(issued, "not_held").await;
    office.approve_all(issued).await;
    office.issue(issued).await;
    cases.push(issued);
    let noticed = office.in_hand(9).await;
    let notice = Order::ProposeNotice {
        matter: NewNotice::Correction { working_days: 7 },
        words: Some(office.office.words("请说明需要哪一年的方案").unwrap()),
    };
    office.order("handler", noticed, notice).await.unwrap();
    cases.push(noticed);
    cases
}

both! {
    async fn the_database_lets_through_what_a_row_does_and_not_more_than_the_history(office: TestOffice) {
        let cases = cases(&office).await;
        let (db, scope) = (&office.office.db, Scope::of(office.here.agency.id));
        let wanted = Query::parse("林喆舟").unwrap();
        for (person, reader) in readers(&office.here) {
            let search = Search { wanted: &wanted, filter: &Filter::default(), reader: &reader };
            let page = search::page(db, &office.office.vault, search, None, 100).await.unwrap();
            for id in &cases {
                let entry = store::queue::entry(db, scope, *id).await.unwrap().unwrap();
                let found = page.found.iter().any(|found| found.case == *id);
                assert_eq!(found, readable::is_by(&reader, &entry), "{person}, {}", entry.stage);
                if found {
                    let case = office.case(*id).await;
                    assert!(permission::may_read(&case, &reader), "{person}, {}", entry.stage);
                }
                let number = search::by_number(db, &reader, &entry.number.0).await.unwrap();
                assert_eq!(number.is_some(), found, "{person}, {}", entry.stage);
            }
        }
    }
}
