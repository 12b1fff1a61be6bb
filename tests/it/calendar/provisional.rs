//! 暂定: a date that depends on a year of which no notice is out says so wherever it shows, and stops saying so when
//! the notice arrives.

use gongkai::domain::service::Service;
use time::macros::{date, datetime};

use super::load_2027;
use crate::{
    both,
    kit::{
        browser::Browser,
        filing::{Answers, case_of},
        page::Page,
        site::Site,
    },
};

const MARK: &str = "暂定";

/// Every page on which the last day of a case shows, by whom.
async fn pages(site: &Site, browsers: &mut [(&'static str, Browser, String)]) -> Vec<(&'static str, Page)> {
    let mut pages = Vec::new();
    for (name, browser, path) in browsers {
        pages.push((*name, browser.open(path).await));
    }
    assert!(site.office.today() < date!(2027 - 01 - 01));
    pages
}

both! {
    async fn a_date_in_a_year_without_a_notice_says_so_everywhere(site: Site) {
        site.clock.set(datetime!(2026-12-15 9:30 +8));
        let mut applicant = site.browser();
        let receipt = Answers::of_person().file(&mut applicant).await;
        let case = case_of(&receipt);
        site.take_in_hand("handler", case).await;
        site.submit(case, "internal_affairs").await;

        let mut everywhere = vec![
            ("receipt", applicant.clone(), "/receipt".to_owned()),
            ("look-up", applicant.clone(), format!("/track/case/{case}")),
            ("queue", site.staff("handler").await, "/desk".to_owned()),
            ("case", site.staff("handler").await, format!("/desk/cases/{case}")),
            ("waiting", site.staff("secrets").await, "/review".to_owned()),
            ("review", site.staff("secrets").await, format!("/review/cases/{case}")),
        ];
        for (name, page) in pages(&site, &mut everywhere).await {
            let words = page.words();
            assert!(words.contains("2027年1月13日（星期三）") && words.contains(MARK), "{name}: {words}");
        }
        assert!(site.staff("handler").await.open("/desk").await.words().contains("标有“暂定”的期限"));
        // The receipt letter says it beside the day, and why.
        let letter = site.case(case).await.letters[0].id;
        let mut clerk = site.staff("clerk").await;
        let issued = clerk.open(&format!("/desk/cases/{case}/letters/{letter}")).await;
        let words = issued.words();
        assert!(words.contains("2027年1月13日（星期三）（暂定）前（含当日）"), "{words}");
        assert!(words.contains("国务院尚未公布该年度节假日安排"), "{words}");

        load_2027(&site.office).await;
        for (name, page) in pages(&site, &mut everywhere).await {
            let words = page.words();
            assert!(words.contains("2027年1月13日（星期三）") && !words.contains(MARK), "{name}: {words}");
        }
        // What was issued stays as it was issued.
        let kept = clerk.open(&format!("/desk/cases/{case}/letters/{letter}")).await;
        assert_eq!(kept.words(), issued.words());
    }

    async fn the_last_day_of_a_remedy_says_so_too(site: Site) {
        site.clock.set(datetime!(2026-12-15 9:30 +8));
        let filed = site.file(1).await;
        site.take_in_hand("handler", filed.case).await;
        site.submit(filed.case, "not_held").await;
        site.approve_all(filed.case).await;
        site.issue(filed.case).await;
        let today = site.office.today();
        site.serve(filed.case, Service::Online { available_on: today }).await;
        let mut applicant = site.browser();
        let form = applicant.open("/track").await.form("main form").set("number", &filed.number.0);
        let page = applicant.follow(&form.set("code", filed.code.as_ref().unwrap())).await;
        // 60 days end on a Saturday of which nothing is known yet, six months on a plain Tuesday of the same year.
        let days = |page: &Page| page.texts(".portal-step .portal-date");
        assert_eq!(days(&page), ["2027年2月15日（星期一） 暂定", "2027年6月15日（星期二） 暂定"]);
        assert!(page.words().contains("国务院还没有公布放假安排"), "{}", page.words());
        load_2027(&site.office).await;
        let page = applicant.open(&page.path).await;
        assert_eq!(days(&page), ["2027年2月15日（星期一）", "2027年6月15日（星期二）"]);
        assert!(!page.words().contains(MARK) && !page.words().contains("国务院还没有公布放假安排"));
    }

    async fn the_slip_of_the_counter_says_so(site: Site) {
        site.clock.set(datetime!(2026-12-15 9:30 +8));
        let mut clerk = site.staff("clerk").await;
        let form = clerk.open("/desk/register?channel=counter&kind=person").await.form("main form");
        let form = form
            .set("name", "甄试用")
            .set("identity-number", "990101199001010019")
            .set("phone", "0990-5550000")
            .set("item-1-title", "中心路改造工程施工许可证")
            .set("obtain-by", "collect")
            .set("promise", "yes");
        let form = form.attach("identity-files", "申请书.pdf", b"%PDF-1.7\n%%EOF");
        let slip = clerk.follow(&form).await.text(".gk-slip");
        assert!(slip.contains("2027年1月13日（星期三） 暂定") && slip.contains("还没有公布放假安排"), "{slip}");
    }
}
