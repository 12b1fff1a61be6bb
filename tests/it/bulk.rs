//! 批量办理: one thing done with several cases, first rehearsed, then done, a line a case.

use axum::http::StatusCode;
use gongkai::{
    domain::{clock, id::CaseId, stage::StageKey},
    law::{NoticeKind, add_working_days},
    store::{self, Scope},
};
use uuid::Uuid;

use crate::{
    both,
    kit::{browser::Browser, form::Form, page::Page, site::Site},
};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const GONE: StatusCode = StatusCode::NOT_FOUND;

fn href(cases: &[CaseId]) -> String {
    let cases: Vec<String> = cases.iter().map(|case| format!("case={case}")).collect();
    format!("/desk/bulk?{}", cases.join("&"))
}

/// The form for these cases, with what is to be done.
async fn begin(browser: &mut Browser, cases: &[CaseId], deed: &str) -> Form {
    browser.open(&href(cases)).await.form("#bulk").set("deed", deed)
}

/// What the field offers for the handler of the office.
fn receiver(site: &Site, person: &str) -> String {
    let account = site.here.account(person);
    format!("{}/{}", account.department.unwrap(), account.id)
}

/// What is said of the cases of a table.
fn said(page: &Page, table: &str) -> Vec<String> {
    page.texts(&format!("#{table} td[data-label='说明']"))
}

