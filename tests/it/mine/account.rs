//! By what somebody signs in, where they are signed in, and how they go.

use axum::http::StatusCode;
use gongkai::store::Connection as _;
use time::Duration;

use super::{GONE, MAIL, ON, OTHER, WRONG, ask, mailed, sign_in, signed_in};
use crate::{
    both,
    kit::{browser::Browser, filing::Answers, page::Page, postal::PostalSite},
    portal::{look_up, read},
};

const PASSWORD: &str = "a long enough password";

async fn with_password(site: &PostalSite, reach: &str, password: &str) -> (Browser, Page) {
    let mut browser = site.browser();
    let form = browser.open("/mine/password").await.form("form.portal-form");
    let form = form.set("reach", reach).set("password", password);
    let page = browser.send(&form).await;
    (browser, page)
}

async fn set_password(browser: &mut Browser, new: &str, again: &str) -> Page {
    let form = browser
        .open("/mine/account")
        .await
        .form("form[action='/mine/account/password']");
    browser.send(&form.set("new", new).set("again", again)).await
}

/// Asks for a code for another address; the page that wants it.
async fn change(browser: &mut Browser, reach: &str) -> Page {
    let form = browser.open("/mine/account/reach").await.form("form.portal-form");
    browser.follow(&form.set("reach", reach)).await
}

