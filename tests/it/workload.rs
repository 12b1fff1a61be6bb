//! 工作量: who has how much, and who sees it.

use axum::http::StatusCode;
use gongkai::{
    casework::delegation,
    domain::{delegation::NewDelegation, service::Service},
};
use time::Duration;

use crate::{
    both,
    kit::{page::Page, premises::TODAY, site::Site},
};

const HERE: &str = "/desk/workload";

/// The rows of the page: who, in progress, late, near, waiting, in review, next, ended.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let cells = page.texts(".desk-workload tbody tr > *");
    cells
        .chunks(8)
        .map(|row| {
            // A figure says besides, for whoever does not see the table, what it is of.
            row.iter()
                .map(|cell| cell.rsplit(' ').next().unwrap_or_default().to_owned())
                .collect()
        })
        .collect()
}

both! {
    async fn every_person_and_department_has_its_figures(site: Site) {
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
        let mut leader = site.staff("leader").await;
        let page = leader.open(HERE).await;
        assert_eq!(page.text("h1"), "工作量 2026年11月20日（星期五）");
        let names = page.texts(".desk-workload tbody tr > th");
        assert_eq!(names, ["合计", "多面手癸", "承办人丙", "承办人乙", "尚未接办", "合计", "承办人丁", "合计"]);
        let due = "2026年12月18日（星期五）";
        let rows = rows(&page);
        let of = |row: usize| rows[row][1..].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of(2), ["0", "0", "0", "0", "0", "无", "0"], "who has nothing");
        assert_eq!(of(3)[1..], ["0", "0", "0", "1", due, "1"]);
        assert_eq!(of(4), ["1", "0", "0", "0", "0", due, "0"]);
        assert_eq!(of(6), ["0", "0", "0", "0", "0", "无", "0"]);
        assert_eq!(page.texts(".desk-bars-name"), ["承办人乙"]);
        assert!(page.text("#bars-described").starts_with("承办人乙"), "in words as well");
        let department = site.here.department;
        let handler = site.here.account("handler").id;
        let links = page.attributes(".desk-workload tbody tr:nth-child(3) a", "href");
        assert_eq!(links[0], format!("/desk?tab=all&department={department}&handler={handler}"));
        leader.open(&links[0]).await;
    }

    async fn what_is_near_and_what_is_late_is_told_apart(site: Site) {
        site.in_hand(1).await;
        let mut leader = site.staff("leader").await;
        let mut of_the_handler = async || {
            let page = leader.open(HERE).await;
            let names = page.texts(".desk-workload tbody tr > th");
            let at = names.iter().position(|name| name == "承办人乙").unwrap();
            let row = rows(&page)[at].clone();
            (row[2].clone(), row[3].clone(), row[6].clone())
        };
        let seen = |late: &str, near: &str, next: &str| (late.to_owned(), near.to_owned(), next.to_owned());
        let due = "2026年12月18日（星期五）";
        // The last day is 18 December: on the 10th six working days are left, on the 11th five.
        site.clock.advance(Duration::days(20));
        assert_eq!(of_the_handler().await, seen("0", "0", due));
        site.clock.advance(Duration::days(1));
        assert_eq!(of_the_handler().await, seen("0", "1", due));
        site.clock.advance(Duration::days(7));
        assert_eq!(of_the_handler().await, seen("0", "1", due));
        site.clock.advance(Duration::days(1));
        assert_eq!(of_the_handler().await, seen("1", "0", "无"));
    }

    async fn every_figure_opens_as_many_cases(site: Site) {
        // One is not confirmed yet: it is due on a day that may still change.
        site.file(1).await;
        site.in_hand(2).await;
        let asked = site.in_hand(3).await;
        site.submit(asked, "not_held").await;
        site.clock.advance(Duration::days(21));
        site.in_hand(4).await;
        let mut leader = site.staff("leader").await;
        for days in [0, 20] {
            site.clock.advance(Duration::days(days));
            let page = leader.open(HERE).await;
            let figures = page.texts(".desk-workload tbody a");
            let links = page.attributes(".desk-workload tbody a", "href");
            assert!(figures.len() > 5 && figures.len() == links.len(), "{figures:?}");
            for (figure, link) in figures.iter().zip(links) {
                let queue = leader.open(&link).await;
                let cases = queue.texts("#cases tbody tr").len().to_string();
                assert_eq!(figure.rsplit(' ').next(), Some(cases.as_str()), "{link}");
            }
        }
    }

    async fn the_head_of_a_department_sees_it_alone_and_others_see_nothing(site: Site) {
        site.file(1).await;
        site.in_hand(2).await;
        let mut head = site.staff("head").await;
        let page = head.open(HERE).await;
        let titles: Vec<String> = page.texts(".desk-workload caption");
        assert_eq!(titles, ["住房保障科"]);
        assert!(page.attributes(".desk-workload a", "href").iter().all(|href| href.starts_with("/desk?tab=department&")));
        assert!(page.has(".gk-nav__link[href='/desk/workload'][aria-current='page']"));
        for person in ["handler", "secrets", "lawyer", "admin"] {
            let mut somebody = site.staff(person).await;
            somebody.get(HERE).await.expect(StatusCode::NOT_FOUND);
            assert!(!somebody.open("/desk/reminders").await.has(".gk-nav__link[href='/desk/workload']"), "{person}");
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "leader").await;
        assert!(!elsewhere.open(HERE).await.has(".desk-bars"), "nothing of another agency");
    }

    async fn whoever_is_away_is_marked_with_who_stands_in(site: Site) {
        site.in_hand(1).await;
        let new = NewDelegation {
            from: site.here.account("all").id,
            to: site.here.account("leader").id,
            from_on: TODAY,
            to_on: TODAY + Duration::days(3),
            why: "出差".to_owned(),
        };
        delegation::settle(&site.office, &site.here.officer("all"), new).await.unwrap();
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(HERE).await;
        assert_eq!(page.texts(".desk-away"), ["外出，由局领导庚代行至2026年11月23日（星期一）"]);
    }
}
