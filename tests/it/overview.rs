//! 办理情况: how open cases stand, what came in and ended, and that every figure opens the cases that it counts.

use axum::http::StatusCode;
use gongkai::{casework::Order, domain::service::Service};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, page::Page, premises::TODAY, site::Site},
};

const HERE: &str = "/desk/overview";

/// Four open cases that stand differently, one answered, one withdrawn.
async fn fill(site: &Site) {
    site.file(1).await;
    let waiting = site.file(2).await.case;
    site.confirm(waiting).await;
    site.assign(waiting).await;
    site.in_hand(3).await;
    let reviewed = site.in_hand(4).await;
    site.submit(reviewed, "state_secret").await;
    let done = site.in_hand(5).await;
    site.submit(done, "not_held").await;
    site.approve_all(done).await;
    site.issue(done).await;
    site.serve(done, Service::Online { available_on: TODAY }).await;
}

/// The lines of a table, by the heading above it: what each is of, and its figures.
fn table(page: &Page, id: &str) -> Vec<(String, Vec<String>)> {
    let of = format!("section[aria-labelledby='{id}'] tbody");
    let names = page.texts(&format!("{of} th"));
    let cells = page.texts(&format!("{of} td"));
    let across = cells.len() / names.len().max(1);
    let figure = |cell: &String| cell.rsplit(' ').next().unwrap_or_default().to_owned();
    names
        .into_iter()
        .zip(
            cells
                .chunks(across.max(1))
                .map(|row| row.iter().map(figure).collect()),
        )
        .collect()
}

fn line<'t>(table: &'t [(String, Vec<String>)], name: &str) -> Vec<&'t str> {
    let found = table.iter().find(|(of, _)| of == name);
    let (_, figures) = found.unwrap_or_else(|| panic!("no line “{name}” in {table:?}"));
    figures.iter().map(String::as_str).collect()
}

/// Opens every figure of the page, and counts the rows.
async fn assert_figures_open_their_cases(reader: &mut Browser, page: &Page) {
    let hrefs = page.attributes("main a.desk-figure, main a.desk-tile-link", "href");
    let figures = page.texts("main a.desk-figure, main a.desk-tile-link");
    assert!(hrefs.len() > 5, "{hrefs:?}");
    for (href, figure) in hrefs.iter().zip(figures) {
        let count: usize = figure
            .split_whitespace()
            .find_map(|word| word.parse().ok())
            .unwrap_or_else(|| panic!("no figure in “{figure}”"));
        let rows = reader.open(href).await.texts(".desk-queue tbody tr").len();
        assert_eq!(rows, count, "“{figure}” at {href}");
    }
}

