//! The pages of the desk, read by one person and by many at once.

use std::{sync::Arc, time::Duration};

use gongkai::{
    domain::stage::StageKey,
    law::Role,
    store::{
        Db, Spent,
        queue::{self, Filter, Order},
    },
    web::form::encode,
};
use sea_orm::{ConnectionTrait, Statement};

use super::{
    measure::{Times, Yardstick, report, times, together},
    place::Place,
    reader::{Door, Reader},
};

/// What a page may take.
const AT_MOST: Duration = Duration::from_millis(50);

/// How many pages one reader reads alone.
const ALONE: usize = 300;

/// How many pages each of several reads who take their time, and how often each opens one.
const PACED: usize = 10;
const EVERY: Duration = Duration::from_secs(1);

/// How many pages each of several reads who never stop.
const PRESSED: usize = 60;

/// Rows of a page.
const ROWS: u32 = 50;

/// Pages of a queue that are read, one after the other.
const DEEP: usize = 4;

/// Cases whose pages are read, strewn over all of the agency's.
const CASES: usize = 5_000;

/// Somebody at work, and the pages that they read in turn.
#[derive(Debug)]
pub(crate) struct Desk {
    reader: Reader,
    pages: Vec<String>,
}

impl Desk {
    pub(crate) fn of(reader: Reader, pages: Vec<String>) -> Self {
        Self { reader, pages }
    }

    /// Reads the next page.
    pub(crate) async fn read(self: Arc<Self>, turn: usize) {
        self.reader.read(&self.pages[turn % self.pages.len()]).await;
    }
}

/// The queue as it opens for clerks and handlers, and the one of closed cases.
pub(crate) async fn queue(place: &Place, readers: usize) {
    let door = &Door::Router(place.router.clone());
    let yardsticks = Yardsticks::take(place, readers, AT_MOST).await;
    let open = desks(door, place, readers, &queues("")).await;
    yardsticks.measure("queue page", &open).await;
    let closed = desks(door, place, readers, &queues("&state=closed")).await;
    yardsticks.measure("queue page, closed", &closed).await;
    let filtered = desks(door, place, readers, &[(Role::IntakeClerk, filtered())]).await;
    yardsticks
        .measure("queue page, filtered and sorted", &filtered)
        .await;
    queries_alone(place).await;
}

/// Open and closed cases, narrowed by what no index leads to, each sorted otherwise.
fn filtered() -> Vec<String> {
    let narrow = "/desk?tab=all&state=all&kind=person&channel=online";
    let sorts = [
        "received&dir=desc",
        "applicant",
        "outcome",
        "handler",
        "updated&dir=desc",
    ];
    let mut pages: Vec<String> = sorts.iter().map(|sort| format!("{narrow}&sort={sort}")).collect();
    pages.push(format!("{narrow}&flag=extended&outcome=withheld"));
    pages
}

