//! An applicant with an account: signing in with a code, filling in once, filing, finding it again on a telephone, and going.

use super::{
    applying::{self, Answers, FORM, NEXT},
    driver::Driver,
    page::{Screen, Window},
    server::Server,
};

const APPLY: &str = "/agencies/qingxi-housing/apply";

const DETAILS: &[(&str, &str)] = &[
    ("name", "欧阳䶮"),
    ("identity-number", applying::IDENTITY),
    ("phone", "14200001234"),
    ("address", "云州市青溪县人民路12号"),
    ("postcode", "990000"),
];

const WANTED: Answers<'_> = &[("item-1-title", "东河新村改造工程竣工验收备案表")];

/// Signs in by the code that the demonstration shows.
pub(super) async fn sign_in(window: &mut Window, reach: &str, name: &str) {
    window.go("/mine").await;
    window.look(&format!("{name}-sign-in")).await;
    window.send(FORM, &[("reach", reach)]).await;
    window.find("#code").await;
    window.look(&format!("{name}-code")).await;
    let told = window.text(".gk-flash__text").await;
    let code: String = told.chars().filter(char::is_ascii_digit).collect();
    window.send(FORM, &[("code", "1")]).await;
    window.find("#code-error").await;
    window.look(&format!("{name}-code-wrong")).await;
    window.send(FORM, &[("code", &code)]).await;
    window.reads("我的申请").await;
}

pub(super) async fn from_the_first_code_to_the_end(server: &Server) {
    let driver = Driver::start();
    let run = format!("{}-account", server.run());
    let mut window = Window::new(driver.open().await, server.home(), &run);
    window.person(Screen::Desk).await;
    sign_in(&mut window, "ouyang@example.cn", "desk").await;
    window.look("mine-empty").await;
    window.go("/mine/details").await;
    window.look("details").await;
    window.send(FORM, DETAILS).await;
    window.find(".gk-flash--done").await;
    applying::begin(&window, APPLY, "person").await;
    applying::up_to(&window, WANTED, "applicant").await;
    window.look("filled-in").await;
    assert_eq!(window.value("identity-number").await, applying::IDENTITY);
    applying::up_to(&window, &[], "check").await;
    let [number, _] = applying::submit(&window).await;
    applying::begin(&window, APPLY, "person").await;
    applying::answer(&window, WANTED).await;
    window.turn(NEXT).await;

    // At home, on a small telephone.
    window.person(Screen::Narrow).await;
    sign_in(&mut window, "ouyang@example.cn", "narrow").await;
    assert!(window.text("#cases li").await.contains(&number));
    window.find("#drafts").await;
    window.look("mine").await;
    window.go("/?colours=dark").await;
    for (name, path) in [
        ("mine", "/mine"),
        ("add", "/mine/add"),
        ("details", "/mine/details"),
        ("account", "/mine/account"),
        ("reach", "/mine/account/reach"),
        ("delete", "/mine/account/delete"),
        ("password", "/mine/password"),
    ] {
        window.go(path).await;
        window.look(&format!("dark-{name}")).await;
    }
    window.go("/mine?type=large&lang=en").await;
    window.look("large-english").await;
    window.go("/mine/account").await;
    window.look("large-account").await;
    window.go("/mine/account/delete").await;
    window.turn("main form button").await;
    window.find("#sure-error").await;
    window.look("large-delete").await;
    window.click("#sure").await;
    window.turn("main form button").await;
    window.find(".gk-flash--done").await;
    window.close().await;
}
