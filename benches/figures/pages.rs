//! The pages of the desk, read by one person and by many at once.

use std::{sync::Arc, time::Duration};

use gongkai::law::Role;

use super::{
    fill,
    measure::{Yardstick, report, times, together},
    place::Place,
    reader::{Door, Reader},
};

/// What a page may take.
const AT_MOST: Duration = Duration::from_millis(50);

/// How many pages one reader reads alone, and how many each of several.
const ALONE: usize = 300;
const EACH: usize = 60;

/// Pages of a queue that are read, one after the other.
const DEEP: usize = 4;

/// Cases whose pages are read, strewn over all of the agency's.
const CASES: usize = 5_000;

/// The queue as it opens, and of closed cases.
pub(crate) async fn queue(place: &Place, readers: usize) {
    let crowd = crowd(place, readers).await;
    let yardsticks = Yardsticks::take(&crowd).await;
    let reader = crowd.first().unwrap();
    let mut open = vec!["/desk".to_owned()];
    open.extend(following(reader, "/desk?tab=all").await);
    yardsticks.measure("queue page", open, &crowd).await;
    let closed = following(reader, "/desk?tab=all&stage=closed").await;
    yardsticks
        .measure("queue page, closed cases", closed, &crowd)
        .await;
}

/// Pages of cases, as the clerk sees them.
pub(crate) async fn case(place: &Place, readers: usize) {
    let crowd = crowd(place, readers).await;
    let yardsticks = Yardsticks::take(&crowd).await;
    yardsticks.measure("case page", cases(place).await, &crowd).await;
}

/// Addresses of pages of cases.
pub(crate) async fn cases(place: &Place) -> Vec<String> {
    let all = fill::cases_of(&place.office.db, place.scope()).await;
    let step = (all.len() / CASES).max(1);
    let mut some: Vec<String> = all
        .iter()
        .step_by(step)
        .map(|id| format!("/desk/cases/{id}"))
        .collect();
    // Neighbours in time are not read one after the other: a step that shares no factor with the number strews them.
    let (count, stride) = (some.len(), 1_009 % some.len().max(1));
    some = (0..count)
        .filter_map(|turn| some.get(turn * stride % count).cloned())
        .collect();
    some
}

/// Intake clerks, who see every case of the agency.
async fn crowd(place: &Place, readers: usize) -> Vec<Arc<Reader>> {
    let door = Door::Router(place.router.clone());
    let (username, _) = place.officer(Role::IntakeClerk).await;
    Reader::crowd(&door, (&username, &place.material.password), readers).await
}

/// A page of a queue and those that follow it.
pub(crate) async fn following(reader: &Reader, first: &str) -> Vec<String> {
    let mut pages = vec![first.to_owned()];
    while pages.len() < DEEP {
        let page = reader.page(pages.last().unwrap()).await;
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

/// The least that a request takes, for one and for many.
struct Yardsticks {
    alone: Yardstick,
    together: Yardstick,
}

impl Yardsticks {
    async fn take(crowd: &[Arc<Reader>]) -> Self {
        let reader = crowd.first().unwrap();
        Self {
            alone: Yardstick {
                name: "/healthz",
                times: times(ALONE, async || reader.read("/healthz").await).await,
            },
            together: Yardstick {
                name: "/healthz",
                times: together(crowd, EACH, async |reader: Arc<Reader>, _| {
                    reader.read("/healthz").await
                })
                .await,
            },
        }
    }

    /// Reads pages in turn.
    async fn measure(&self, name: &str, pages: Vec<String>, crowd: &[Arc<Reader>]) {
        let reader = crowd.first().unwrap();
        let mut pages_of_one = pages.iter().cycle();
        let alone = times(ALONE, async || reader.read(pages_of_one.next().unwrap()).await).await;
        report(name, &alone, AT_MOST, &self.alone);
        let pages = Arc::new(pages);
        let many = together(crowd, EACH, move |reader: Arc<Reader>, turn| {
            let pages = Arc::clone(&pages);
            async move { reader.read(pages.get(turn % pages.len()).unwrap()).await }
        })
        .await;
        report(
            &format!("{name}, {} readers", crowd.len()),
            &many,
            AT_MOST,
            &self.together,
        );
    }
}
