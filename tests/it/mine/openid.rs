//! Signing in with an identity platform, against a real one.

use gongkai::config::{OpenId, Secret};

use super::{MAIL, ON, signed_in};
use crate::{
    both,
    kit::{
        browser::Browser,
        page::Page,
        platform::{Platform, Visitor},
        postal::PostalSite,
        site::router,
    },
};

const NAME: &str = "云州省统一身份认证平台";

/// The site with the platform in front of it.
fn with(site: &PostalSite, openid: OpenId) -> Browser {
    let config = gongkai::config::Config {
        openid,
        ..site.config.clone()
    };
    Browser::new(router(site.office.clone(), config))
}

/// Where a browser is sent to be signed in.
async fn there(browser: &mut Browser) -> String {
    let page = browser.open("/mine/sign-in").await;
    let door = page.attributes("a[href^='/mine/openid']", "href").remove(0);
    browser.get(&door).await.expect(ON).location()
}

/// There and back; the page that this leads to.
async fn through(browser: &mut Browser, platform: &Platform, person: &str) -> Page {
    let there = there(browser).await;
    let back = Visitor::of(platform).signs_in(&there, person).await;
    come(browser, &back).await
}

async fn come(browser: &mut Browser, back: &str) -> Page {
    let to = browser.get(back).await.expect(ON).location();
    browser.open(&to).await
}

both! {
    async fn a_platform_signs_in_and_fills_in(site: PostalSite) {
        let platform = Platform::start();
        let mut browser = with(&site, platform.settings());
        let there = there(&mut browser).await;
        for sent in ["code_challenge_method=S256", "state=", "nonce=", "response_type=code"] {
            assert!(there.contains(sent), "{there}");
        }
        let page = through(&mut browser, &platform, "zhen").await;
        assert_eq!(page.text("h1"), "我的申请");
        assert!(page.text(".gk-flash").contains("账号已经建立"));
        let details = browser.open("/mine/details").await.form("form.portal-form");
        let known = ["name", "identity-number", "phone"].map(|name| details.value(name).to_owned());
        assert_eq!(known, ["甄试用", "990101199001010019", "13900000000"]);
        // What they write themselves stays, and the account is the same the next time.
        browser.follow(&details.set("name", "甄试用（改名）")).await;
        let mut again = with(&site, platform.settings());
        let page = through(&mut again, &platform, "zhen").await;
        assert!(!page.has(".gk-flash"), "{}", page.words());
        let details = again.open("/mine/details").await.form("form.portal-form");
        assert_eq!(details.value("name"), "甄试用（改名）");
        let mut other = with(&site, platform.settings());
        assert!(through(&mut other, &platform, "jia").await.text(".gk-flash").contains("账号已经建立"));
    }

    async fn what_was_not_begun_here_signs_nobody_in(site: PostalSite) {
        let platform = Platform::start();
        let mut thief = with(&site, platform.settings());
        let theirs = Visitor::of(&platform).signs_in(&there(&mut thief).await, "jia").await;
        // Somebody is lured into the journey of somebody else.
        let mut lured = with(&site, platform.settings());
        let page = come(&mut lured, &theirs).await;
        assert!(page.text(".gk-flash").contains("这次登录没有接上"), "{}", page.words());
        there(&mut lured).await;
        let page = come(&mut lured, &theirs).await;
        assert!(page.text(".gk-flash").contains("这次登录没有接上"));
        lured.get("/mine").await.expect(ON);
        // The same state, but a code that was given for another journey: its verifier is not ours.
        let mut one = with(&site, platform.settings());
        let ours = Visitor::of(&platform).signs_in(&there(&mut one).await, "zhen").await;
        let part = |path: &str, name: &str| path.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)).unwrap().to_owned();
        let swapped = ours.replace(&part(&ours, "code="), &part(&theirs, "code="));
        let page = come(&mut one, &swapped).await;
        assert!(page.text(".gk-flash").contains("没有登录成功"), "{}", page.words());
        // Nor is it taken twice.
        let mut two = with(&site, platform.settings());
        let back = Visitor::of(&platform).signs_in(&there(&mut two).await, "zhen").await;
        let mut copy = two.clone();
        come(&mut two, &back).await;
        two.open("/mine").await;
        let page = come(&mut copy, &back).await;
        assert!(page.path.starts_with("/mine/sign-in"), "{}", page.path);
    }

    async fn who_turns_back_is_told_of_the_other_ways(site: PostalSite) {
        let mut platform = Platform::start();
        let mut browser = with(&site, platform.settings());
        let back = Visitor::of(&platform).declines(&there(&mut browser).await).await;
        assert!(back.contains("error="), "{back}");
        let page = come(&mut browser, &back).await;
        assert!(page.text(".gk-flash").contains("您没有在云州省统一身份认证平台完成登录"), "{}", page.words());
        // A secret that is not ours.
        let wrong = OpenId { client_secret: Secret("another".to_owned()), ..platform.settings() };
        let mut refused = with(&site, wrong);
        let page = through(&mut refused, &platform, "zhen").await;
        assert!(page.text(".gk-flash").contains("没有登录成功"), "{}", page.words());
        // It goes away between there and back, and is away for whoever comes after.
        let mut late = with(&site, platform.settings());
        let back = Visitor::of(&platform).signs_in(&there(&mut late).await, "zhen").await;
        platform.stop();
        for page in [come(&mut late, &back).await, come(&mut with(&site, platform.settings()), "/mine/openid").await] {
            assert!(page.text(".gk-flash").contains(&format!("{NAME}现在连不上")), "{}", page.words());
            assert!(page.has("form.portal-form"), "a code is sent all the same");
        }
    }

    async fn a_platform_is_bound_to_an_account_and_let_go(site: PostalSite) {
        let platform = Platform::start();
        // The account of somebody who has one by mail.
        let own = signed_in(&site, MAIL).await;
        let mut browser = with(&site, platform.settings());
        browser.take_cookies_of(&own);
        let bind = async |browser: &mut Browser, person: &str| {
            let there = browser.get("/mine/account/openid").await.expect(ON).location();
            let back = Visitor::of(&platform).signs_in(&there, person).await;
            come(browser, &back).await
        };
        let page = bind(&mut browser, "zhen").await;
        assert!(page.text(".gk-flash").contains("已经关联"), "{}", page.words());
        let mut elsewhere = with(&site, platform.settings());
        assert!(!through(&mut elsewhere, &platform, "zhen").await.has(".gk-flash"));
        assert!(elsewhere.open("/mine/account").await.text("#reaches").contains("z***********@example.cn"));
        // Another account cannot have it as well, and does not get rid of its only way in.
        let mut other = with(&site, platform.settings());
        through(&mut other, &platform, "jia").await;
        assert!(bind(&mut other, "zhen").await.text(".gk-flash").contains("已经关联另一个账号"));
        let leave = other.open("/mine/account").await.form("form[action$='/openid/leave']");
        assert!(other.follow(&leave).await.text(".gk-flash").contains("只能用"));
        let leave = browser.open("/mine/account").await.form("form[action$='/openid/leave']");
        assert!(browser.follow(&leave).await.text(".gk-flash").contains("已经解除关联"));
        let mut new = with(&site, platform.settings());
        assert!(through(&mut new, &platform, "zhen").await.text(".gk-flash").contains("账号已经建立"));
    }
}
