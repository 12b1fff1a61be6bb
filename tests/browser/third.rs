//! A consulted third party, on the phone: in by link and code, the answer, the receipt; what the desk sees of it; and the
//! decision to disclose all the same.

use gongkai::casework::NewNotice;

use super::{
    applying::FORM,
    bureau::{Bureau, at},
    page::Screen,
};
use crate::{
    kit::{office::TestOffice, repository},
    third::company,
};

const NEXT: &str = ".portal-onward button[value='check']";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "third").await;
    let (case, notice) = office.consulted(1, company(None)).await;
    bureau.case = at(case);
    let link = format!("{}/notices/{notice}/link", bureau.case);
    bureau.sit("handler").await;
    bureau.window.go(&link).await;
    bureau.window.look_on_both("link").await;
    bureau.window.print("link-sheet").await;
    let [number, code] = bureau.window.texts(".gk-slip-code").await.try_into().unwrap();

    comes_in(&mut bureau, &number, &code).await;
    let home = bureau.window.path().await;
    reads(&mut bureau, &home).await;
    answers(&mut bureau).await;

    bureau.at_the_case("handler").await;
    bureau.window.reads("第三方在网上答复").await;
    bureau.window.look("answered-on-the-desk").await;
    bureau.window.go(&link).await;
    bureau.window.look("link-opened").await;
    let decision = NewNotice::DisclosureDecision { consultation: notice };
    office.send(case, decision).await;

    comes_in(&mut bureau, &number, &code).await;
    bureau.window.reads("机关决定公开").await;
    bureau.window.look("decided").await;
    bureau.window.click("#decision ~ .portal-letters a").await;
    bureau.window.find("article").await;
    bureau.window.look("decision").await;
    agrees_in_part(&mut bureau).await;
    bureau.close().await;
}

/// Two files are prepared on the desk and go with the letter; whoever is asked agrees to the first of them.
async fn agrees_in_part(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let case = office.in_hand(9).await;
    bureau.case = at(case);
    bureau.at_the_case("handler").await;
    let prepare = format!("{}/attachments", bureau.case);
    bureau.window.go(&prepare).await;
    bureau.window.look("attachments-none").await;
    let form = "main form[enctype]";
    bureau.refused(form, &[], "attachments-wrong").await;
    for title in ["施工合同第3至5页", "竣工图一张"] {
        bureau
            .window
            .attach("file", &repository("fixtures/samples/clean.pdf"))
            .await;
        bureau.done(form, &[("title", title)]).await;
    }
    bureau.window.look_on_both("attachments").await;
    let files = office.prepared(case).await;
    let notice = office.propose_with(case, files).await.unwrap();
    office.clear_and_send(case, notice).await;
    bureau.sit("handler").await;
    bureau
        .window
        .go(&format!("{}/notices/{notice}/link", bureau.case))
        .await;
    let [number, code] = bureau.window.texts(".gk-slip-code").await.try_into().unwrap();

    let window = &mut bureau.window;
    window.person(Screen::Phone).await;
    window.go(&format!("/consulted/{number}")).await;
    window.fill(FORM, &[("code", &code)]).await;
    window.turn(&format!("{FORM} button[type='submit']")).await;
    window.find("#attached").await;
    window.look("attached").await;
    window.turn(".portal-status a.govuk-button").await;
    window.fill(FORM, &[("view", "partly")]).await;
    window.turn(NEXT).await;
    window.find(".govuk-error-summary").await;
    window.look("partly-wrong").await;
    window.click("input[name='agreed']").await;
    let why = [("reasons", "竣工图载有我公司的技术秘密，不同意公开。")];
    window.fill(FORM, &why).await;
    window.turn(NEXT).await;
    window.find("#promise").await;
    window.look("partly-check").await;
    window.click("#promise").await;
    window.turn(&format!("{FORM} button[type='submit']")).await;
    window.find(".govuk-panel--confirmation").await;
    window.look("partly-receipt").await;
}

async fn comes_in(bureau: &mut Bureau<'_>, number: &str, code: &str) {
    let window = &mut bureau.window;
    window.person(Screen::Phone).await;
    window.go(&format!("/consulted/{number}")).await;
    window.look("enter").await;
    window.fill(FORM, &[("code", "2222-2222")]).await;
    window.turn(&format!("{FORM} button[type='submit']")).await;
    window.find(".govuk-error-summary").await;
    window.look("not-found").await;
    window.fill(FORM, &[("code", code)]).await;
    window.turn(&format!("{FORM} button[type='submit']")).await;
    window.find(".portal-status").await;
}

/// The page in every way in which somebody may read it.
async fn reads(bureau: &mut Bureau<'_>, home: &str) {
    let window = &mut bureau.window;
    window.look("asked").await;
    for (name, screen, way) in [
        ("asked-narrow", Screen::Narrow, ""),
        ("asked-large", Screen::Phone, "?type=large"),
        ("asked-dark", Screen::Phone, "?type=normal&colours=dark"),
        ("asked-english", Screen::Desk, "?colours=device&lang=en"),
        ("asked-desk", Screen::Desk, "?lang=zh-CN"),
    ] {
        window.on(screen).await;
        window.go(&format!("{home}{way}")).await;
        window.look(name).await;
    }
    window.on(Screen::Phone).await;
}

async fn answers(bureau: &mut Bureau<'_>) {
    let window = &mut bureau.window;
    window.turn(".portal-status a.govuk-button").await;
    window.look("answer").await;
    window.turn(NEXT).await;
    window.find(".govuk-error-summary").await;
    window.look("answer-wrong").await;
    let fields = [
        ("view", "refused"),
        ("reasons", "载有我公司报价，公开会损害商业秘密。"),
    ];
    window.fill(FORM, &fields).await;
    window
        .attach("other-files", &repository("fixtures/samples/page.pdf"))
        .await;
    window.turn(NEXT).await;
    window.find("#promise").await;
    window.look("check").await;
    window.click("#promise").await;
    window.turn(&format!("{FORM} button[type='submit']")).await;
    window.find(".govuk-panel--confirmation").await;
    window.look("receipt").await;
    window.print("receipt-printed").await;
    window.turn("p.portal-screen-only a.govuk-link").await;
    window.reads("您已经答复").await;
    window.look("answered").await;
}
