//! Codes: where they go, for how long they are good, and for whom.

use axum::http::StatusCode;
use gongkai::store::Connection as _;
use time::Duration;

use super::{MAIL, ON, OTHER, WRONG, ask, mailed, sign_in, signed_in};
use crate::{
    both,
    kit::{page::Page, postal::PostalSite, site::Site, smtp::Mood},
};

const OVER: &str = "这个验证码已经失效";

/// What a page says, without the secret of its forms.
fn said(page: &Page) -> (StatusCode, String) {
    (page.status, page.words())
}

both! {
    async fn a_code_signs_in_and_makes_the_account_it_needs(site: PostalSite) {
        let mut browser = site.browser();
        assert_eq!(browser.get("/mine").await.expect(ON).location(), "/mine/sign-in?next=/mine");
        let page = ask(&mut browser, MAIL).await;
        assert!(page.words().contains("z***********@example.cn"), "{}", page.words());
        assert!(!page.words().contains(MAIL));
        let mail = site.server.arrived().pop().unwrap();
        assert_eq!((mail.envelope_to, mail.from_name.as_str()), (vec![MAIL.to_owned()], "政府信息依申请公开"));
        let code = mailed(&site);
        assert!(!mail.subject.contains(&code), "it shows on a locked screen");
        let before = browser.cookie("gongkai").unwrap().to_owned();
        let page = browser.follow(&page.form("form.portal-form").set("code", &format!(" {code} "))).await;
        assert_eq!((page.path.as_str(), page.text("h1")), ("/mine", "我的申请".to_owned()));
        assert!(page.text(".gk-flash").contains("账号已经建立"));
        assert_ne!(browser.cookie("gongkai").unwrap(), before, "a session id that somebody knew is worth nothing");
        // The second time it is there.
        let mut again = site.browser();
        let page = sign_in(&site, &mut again, &MAIL.to_uppercase()).await;
        assert!(!page.has(".gk-flash"), "{}", page.words());
    }

    async fn a_telephone_gets_its_code_as_a_text_message(site: PostalSite) {
        let mut browser = site.browser();
        let page = ask(&mut browser, "139 0000 1234").await;
        assert!(page.words().contains("139*****234"), "{}", page.words());
        let pushed = site.gateway.pushed().pop().unwrap().body;
        assert_eq!(pushed["to"], "13900001234");
        let text = pushed["text"].as_str().unwrap();
        let code: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
        let page = browser.follow(&page.form("form.portal-form").set("code", &code)).await;
        assert_eq!(page.text("h1"), "我的申请");
        let account = browser.open("/mine/account").await;
        assert!(account.text("#reaches").contains("139*****234"));
    }

    async fn nobody_learns_who_has_an_account(site: PostalSite) {
        signed_in(&site, MAIL).await;
        let (mut known, mut unknown) = (site.browser(), site.browser());
        let ours = ask(&mut known, MAIL).await;
        let theirs = ask(&mut unknown, &MAIL.replace("zhen", "zhan")).await;
        assert_eq!(said(&ours), said(&theirs));
        for (browser, page) in [(&mut known, ours), (&mut unknown, theirs)] {
            let page = browser.send(&page.form("form.portal-form").set("code", "x")).await.expect(WRONG);
            assert!(page.text("#code-error").contains("验证码不对"));
        }
        let wrong = async |reach: &str| {
            let mut browser = site.browser();
            let form = browser.open("/mine/password").await.form("form.portal-form");
            let page = browser.send(&form.set("reach", reach).set("password", "not the password")).await;
            assert_eq!(page.form("form.portal-form").value("reach"), reach, "what was typed stays");
            said(&page)
        };
        let theirs = wrong(OTHER).await;
        assert_eq!(wrong(MAIL).await, theirs);
        assert_eq!(wrong("nonsense").await, theirs);
    }

    async fn a_code_is_good_once_for_ten_minutes_and_five_tries(site: PostalSite) {
        let mut browser = site.browser();
        let form = ask(&mut browser, MAIL).await.form("form.portal-form");
        let right = form.clone().set("code", &mailed(&site));
        for _ in 0..5 {
            let page = browser.send(&form.clone().set("code", "000000x")).await.expect(WRONG);
            assert!(page.text("#code-error").contains("验证码不对"));
        }
        let page = browser.follow(&right).await;
        assert!(page.text(".gk-flash").contains(OVER), "{}", page.words());

        let form = ask(&mut browser, MAIL).await.form("form.portal-form");
        let right = form.set("code", &mailed(&site));
        site.clock.advance(Duration::minutes(10));
        assert!(browser.follow(&right).await.text(".gk-flash").contains(OVER));
        site.clock.advance(Duration::hours(1));

        // Whoever reads the mail has not the session that asked.
        let form = ask(&mut browser, MAIL).await.form("form.portal-form");
        let right = form.set("code", &mailed(&site));
        let mut thief = site.browser();
        let own = ask(&mut thief, OTHER).await.form("form.portal-form");
        let stolen = own.set("code", right.value("code"));
        thief.send(&stolen).await.expect(WRONG);
        let mut twice = browser.clone();
        browser.follow(&right).await;
        let page = twice.send(&right).await;
        assert!(!page.location().starts_with("/mine/account") && page.location() != "/mine", "{}", page.location());
        site.run_jobs().await;
    }

    async fn a_code_is_sent_again_and_not_without_end(site: PostalSite) {
        let mut browser = site.browser();
        let page = ask(&mut browser, MAIL).await;
        let first = mailed(&site);
        let page = browser.follow(&page.form("form[action='/mine/code/again']")).await;
        assert!(page.text(".gk-flash").contains("又发了一个验证码"));
        let old = browser.send(&page.form("form.portal-form").set("code", &first)).await;
        assert_eq!(old.status, WRONG, "only the last one counts");
        for _ in 0..4 {
            ask(&mut browser, MAIL).await;
        }
        let form = browser.open("/mine/sign-in").await.form("form.portal-form").set("reach", MAIL);
        let page = browser.send(&form).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(page.text("#reach-error").contains("验证码发得太多了，请30分钟后再试"), "{}", page.words());
        assert_eq!(page.form("form.portal-form").value("reach"), MAIL);
        assert_eq!(site.server.arrived().len(), 6);
        ask(&mut browser, OTHER).await;
    }

    async fn what_is_no_address_is_said_at_the_field(site: PostalSite) {
        let mut browser = site.browser();
        for (typed, wrong) in [
            ("", "请填写电子邮箱或者手机号码"),
            ("0990-5550001", "座机收不到验证码"),
            ("zhen@", "电子邮箱"),
        ] {
            let form = browser.open("/mine/sign-in").await.form("form.portal-form").set("reach", typed);
            let page = browser.send(&form).await.expect(WRONG);
            assert!(page.text("#reach-error").contains(wrong), "{typed}: {}", page.text("#reach-error"));
            assert_eq!(page.form("form.portal-form").value("reach"), typed);
        }
        site.server.is_in_mood(Mood::Refuses("MAIL", "451 4.3.0 not now"));
        let form = browser.open("/mine/sign-in").await.form("form.portal-form").set("reach", MAIL);
        let page = browser.send(&form).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.text("#reach-error").contains("不登录也可以提出申请"), "{}", page.words());
    }

    async fn nothing_of_an_account_is_in_clear(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let form = browser.open("/mine/details").await.form("form.portal-form");
        browser.follow(&form.set("name", "甄试用").set("phone", "13900000000")).await;
        ask(&mut site.browser(), OTHER).await;
        let code = mailed(&site);
        let db = &site.office.db;
        for sql in ["SELECT * FROM member", "SELECT * FROM member_code", "SELECT * FROM member_visit"] {
            let rows = db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
            assert_eq!(rows.len(), 1, "{sql}");
            let shown = format!("{rows:?}");
            for personal in [MAIL, "zhen", OTHER, "jia", "甄试用", "13900000000", &code] {
                assert!(!shown.contains(personal), "{personal}: {shown}");
            }
        }
    }

    async fn the_session_of_the_staff_is_another(site: PostalSite) {
        let mut both = site.staff("clerk").await;
        let page = sign_in(&site, &mut both, MAIL).await;
        assert_eq!(page.text("h1"), "我的申请");
        both.open("/desk").await;
        let mut applicant = signed_in(&site, OTHER).await;
        assert!(applicant.get("/desk").await.expect(ON).location().starts_with("/sign-in"));
        both.follow(&page.form("form[action='/mine/sign-out']")).await;
        assert!(both.get("/mine").await.expect(ON).location().starts_with("/mine/sign-in"));
        both.open("/desk").await;
    }

    async fn where_no_code_can_be_sent_there_are_no_accounts(site: Site) {
        let mut browser = site.browser();
        assert!(!browser.open("/").await.words().contains("我的申请"));
        for path in ["/mine", "/mine/sign-in", "/mine/password"] {
            browser.get(path).await.expect(StatusCode::NOT_FOUND);
        }
    }
}
