//! Writes: an application is filed, and its receipt confirmed, which numbers and sets a letter.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use gongkai::{
    casework::{self, NewApplication, Office, Order},
    demo::plan::{Plan, Story},
    domain::{
        account::Actor,
        applicant::Applicant,
        id::{AgencyId, CaseId, DepartmentId},
        receipt::Confirmation,
        stage::StageKey,
    },
    law::Role,
    store::{
        self,
        queue::{self, Entry},
    },
};

use super::{
    measure::{Yardstick, report, times, together},
    place::Place,
};

/// What a write may take.
const AT_MOST: Duration = Duration::from_millis(50);

/// How often each is done.
const COUNT: usize = 200;

/// Those who file at the same time, and how often each: so often that the first, for whom connections are still opened and
/// statements read, are few.
const APPLICANTS: usize = 8;
const FILED: usize = 100;

/// How many receipts each of those confirms who do it side by side, and how often.
const CONFIRMED: usize = 25;
const PAUSE: Duration = Duration::from_secs(1);

pub(crate) async fn measure(place: &Place) {
    let office = &place.office;
    let yardstick = Yardstick {
        name: "a transaction of one row",
        times: times(COUNT, async || {
            let tx = office.db.begin().await.unwrap();
            store::number::next(&tx, place.scope(), "bench", 2026)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        })
        .await,
    };
    let counter = Arc::new(Counter::new(place));
    let mut filed = Vec::new();
    let alone = times(COUNT, async || filed.push(counter.file().await.0)).await;
    report("filing", &alone, AT_MOST, &yardstick);
    let applicants = vec![Arc::clone(&counter); APPLICANTS];
    let at_once = together(&applicants, FILED, Duration::ZERO, async |counter, _| {
        counter.file().await;
    })
    .await;
    report(
        &format!("filing, {APPLICANTS} at once"),
        &at_once,
        AT_MOST,
        &yardstick,
    );

    let clerk = Actor::Officer(place.officer(Role::IntakeClerk).await.1);
    let mut waiting = filed.into_iter();
    let confirmed = times(COUNT, async || {
        counter.confirm(&clerk, waiting.next().unwrap()).await;
    })
    .await;
    report("confirming a receipt, with PDF", &confirmed, AT_MOST, &yardstick);
    confirmed_side_by_side(&counter, &clerk, &yardstick).await;
    assigned_at_once(place, &yardstick).await;
}

/// Eight clerks confirm receipts side by side, each one a second.
async fn confirmed_side_by_side(counter: &Arc<Counter>, clerk: &Actor, yardstick: &Yardstick) {
    let mut filed = Vec::new();
    for _ in 0..APPLICANTS * CONFIRMED {
        filed.push(counter.file().await.0);
    }
    let clerks: Vec<_> = filed
        .chunks(CONFIRMED)
        .map(|filed| Arc::new((Arc::clone(counter), clerk.clone(), filed.to_vec())))
        .collect();
    let confirmed = together(&clerks, CONFIRMED, PAUSE, async |work, turn| {
        let (counter, clerk, filed) = &*work;
        counter.confirm(clerk, filed[turn]).await;
    })
    .await;
    report(
        &format!("confirming, {APPLICANTS} clerks, one a second each"),
        &confirmed,
        AT_MOST,
        yardstick,
    );
}

/// Eight clerks assign at the same time, each other cases.
async fn assigned_at_once(place: &Place, yardstick: &Yardstick) {
    let office = &place.office;
    let filter = queue::Filter {
        stages: vec![StageKey::Received],
        open: true,
        ..queue::Filter::default()
    };
    let page = queue::page(
        &office.db,
        place.scope(),
        &filter,
        &queue::Order::default(),
        None,
        2_000,
    )
    .await;
    let department = store::agency::departments(&office.db, place.scope())
        .await
        .unwrap();
    let department = department.first().unwrap().id;
    let (_, clerk) = place.officer(Role::IntakeClerk).await;
    let desk = Arc::new(Desk {
        office: office.clone(),
        agency: place.agency.id,
        clerk: Actor::Officer(clerk),
        department,
        waiting: page.unwrap().entries,
        assigned: AtomicUsize::new(0),
    });
    let clerks = vec![Arc::clone(&desk); APPLICANTS];
    let each = COUNT / APPLICANTS;
    let assigned = together(&clerks, each, Duration::ZERO, async |desk, _| {
        desk.assign().await;
    })
    .await;
    report(
        &format!("assigning, {APPLICANTS} at once"),
        &assigned,
        AT_MOST,
        yardstick,
    );
}

/// Where cases are given to a department.
struct Desk {
    office: Office,
    agency: AgencyId,
    clerk: Actor,
    department: DepartmentId,
    waiting: Vec<Entry>,
    assigned: AtomicUsize,
}

impl Desk {
    async fn assign(&self) {
        let case = &self.waiting[self.assigned.fetch_add(1, Ordering::Relaxed)];
        let order = Order::Assign {
            department: self.department,
            handler: None,
        };
        casework::act(
            &self.office,
            &self.clerk,
            self.agency,
            case.id,
            case.version,
            order,
        )
        .await
        .unwrap();
    }
}

/// Where applications come in, made up like those of the demonstration.
pub(crate) struct Counter {
    office: Office,
    agency: AgencyId,
    stories: Vec<Story>,
    served: AtomicUsize,
}

impl Counter {
    pub(crate) fn new(place: &Place) -> Self {
        let office = &place.office;
        Self {
            office: office.clone(),
            agency: place.agency.id,
            stories: Plan::until(office.today(), &office.law(), &place.material).stories,
            served: AtomicUsize::new(0),
        }
    }

    async fn confirm(&self, clerk: &Actor, case: CaseId) {
        let confirmation = Confirmation {
            on: self.office.today(),
            record: self.office.words("电话与申请人确认").unwrap(),
        };
        let order = Order::ConfirmReceipt { confirmation };
        casework::act(&self.office, clerk, self.agency, case, 1, order)
            .await
            .unwrap();
    }

    /// Files an application; its case and its number.
    pub(crate) async fn file(&self) -> (CaseId, String) {
        let turn = self.served.fetch_add(1, Ordering::Relaxed);
        let story = &self.stories[turn % self.stories.len()];
        let new = NewApplication {
            // An agent would bring a file.
            applicant: Applicant {
                agent: None,
                ..story.applicant.clone()
            },
            application: story.application.clone(),
            asks_for: story.asks_for,
            files: Vec::new(),
            token: self.office.ids.next(),
        };
        let filed = casework::file(&self.office, self.agency, new).await.unwrap();
        (filed.case, filed.number.to_string())
    }
}
