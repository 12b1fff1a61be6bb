//! An applicant who signs in with the device itself: with a script, without one, and with a device that does not want to.

use super::{
    account,
    driver::Driver,
    page::{Screen, Window},
    server::Server,
};

const FORM: &str = "form[data-passkey]";
const ADD: &str = "[data-with-passkeys] a";
const BUTTON: &str = "form[data-passkey] button";
/// Where a script says what went wrong.
const WRONG: &str = "[data-passkey-wrong]";

/// What a browser says where somebody turns the device away, or waits for too long. The device of the tests cannot: one
/// whose owner does nothing keeps the page waiting for minutes.
const TURNED_AWAY: &str =
    "navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError'))";

async fn is_shown(window: &Window, css: &str) -> bool {
    window.find(css).await.is_displayed().await.unwrap()
}

/// Waits for what a script says.
async fn hears(window: &Window, words: &str) {
    window.appears(words).await;
    assert!(window.text(WRONG).await.contains(words));
}

async fn add(window: &Window, name: &str) {
    window.go("/mine/account").await;
    window.turn(ADD).await;
    window.write("name", name).await;
    window.turn(BUTTON).await;
    window.find(".gk-flash--done").await;
}

pub(super) async fn from_the_first_to_the_last(server: &Server) {
    let driver = Driver::start();
    let run = format!("{}-passkey", server.run());
    let mut window = Window::new(driver.open().await, server.home(), &run);
    window.person(Screen::Desk).await;
    account::sign_in(&mut window, "ouyang@example.cn", "code").await;

    // Without a script nothing is offered that does not work, and it is said why.
    window.scripts(false).await;
    window.go("/mine/account").await;
    assert!(!is_shown(&window, ADD).await);
    window.reads("打开JavaScript").await;
    // What judges a page is a script; the page stays as it came without one.
    window.scripts(true).await;
    window.look("account-without-script").await;
    window.scripts(false).await;
    window.go("/mine/account/passkeys").await;
    assert!(!is_shown(&window, FORM).await);
    window.scripts(true).await;
    window.look("add-without-script").await;

    // A name first; then somebody turns the device away, and then does not.
    let device = window.authenticator().await;
    window.go("/mine/account/passkeys").await;
    window.look("add").await;
    window.put("name", "").await;
    window.turn(BUTTON).await;
    window.find("#name-error").await;
    window.look("add-without-name").await;
    window.write("name", "我的手机").await;
    window.client.execute(TURNED_AWAY, Vec::new()).await.unwrap();
    window.click(BUTTON).await;
    hears(&window, "没有完成").await;
    window.look("add-cancelled").await;
    add(&window, "我的手机").await;
    window.look("added").await;
    assert!(window.text("#passkey-list li").await.contains("还没有用来登录过"));
    // The device has one for this account.
    window.turn(ADD).await;
    window.click(BUTTON).await;
    hears(&window, "已经有这个账号的通行密钥").await;

    // At home, on a small telephone: the same device, nothing is typed.
    window.person(Screen::Narrow).await;
    window.go("/mine/sign-in?next=/mine/account").await;
    window.look("sign-in").await;
    window.scripts(false).await;
    window.go("/mine/sign-in").await;
    assert!(!is_shown(&window, FORM).await);
    window.scripts(true).await;
    window.go("/mine/sign-in?next=/mine/account").await;
    window.tab_to(BUTTON).await;
    window.enter().await;
    window.find("#passkey-list").await;
    assert!(
        window
            .text("#passkey-list li")
            .await
            .contains("最近一次用来登录：2026年9月10日（星期四）")
    );
    window.look("signed-in").await;
    window.go("/mine/account?lang=en&type=large&colours=dark").await;
    window.look("large-dark-english").await;
    window.go("/mine/account/passkeys").await;
    window.look("add-large-dark-english").await;
    window
        .go("/mine/account?lang=zh-CN&type=normal&colours=light")
        .await;

    // Taken off the list, the device is worth nothing.
    window.turn("#passkey-list form button").await;
    window.find(".gk-flash--done").await;
    window.look("removed").await;
    window.person(Screen::Phone).await;
    window.go("/mine/sign-in").await;
    window.turn(BUTTON).await;
    window.find(".gk-flash--warning").await;
    window.look("refused").await;
    window.without(device).await;
    window.close().await;
}
