//! A handler looks at what is found about an application: in a line beside the case, side by side on a page of its own, set
//! aside with a reason, taken over into the draft; and a reviewer reads the same.

use gongkai::{
    casework::{self, NewApplication},
    domain::{
        applicant::Identity,
        application::Item,
        id::CaseId,
        text::{IdentityNumber, Name, Phone},
    },
};

use super::bureau::{Bureau, at};
use crate::kit::office::{TestOffice, new_application};

const TITLE: &str = "竹林片区旧城改造项目房屋征收补偿方案";

pub(super) async fn go(office: &TestOffice) {
    answered(
        office,
        asking(1, None, TITLE, "申请公开2024年公布的方案全文及附件。"),
    )
    .await;
    answered(office, asking(2, Some("990101199001010035"), TITLE, "")).await;
    let near = "东河新村小区房屋征收补偿协议签订情况汇总表";
    answered(
        office,
        asking(3, Some("990101199001010051"), near, "希望了解补偿面积和金额。"),
    )
    .await;
    file(office, asking(4, None, "物业专项维修资金使用明细", "")).await;
    let words = "申请公开2025年公布的方案全文及附件。另外举报拆迁公司夜间施工，请依法查处，为什么没有人管？";
    let now = file(office, asking(5, None, TITLE, words)).await;
    office.take_in_hand("handler", now).await;
    let mut bureau = Bureau::open(office, "evidence").await;
    bureau.case = at(now);
    the_handler_looks(&mut bureau).await;
    a_clue_is_set_aside(&mut bureau).await;
    an_earlier_reply_is_taken_over(&mut bureau).await;
    office.submit(now, "repeat_application").await;
    a_reviewer_reads_the_same(&mut bureau).await;
    bureau.close().await;
}

fn asking(token: u128, other: Option<&str>, title: &str, description: &str) -> NewApplication {
    let mut new = new_application(token);
    if let Some(number) = other {
        new.applicant.name = Name::parse("端木芳").unwrap();
        new.applicant.identity = Some(Identity::ResidentCard(IdentityNumber::parse(number).unwrap()));
        new.applicant.contact.phone = Some(Phone::parse("19900000009").unwrap());
    }
    new.application.items = vec![Item {
        number: 1,
        title: title.to_owned(),
        document_number: None,
        description: (!description.is_empty()).then(|| description.to_owned()),
    }];
    new
}

async fn file(office: &TestOffice, new: NewApplication) -> CaseId {
    let filed = casework::file(&office.office, office.here.agency.id, new).await;
    filed.unwrap().case
}

async fn answered(office: &TestOffice, new: NewApplication) {
    let case = file(office, new).await;
    office.take_in_hand("handler", case).await;
    office.submit(case, "internal_affairs").await;
    office.approve_all(case).await;
    office.issue(case).await;
}

async fn the_handler_looks(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.reads("该申请人另有1件申请要求相同的信息").await;
    bureau.window.look_on_both("case").await;
    bureau.window.turn(".desk-clues > p a").await;
    bureau.window.reads("底色标出的是两次不同的字词").await;
    bureau.window.look_on_both("clues").await;
}

async fn a_clue_is_set_aside(bureau: &mut Bureau<'_>) {
    bureau
        .window
        .click("section[aria-labelledby='consultation'] .desk-clue-aside summary")
        .await;
    let form = "section[aria-labelledby='consultation'] .desk-clue-aside form";
    bureau.window.turn(&format!("{form} button")).await;
    bureau.window.find("#reason-consultation-error").await;
    bureau.window.look_on_both("without-a-reason").await;
    bureau
        .window
        .write("reason-consultation", "只是语气，要的是方案文本")
        .await;
    bureau.window.turn(&format!("{form} button")).await;
    bureau.window.reads("不采用的线索").await;
    bureau.window.look_on_both("set-aside").await;
}

async fn an_earlier_reply_is_taken_over(bureau: &mut Bureau<'_>) {
    bureau
        .window
        .turn("section[aria-labelledby='repeated'] a[role='button']")
        .await;
    bureau.window.reads("还没有保存").await;
    bureau.window.look_on_both("draft").await;
}

async fn a_reviewer_reads_the_same(bureau: &mut Bureau<'_>) {
    bureau.sit("lawyer").await;
    let case = bureau.case.replace("/desk/", "/review/");
    bureau.window.go(&case).await;
    bureau.window.look("review").await;
    bureau.window.turn(".desk-clues > p a").await;
    bureau.window.reads("只是语气，要的是方案文本").await;
    bureau.window.look("read-by-the-lawyer").await;
}
