//! The portal: its pages read by many, an application sent from its last page, and a minute in which more applications come in
//! than any agency ever sees.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use gongkai::{
    casework::{self, NewApplication},
    demo::plan::Plan,
    domain::stage::StageKey,
    store,
    web::form::encode,
};
use sea_orm::{ConnectionTrait, Statement};

use super::{
    measure::{Times, report, together},
    pages::{Desk, Yardsticks},
    place::Place,
    reader::Door,
    visitor::{Ready, Visitor},
    writes::Counter,
};

/// What a page may take.
const PAGE: Duration = Duration::from_millis(20);

/// What filing may take.
const FILING: Duration = Duration::from_millis(50);

/// Those who send at the same time, and how many applications each.
const APPLICANTS: usize = 8;
const SENT: usize = 12;

/// The minute: so many people, each of whom files so often, one application every so often.
const CROWD: usize = 40;
const EACH: usize = 300;
const EVERY: Duration = Duration::from_millis(200);

pub(crate) async fn measure(place: &Place, readers: usize) {
    let door = &Door::Router(place.router.clone());
    let answered = answered(place).await;
    let mut public = Vec::new();
    let mut own = Vec::new();
    for number in 0..readers {
        let (open, case) = pages(door, place, number, &answered).await;
        public.push(open);
        own.push(case);
    }
    let yardsticks = Yardsticks::take(place, readers, PAGE).await;
    yardsticks.measure("portal, before filing", &public).await;
    yardsticks.measure("portal, filing and following", &own).await;
    sent(place, door, &yardsticks).await;
    minute(place, &yardsticks).await;
}

/// The number and the code of a case of the demonstration that is answered: whoever sends its form again is told both.
async fn answered(place: &Place) -> (String, String) {
    let office = &place.office;
    let stories = Plan::until(office.today(), &office.law(), &place.material).stories;
    for story in stories.iter().filter(|story| story.agency == place.agency.key) {
        let token = story.token.to_string();
        let Some(case) = store::application::by_form_token(&office.db, place.scope(), &token)
            .await
            .unwrap()
        else {
            continue;
        };
        let case = store::case::load(&office.db, place.scope(), case)
            .await
            .unwrap()
            .unwrap();
        if case.stage.key() != StageKey::Served {
            continue;
        }
        let again = NewApplication {
            applicant: story.applicant.clone(),
            application: story.application.clone(),
            asks_for: story.asks_for,
            files: Vec::new(),
            token: story.token,
        };
        let filed = casework::file(office, place.agency.id, again).await.unwrap();
        return (filed.number.to_string(), filed.code.unwrap());
    }
    panic!("no case of the demonstration is answered");
}

/// What somebody reads who has not applied, and what somebody reads who has: each with pages of their own.
async fn pages(
    door: &Door,
    place: &Place,
    number: usize,
    (answered, code): &(String, String),
) -> (Arc<Desk>, Arc<Desk>) {
    let agency = &place.agency.key;
    let mut visitor = Visitor::new(door, number);
    let ready = visitor.ready(agency).await;
    visitor.file(&ready).await;
    let answered = visitor.look_up(answered, code).await;
    let draft = visitor.begin(agency).await;
    let open = vec![
        "/".to_owned(),
        "/agencies".to_owned(),
        format!("/agencies?q={}", encode("住房")),
        format!("/agencies/{agency}"),
        format!("/agencies/{agency}/apply"),
        "/published".to_owned(),
        format!("/published?q={}", encode("住房 保障")),
        "/track".to_owned(),
        "/apply".to_owned(),
        "/privacy".to_owned(),
        "/accessibility".to_owned(),
    ];
    let own = vec![
        draft,
        answered.clone(),
        format!("{answered}/reconsideration"),
        format!("{answered}/records"),
        format!("{answered}/contact"),
        format!("{answered}/calendar.ics"),
        "/receipt".to_owned(),
    ];
    let begin = |mut pages: Vec<String>, reader| {
        let first = number % pages.len();
        pages.rotate_left(first);
        Arc::new(Desk::of(reader, pages))
    };
    let stranger = Visitor::new(door, number).reader();
    (begin(open, stranger), begin(own, visitor.reader()))
}

/// Applications sent from the last page, several at once.
async fn sent(place: &Place, door: &Door, yardsticks: &Yardsticks) {
    let mut people = Vec::new();
    for number in 0..APPLICANTS {
        let mut visitor = Visitor::new(door, 1_000 + number);
        let mut forms: Vec<Ready> = Vec::new();
        for _ in 0..SENT {
            forms.push(visitor.ready(&place.agency.key).await);
        }
        people.push(Arc::new(tokio::sync::Mutex::new((visitor, forms))));
    }
    let times = together(&people, SENT, Duration::ZERO, async |person, turn| {
        let (visitor, forms) = &mut *person.lock().await;
        visitor.file(&forms[turn]).await;
    })
    .await;
    report(
        &format!("filing on the portal, {APPLICANTS} at once"),
        &times,
        FILING,
        yardsticks.together(),
    );
}

/// Two hundred applications a second for a minute; then none may be lost, no number given twice or left out, and every chain
/// must hold.
async fn minute(place: &Place, yardsticks: &Yardsticks) {
    let (before, broken_before) = (count(place).await, broken(place).await);
    let counter = Arc::new(Counter::new(place));
    let numbers = Arc::new(Mutex::new(BTreeSet::new()));
    let work = Arc::new((counter, Arc::clone(&numbers)));
    let crowd = vec![work; CROWD];
    let times: Times = together(&crowd, EACH, EVERY, async |work, _| {
        let (counter, numbers) = &*work;
        let number = counter.file().await.1;
        numbers.lock().unwrap().insert(number);
    })
    .await;
    report(
        "filing, 200 a second for a minute",
        &times,
        FILING,
        yardsticks.together(),
    );
    let filed = CROWD * EACH;
    let numbers = std::mem::take(&mut *numbers.lock().unwrap());
    assert_eq!(numbers.len(), filed, "a number was given twice");
    let serials: BTreeSet<u32> = numbers
        .iter()
        .map(|number| number.rsplit('-').next().unwrap().parse().unwrap())
        .collect();
    let (first, last) = (serials.first().unwrap(), serials.last().unwrap());
    assert_eq!(
        usize::try_from(last - first).unwrap() + 1,
        filed,
        "a number was left out"
    );
    assert_eq!(
        count(place).await - before,
        i64::try_from(filed).unwrap(),
        "an application was lost"
    );
    let broken = broken(place).await;
    let new = broken.difference(&broken_before).count();
    assert_eq!(new, 0, "chains are broken");
    println!("  none of {filed} lost, numbers {first} to {last} each given once, all chains hold");
}

/// What does not hold. Copies of the demonstration have the chains of what they were copied from, which do not fit them.
async fn broken(place: &Place) -> BTreeSet<String> {
    let mut broken = BTreeSet::new();
    let checked = store::verify::database(&place.office.db, |found| {
        broken.insert(format!("{found:?}"));
    });
    checked.await.unwrap();
    broken
}

async fn count(place: &Place) -> i64 {
    let db = &place.office.db;
    let statement = Statement::from_string(db.backend(), "SELECT COUNT(*) FROM cases");
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
