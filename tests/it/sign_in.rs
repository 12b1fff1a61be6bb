//! Signing in and out, as a browser sees it.

use axum::http::StatusCode;
use gongkai::store::{Scope, account};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, bureau::PASSWORD, page::Page, site::Site},
};

const IN: StatusCode = StatusCode::SEE_OTHER;
const OUT: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const PROBLEM: &str = ".govuk-error-summary__list";
const SIGN_OUT: &str = "form[action='/sign-out']";

async fn enter(browser: &mut Browser, username: &str, password: &str) -> Page {
    let form = browser.open("/sign-in").await.form("main form");
    browser
        .send(&form.set("username", username).set("password", password))
        .await
}

both! {
    async fn the_right_password_lets_in_under_a_new_session(site: Site) {
        let username = &site.here.account("handler").username;
        let mut browser = site.browser();
        let form = browser.open("/sign-in").await.form("main form");
        let before = browser.cookie("gongkai").unwrap().to_owned();
        let form = form.set("username", username).set("password", PASSWORD).tamper("next", "/desk/x?a=1");
        assert_eq!(browser.send(&form).await.expect(IN).location(), "/desk/x?a=1");
        assert_ne!(browser.cookie("gongkai").unwrap(), before);
        let page = browser.open("/sign-in").await;
        assert_eq!(page.text(".gk-header__agency"), "青溪县住房和城乡建设局");

        let page = browser.follow(&page.form(SIGN_OUT)).await;
        assert_eq!(page.text(".gk-flash__text"), "您已退出登录");
        assert!(!page.has(SIGN_OUT));
    }

    async fn who_wants_a_page_is_led_to_it_after_signing_in(site: Site) {
        let mut browser = site.browser();
        let door = browser.get("/desk?tab=department").await.expect(IN).location();
        let form = browser.open(&door).await.form("main form");
        let form = form.set("username", &site.here.account("handler").username).set("password", PASSWORD);
        assert_eq!(browser.send(&form).await.expect(IN).location(), "/desk?tab=department");
    }

    async fn a_wrong_name_and_a_wrong_password_look_alike_and_lock_alike(site: Site) {
        let username = site.here.account("handler").username.as_str();
        for name in [username, "nobody"] {
            let mut browser = site.browser();
            for _ in 0..5 {
                let page = enter(&mut browser, name, "wrong").await.expect(OUT);
                assert_eq!(page.text(PROBLEM), "用户名或者口令不正确");
                assert_eq!(page.form("main form").value("username"), name);
            }
            let locked = enter(&mut browser, name, PASSWORD).await.expect(OUT);
            assert!(locked.text(PROBLEM).contains("请在15分钟后再试"));
        }
        site.clock.advance(Duration::minutes(16));
        enter(&mut site.browser(), username, PASSWORD).await.expect(IN);
        let page = enter(&mut site.browser(), "nobody", PASSWORD).await.expect(OUT);
        assert_eq!(page.text(PROBLEM), "用户名或者口令不正确");
    }

    async fn one_goes_back_to_pages_of_ours_only(site: Site) {
        let username = &site.here.account("handler").username;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            let mut browser = site.browser();
            let form = browser.open("/sign-in").await.form("main form").tamper("next", next);
            let form = form.set("username", username).set("password", PASSWORD);
            assert_eq!(browser.send(&form).await.expect(IN).location(), "/desk", "{next}");
        }
    }

    async fn a_form_that_came_too_late_is_given_back_after_signing_in(site: Site) {
        let case = site.file(1).await.case;
        let mut browser = site.staff("clerk").await;
        let page = browser.open(&format!("/desk/cases/{case}")).await;
        let words = "第一行\n\"></textarea>";
        let form = page.form("form[action$='/withdraw']").set("withdraw_reason", words);
        browser.forget();
        let page = browser.send(&form).await.expect(StatusCode::FORBIDDEN);
        let again = page.form("main form").set("username", &site.here.account("clerk").username);
        let page = browser.send(&again.set("password", PASSWORD)).await.expect(StatusCode::OK);
        let kept = page.form("main form");
        assert_eq!(kept.value("withdraw_reason"), words);
        browser.follow(&kept).await;
        assert!(!site.case(case).await.stage.is_open());
    }

    async fn an_account_that_is_switched_off_is_out_at_once(site: Site) {
        let handler = site.here.account("handler");
        let mut browser = site.staff("handler").await;
        assert!(browser.open("/desk").await.has(SIGN_OUT));
        let tx = site.office.db.begin().await.unwrap();
        account::set_active(&tx, Scope::of(handler.agency), handler.id, false).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!browser.open("/sign-in").await.has(SIGN_OUT));
        assert_eq!(browser.get("/desk").await.expect(IN).location(), "/sign-in?next=/desk");
        enter(&mut browser, &handler.username, PASSWORD).await.expect(OUT);
    }
}