both! {
    async fn open_cases_stand_in_one_way_each_by_department_and_stage(site: Site) {
        fill(&site).await;
        let mut leader = site.staff("leader").await;
        let page = leader.open(HERE).await;
        assert_eq!(page.text("h1"), "办理情况 2026年11月20日（星期五）");
        // In all; late, near, not near, waiting for the applicant, answered.
        let by_department = table(&page, "by-department");
        assert_eq!(line(&by_department, "合计"), ["5", "0", "0", "4", "0", "1"]);
        assert_eq!(line(&by_department, "待分办"), ["1", "0", "0", "1", "0", "0"]);
        let by_stage = table(&page, "by-stage");
        assert_eq!(line(&by_stage, "合计"), ["5", "0", "0", "4", "0", "1"]);
        assert_figures_open_their_cases(&mut leader, &page).await;
        // The last days are over.
        site.clock.advance(Duration::days(60));
        let page = leader.open(HERE).await;
        assert_eq!(line(&table(&page, "by-department"), "合计"), ["5", "4", "0", "0", "0", "1"]);
        assert_figures_open_their_cases(&mut leader, &page).await;
    }

    async fn what_came_in_and_ended_is_told_by_month(site: Site) {
        fill(&site).await;
        let mut leader = site.staff("leader").await;
        let page = leader.open(HERE).await;
        let months = table(&page, "period-title");
        assert_eq!(months.len(), 13, "twelve months and all of them");
        assert_eq!(line(&months, "2026年11月")[1], "1");
        assert_eq!(line(&months, "2026年10月"), ["0", "0", "无"]);
        assert!(page.has(".desk-course-drawing"));
        assert!(page.text("#course-described").contains("2026年11月收到"), "in words as well");
        let outcomes = table(&page, "outcomes-title");
        assert_eq!(outcomes.len(), 1, "{outcomes:?}");
        assert_eq!(outcomes[0].1, ["1", "100%"]);
        // Other days are asked for in the address.
        let page = leader.open(&format!("{HERE}?from=2025-01-01&until=2025-12-31")).await;
        assert_eq!(page.texts(".desk-presets-list [aria-current]"), ["去年"]);
        assert_eq!(table(&page, "period-title"), [], "nothing came in");
        let page = leader.open(&format!("{HERE}?from=2020-01-01&until=2026-12-31")).await;
        let years = table(&page, "period-title");
        assert_eq!(years.len(), 8, "years, and all of them");
        assert_figures_open_their_cases(&mut leader, &page).await;
    }

    async fn an_ending_without_an_answer_is_no_outcome(site: Site) {
        let case = site.in_hand(7).await;
        site.order("clerk", case, Order::Withdraw { reason: None }).await.unwrap();
        let mut leader = site.staff("leader").await;
        let page = leader.open(HERE).await;
        let outcomes = table(&page, "outcomes-title");
        assert_eq!(line(&outcomes, "没有作出答复（撤回等）"), ["1", "100%"]);
        assert_figures_open_their_cases(&mut leader, &page).await;
        let href = page.attributes("section[aria-labelledby='outcomes-title'] a", "href");
        let queue = leader.open(&href[0]).await;
        assert!(queue.texts(".desk-active a").join("").contains("没有作出答复"), "what is set can be unset");
    }

    async fn days_that_are_none_are_told_at_their_field(site: Site) {
        site.in_hand(1).await;
        let mut leader = site.staff("leader").await;
        let page = leader.open(&format!("{HERE}?from=31.12.2026&until=2026-12-31")).await;
        assert_eq!(page.texts("#from-error").len(), 1);
        assert_eq!(page.attributes("#from", "value"), ["31.12.2026"], "what was typed stays");
        assert_eq!(page.attributes("#until", "value"), ["2026-12-31"]);
        let page = leader.open(&format!("{HERE}?from=2026-12-31&until=2026-01-01")).await;
        assert_eq!(page.texts("#until-error").len(), 1);
        let page = leader.open(&format!("{HERE}?from=0001-01-01&until=2026-01-01")).await;
        assert!(page.text("#from-error").contains("时间太长"));
        assert_eq!(table(&page, "period-title").len(), 13, "the usual period is shown");
        // Departments of others, or of nobody, are not there.
        let page = leader.open(&format!("{HERE}?department=4711")).await;
        assert!(page.has("#department option[value=''][selected]"));
    }

    async fn the_head_of_a_department_sees_it_alone_and_others_see_nothing(site: Site) {
        fill(&site).await;
        let mut head = site.staff("head").await;
        let page = head.open(HERE).await;
        assert_eq!(table(&page, "by-department").len(), 2, "the department, and all of it");
        assert!(!page.has("#department"), "there is nothing to choose");
        assert_figures_open_their_cases(&mut head, &page).await;
        let mut leader = site.staff("leader").await;
        let one = leader.open(&format!("{HERE}?department={}", site.here.department)).await;
        assert_eq!(table(&one, "by-stage"), table(&page, "by-stage"));
        for person in ["handler", "secrets", "lawyer", "admin"] {
            site.staff(person).await.get(HERE).await.expect(StatusCode::NOT_FOUND);
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "leader").await;
        let page = elsewhere.open(HERE).await;
        assert!(!page.has(".desk-bars-drawing"), "nothing of another agency");
        assert_eq!(page.texts(".desk-tile-count"), ["0"; 5]);
    }
}