both! {
    async fn cases_are_given_out_at_once_and_what_cannot_be_is_told_before(site: Site) {
        let mut cases = Vec::new();
        for number in 1..=3 {
            let case = site.file(number).await.case;
            site.confirm(case).await;
            cases.push(case);
        }
        let in_hand = site.in_hand(4).await;
        cases.push(in_hand);
        let versions = async |site: &Site| {
            let mut versions = Vec::new();
            for case in &cases {
                versions.push(site.case(*case).await.version);
            }
            versions
        };
        let before = versions(&site).await;
        let mut clerk = site.staff("clerk").await;
        let queue = clerk.open("/desk?tab=all").await;
        assert_eq!(queue.attributes("#cases .desk-tick", "value").len(), 4);
        let form = begin(&mut clerk, &cases, "assign").await;
        let page = clerk.send(&form).await.expect(WRONG);
        assert!(page.text("#to-error").contains("请选择"), "{}", page.words());
        assert_eq!(page.form("#bulk").value("deed"), "assign", "what was chosen is kept");

        let form = page.form("#bulk").set("to", &receiver(&site, "handler"));
        let page = clerk.send(&form).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("可以办3件，不能办1件"), "{}", page.words());
        assert_eq!(said(&page, "cannot").len(), 1);
        assert_eq!(versions(&site).await, before, "a rehearsal keeps nothing");

        let page = clerk.send(&page.form("#bulk").press("go")).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("办成3件，没有办成0件"), "{}", page.words());
        let steps = page.texts(".desk-progress p");
        assert_eq!(steps.len(), 3, "the page tells of each case as soon as it is done");
        assert!(steps[1].starts_with("已经办到第2件，共3件"), "{steps:?}");
        assert_eq!(page.texts("#done td[data-label='承办']").iter().filter(|who| who.ends_with("承办人乙")).count(), 3);
        for case in &cases[..3] {
            assert_eq!(site.case(*case).await.stage.key(), StageKey::Assigned);
        }
        assert_eq!(site.case(in_hand).await.version, before[3], "it was not among those that were done");
    }

    async fn a_head_gives_the_work_of_their_department_to_somebody_else(site: Site) {
        let cases = [site.in_hand(1).await, site.in_hand(2).await];
        let mut head = site.staff("head").await;
        let form = begin(&mut head, &cases, "hand_over").await;
        let form = form.set("to", &receiver(&site, "colleague")).set("reason", "承办人乙休假");
        let check = head.send(&form).await.expect(StatusCode::OK);
        assert!(check.text("#summary").contains("可以办2件，不能办0件"), "{}", check.words());
        let page = head.send(&check.form("#bulk").press("go")).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("办成2件"), "{}", page.words());
        for case in cases {
            assert_eq!(site.case(case).await.handler(), Some(site.here.account("colleague").id));
        }
    }

    async fn more_than_may_be_done_at_once_and_nothing_to_do_are_told(site: Site) {
        let case = site.in_hand(1).await;
        let mut clerk = site.staff("clerk").await;
        let many: Vec<CaseId> = (1..=7).map(|n| CaseId(Uuid::from_u128(n))).collect();
        let back = clerk.get(&href(&many)).await.expect(DONE).location();
        assert!(clerk.open(&back).await.words().contains("一次最多批量办理6件"));
        let form = clerk.open(&href(&[case])).await.form("#bulk");
        let page = clerk.send(&form).await.expect(WRONG);
        assert!(page.has("#deed-error"), "{}", page.words());
    }

    async fn what_changed_meanwhile_is_named_and_the_others_are_done(site: Site) {
        let mut cases = Vec::new();
        for number in 1..=3 {
            let case = site.file(number).await.case;
            site.confirm(case).await;
            cases.push(case);
        }
        let mut clerk = site.staff("clerk").await;
        let form = begin(&mut clerk, &cases, "assign").await.set("to", &receiver(&site, "handler"));
        let check = clerk.send(&form).await.expect(StatusCode::OK);
        site.assign(cases[1]).await;
        let changed = site.case(cases[1]).await.version;
        let page = clerk.send(&check.form("#bulk").press("go")).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("办成2件，没有办成1件"), "{}", page.words());
        let why = said(&page, "not-done");
        assert!(why[0].contains("有了变动"), "{why:?}");
        assert_eq!(site.case(cases[1]).await.version, changed);
        // The same form once more does nothing twice.
        let again = clerk.send(&check.form("#bulk").press("go")).await.expect(StatusCode::OK);
        assert!(again.text("#summary").contains("办成0件，没有办成3件"), "{}", again.words());
    }

    async fn each_case_may_have_a_reason_of_its_own(site: Site) {
        let cases = [site.in_hand(1).await, site.in_hand(2).await];
        let mut handler = site.staff("handler").await;
        let form = begin(&mut handler, &cases, "extend").await;
        let page = handler.send(&form).await.expect(WRONG);
        assert!(page.has("#reason-error"), "{}", page.words());
        let days: u16 = page.form("#bulk").value("days").parse().unwrap();
        let check = handler.send(&page.form("#bulk").set("reason", "涉及档案数量大")).await.expect(StatusCode::OK);
        let law = site.office.law();
        let now = clock::of(&site.case(cases[0]).await, &law).due_on.unwrap();
        let then = add_working_days(&law.calendar, now, days);
        let then = format!("延长至{}年{}月{}日", then.year(), u8::from(then.month()), then.day());
        for says in said(&check, "can") {
            assert!(says.starts_with("可以办") && says.contains(&then), "{says}");
        }
        let own = format!("reason-{}", cases[1]);
        let too_long = check.form("#bulk").set(&own, &"长".repeat(5_000)).press("go");
        let check = handler.send(&too_long).await.expect(WRONG);
        assert!(check.has(&format!("#{own}-error")), "{}", check.words());
        assert_eq!(check.form("#bulk").value(&own).chars().count(), 5_000, "what was typed is kept");
        // Whoever unticks the case has no wrong reason any more.
        let without = check.form("#bulk").set("case", &cases[0].to_string()).press("go");
        let page = handler.send(&without).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("办成1件，没有办成0件"), "{}", page.words());
        let form = check.form("#bulk").set(&own, "需要到外地调取").press("go");
        let page = handler.send(&form).await.expect(StatusCode::OK);
        assert!(page.text("#summary").contains("办成1件，没有办成1件"), "{}", page.words());
        assert!(days > 0);
        for (case, reason) in cases.iter().zip(["涉及档案数量大", "需要到外地调取"]) {
            let notices = site.case(*case).await.notices;
            assert_eq!(notices.len(), 1);
            assert_eq!(notices[0].kind(), NoticeKind::Extension);
            assert!(handler.open(&format!("/desk/cases/{case}")).await.words().contains(reason));
        }
    }

    async fn whoever_handles_cases_is_reminded_of_all_at_once(site: Site) {
        let (with, without) = (site.in_hand(1).await, site.file(2).await.case);
        let mut clerk = site.staff("clerk").await;
        let form = begin(&mut clerk, &[with, without], "remind").await.set("reason", "请本周内提出答复意见");
        let check = clerk.send(&form).await.expect(StatusCode::OK);
        assert!(said(&check, "cannot")[0].contains("没有承办人"), "{}", check.words());
        let go = check.form("#bulk").press("go");
        for _ in 0..2 {
            clerk.send(&go).await.expect(StatusCode::OK);
        }
        let (office, scope) = (&site.office, Scope::of(site.here.agency.id));
        let notes = store::note::of_case(&office.db, &office.vault, scope, with).await.unwrap();
        assert_eq!(notes.len(), 1, "sent twice, written once");
        assert!(notes[0].mentions.contains(&site.here.account("handler").id));
        assert!(store::note::of_case(&office.db, &office.vault, scope, without).await.unwrap().is_empty());
    }

    async fn cases_of_others_are_not_there_and_nothing_is_done_for_nothing(site: Site) {
        let case = site.in_hand(1).await;
        let mut elsewhere = site.staff_of(&site.elsewhere, "all").await;
        elsewhere.get(&href(&[case])).await.expect(DONE);

        let mut clerk = site.staff("clerk").await;
        let nothing = clerk.get("/desk/bulk?query=tab%3Dall").await.expect(DONE);
        assert_eq!(nothing.location(), "/desk?tab=all");
        let page = clerk.open(&nothing.location()).await;
        assert!(page.words().contains("请先勾选"), "{}", page.words());
        let all = clerk.open("/desk/bulk?all=yes&tab=all").await;
        assert_eq!(all.texts("tbody tr").len(), 1);
        assert_eq!(site.staff("admin").await.get(&href(&[case])).await.status, GONE);
    }
}
