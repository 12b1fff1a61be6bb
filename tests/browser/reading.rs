//! The same application filed by people who read differently: on a phone, at a desk, without scripts, by keyboard alone, in large
//! type, in the dark, in English. Each page on the way is looked at.

use super::{
    applying::{self, Answers, FORM, IDENTITY, NEXT},
    driver::Driver,
    page::{Screen, Window},
    server::Server,
};
use crate::kit::repository;

const APPLY: &str = "/agencies/qingxi-housing/apply";
const PLACES: [&str; 7] = [
    "/",
    "/agencies",
    "/agencies/qingxi-housing",
    "/track",
    "/apply",
    "/accessibility",
    "/privacy",
];

const ANSWERS: Answers<'_> = &[
    ("item-1-title", "东河新村改造工程竣工验收备案表"),
    ("name", "欧阳䶮"),
    ("identity-number", IDENTITY),
    ("phone", "14200001234"),
];

/// One after the other, each with a browser of their own.
pub(super) async fn each_in_their_way(server: &Server) {
    let driver = Driver::start();
    let mut window = Window::new(
        driver.open().await,
        server.home(),
        &format!("{}-reading", server.run()),
    );
    for (name, screen, way) in [
        ("desk", Screen::Desk, "/"),
        ("narrow", Screen::Narrow, "/"),
        ("large", Screen::Phone, "/?type=large"),
        ("dark", Screen::Phone, "/?colours=dark"),
        ("english", Screen::Phone, "/?lang=en"),
    ] {
        window.person(screen).await;
        window.go(way).await;
        everywhere(&mut window, name).await;
    }
    without_scripts(&mut window).await;
    by_keyboard(&mut window).await;
    window.close().await;
}

/// Every page up to the receipt, with an error on the way.
async fn everywhere(window: &mut Window, name: &str) {
    for (number, page) in (1..).zip(PLACES) {
        window.go(page).await;
        window.look(&format!("{name}-{number}")).await;
    }
    applying::begin(window, APPLY, "person").await;
    window.turn(NEXT).await;
    window.find(".govuk-error-summary").await;
    window.look(&format!("{name}-error")).await;
    while applying::section(window).await != "check" {
        let section = applying::section(window).await;
        applying::answer(window, ANSWERS).await;
        window.look(&format!("{name}-{section}")).await;
        window.turn(NEXT).await;
    }
    window.look(&format!("{name}-check")).await;
    let slip = applying::submit(window).await;
    window.look(&format!("{name}-receipt")).await;
    window.turn("main a.govuk-button[href^='/track/case/']").await;
    window.find("#due").await;
    window.look(&format!("{name}-case")).await;
    assert!(slip[0].starts_with("QXZJ-"), "{slip:?}");
}

/// Nothing of ours runs: files go with the next button, and the form is filed without a proof.
async fn without_scripts(window: &mut Window) {
    window.person(Screen::Phone).await;
    window.scripts(false).await;
    applying::begin(window, APPLY, "person").await;
    applying::up_to(window, ANSWERS, "files").await;
    window
        .attach("identity-files", &repository("fixtures/samples/scan.png"))
        .await;
    let back = ".portal-onward button[value='back']";
    window.turn(back).await;
    window.turn(NEXT).await;
    window.find(".gk-kept").await;
    look_at_plain(window, "plain-files").await;
    window.turn(NEXT).await;
    assert_eq!(window.value("proof").await, "", "no script has run");
    look_at_plain(window, "plain-check").await;
    applying::submit(window).await;
    window.scripts(true).await;
    window.look("plain-receipt").await;
}

/// What looks at a page is a script itself, and runs for that long; those of the page were passed over when it came.
async fn look_at_plain(window: &mut Window, name: &str) {
    window.scripts(true).await;
    window.look(name).await;
    window.scripts(false).await;
}

/// Tab, the space bar, the enter key and the arrows, and nothing else.
async fn by_keyboard(window: &mut Window) {
    window.person(Screen::Desk).await;
    window.go(APPLY).await;
    window.tab_to("button[value='person']").await;
    window.enter().await;
    window.find(FORM).await;
    for section in ["items", "wishes", "applicant", "people", "contact", "files"] {
        assert_eq!(applying::section(window).await, section);
        for (name, value) in ANSWERS {
            let field = format!("{FORM} [name='{name}']:not([type=hidden])");
            if !window.find_all(&field).await.is_empty() {
                window.tab_to(&field).await;
                window.type_keys(value).await;
            }
        }
        window.tab_to(NEXT).await;
        window.enter().await;
        window.find(FORM).await;
    }
    window.tab_to("#promise").await;
    window.space().await;
    window.tab_to(applying::SUBMIT).await;
    window.enter().await;
    window.find(".gk-slip-code").await;
    window.look("keyboard-receipt").await;
}