/// What of a page of the queue is the database: its rows and its counts, asked for without a page around them.
async fn queries_alone(place: &Place) {
    let (db, scope) = (&place.office.db, place.scope());
    let open = Filter {
        open: true,
        ..Filter::default()
    };
    let stages = StageKey::ALL.iter().map(|stage| Filter {
        stages: vec![*stage],
        ..open.clone()
    });
    let filters: Vec<Filter> = stages.chain([open.clone()]).collect();
    let rows = times(ALONE, async || {
        let page = queue::page(db, scope, &open, &Order::default(), None, ROWS).await;
        assert!(!page.unwrap().entries.is_empty());
    })
    .await;
    let counts = times(ALONE, async || {
        assert!(
            !queue::counts(db, scope, &filters, 1_000)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
    let bare = times(ALONE, async || {
        let sql = Statement::from_string(db.backend(), "SELECT 1");
        db.query_one_raw(sql).await.unwrap();
    })
    .await;
    let yardstick = Yardstick {
        name: "SELECT 1",
        times: bare,
    };
    report("of it: the rows", &rows, AT_MOST, &yardstick);
    report("of it: the counts", &counts, AT_MOST, &yardstick);
}

/// Pages of what was found: names and words, frequent ones and such as nobody wrote, narrowed and not.
pub(crate) async fn search(place: &Place, readers: usize) {
    let door = &Door::Router(place.router.clone());
    let yardsticks = Yardsticks::take(place, readers, AT_MOST).await;
    let words = [
        "许可证",
        "施工 许可",
        "“会议纪要”",
        "绿化率",
        "监测 -噪声",
        "王伟",
        "12",
    ];
    let page = |word: &&str| format!("/desk/search?q={}", encode(word));
    let mut pages: Vec<String> = words.iter().map(page).collect();
    pages.push(format!("{}&state=open", page(&"许可证")));
    let desks = desks(door, place, readers, &[(Role::IntakeClerk, pages)]).await;
    yardsticks.measure("search", &desks).await;
}

/// Pages of cases.
pub(crate) async fn case(place: &Place, readers: usize) {
    let door = &Door::Router(place.router.clone());
    let yardsticks = Yardsticks::take(place, readers, AT_MOST).await;
    yardsticks
        .measure("case page", &case_desks(door, place, readers).await)
        .await;
}

/// People who look at cases, all of them clerks, who see every one of their agency's.
pub(crate) async fn case_desks(door: &Door, place: &Place, count: usize) -> Vec<Arc<Desk>> {
    let (db, scope) = (&place.office.db, place.scope());
    let all = queue::ids(db, scope, &Filter::default(), &Order::default(), usize::MAX).await;
    let all = all.unwrap();
    let step = (all.len() / CASES).max(1);
    let some = all.iter().step_by(step);
    let pages: Vec<String> = some.map(|id| format!("/desk/cases/{id}")).collect();
    let mut desks = desks(door, place, count, &[(Role::IntakeClerk, Vec::new())]).await;
    for (number, desk) in desks.iter_mut().enumerate() {
        // Each begins elsewhere.
        let desk = Arc::get_mut(desk).unwrap();
        desk.pages.clone_from(&pages);
        desk.pages.rotate_left(number * pages.len() / count);
    }
    desks
}

/// Clerks and handlers in turn, each with both tabs of their queue and the pages after the second.
pub(crate) fn queues(more: &str) -> [(Role, Vec<String>); 2] {
    let tabs = |tabs: [&str; 2]| tabs.map(|tab| format!("/desk?tab={tab}{more}")).to_vec();
    [
        (Role::IntakeClerk, tabs(["unassigned", "all"])),
        (Role::Handler, tabs(["mine", "department"])),
    ]
}

/// So many people at their desks, the roles in turn. The last page that each is given is read on from.
pub(crate) async fn desks(
    door: &Door,
    place: &Place,
    count: usize,
    work: &[(Role, Vec<String>)],
) -> Vec<Arc<Desk>> {
    let mut desks = Vec::with_capacity(count);
    for (role, first) in work.iter().cycle().take(count) {
        let (username, _) = place.officer(*role).await;
        let reader = Reader::sign_in(door, &username, &place.material.password).await;
        let mut pages = first.clone();
        if let Some(last) = pages.pop() {
            pages.extend(following(&reader, last).await);
        }
        // Each begins elsewhere.
        let begin = desks.len() % pages.len().max(1);
        pages.rotate_left(begin);
        desks.push(Arc::new(Desk { reader, pages }));
    }
    desks
}

/// A page of a queue and those that follow it.
async fn following(reader: &Reader, first: String) -> Vec<String> {
    let mut pages = vec![first];
    while let Some(last) = pages.last().filter(|_| pages.len() < DEEP) {
        let page = reader.page(last).await;
        let next = page.split("href=\"").find_map(|rest| {
            let href = rest.split('"').next()?.replace("&amp;", "&");
            href.contains("&after=").then_some(href)
        });
        match next {
            Some(next) => pages.push(next),
            None => break,
        }
    }
    pages
}

/// Prints what of the pages was the database: its statements alone, in the same run.
fn share(before: Spent, after: Spent, pages: usize, times: &Times) {
    let count = u32::try_from(pages).unwrap();
    let database = after.time.saturating_sub(before.time) / count;
    let statements = (after.statements - before.statements) / u64::from(count);
    let own = 100.0 * (1.0 - database.as_secs_f64() / times.mean().as_secs_f64());
    println!(
        "  of it {statements} statements in {database:.2?}; {own:.0} % of the page's time is not the database"
    );
}

/// The least that a request takes, for one and for many.
pub(crate) struct Yardsticks {
    db: Db,
    at_most: Duration,
    alone: Yardstick,
    together: Yardstick,
}

impl Yardsticks {
    pub(crate) async fn take(place: &Place, readers: usize, at_most: Duration) -> Self {
        let desk = || {
            Arc::new(Desk {
                reader: Reader::stranger(Door::Router(place.router.clone())),
                pages: vec!["/healthz".to_owned()],
            })
        };
        let desks: Vec<_> = (0..readers).map(|_| desk()).collect();
        let yardstick = |times| Yardstick {
            name: "/healthz",
            times,
        };
        Self {
            db: place.office.db.clone(),
            at_most,
            alone: yardstick(times(ALONE, async || desk().read(0).await).await),
            together: yardstick(together(&desks, PRESSED, Duration::ZERO, Desk::read).await),
        }
    }

    /// What many wait for at once.
    pub(crate) fn together(&self) -> &Yardstick {
        &self.together
    }

    /// Lets the first people of two kinds read alone; then all, a page a second each; then all without a pause.
    pub(crate) async fn measure(&self, name: &str, desks: &[Arc<Desk>]) {
        let mut turn = 0;
        let before = self.db.spent();
        let alone = times(ALONE, async || {
            turn += 1;
            let desk = &desks[turn % desks.len().min(2)];
            Arc::clone(desk).read(turn / 2).await;
        })
        .await;
        report(name, &alone, self.at_most, &self.alone);
        share(before, self.db.spent(), turn, &alone);
        let many = desks.len();
        let paced = together(desks, PACED, EVERY, Desk::read).await;
        report(
            &format!("{name}, {many} a second"),
            &paced,
            self.at_most,
            &self.alone,
        );
        let pressed = together(desks, PRESSED, Duration::ZERO, Desk::read).await;
        report(
            &format!("{name}, {many} at once"),
            &pressed,
            self.at_most,
            &self.together,
        );
    }
}
