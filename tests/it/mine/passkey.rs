//! Passkeys: added, shown to sign in, and what is worth nothing.

use axum::http::StatusCode;
use gongkai::{casework::member, domain::passkey::MOST_PASSKEYS, passkey::Passkeys, store::Connection as _};
use serde_json::Value;
use time::Duration;

use super::{GONE, MAIL, ON, OTHER, WRONG, ask, mailed, signed_in};
use crate::{
    both,
    kit::{
        authenticator::Authenticator, browser::Browser, form::Form, page::Page, postal::PostalSite,
        site::router,
    },
};

const SIGN_IN: &str = "/mine/sign-in";
const ADD: &str = "/mine/account/passkeys";
const FORM: &str = "form[data-passkey]";

/// The form with what a script has put into its hidden field.
fn answered(form: &Form, answer: &str) -> Form {
    let fields = [
        ("name", form.value("name")),
        ("next", form.value("next")),
        ("answer", answer),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    form.clone().forge(form.target(), &fields, None)
}

/// Asks what the script of a page asks; the form that goes on, and what the device is to be told.
async fn options(browser: &mut Browser, path: &str, name: &str) -> (Form, Value) {
    let page = browser.open(path).await;
    let to = page.attributes(FORM, "data-ask").remove(0);
    let form = page.form(FORM);
    let form = if name.is_empty() {
        form
    } else {
        form.set("name", name)
    };
    let fields = [("name".to_owned(), form.value("name").to_owned())];
    let asked = browser
        .send(&form.clone().forge(&to, &fields, None))
        .await
        .expect(StatusCode::OK);
    (form, serde_json::from_slice(&asked.bytes).unwrap())
}

/// Adds a passkey to the account that is signed in; where that leads.
pub(crate) async fn add(browser: &mut Browser, device: &mut Authenticator, name: &str) -> Page {
    let (form, options) = options(browser, ADD, name).await;
    let answer = device.make(&options);
    browser.send(&answered(&form, &answer)).await
}

/// Shows the passkey on the page to sign in; where that leads.
async fn show(browser: &mut Browser, device: &mut Authenticator) -> Page {
    let (form, options) = options(browser, SIGN_IN, "").await;
    let answer = device.show(&options);
    browser.send(&answered(&form, &answer)).await
}

/// It leads back, with the words that all failures have.
async fn turned_away(browser: &mut Browser, page: Page) {
    assert_eq!(page.expect(ON).location(), "/mine/sign-in?next=/mine");
    let back = browser.open("/mine/sign-in?next=/mine").await;
    let said = back.text(".gk-flash__text");
    assert_eq!(
        said,
        "用通行密钥没有登录成功。可以再试一次；还是不行的，请用验证码登录。"
    );
    browser.get("/mine").await.expect(ON);
}

/// The account of an address, a device with a passkey of it, and a browser that is signed in.
async fn with_passkey(site: &PostalSite, mail: &str, seed: u8) -> (Browser, Authenticator) {
    let (mut browser, mut device) = (signed_in(site, mail).await, Authenticator::new(seed));
    let page = add(&mut browser, &mut device, "我的手机").await;
    assert_eq!(page.expect(ON).location(), "/mine/account");
    (browser, device)
}

async fn rows(site: &PostalSite, table: &str) -> Vec<sea_orm::QueryResult> {
    let db = &site.office.db;
    let sql = format!("SELECT * FROM {table}");
    let rows = db
        .query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql))
        .await;
    rows.unwrap()
}

