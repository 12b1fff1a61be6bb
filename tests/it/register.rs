//! The counter: what the intake clerk takes in from paper, and the slip that the applicant takes home.

use axum::http::StatusCode;
use gongkai::domain::stage::StageKey;
use time::macros::date;

use crate::{
    both,
    kit::{browser::Browser, bureau::PASSWORD, form::Form, premises::TODAY, site::Site},
};

const IDENTITY: &str = "990101199001010019";
const SCAN: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";

/// The form of a person, copied from the paper.
async fn copied(clerk: &mut Browser) -> Form {
    let page = clerk.open("/desk/register").await;
    page.form("main form")
        .set("name", "甄试用")
        .set("identity-number", IDENTITY)
        .set("phone", "0990-5550000")
        .set("item-1-title", "中心路改造工程施工许可证")
        .set("promise", "yes")
}

both! {
    async fn a_paper_is_received_on_the_day_it_was_handed_in_and_opens_with_its_slip(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk).await;
        assert_eq!(form.value("received-on"), TODAY.to_string());
        assert_eq!((form.value("form"), form.value("obtain-by")), ("paper", "collect"));
        let form = form.set("received-on", "2026-11-18").attach("identity-files", "申请书.pdf", SCAN);
        let slip = clerk.follow(&form).await;
        let codes = slip.texts(".gk-slip-code");
        assert!(slip.words().contains("2026年12月16日（星期三）"), "20 working days from the 18th");

        let mut applicant = site.browser();
        let look_up = applicant.open("/track").await.form("main form");
        let page = applicant.follow(&look_up.set("number", &codes[0]).set("code", &codes[1])).await;
        assert_eq!(page.texts(".portal-letters h3, .portal-letters .govuk-heading-m"), ["政府信息公开申请登记回执"]);

        let href = slip.attributes(".desk-buttons a[href^='/desk/cases/']", "href").remove(0);
        let case = gongkai::domain::id::CaseId(href.rsplit('/').next().unwrap().parse().unwrap());
        let stands = site.case(case).await;
        assert_eq!((stands.stage.key(), stands.received_on), (StageKey::Received, Some(date!(2026 - 11 - 18))));
        let page = clerk.open(&href).await;
        assert!(page.words().contains("申请书.pdf"));

        let again = clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(again.location(), "/desk/registered");
        assert_eq!(clerk.open("/desk/registered").await.texts(".gk-slip-code"), codes, "a form sent twice registers once");
    }

    async fn everything_that_is_wrong_with_a_copy_is_said_at_its_field(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk).await.set("received-on", "2026-11-21").set("phone", "12");
        let form = form.set("name", "");
        let page = clerk.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#received-on-error"), "错误：日期不能晚于今天。");
        assert_eq!(page.texts(".govuk-error-summary__list a").len(), 3);
        assert_eq!(page.form("main form").value("item-1-title"), "中心路改造工程施工许可证");

        let mut empty = site.staff("clerk").await;
        let untouched = empty.open("/desk/register?kind=organisation").await.form("main form");
        let page = empty.send(&untouched).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#promise-error"), "错误：请核对证件和书面申请，然后勾选");
    }

    async fn a_copy_whose_session_has_ended_comes_back_after_signing_in(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let form = copied(&mut clerk).await.attach("other-files", "说明.pdf", SCAN);
        clerk.forget();
        let page = clerk.send(&form).await.expect(StatusCode::FORBIDDEN);
        assert!(page.words().contains("附件需要重新选择"));
        let sign_in = page.form("main form").set("username", &site.here.account("clerk").username);
        let page = clerk.send(&sign_in.set("password", PASSWORD)).await.expect(StatusCode::OK);
        let kept = page.form("main form");
        assert_eq!(kept.value("item-1-title"), "中心路改造工程施工许可证");
        assert!(clerk.follow(&kept).await.has(".gk-slip-code"));
    }

    async fn the_counter_is_there_for_the_clerk_alone(site: Site) {
        for person in ["handler", "lawyer", "leader", "admin", "supervisor"] {
            let mut browser = site.staff(person).await;
            for path in ["/desk/register", "/desk/registered"] {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{person} {path}");
            }
        }
        let mut clerk = site.staff("clerk").await;
        assert_eq!(clerk.get("/desk/registered").await.expect(StatusCode::SEE_OTHER).location(), "/desk");
    }
}
