//! The queue, black box: narrowed, sorted, kept as a view, shown as one wants it; and the next case.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use gongkai::{
    casework::desk::take_next,
    domain::{account::Actor, account::Officer, id::CaseId},
};

use crate::{
    both,
    kit::{page::Page, site::Site},
};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const GONE: StatusCode = StatusCode::NOT_FOUND;
const ROWS: &str = ".desk-queue tbody tr";

fn officer(site: &Site, person: &str) -> Officer {
    match site.here.actor(person) {
        Actor::Officer(officer) => officer,
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => {
            panic!("{person} is not of the staff")
        }
    }
}

fn rows(page: &Page) -> usize {
    page.texts(ROWS).len()
}

/// Cases in several stages.
async fn several(site: &Site) {
    for number in 1..=3 {
        site.file(number).await;
    }
    let received = site.file(4).await.case;
    site.confirm(received).await;
    let assigned = site.file(5).await.case;
    site.confirm(assigned).await;
    site.assign(assigned).await;
    site.in_hand(6).await;
    let case = site.in_hand(7).await;
    site.submit(case, "internal_affairs").await;
}

both! {
    async fn every_count_is_that_of_the_rows_behind_it(site: Site) {
        several(&site).await;
        let mut all = site.staff("all").await;
        let mut seen = 0;
        for start in ["/desk?tab=all", "/desk?tab=all&stage=filed&stage=in_hand", "/desk?tab=all&due=10", "/desk?tab=all&state=all"] {
            let page = all.open(start).await;
            let counts = page.texts("a.desk-chip .desk-chip-count, .desk-count");
            let links: Vec<String> = page
                .attributes("a.desk-chip:has(.desk-chip-count), .moj-sub-navigation__link", "href");
            assert_eq!(counts.len(), links.len(), "{start}");
            let current = page.attributes("a.desk-chip--on:has(.desk-chip-count)", "href");
            for (count, link) in counts.iter().zip(&links) {
                if current.contains(link) {
                    // What is on leads back.
                    continue;
                }
                let behind = all.open(link).await;
                assert_eq!(rows(&behind).to_string(), *count, "{start}: {link}");
                seen += 1;
            }
            if rows(&page) > 0 {
                let caption = page.text("caption");
                assert!(caption.ends_with(&format!("共{}件", rows(&page))), "{start}: {caption}");
            }
        }
        assert!(seen > 15, "{seen}");
    }

    async fn what_is_set_is_shown_and_can_be_unset(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all&stage=in_hand&channel=online&kind=person").await;
        let set = page.texts(".desk-active li");
        assert_eq!(set.len(), 3, "{set:?}");
        let without = page.attributes(".desk-active li:first-child a", "href").remove(0);
        assert_eq!(clerk.open(&without).await.texts(".desk-active li").len(), 2);
        let clear = page.attributes(".desk-active > a", "href").remove(0);
        assert!(!clerk.open(&clear).await.has(".desk-active"));
        let nothing = clerk.open("/desk?tab=all&stage=in_hand&channel=fax").await;
        assert!(nothing.text(".govuk-inset-text").contains("没有符合条件的办件"));
    }

    async fn the_rows_are_sorted_by_what_was_pressed_and_back(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all").await;
        assert_eq!(page.attributes("th[aria-sort]", "aria-sort"), ["ascending"]);
        let by_stage = page.attributes("thead a[href*='sort=stage']", "href").remove(0);
        let page = clerk.open(&by_stage).await;
        let stages = page.texts("tbody td[data-label='环节']");
        assert_eq!(stages.first().map(String::as_str), Some("待确认收到"));
        assert!(stages.last().unwrap().starts_with("审核中"), "{stages:?}");
        let back = page.attributes("thead a[href*='sort=stage']", "href").remove(0);
        let page = clerk.open(&back).await;
        assert_eq!(page.attributes("th[aria-sort]", "aria-sort"), ["descending"]);
        let mut turned = page.texts("tbody td[data-label='环节']");
        turned.reverse();
        assert_eq!(turned, stages);
        for sort in ["due", "received", "ended", "number", "updated", "department", "handler", "applicant", "kind", "channel", "outcome"] {
            for dir in ["asc", "desc"] {
                let page = clerk.open(&format!("/desk?tab=all&sort={sort}&dir={dir}")).await;
                assert_eq!(rows(&page), 7, "{sort} {dir}");
            }
        }
    }

    async fn a_day_that_is_none_is_told_at_its_field(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all&received_from=31.12.2026&ended_from=2026-02-01&ended_until=2026-01-01").await;
        assert!(page.text("#received_from-error").contains("年-月-日"));
        assert!(page.text("#ended_until-error").contains("不能早于"));
        assert_eq!(page.form(".desk-panel").value("received_from"), "31.12.2026");
        assert!(page.has(".desk-fold[open] .desk-panel"), "the panel is unfolded");
        assert_eq!(rows(&clerk.open("/desk?tab=all&after=x&stage=nonsense").await), 7, "an old link opens all the same");
    }

    async fn a_view_is_kept_shared_and_forgotten(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all&stage=in_hand&sort=received").await;
        let form = page.form("form[action='/desk/views']");
        let wrong = clerk.send(&form.clone().set("name", " ").tick("shared", "true")).await.expect(WRONG);
        assert!(wrong.text("#name-error").contains("名称"));
        assert_eq!(rows(&wrong), 1, "the page is as it was");
        assert!(wrong.has("#shared[checked]"));
        let form = wrong.form("form[action='/desk/views']").set("name", "在办的<件>");
        let to = clerk.send(&form).await.expect(DONE).location();
        assert_eq!(to, "/desk?tab=all&stage=in_hand&sort=received");
        let page = clerk.open(&to).await;
        assert_eq!(page.texts(".desk-views a[aria-current]"), ["在办的<件>"]);
        let twice = clerk.send(&page.form("form[action='/desk/views']").set("name", "在办的<件>")).await.expect(WRONG);
        assert!(twice.text("#name-error").contains("同名"));

        let mut leader = site.staff("leader").await;
        let theirs = leader.open("/desk").await;
        assert_eq!(theirs.attributes(".desk-views a", "href"), [to]);
        assert!(!theirs.has(".desk-views form"), "what is somebody else's is not theirs to forget");
        let mut elsewhere = site.staff_of(&site.elsewhere, "clerk").await;
        assert!(!elsewhere.open("/desk").await.has(".desk-views"));
        let forget = page.form(".desk-views form");
        let stolen = theirs.form("form[action='/desk/views']").to(&page.attributes(".desk-views form", "action").remove(0));
        leader.send(&stolen).await.expect(GONE);
        clerk.send(&forget).await.expect(DONE);
        assert!(!clerk.open("/desk").await.has(".desk-views"));
    }

    async fn columns_and_density_are_as_one_wants_them(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all&stage=in_hand").await;
        assert_eq!(page.texts(".desk-queue thead th").len(), 7);
        assert!(page.has("script[src$='/queue.js']"));
        let form = page.form("form[action='/desk/display']");
        let query = form.value("query").to_owned();
        // The box for keys is left empty.
        let fields = [("column", "flags"), ("column", "channel"), ("column", "nonsense"), ("density", "dense"), ("query", &query)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let wanted = clerk.send(&form.forge("/desk/display", &fields, None)).await;
        assert_eq!(wanted.expect(DONE).location(), "/desk?tab=all&stage=in_hand");
        let page = clerk.open("/desk?tab=all&stage=in_hand").await;
        assert_eq!(page.texts(".desk-queue thead th"), ["办件", "提交渠道", "标记"]);
        assert!(page.has(".desk-queue--dense") && !page.has("script[src$='/queue.js']"));
        assert!(!site.staff("leader").await.open("/desk").await.has(".desk-queue--dense"), "others see it as they want");
    }

    async fn a_table_has_every_row_of_the_view(site: Site) {
        several(&site).await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk?tab=all&stage=filed&sort=number&dir=desc").await;
        let links = page.attributes(".desk-exports a", "href");
        assert_eq!(links.len(), 4, "the cases and the register, each as CSV and XLSX");
        let csv = clerk.open(&links[0]).await;
        assert_eq!(csv.headers["cache-control"], "no-store");
        let text = String::from_utf8(csv.bytes.clone()).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert!(lines[0].starts_with("\"编号\",\"办件\",\"申请人\""), "{}", lines[0]);
        let numbers = page.texts(".desk-number");
        assert_eq!(lines.len(), numbers.len() + 1);
        for (line, number) in lines[1..].iter().zip(&numbers) {
            assert!(line.starts_with(&format!("\"{number}\"")), "{line}");
        }
        let book = clerk.open(&links[1]).await;
        assert!(book.bytes.starts_with(b"PK"));
        let mut stranger = site.staff("stranger").await;
        let nothing = String::from_utf8(stranger.open("/desk/export/csv?tab=all").await.bytes).unwrap();
        assert_eq!(nothing.lines().count(), 1, "the heads alone");
        clerk.get("/desk/export/exe?tab=all").await.expect(GONE);
    }

    async fn no_address_shows_more_than_the_tabs_of_its_reader(site: Site) {
        several(&site).await;
        let elsewhere = site.here.account("stranger").department.unwrap();
        let mut handler = site.staff("handler").await;
        let whole = rows(&handler.open("/desk?tab=department").await);
        assert_eq!(rows(&handler.open(&format!("/desk?tab=department&department={elsewhere}")).await), whole);
        let mut stranger = site.staff("stranger").await;
        for query in ["tab=all", "tab=department&state=all", "tab=mine", "tab=unassigned&state=all&sort=number"] {
            assert_eq!(rows(&stranger.open(&format!("/desk?{query}")).await), 0, "{query}");
        }
    }

    async fn the_next_case_is_given_to_one_alone(site: Site) {
        for number in 1..=6 {
            let case = site.file(number).await.case;
            site.confirm(case).await;
            site.assign(case).await;
        }
        let mut handler = site.staff("handler").await;
        let page = handler.open("/desk").await;
        let to = handler.send(&page.form("form[action='/desk/next']")).await.expect(DONE).location();
        let page = handler.open(&to).await;
        assert!(page.text(".gk-flash__text").contains("已接办"), "{}", page.words());

        let mut pressing = Vec::new();
        for number in 0..10 {
            let (office, officer) = (site.office.clone(), officer(&site, ["handler", "colleague"][number % 2]));
            pressing.push(tokio::spawn(async move { take_next(&office, &officer).await.unwrap().map(|case| case.id) }));
        }
        let mut given: Vec<CaseId> = Vec::new();
        for press in pressing {
            given.extend(press.await.unwrap());
        }
        let once: BTreeSet<CaseId> = given.iter().copied().collect();
        assert_eq!((given.len(), once.len()), (5, 5), "each of the five that were left, once");
        let page = handler.open("/desk").await;
        let to = handler.send(&page.form("form[action='/desk/next']")).await.expect(DONE).location();
        assert_eq!(to, "/desk");
        assert!(handler.open(&to).await.text(".gk-flash__text").contains("没有待接办"));
        assert!(!site.staff("clerk").await.open("/desk").await.has("form[action='/desk/next']"));
    }
}