both! {
    async fn a_passkey_is_added_listed_and_signs_in(site: PostalSite) {
        let (mut browser, mut device) = with_passkey(&site, MAIL, 1).await;
        let page = browser.open("/mine/account").await;
        assert!(page.text(".gk-flash").contains("通行密钥已经添加"));
        assert_eq!(page.text("#passkey-list strong"), "我的手机");
        let times = page.text("#passkey-list .govuk-body-s");
        assert_eq!(times, "2026年11月20日（星期五）添加，还没有用来登录过");
        let shown = format!("{:?}", rows(&site, "member_passkey").await);
        assert!(!shown.contains("我的手机") && !shown.contains("zhen"), "{shown}");

        site.clock.advance(Duration::days(1));
        let mut elsewhere = site.browser();
        elsewhere.open(SIGN_IN).await;
        let before = elsewhere.cookie("gongkai").unwrap().to_owned();
        assert_eq!(show(&mut elsewhere, &mut device).await.expect(ON).location(), "/mine");
        assert_ne!(elsewhere.cookie("gongkai").unwrap(), before, "a session id that somebody knew is worth nothing");
        // It is a sign-in like another: what matters can be done, and it leads to where somebody wanted to go.
        let page = elsewhere.open("/mine/account/delete").await;
        assert!(page.words().contains("通行密钥"));
        let times = elsewhere.open("/mine/account").await.text("#passkey-list .govuk-body-s");
        assert_eq!(times, "2026年11月20日（星期五）添加，最近一次用来登录：2026年11月21日（星期六）");
        let mut third = site.browser();
        let (form, options) = options(&mut third, "/mine/sign-in?next=/mine/details", "").await;
        let answer = device.show(&options);
        assert_eq!(third.send(&answered(&form, &answer)).await.expect(ON).location(), "/mine/details");
    }

    async fn what_a_device_is_asked_names_nobody(site: PostalSite) {
        let (mut browser, device) = with_passkey(&site, MAIL, 1).await;
        let (_, again) = options(&mut browser, ADD, "另一台").await;
        // Drawn by chance, the same for all passkeys of the account; the device is told which it has.
        assert_eq!(again["user"]["id"], device.last().0);
        assert_eq!(again["excludeCredentials"].as_array().unwrap().len(), 1);
        assert_eq!(again["user"]["name"], "z***********@example.cn");
        let members: Vec<uuid::Uuid> =
            rows(&site, "member").await.iter().map(|row| row.try_get("", "id").unwrap()).collect();
        let handle = data_encoding::BASE64URL_NOPAD.decode(device.last().0.as_bytes()).unwrap();
        assert_eq!(handle.len(), 64);
        assert!(!handle.windows(16).any(|bytes| members[0].as_bytes() == bytes));
        let (_, to_sign_in) = options(&mut site.browser(), SIGN_IN, "").await;
        assert_eq!(to_sign_in["allowCredentials"].as_array().map_or(0, Vec::len), 0, "nobody is named");
        assert_eq!(to_sign_in["userVerification"], "required");
    }

    async fn what_was_signed_elsewhere_is_worth_nothing(site: PostalSite) {
        let (mut browser, device) = with_passkey(&site, MAIL, 1).await;
        for origin in ["https://gongkai.example.com", "http://gongkai.example.cn", "https://gongkai.example.cn:8443"] {
            let mut lured = device.clone();
            origin.clone_into(&mut lured.origin);
            let mut thief = site.browser();
            let page = show(&mut thief, &mut lured).await;
            turned_away(&mut thief, page).await;
            let mut new = Authenticator::new(2);
            origin.clone_into(&mut new.origin);
            let page = add(&mut browser, &mut new, "骗来的").await.expect(WRONG);
            assert!(page.text("#name-error").contains("没有添加成功"));
            assert_eq!(page.form(FORM).value("name"), "骗来的", "what was typed stays");
        }
        // No finger was asked for.
        let mut blind = device.clone();
        blind.asks_for_a_finger = false;
        let mut thief = site.browser();
        let page = show(&mut thief, &mut blind).await;
        turned_away(&mut thief, page).await;
        add(&mut browser, &mut blind, "没有按手指").await.expect(WRONG);
        assert_eq!(rows(&site, "member_passkey").await.len(), 1);
    }

    async fn a_challenge_is_good_once_for_five_minutes_and_one_session(site: PostalSite) {
        let (mut browser, mut device) = with_passkey(&site, MAIL, 1).await;
        let mut there = site.browser();
        let (form, first) = options(&mut there, SIGN_IN, "").await;
        let right = answered(&form, &device.show(&first));
        // Somebody has overheard it: in their own session it answers nothing that was asked.
        let mut thief = site.browser();
        let (own, _) = options(&mut thief, SIGN_IN, "").await;
        let page = thief.send(&answered(&own, &device.show(&first))).await;
        turned_away(&mut thief, page).await;
        let mut twice = there.clone();
        assert_eq!(there.send(&right).await.expect(ON).location(), "/mine");
        let page = twice.send(&right).await;
        assert_ne!(page.location(), "/mine");
        // Asked again, only the last one counts; and what was answered wrong is spent as well.
        let mut again = site.browser();
        let (form, old) = options(&mut again, SIGN_IN, "").await;
        let (_, new) = options(&mut again, SIGN_IN, "").await;
        let page = again.send(&answered(&form, &device.show(&old))).await;
        turned_away(&mut again, page).await;
        let page = again.send(&answered(&form, &device.show(&new))).await;
        turned_away(&mut again, page).await;
        // Too late.
        let mut late = site.browser();
        let (form, asked) = options(&mut late, SIGN_IN, "").await;
        let (add_form, to_make) = options(&mut browser, ADD, "太晚了").await;
        site.clock.advance(Duration::minutes(5));
        let page = late.send(&answered(&form, &device.show(&asked))).await;
        turned_away(&mut late, page).await;
        browser.send(&answered(&add_form, &device.make(&to_make))).await.expect(WRONG);
        options(&mut late, SIGN_IN, "").await;
        assert!(!rows(&site, "member_challenge").await.is_empty());
        site.clock.advance(Duration::days(1));
        site.run_jobs().await;
        assert!(rows(&site, "member_challenge").await.is_empty(), "what nobody answered is swept away");
    }

    async fn the_same_answer_at_the_same_moment_counts_once(site: PostalSite) {
        let (_, mut device) = with_passkey(&site, MAIL, 1).await;
        let here = Passkeys::of(&site.config).unwrap();
        let asked = member::ask_for_passkey(&site.office, &here).await.unwrap();
        let answer = device.show(&serde_json::from_str(&asked.options).unwrap());
        let bring = || member::by_passkey(&site.office, &here, asked.id, &answer);
        let (one, two) = tokio::join!(bring(), bring());
        let who = [one.unwrap(), two.unwrap()];
        assert_eq!(who.iter().flatten().count(), 1, "{who:?}");
    }

    async fn a_copy_of_a_device_is_noticed_by_its_counter(site: PostalSite) {
        let (_, mut device) = with_passkey(&site, MAIL, 1).await;
        let mut copy = device.clone();
        for _ in 0..2 {
            show(&mut site.browser(), &mut device).await.expect(ON);
        }
        let mut thief = site.browser();
        let page = show(&mut thief, &mut copy).await;
        turned_away(&mut thief, page).await;
        assert_eq!(show(&mut site.browser(), &mut device).await.location(), "/mine");
        // One that does not count is believed.
        let mut browser = signed_in(&site, OTHER).await;
        let mut synced = Authenticator::new(2);
        synced.counter = 0;
        add(&mut browser, &mut synced, "同步的").await.expect(ON);
        for _ in 0..2 {
            assert_eq!(show(&mut site.browser(), &mut synced).await.location(), "/mine");
        }
    }

    async fn one_that_was_taken_off_signs_in_no_longer(site: PostalSite) {
        let (mut browser, mut device) = with_passkey(&site, MAIL, 1).await;
        let mut lost = site.browser();
        show(&mut lost, &mut device).await.expect(ON);
        let remove = browser.open("/mine/account").await.form("#passkey-list form");
        // Another account does not take it off.
        let mut other = signed_in(&site, OTHER).await;
        let secret = other.open("/mine").await.form("form[action='/mine/sign-out']");
        other.send(&secret.forge(remove.target(), &[], None)).await.expect(GONE);
        let page = browser.follow(&remove).await;
        assert!(page.text(".gk-flash").contains("已经移除"));
        assert!(!page.has("#passkey-list"));
        lost.get("/mine").await.expect(ON);
        let page = show(&mut lost, &mut device).await;
        turned_away(&mut lost, page).await;
        browser.send(&remove).await.expect(GONE);
        // Half an hour later it takes a new sign-in, and leads to the page with the button.
        add(&mut browser, &mut device, "又加的").await.expect(ON);
        let remove = browser.open("/mine/account").await.form("#passkey-list form");
        site.clock.advance(Duration::minutes(31));
        browser.open("/mine").await;
        let to = browser.send(&remove).await.expect(ON).location();
        assert_eq!(to, "/mine/sign-in?next=/mine/account&again=yes");
        let to = browser.get(ADD).await.expect(ON).location();
        assert_eq!(to, format!("/mine/sign-in?next={ADD}&again=yes"));
    }

    async fn a_passkey_is_one_persons(site: PostalSite) {
        let (mut browser, mut device) = with_passkey(&site, MAIL, 1).await;
        let (mut other, mut theirs) = with_passkey(&site, OTHER, 2).await;
        // What one account was asked is not answered for another.
        let (form, asked) = options(&mut browser, ADD, "我的").await;
        let (their_form, _) = options(&mut other, ADD, "他的").await;
        let answer = Authenticator::new(3).make(&asked);
        other.send(&answered(&their_form, &answer)).await.expect(WRONG);
        browser.send(&answered(&form, &answer)).await.expect(ON);
        // The same passkey is not that of two accounts.
        let page = add(&mut other, &mut Authenticator::new(1), "抄来的").await.expect(WRONG);
        assert!(page.text("#name-error").contains("没有添加成功"));
        // Nor does a device get into an account whose name it knows.
        theirs.handle = Some(device.last().0.to_owned());
        let mut thief = site.browser();
        let page = show(&mut thief, &mut theirs).await;
        turned_away(&mut thief, page).await;
        theirs.handle = None;
        let mut own = site.browser();
        show(&mut own, &mut theirs).await.expect(ON);
        assert!(own.open("/mine/account").await.text("#reaches").contains("j**********@example.cn"));
        // Whoever signs in over somebody else is alone there.
        let (form, asked) = options(&mut own, "/mine/sign-in?again=yes", "").await;
        own.send(&answered(&form, &device.show(&asked))).await.expect(ON);
        assert!(own.open("/mine/account").await.text("#reaches").contains("z***********@example.cn"));
    }

    async fn an_account_takes_its_passkeys_along(site: PostalSite) {
        let (mut browser, mut device) = with_passkey(&site, MAIL, 1).await;
        let (mut late, asked) = (site.browser(), options(&mut browser, ADD, "还没有").await);
        let form = browser.open("/mine/account/delete").await.form("form.portal-form");
        browser.follow(&form.tick("sure", "yes")).await;
        for table in ["member_passkey", "member_challenge"] {
            assert!(rows(&site, table).await.is_empty(), "{table}");
        }
        let page = show(&mut late, &mut device).await;
        turned_away(&mut late, page).await;
        let page = browser.send(&answered(&asked.0, &device.make(&asked.1))).await.expect(ON);
        assert!(page.location().starts_with("/mine/sign-in"));
        // Whoever comes again begins anew, and the old passkey is not theirs.
        let mut again = signed_in(&site, MAIL).await;
        assert!(!again.open("/mine/account").await.has("#passkey-list"));
    }

    async fn an_account_has_so_many_and_no_more(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let mut device = Authenticator::new(1);
        let (form, asked) = options(&mut browser, ADD, "最后一个").await;
        let mut elsewhere = signed_in(&site, MAIL).await;
        for number in 1..=MOST_PASSKEYS {
            add(&mut elsewhere, &mut device, &format!("第{number}个")).await.expect(ON);
        }
        let page = browser.open("/mine/account").await;
        assert_eq!(page.texts("#passkey-list > li").len(), MOST_PASSKEYS);
        assert!(page.words().contains("已经有20个通行密钥"));
        assert!(!page.has("a[href='/mine/account/passkeys']"));
        // Asked before, answered after.
        let page = browser.send(&answered(&form, &device.make(&asked))).await.expect(WRONG);
        assert!(page.text("#name-error").contains("已经有20个通行密钥"));
        let page = browser.open(ADD).await;
        let to = page.attributes(FORM, "data-ask").remove(0);
        let fields = [("name".to_owned(), "又一个".to_owned())];
        browser.send(&page.form(FORM).forge(&to, &fields, None)).await.expect(StatusCode::BAD_REQUEST);
    }

    async fn a_name_is_looked_at_before_a_device_is_asked(site: PostalSite) {
        let mut browser = signed_in(&site, MAIL).await;
        let page = browser.open(ADD).await;
        let (form, to) = (page.form(FORM), page.attributes(FORM, "data-ask").remove(0));
        for (typed, wrong) in [
            ("", "请写一个名称"),
            (&*"长".repeat(41), "最多40个字"),
            ("a\u{202e}b", "不能用的字符"),
        ] {
            let fields = [("name".to_owned(), typed.to_owned())];
            browser.send(&form.clone().forge(&to, &fields, None)).await.expect(StatusCode::BAD_REQUEST);
            let page = browser.send(&form.clone().set("name", typed)).await.expect(WRONG);
            assert!(page.text("#name-error").contains(wrong), "{typed}: {}", page.text("#name-error"));
        }
        assert!(rows(&site, "member_challenge").await.is_empty());
    }

    async fn guessing_and_asking_end_soon(site: PostalSite) {
        let mut browser = site.browser();
        let form = browser.open(SIGN_IN).await.form(FORM);
        for _ in 0..20 {
            browser.send(&answered(&form, "{}")).await.expect(ON);
        }
        browser.send(&answered(&form, "{}")).await.expect(StatusCode::TOO_MANY_REQUESTS);
        // They are counted with the other ways.
        let page = ask(&mut browser, MAIL).await;
        let code = page.form("form.portal-form").set("code", &mailed(&site));
        browser.send(&code).await.expect(StatusCode::TOO_MANY_REQUESTS);

        site.clock.advance(Duration::hours(1));
        let to = browser.open(SIGN_IN).await.attributes(FORM, "data-ask").remove(0);
        let form = browser.open(SIGN_IN).await.form(FORM);
        let asking = form.clone().forge(&to, &[], None);
        for _ in 0..200 {
            browser.send(&asking).await.expect(StatusCode::OK);
        }
        browser.send(&asking).await.expect(StatusCode::TOO_MANY_REQUESTS);
        // The script goes on with the form, whose page says it.
        browser.send(&answered(&form, "")).await.expect(StatusCode::TOO_MANY_REQUESTS);
    }

    async fn where_no_browser_would_have_them_there_are_none(site: PostalSite) {
        let mut config = site.config.clone();
        "http://192.0.2.7:8080".clone_into(&mut config.server.public_url);
        let mut browser = Browser::new(router(site.office.clone(), config));
        let page = ask(&mut browser, MAIL).await;
        let form = page.form("form.portal-form").set("code", &mailed(&site));
        let page = browser.follow(&form).await;
        assert_eq!(page.text("h1"), "我的申请");
        assert!(!browser.open("/mine/account").await.has("#passkeys"));
        browser.get(ADD).await.expect(GONE);
        let secret = browser.open("/mine").await.form("form[action='/mine/sign-out']");
        for path in ["/mine/passkey", "/mine/passkey/ask", "/mine/account/passkeys/ask"] {
            browser.send(&secret.clone().forge(path, &[], None)).await.expect(GONE);
        }
        let mut visitor = browser.clone();
        visitor.follow(&secret).await;
        assert!(!visitor.open(SIGN_IN).await.has(FORM));
    }
}