both! {
    async fn a_password_is_set_used_forgotten_and_taken_away(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let page = set_password(&mut browser, PASSWORD, "another long password").await.expect(WRONG);
        assert!(page.text("#again-error").contains("不一样"));
        let page = set_password(&mut browser, "short", "short").await.expect(WRONG);
        assert!(page.text("#new-error").contains("至少10个字符"));
        let mut elsewhere = signed_in(&site, MAIL).await;
        set_password(&mut browser, PASSWORD, PASSWORD).await.expect(ON);
        assert!(elsewhere.get("/mine").await.expect(ON).location().starts_with("/mine/sign-in"));
        browser.open("/mine").await;
        let (mut other, page) = with_password(&site, MAIL, PASSWORD).await;
        assert_eq!(page.expect(ON).location(), "/mine");
        other.open("/mine").await;
        // Forgotten: a code signs in, and another is set without the old one.
        let mut again = signed_in(&site, MAIL).await;
        set_password(&mut again, "a different password", "a different password").await.expect(ON);
        with_password(&site, MAIL, PASSWORD).await.1.expect(WRONG);
        with_password(&site, MAIL, "a different password").await.1.expect(ON);
        let remove = again.open("/mine/account").await.form("form[action='/mine/account/password/remove']");
        again.follow(&remove).await;
        with_password(&site, MAIL, "a different password").await.1.expect(WRONG);
    }

    async fn guessing_passwords_ends_soon(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        set_password(&mut browser, PASSWORD, PASSWORD).await.expect(ON);
        for _ in 0..10 {
            with_password(&site, MAIL, "a guess of a password").await.1.expect(WRONG);
        }
        let (_, page) = with_password(&site, MAIL, PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        // The code signs in all the same.
        signed_in(&site, MAIL).await;
        for _ in 0..10 {
            with_password(&site, OTHER, "a guess of a password").await;
        }
        assert_eq!(with_password(&site, OTHER, "x").await.1.status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn another_address_is_proved_before_it_counts(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let page = change(&mut browser, OTHER).await;
        let form = page.form("form.portal-form");
        browser.send(&form.clone().set("code", "1")).await.expect(WRONG);
        let page = browser.follow(&form.set("code", &mailed(&site))).await;
        assert_eq!(page.path, "/mine/account");
        assert!(page.text("#reaches").contains("j**********@example.cn"), "{}", page.text("#reaches"));
        // The new one signs in to the same account, the old one to a new one.
        assert!(!sign_in(&site, &mut site.browser(), OTHER).await.has(".gk-flash"));
        let mut new = site.browser();
        assert!(sign_in(&site, &mut new, MAIL).await.text(".gk-flash").contains("账号已经建立"));
        let page = change(&mut new, OTHER).await;
        let page = new.follow(&page.form("form.portal-form").set("code", &mailed(&site))).await;
        assert!(page.text(".gk-flash").contains("另一个账号已经在用"));
        assert!(page.text("#reaches").contains("z***********@example.cn"));
    }

    async fn what_matters_asks_for_a_new_sign_in(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/account").await.form("form[action='/mine/account/password']");
        site.clock.advance(Duration::minutes(31));
        browser.open("/mine").await;
        for path in ["/mine/account/reach", "/mine/account/delete"] {
            let to = browser.get(path).await.expect(ON).location();
            assert_eq!(to, format!("/mine/sign-in?next={path}&again=yes"));
        }
        let to = browser.send(&form.set("new", PASSWORD).set("again", PASSWORD)).await.expect(ON).location();
        assert!(to.contains("again=yes"), "{to}");
        let page = browser.open("/mine/sign-in?next=/mine/account/delete&again=yes").await;
        assert!(page.text("#notice").contains("为了安全"));
        let page = browser.follow(&page.form("form.portal-form").set("reach", MAIL)).await;
        let page = browser.follow(&page.form("form.portal-form").set("code", &mailed(&site))).await;
        assert_eq!(page.path, "/mine/account/delete");
    }

    async fn somebody_signs_out_where_they_are_not(site: PostalSite) {
        let mut here = signed_in(&site, MAIL).await;
        let (mut one, mut two) = (signed_in(&site, MAIL).await, signed_in(&site, MAIL).await);
        let page = here.open("/mine/account").await;
        assert_eq!(page.texts("#visits > li").len(), 3);
        assert_eq!(page.texts("#visits .govuk-tag"), ["这里"]);
        let ends = page.form("#visits li:first-child form");
        // Another account ends none of them.
        let mut other = signed_in(&site, OTHER).await;
        let secret = other.open("/mine").await.form("form[action='/mine/sign-out']");
        other.send(&secret.forge(ends.target(), &[], None)).await.expect(GONE);
        let page = here.follow(&ends).await;
        assert_eq!(page.texts("#visits > li").len(), 2);
        let left = [one.get("/mine").await.status, two.get("/mine").await.status];
        assert_eq!(left.iter().filter(|status| **status == ON).count(), 1, "{left:?}");
        let page = here.follow(&page.form("form[action='/mine/account/visits/others']")).await;
        assert_eq!(page.texts("#visits > li").len(), 1);
        for gone in [&mut one, &mut two] {
            gone.get("/mine").await.expect(ON);
        }
        here.open("/mine").await;
        other.open("/mine").await;
    }

    async fn an_account_is_erased_and_what_was_filed_stays(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/details").await.form("form.portal-form");
        browser.follow(&form.set("name", "甄试用")).await;
        let (case, number, code) = read(&Answers::of_person().file(&mut browser).await);
        Answers::of_person().begin(&mut browser).await;
        let mut elsewhere = signed_in(&site, MAIL).await;
        let page = browser.open("/mine/account/delete").await;
        assert!(page.words().contains("有1件申请") && page.words().contains("机关要依法办理"), "{}", page.words());
        let form = page.form("form.portal-form");
        let page = browser.send(&form).await.expect(WRONG);
        assert!(page.text("#sure-error").contains("请勾选"));
        let home = browser.follow(&form.tick("sure", "yes")).await;
        assert!(home.text(".gk-flash").contains("账号已经删除"));
        for gone in [&mut browser, &mut elsewhere] {
            gone.get("/mine").await.expect(ON);
            gone.get(&format!("/track/case/{case}")).await.expect(GONE);
        }
        let db = &site.office.db;
        for table in ["member", "member_visit", "member_case", "member_form"] {
            let sql = format!("SELECT * FROM {table}");
            let rows = db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await;
            assert!(rows.unwrap().is_empty(), "{table}");
        }
        look_up(&mut browser, &number, &code).await.expect(ON);
        assert!(site.case(case).await.received_on.is_none());
        // Whoever comes again begins anew.
        assert!(sign_in(&site, &mut browser, MAIL).await.words().contains("这里还没有申请"));
    }

    async fn a_form_from_an_old_session_gives_no_secret_back(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let password = browser.open("/mine/account").await.form("form[action='/mine/account/password']");
        let code = ask(&mut site.browser(), OTHER).await.form("form.portal-form").set("code", "123456");
        for form in [password.set("new", PASSWORD), code] {
            let page = site.browser().send(&form).await.expect(ON);
            assert_eq!(page.location(), "/mine/sign-in?lapsed=yes");
        }
        let page = site.browser().open("/mine/sign-in?lapsed=yes").await;
        assert!(page.text("#notice").contains("页面停留得太久"));
    }
}
