//! The figures of a year: looked through and released on the desk, and read on the portal by whoever wants to.

use time::macros::date;

use super::{bureau::Bureau, page::Screen};
use crate::{
    annual::{fill, to},
    kit::office::TestOffice,
};

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "annual").await;
    fill(office).await;
    bureau.sit("leader").await;
    bureau.window.go("/desk/annual/2026").await;
    bureau.window.look("running").await;
    to(office, date!(2027 - 01 - 11));
    bureau.sit("leader").await;
    bureau.window.go("/desk/annual").await;
    bureau.window.look("years").await;
    bureau.window.go("/desk/annual/2026").await;
    bureau.window.look_on_both("to-release").await;
    bureau
        .window
        .turn("main form.admin-form button[type='submit']")
        .await;
    bureau.window.find(".gk-flash").await;
    bureau.window.look("released").await;

    let window = &mut bureau.window;
    window.person(Screen::Phone).await;
    let agency = format!("/agencies/{}", office.here.agency.key);
    window.go(&agency).await;
    window.turn("main a[href$='/annual']").await;
    window.look("list").await;
    window.turn("main a[href$='/annual/2026']").await;
    window.look("year").await;
    let page = format!("{agency}/annual/2026");
    for (name, screen, way) in [
        ("year-narrow", Screen::Narrow, ""),
        ("year-large", Screen::Phone, "?type=large"),
        ("year-dark", Screen::Phone, "?type=normal&colours=dark"),
        ("year-english", Screen::Desk, "?colours=device&lang=en"),
        ("year-desk", Screen::Desk, "?lang=zh-CN"),
    ] {
        window.on(screen).await;
        window.go(&format!("{page}{way}")).await;
        window.look(name).await;
    }
    window.print("year-printed").await;
    bureau.close().await;
}
