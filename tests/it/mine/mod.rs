//! The accounts of applicants, black box: signing in, what is theirs and nobody else's, and what is left when they go.

mod account;
mod cases;
mod details;
#[cfg(feature = "openid")]
mod openid;
pub(crate) mod passkey;
mod sign_in;

use axum::http::StatusCode;

use crate::kit::{browser::Browser, page::Page, postal::PostalSite};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const GONE: StatusCode = StatusCode::NOT_FOUND;
const ON: StatusCode = StatusCode::SEE_OTHER;

/// Somebody's address, and somebody else's.
const MAIL: &str = "zhen.shiyong@example.cn";
const OTHER: &str = "jia.shiyong@example.cn";

/// The code that arrived last by mail.
pub(crate) fn mailed(site: &PostalSite) -> String {
    let arrived = site.server.arrived();
    let text = &arrived.last().expect("a mail").text;
    let code = text.split("验证码是：").nth(1).expect("a code").get(..6).unwrap();
    assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
    code.to_owned()
}

/// Asks for a code; the page that wants it.
async fn ask(browser: &mut Browser, reach: &str) -> Page {
    let form = browser.open("/mine/sign-in").await.form("form.portal-form");
    browser.follow(&form.set("reach", reach)).await
}

/// Signs in with a code that was mailed; the page of what is theirs.
async fn sign_in(site: &PostalSite, browser: &mut Browser, mail: &str) -> Page {
    let page = ask(browser, mail).await;
    let form = page.form("form.portal-form").set("code", &mailed(site));
    browser.follow(&form).await
}

/// A browser in which somebody has signed in.
async fn signed_in(site: &PostalSite, mail: &str) -> Browser {
    let mut browser = site.browser();
    let page = sign_in(site, &mut browser, mail).await;
    assert_eq!(page.text("h1"), "我的申请");
    browser
}
