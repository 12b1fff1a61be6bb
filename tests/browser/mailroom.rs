//! 收发室: letters printed for the post and registered there, one that comes back, and what the case says of both days.

use gongkai::domain::id::CaseId;
use time::Duration;

use super::bureau::{Bureau, at};
use crate::kit::office::TestOffice;

const ROOM: &str = "/desk/mailroom";
const PRINT: &str = "#letters button:not([formaction])";
const REGISTER: &str = "#letters button[formaction='/desk/mailroom/post']";
const POST: &str = "main form button[value='post']";
const BACK: &str = "form[action$='/record-return']";

pub(super) async fn go(office: &TestOffice) {
    let cases = [office.to_be_posted(1).await, office.to_be_posted(2).await];
    let nowhere = office.in_hand(3).await;
    office.submit(nowhere, "disclosed").await;
    office.approve_all(nowhere).await;
    office.issue(nowhere).await;
    let mut bureau = Bureau::open(office, "mailroom").await;
    they_are_printed(&mut bureau, cases).await;
    their_posting_is_registered(&mut bureau, cases).await;
    bureau.case = at(cases[0]);
    one_comes_back(&mut bureau).await;
    it_goes_out_again(&mut bureau, cases[0]).await;
    what_nobody_served_is_brought_to_mind(&mut bureau).await;
    bureau.close().await;
}

async fn value(bureau: &Bureau<'_>, case: CaseId) -> String {
    let answer = bureau.office.case(case).await.answer().unwrap().id;
    format!("{case}_{answer}")
}

async fn choose(bureau: &Bureau<'_>, cases: &[CaseId]) {
    for case in cases {
        let value = value(bureau, *case).await;
        bureau.window.choose("letter", &value).await;
    }
}

async fn they_are_printed(bureau: &mut Bureau<'_>, cases: [CaseId; 2]) {
    bureau.sit("clerk").await;
    bureau.window.press("收发室").await;
    bureau.window.find("#letters").await;
    bureau.window.look_on_both("waiting").await;
    bureau.window.click(PRINT).await;
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.look("nothing-chosen").await;
    bureau.window.press("全部选上").await;
    bureau.window.find("#letters input:checked").await;
    bureau.window.look("all-chosen").await;
    bureau.window.press("全部不选").await;
    bureau.window.find("#letters a[href$='choose=all']").await;
    choose(bureau, &cases).await;
    let (kind, pdf) = bureau.window.download(PRINT).await;
    assert_eq!(kind, "application/pdf");
    bureau.window.keep("batch", "pdf", &pdf);
    let pages = lopdf::Document::load_mem(&pdf).unwrap().get_pages().len();
    assert!(
        pages >= 10,
        "letter, envelope and slip of two, each on a sheet: {pages}"
    );
}

async fn their_posting_is_registered(bureau: &mut Bureau<'_>, cases: [CaseId; 2]) {
    bureau.window.click(REGISTER).await;
    bureau.window.find("[name='posted_on']").await;
    bureau.window.look_on_both("register").await;
    let fields = [
        format!("waybill-{}", value(bureau, cases[0]).await),
        format!("waybill-{}", value(bureau, cases[1]).await),
    ];
    let window = &mut bureau.window;
    window.write(&fields[0], "SF1234567890123").await;
    window.click(POST).await;
    window.find(".govuk-error-summary").await;
    window.look("private-carrier").await;
    window.write(&fields[0], "EA000000001CN").await;
    window.write(&fields[1], "EA000000002CN").await;
    window.click(POST).await;
    window.find("[role='status']").await;
    window.look_on_both("registered").await;
    window.go(ROOM).await;
    window.look_on_both("on-their-way").await;
}

async fn one_comes_back(bureau: &mut Bureau<'_>) {
    bureau.office.clock.advance(Duration::days(5));
    bureau.at_the_case("clerk").await;
    bureau.window.look("posted").await;
    let today = bureau.office.office.today().to_string();
    let day = ("returned_on", today.as_str());
    bureau.refused(BACK, &[day], "returned-without-a-reason").await;
    let returned = [
        day,
        ("return_reason", "moved"),
        ("return_remark", "投递员注明：原址查无此人"),
    ];
    bureau.done(BACK, &returned).await;
    bureau.window.reads("邮件退回，还没有再次送达").await;
    bureau.window.look_on_both("came-back").await;
    bureau.office.run_jobs().await;
    bureau.office.clock.advance(Duration::days(1));
    bureau.office.run_jobs().await;
    bureau.sit("clerk").await;
    bureau.window.go("/desk/reminders").await;
    bureau.window.look_on_both("reminded-of-the-return").await;
}

async fn it_goes_out_again(bureau: &mut Bureau<'_>, case: CaseId) {
    bureau.sit("clerk").await;
    bureau.window.go(ROOM).await;
    bureau.window.look("waits-again").await;
    choose(bureau, &[case]).await;
    bureau.window.click(REGISTER).await;
    let field = format!("waybill-{}", value(bureau, case).await);
    bureau.window.write(&field, "EA000000001CN").await;
    bureau.window.click(POST).await;
    bureau.window.find("[role='status'] .desk-tag--late").await;
    bureau.window.reads("已经用过这个邮件号码").await;
    bureau.window.look("waybill-of-the-first-mailing").await;
    bureau.window.write(&field, "EA000000003CN").await;
    bureau.window.click(POST).await;
    bureau.window.find("[role='status'] .desk-tag--fine").await;
    bureau.office.clock.advance(Duration::days(3));
    bureau.at_the_case("clerk").await;
    bureau.window.look("posted-again").await;
    let today = bureau.office.office.today().to_string();
    bureau
        .done("#record-delivery form", &[("delivered_on", &today)])
        .await;
    bureau.window.reads("妥投").await;
    bureau.window.look_on_both("delivered").await;
}

async fn what_nobody_served_is_brought_to_mind(bureau: &mut Bureau<'_>) {
    bureau.office.run_jobs().await;
    bureau.sit("clerk").await;
    bureau.window.go("/desk/reminders").await;
    bureau.window.click(".desk-days li:last-child a").await;
    bureau.window.reads("尚未送达").await;
    bureau.window.look("reminded").await;
}
