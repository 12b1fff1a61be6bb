//! The desk, black box: the queue and the case, as clerks and handlers use them.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;

use crate::{
    both,
    kit::{browser::Browser, page::Page, site::Site},
};

const DONE: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const LATE: StatusCode = StatusCode::CONFLICT;

const STAGE: &str = ".desk-bar .govuk-tag";
const HISTORY: &str = ".desk-history-what";
const ROWS: &str = ".desk-table tbody tr";

fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}")
}

fn form_of(order: &str) -> String {
    format!("form[action$='/{order}']")
}

/// Opens the page of the case and gives an order from it.
async fn order(browser: &mut Browser, case: CaseId, order: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.open(&at(case)).await;
    let blank = page.form(&form_of(order));
    let filled = fields
        .iter()
        .fold(blank, |form, (name, value)| form.set(name, value));
    browser.send(&filled).await
}

both! {
    async fn an_application_goes_from_the_queue_to_the_desk(site: Site) {
        let case = site.file(1).await.case;
        let mut clerk = site.staff("clerk").await;
        let queue = clerk.open("/desk").await;
        assert_eq!(queue.attributes(&format!("{ROWS} a"), "href"), [at(case)]);
        let page = clerk.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "待确认收到");
        assert_eq!(page.form(&form_of("confirm-receipt")).value("confirmed_on"), "2026-11-20");

        let wrong = order(&mut clerk, case, "confirm-receipt", &[("confirmed_on", "昨天")]).await.expect(WRONG);
        assert!(wrong.has("#confirmed_on-error") && wrong.has("#confirm_record-error"));
        assert_eq!(wrong.form(&form_of("confirm-receipt")).value("confirmed_on"), "昨天");
        let record = [("confirm_record", "电话与申请人<确认>")];
        order(&mut clerk, case, "confirm-receipt", &record).await.expect(DONE);
        assert!(clerk.open(&at(case)).await.words().contains("电话与申请人<确认>"));
        let nobody = order(&mut clerk, case, "assign", &[]).await.expect(WRONG);
        assert!(nobody.has("#to-error"));
        let department = site.here.department.to_string();
        order(&mut clerk, case, "assign", &[("to", &department)]).await.expect(DONE);

        let mut handler = site.staff("handler").await;
        let page = handler.open(&at(case)).await;
        let page = handler.follow(&page.form(&form_of("accept"))).await;
        assert_eq!(page.text(STAGE), "承办中");
        assert_eq!(page.text(".gk-flash__text"), "已办理：接办。");
        assert_eq!(page.texts(".desk-letters strong"), ["政府信息公开申请登记回执"]);
        assert!(page.text(".desk-aside[aria-labelledby='applicant']").contains("19900000001"));
    }

    async fn a_letter_goes_from_the_signature_to_the_archive(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "internal_affairs").await;
        site.approve_all(case).await;
        let mut handler = site.staff("handler").await;
        order(&mut handler, case, "issue", &[]).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "待送达");
        let (letter, pdf) = (".desk-letters li:first-child", "a[href$='/pdf']");
        assert!(page.text(&format!("{letter} p:first-child")).contains("QXZJ公开〔2026〕1号-答"));
        let pdf = page.attributes(&format!("{letter} {pdf}"), "href").remove(0);
        assert!(handler.open(&pdf).await.bytes.starts_with(b"%PDF"));
        let page = handler.open(pdf.trim_end_matches("/pdf")).await;
        assert!(page.has("article"), "the letter can be read as a page");

        let post = [("by", "post"), ("mail", "ems"), ("waybill", "EA123"), ("posted_on", "2026-11-20")];
        let wrong = order(&mut handler, case, "serve", &post).await.expect(WRONG);
        assert!(wrong.text("#waybill-error").contains("邮件号码不正确"));
        let again = wrong.form(&form_of("serve"));
        assert_eq!((again.value("by"), again.value("waybill")), ("post", "EA123"));
        let page = handler.follow(&again.set("waybill", "EA123456789CN")).await;
        assert_eq!(page.text(STAGE), "已送达");
        assert!(page.text(letter).contains("EA123456789CN"));
        assert!(!page.has(&form_of("close")), "a letter on its way is not closed");
        order(&mut handler, case, "record-delivery", &[("delivered_on", "2026-11-20")]).await.expect(DONE);
        order(&mut handler, case, "close", &[]).await.expect(DONE);
        let page = handler.open(&at(case)).await;
        assert_eq!(page.text(STAGE), "已办结");
        assert!(page.text(letter).contains("2026年11月20日（星期五）妥投"), "{}", page.text(letter));
    }

    async fn who_comes_too_late_sees_what_changed_and_keeps_the_words(site: Site) {
        let case = site.file(1).await.case;
        site.confirm(case).await;
        site.assign(case).await;
        let mut handler = site.staff("handler").await;
        let seen = handler.open(&at(case)).await.form(&form_of("hand-back"));
        site.accept("colleague", case).await;
        let page = handler.send(&seen.set("hand_back_reason", "不归<我们>管")).await.expect(LATE);
        assert_eq!(page.texts(HISTORY).len(), 1);
        assert!(page.text(".desk-history-when").contains("承办人丙"));
        assert_eq!(page.text(".desk-facts .desk-typed"), "不归<我们>管");
        assert!(page.text(".govuk-inset-text").contains("不能进行这项操作"));
        assert!(!page.has("main form"), "there is nothing to send again");
        assert_eq!(handler.open(&at(case)).await.text(STAGE), "承办中");
    }

    async fn who_comes_too_late_may_send_the_same_again_where_it_is_still_allowed(site: Site) {
        let case = site.file(1).await.case;
        let mut clerk = site.staff("clerk").await;
        let seen = clerk.open(&at(case)).await.form(&form_of("withdraw"));
        site.confirm(case).await;
        let page = clerk.send(&seen.set("withdraw_reason", "来电说\n不要了")).await.expect(LATE);
        let again = page.form("main form");
        assert_eq!(again.value("withdraw_reason"), "来电说\n不要了");
        assert_eq!(clerk.follow(&again).await.text(STAGE), "已撤回");
    }

    async fn a_double_click_does_one_thing(site: Site) {
        let case = site.file(1).await.case;
        let mut clerk = site.staff("clerk").await;
        let form = clerk.open(&at(case)).await.form(&form_of("confirm-receipt"));
        let form = form.set("confirm_record", "电话与申请人确认");
        for _ in 0..2 {
            clerk.send(&form).await.expect(DONE);
        }
        let page = clerk.open(&at(case)).await;
        let confirmed = page.texts(HISTORY).into_iter().filter(|what| what.starts_with("确认收到申请"));
        assert_eq!(confirmed.count(), 1);
        let other = form.set("confirmed_on", "2026-11-19");
        let page = clerk.send(&other).await.expect(LATE);
        assert_eq!(page.texts(".desk-facts .desk-typed"), ["2026-11-19", "电话与申请人确认"]);
    }

    async fn a_queue_counts_what_it_shows_and_shows_what_the_role_gives(site: Site) {
        site.in_hand(1).await;
        site.file(2).await;
        let count = |page: &Page| {
            let tab: usize = page.text("a[aria-current='page'] .desk-count").parse().unwrap();
            let rows = page.texts(ROWS).len();
            assert_eq!(tab, rows, "{}", page.path);
            rows
        };
        let mut clerk = site.staff("clerk").await;
        assert_eq!(count(&clerk.open("/desk").await), 1);
        let all = clerk.open("/desk?tab=all").await;
        assert_eq!(count(&all), 2);
        assert!(all.text("caption").contains("共2件"));
        let page = clerk.open("/desk?tab=all&stage=in_hand").await;
        assert_eq!(page.texts(&format!("{ROWS} td[data-label='环节']")), ["承办中"]);
        let mut colleague = site.staff("colleague").await;
        assert_eq!(count(&colleague.open("/desk").await), 0);
        assert_eq!(count(&colleague.open("/desk?tab=department").await), 1);
        let mut stranger = site.staff("stranger").await;
        assert_eq!(count(&stranger.open("/desk?tab=all").await), 0, "a tab that one does not have is not opened");
        let mut secrets = site.staff("secrets").await;
        assert_eq!(secrets.get("/desk").await.expect(DONE).location(), "/review");
    }
}
