//! Two applicants whose applications are refused, from the letter to the application for reconsideration in their hands: one
//! whose ground needs reconsideration first, and one who may choose. Both on a phone.

use gongkai::domain::{id::CaseId, service::Service};
use time::Duration;

use super::{
    applying::{self, Answers, IDENTITY},
    bureau::Bureau,
    page::{Screen, Window},
};
use crate::kit::{answer::full_draft, office::TestOffice, premises::TODAY};

const ANSWERS: Answers<'_> = &[
    ("item-1-title", "中心路改造工程施工许可证"),
    ("name", "欧阳䶮"),
    ("identity-number", IDENTITY),
    ("phone", "14200001234"),
];

const PETITION: &str = "main form[action$='/reconsideration']";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "refused").await;
    reconsideration_comes_first(&mut bureau).await;
    either_way_is_open(&mut bureau).await;
    silence(&mut bureau).await;
    bureau.close().await;
}

/// Files on the phone; number, code and case.
async fn file(bureau: &mut Bureau<'_>) -> ([String; 2], CaseId) {
    bureau.window.person(Screen::Phone).await;
    let address = format!("/agencies/{}/apply", bureau.office.here.agency.key);
    let slip = applying::file(&bureau.window, &address, ANSWERS).await;
    bureau
        .window
        .turn("main a.govuk-button[href^='/track/case/']")
        .await;
    let path = bureau.window.path().await;
    let case = path.rsplit('/').next().unwrap().parse().unwrap();
    (slip, CaseId(case))
}

/// The staff refuse, and serve it online today.
async fn refuse(office: &TestOffice, case: CaseId, ground: &str) {
    office.take_in_hand("handler", case).await;
    office.submit_draft(case, full_draft(1, ground)).await;
    office.approve_all(case).await;
    office.issue(case).await;
    office.serve(case, Service::Online { available_on: TODAY }).await;
}

/// Comes back with the slip, on another device.
async fn come_back(window: &mut Window, [number, code]: &[String; 2]) {
    window.person(Screen::Phone).await;
    window.go("/track").await;
    window.write("number", number).await;
    window.write("code", code).await;
    window.turn("main form button[type='submit']").await;
}

async fn reconsideration_comes_first(bureau: &mut Bureau<'_>) {
    let (slip, case) = file(bureau).await;
    refuse(bureau.office, case, "state_secret").await;
    let window = &mut bureau.window;
    come_back(window, &slip).await;
    window.find("#rights").await;
    window.reads("这份答复要先申请行政复议").await;
    window.look("first-case").await;
    window.turn(".portal-letters a.govuk-button:first-child").await;
    window.look("first-letter").await;
    window.go(&format!("/track/case/{case}")).await;
    window.turn("main a[href*='/reconsideration']").await;
    window.find(PETITION).await;
    window.look("first-petition").await;
    window.write("reasons", "").await;
    window.turn(&format!("{PETITION} button[value='pdf']")).await;
    window.find("#reasons-error").await;
    window.look("first-petition-error").await;
    let reasons = "该许可证早已在施工现场公示，不是国家秘密。";
    window.write("reasons", reasons).await;
    let (kind, pdf) = window.download(&format!("{PETITION} button[value='pdf']")).await;
    assert_eq!(kind, "application/pdf");
    assert!(pdf.starts_with(b"%PDF"));
    window.keep("first-petition", "pdf", &pdf);
    let (kind, word) = window.download(&format!("{PETITION} button[value='word']")).await;
    assert!(kind.contains("wordprocessingml"), "{kind}");
    window.keep("first-petition", "docx", &word);
    let calendar = window.fetch(&format!("/track/case/{case}/calendar.ics")).await;
    assert!(calendar.starts_with(b"BEGIN:VCALENDAR"));
    what_is_kept(window, case, &slip[1]).await;
}

/// The same person looks at what is kept, takes it along, and changes how they are reached.
async fn what_is_kept(window: &mut Window, case: CaseId, code: &str) {
    let records = "main form[action$='/records']";
    window.go(&format!("/track/case/{case}/records")).await;
    window.look("records").await;
    window.turn(&format!("{records} button[value='show']")).await;
    window.find("#code-error").await;
    window.write("code", code).await;
    let (kind, _) = window
        .download(&format!("{records} button[value='export']"))
        .await;
    assert_eq!(kind, "application/zip");
    window.turn(&format!("{records} button[value='show']")).await;
    window.reads(IDENTITY).await;
    window.look("records-in-full").await;
    window.go(&format!("/track/case/{case}/contact")).await;
    window.look("contact").await;
    window.write("phone", "12").await;
    window
        .turn("main form[action$='/contact'] button[type='submit']")
        .await;
    window.find("#phone-error").await;
    window.look("contact-error").await;
    window.write("phone", "14200004321").await;
    window
        .click("#electronic-yes, input[name='electronic'][value='yes']")
        .await;
    window
        .turn("main form[action$='/contact'] button[type='submit']")
        .await;
    window.find(".gk-flash").await;
    window.look("contact-changed").await;
}

async fn either_way_is_open(bureau: &mut Bureau<'_>) {
    let (slip, case) = file(bureau).await;
    refuse(bureau.office, case, "not_held").await;
    let window = &mut bureau.window;
    come_back(window, &slip).await;
    window.reads("您可以选一条").await;
    window.look("either-case").await;
    window.turn("main a[href*='/reconsideration']").await;
    window.find(PETITION).await;
    let (kind, pdf) = window.download(&format!("{PETITION} button[value='pdf']")).await;
    assert_eq!(kind, "application/pdf");
    window.keep("either-petition", "pdf", &pdf);
    window.print("either-petition-page").await;
}

/// Nobody answers at all; and after the last day the page says what remains.
async fn silence(bureau: &mut Bureau<'_>) {
    let (slip, case) = file(bureau).await;
    bureau.office.take_in_hand("handler", case).await;
    bureau.office.clock.advance(Duration::days(60));
    let window = &mut bureau.window;
    come_back(window, &slip).await;
    window.find("#rights").await;
    window.look("silence-case").await;
    window.turn("main a[href*='/reconsideration']").await;
    window.find(PETITION).await;
    window.look("silence-petition").await;
    bureau.office.clock.advance(Duration::days(90));
    let window = &mut bureau.window;
    come_back(window, &slip).await;
    window.go(&format!("/track/case/{case}/reconsideration")).await;
    window.reads("已经过了最后一天").await;
    window.look("silence-over").await;
}
