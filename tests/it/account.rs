//! One's own account: where a role leads, the password, and how long a session lives.

use axum::http::{StatusCode, header};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, bureau::PASSWORD, page::Page, site::Site},
};

const NEW: &str = "另一个足够长的口令！";

async fn change(browser: &mut Browser, old: &str, new: &str, again: &str) -> Page {
    let form = browser
        .open("/account")
        .await
        .form("main form.gk-account-password");
    let form = form.set("old", old).set("new", new).set("again", again);
    browser.send(&form).await
}

both! {
    async fn a_role_is_led_to_its_own_pages_and_offered_no_others(site: Site) {
        let roles: [(&str, &str, &[&str]); 5] = [
            ("clerk", "/desk", &["/desk", "/desk/overview", "/desk/workload", "/desk/reminders"]),
            ("lawyer", "/review", &["/review", "/desk/reminders"]),
            ("leader", "/review", &["/desk", "/review", "/desk/overview", "/desk/workload", "/desk/reminders"]),
            ("supervisor", "/desk", &["/desk", "/desk/overview", "/desk/workload", "/desk/reminders"]),
            ("admin", "/admin", &["/admin", "/desk/reminders"]),
        ];
        for (person, home, offered) in roles {
            let mut browser = site.browser();
            let form = browser.open("/sign-in").await.form("main form");
            let form = form.set("username", &site.here.account(person).username).set("password", PASSWORD);
            let page = browser.follow(&form).await;
            assert_eq!(page.path, home, "{person}");
            assert_eq!(page.attributes(".gk-nav__link", "href"), offered, "{person}");
            for path in offered {
                browser.open(path).await;
            }
        }
    }

    async fn a_new_password_signs_out_everywhere_else(site: Site) {
        let mut here = site.staff("handler").await;
        let mut there = site.staff("handler").await;
        site.clock.advance(Duration::minutes(5));
        for (old, new, again, id) in [
            ("wrong password", NEW, NEW, "old"),
            (PASSWORD, "short", "short", "new"),
            (PASSWORD, NEW, PASSWORD, "again"),
        ] {
            let page = change(&mut here, old, new, again).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.attributes(".govuk-error-summary__list a", "href"), [format!("#{id}")]);
            assert_eq!(page.form("main form.gk-account-password").value("old"), "", "a password is never shown again");
        }
        there.open("/desk").await;

        change(&mut here, PASSWORD, NEW, NEW).await.expect(StatusCode::SEE_OTHER);
        here.open("/desk").await;
        assert_eq!(there.get("/desk").await.status, StatusCode::SEE_OTHER, "signed out");
        let form = there.open("/sign-in").await.form("main form").set("username", &site.here.account("handler").username);
        there.send(&form.clone().set("password", PASSWORD)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        there.send(&form.set("password", NEW)).await.expect(StatusCode::SEE_OTHER);
    }

    async fn who_guesses_the_old_password_is_locked_out(site: Site) {
        let mut browser = site.staff("handler").await;
        for _ in 0..5 {
            change(&mut browser, "wrong password", NEW, NEW).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let page = change(&mut browser, PASSWORD, NEW, NEW).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#old-error").contains("请在15分钟后再试"));
    }

    async fn a_session_in_use_is_renewed_now_and_then_and_not_at_every_page(site: Site) {
        let mut browser = site.staff("handler").await;
        let renewed = |page: &Page| page.headers.contains_key(header::SET_COOKIE);
        browser.open("/desk").await;
        assert!(!renewed(&browser.open("/desk").await));
        site.clock.advance(Duration::minutes(6));
        assert!(renewed(&browser.open("/desk").await));
        assert!(!renewed(&browser.open("/desk").await));
    }

    async fn reminders_are_mailed_where_one_says(site: Site) {
        let mut handler = site.staff("handler").await;
        let page = handler.open("/account").await;
        assert!(page.words().contains("没有设置发信服务器"), "{}", page.words());
        let form = page.form("main form.gk-account-email");
        let wrong = handler.send(&form.clone().set("email", "yi@example")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.attributes(".govuk-error-summary__list a", "href"), ["#email"]);
        assert_eq!(wrong.form("main form.gk-account-email").value("email"), "yi@example");
        let page = handler.follow(&form.set("email", " yi@example.gov.cn ")).await;
        assert_eq!(page.form("main form.gk-account-email").value("email"), "yi@example.gov.cn");
        let form = page.form("main form.gk-account-email");
        let page = handler.follow(&form.set("email", "")).await;
        assert_eq!(page.form("main form.gk-account-email").value("email"), "");
    }
}
