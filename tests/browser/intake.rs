//! How applications come in otherwise: several people by an agent on a phone, and what the clerk registers.

use super::{
    applying::{NEXT, begin, submit, up_to},
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
    a_heap_of_letters_is_taken_in_by_keyboard(&mut window).await;
    somebody_tells_what_they_want(&mut window).await;
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
    begin(window, "/agencies/qingxi-housing/apply", "person").await;
    let answers = [
        ("name", "欧阳䶮"),
        ("identity-number", "990124198806152110"),
        ("phone", "14200001234"),
        ("item-1-title", "东河新村改造工程竣工验收备案表"),
    ];
    up_to(window, &answers, "people").await;
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
    window.turn(NEXT).await;
    window.find(".govuk-error-summary").await;
    window.look("joint-form-with-errors").await;
    window.put("agent-signed-on", "2026-09-08").await;
    // It goes up as soon as it is chosen.
    window
        .attach("authority-files", &repository("fixtures/demo/authority.pdf"))
        .await;
    window.find("#agent .gk-kept").await;
    window.look("joint-authority").await;
    window.turn(NEXT).await;
    up_to(window, &answers, "check").await;
    window.look("joint-check").await;
    submit(window).await;
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
    window.write("name", "欧阳䶮").await;
    window.turn("button[value='find']").await;
    window.find(".desk-returning-offer").await;
    window.look("register-returning").await;
    window.turn(".desk-returning-offer button").await;
    window.reads("已经填入以前的资料").await;
    window.look("register-returned").await;
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

/// Keys as the driver knows them.
const TAB: char = '\u{e004}';
const CONTROL_ENTER: &str = "\u{e009}\u{e007}";

/// Goes with Tab to a field, as somebody without a mouse does, and writes into it.
async fn tab_to(window: &Window, field: &str, words: &str) {
    for _ in 0..40 {
        let focus = window.client.active_element().await.unwrap();
        if focus.attr("name").await.unwrap().as_deref() == Some(field) {
            return window.key(words).await;
        }
        window.tap(TAB).await;
    }
    panic!("no Tab leads to {field} on {}", window.path().await);
}

/// Three letters, one after the other, without the mouse; then all slips at once. The clerk has signed in already.
async fn a_heap_of_letters_is_taken_in_by_keyboard(window: &mut Window) {
    window.go("/desk/register?channel=signed_mail&kind=person").await;
    let letters = [
        ("EA100000001CN", "司马某", "990101197203010034"),
        ("EA100000002CN", "公孙某", "990101196808080049"),
        ("EA100000003CN", "喆䶮𬭎", "990101198506150020"),
    ];
    for (number, (waybill, name, identity)) in (1..).zip(letters) {
        window.find("#waybill:focus").await;
        tab_to(window, "waybill", waybill).await;
        tab_to(window, "name", name).await;
        tab_to(window, "identity-number", identity).await;
        tab_to(window, "phone", "14200001234").await;
        tab_to(window, "address", "云州市青溪县临溪街道竹林巷12号").await;
        tab_to(window, "postcode", "960300").await;
        tab_to(window, "item-1-title", "东河新村改造工程竣工验收备案表").await;
        tab_to(window, "promise", " ").await;
        window.key(CONTROL_ENTER).await;
        window.find(".gk-slip").await;
        if number == letters.len() {
            break;
        }
        window
            .client
            .execute("document.body.focus()", vec![])
            .await
            .unwrap();
        window.key(CONTROL_ENTER).await;
    }
    window.look_on_both("registered-in-a-row").await;
    window.press("打印全部查询凭条").await;
    window.find(".desk-leaf").await;
    window.look("registered-all").await;
    window.print("slips-on-paper").await;
}

/// What somebody tells is written down, printed in a window of its own, signed, and taken in.
async fn somebody_tells_what_they_want(window: &mut Window) {
    window.go("/desk/register?channel=oral&kind=person").await;
    person(window, "欧阳䶮", "990124198806152110").await;
    window.look_on_both("register-oral").await;
    let form = window.client.window().await.unwrap();
    window.click("button[value='print']").await;
    let mut windows = window.client.windows().await.unwrap();
    windows.retain(|other| *other != form);
    window.client.switch_to_window(windows.remove(0)).await.unwrap();
    window.find(".desk-paper").await;
    // A window of its own has a size of its own.
    window.on(Screen::Desk).await;
    window.look_on_both("sheet").await;
    window.print("sheet-on-paper").await;
    window.client.close_window().await.unwrap();
    window.client.switch_to_window(form).await.unwrap();
    window
        .write("record", "申请人视力不便，由工作人员代为填写并宣读，申请人按指印")
        .await;
    window.click(SUBMIT).await;
    window.find(".gk-slip").await;
    window.reads("欧阳䶮").await;
}
