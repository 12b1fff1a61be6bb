//! How applications come in otherwise: several people by an agent on a phone, and what the clerk registers.

use super::{
    driver::Driver,
    page::{Screen, Window},
    server::Server,
};
use crate::kit::repository;

const SUBMIT: &str = "main button.govuk-button[value='submit']:not(.gk-first-button)";

pub(super) async fn by_other_channels_and_other_people(server: &Server) {
    let driver = Driver::start();
    let mut window = Window::new(
        driver.open().await,
        server.home(),
        &format!("{}-intake", server.run()),
    );
    three_apply_by_an_agent(&mut window).await;
    for screen in [Screen::Phone, Screen::Desk] {
        the_clerk_registers_a_letter(server, &mut window, screen).await;
    }
    window.close().await;
}

async fn person(window: &Window, name: &str, number: &str) {
    window.write("name", name).await;
    window.write("identity-number", number).await;
    window.write("phone", "14200001234").await;
    window
        .write("item-1-title", "东河新村改造工程竣工验收备案表")
        .await;
    window.click("#promise").await;
}

async fn three_apply_by_an_agent(window: &mut Window) {
    window.person(Screen::Phone).await;
    window.go("/agencies/qingxi-housing/apply?kind=person").await;
    person(window, "欧阳䶮", "990124198806152110").await;
    for (n, name, number) in [
        (1, "喆䶮𬭎", "990101198506150020"),
        (2, "司马某", "990101197203010034"),
    ] {
        window.turn("button[value='add-joint']").await;
        window.write(&format!("joint-{n}-name"), name).await;
        window.write(&format!("joint-{n}-number"), number).await;
    }
    window.turn("button[value='add-agent']").await;
    window.write("agent-name", "公孙某").await;
    window.write("agent-number", "990101196808080049").await;
    window.write("agent-phone", "14200001235").await;
    window.look("joint-form").await;
    window.click(SUBMIT).await;
    window.find(".govuk-error-summary").await;
    window.look("joint-form-with-errors").await;
    window.put("agent-signed-on", "2026-09-08").await;
    window
        .attach("authority-files", &repository("fixtures/demo/authority.pdf"))
        .await;
    window.click(SUBMIT).await;
    window.find(".gk-slip").await;
    window.look("joint-receipt").await;
    window.press("查看这份申请").await;
    window.find("#own").await;
    window.look("joint-case").await;
}

async fn the_clerk_registers_a_letter(server: &Server, window: &mut Window, screen: Screen) {
    window.person(screen).await;
    window.go("/desk/register").await;
    window.write("username", "zj-shoujian").await;
    window.write("password", &server.password).await;
    window.turn("main button[type='submit']").await;
    window.find("input[name='channel']").await;
    window.look("register-start").await;
    window.choose("channel", "signed_mail").await;
    window.turn("main button[type='submit']").await;
    window.find("#waybill").await;
    window.look("register-signed-mail").await;
    window
        .go("/desk/register?channel=ordinary_mail&kind=person")
        .await;
    window.put("arrived-on", "2026-09-05").await;
    person(window, "欧阳䶮", "990124198806152110").await;
    window.choose("obtain-by", "collect").await;
    window.press("计算收到之日").await;
    window.find(".desk-reckoning-warning").await;
    window.look("register-reckoned").await;
    window.put("confirmed-on", "2026-09-04").await;
    window.click(SUBMIT).await;
    window.find(".govuk-error-summary").await;
    window.look("register-with-errors").await;
    window.put("confirmed-on", "").await;
    window.click(SUBMIT).await;
    window.find(".gk-slip").await;
    window.look("registered-waiting").await;
    window.press("打开这件办件").await;
    window.find("#confirm-receipt").await;
    window.look("case-waiting").await;
    window.write("confirm_record", "电话与申请人本人确认收到").await;
    window.turn("#confirm-receipt button[type='submit']").await;
    window.find("#assign").await;
    window.click("#facts + dl + details summary").await;
    window.look("case-confirmed").await;
}
