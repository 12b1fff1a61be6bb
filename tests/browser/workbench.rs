//! 审核工作台: what a reviewer is shown beside the letter: what the third party said, the same document that fared otherwise
//! elsewhere, like answers and how they fared, what changed since the last time and since approvals are void.

use gongkai::{
    casework::Order,
    domain::{
        appeal::{AppealFact, Of, Procedure},
        id::CaseId,
        service::Service,
    },
    store,
};

use super::bureau::{Bureau, at};
use crate::kit::{
    answer::{full_draft, with_files},
    office::{CLEAN, TestOffice},
    premises::TODAY,
};

const DRAFT: &str = "form.desk-draft";

pub(super) async fn go(office: &TestOffice) {
    it_was_given_before_and_contested(office).await;
    let mut bureau = Bureau::open(office, "workbench").await;
    let case = office.in_hand(2).await;
    bureau.case = at(case);
    the_third_party_objects(&mut bureau).await;
    it_is_refused(&mut bureau, case).await;
    a_reviewer_compares(&mut bureau).await;
    it_returns_changed(&mut bureau).await;
    office.approve_all(case).await;
    its_approvals_become_void(&mut bureau).await;
    nothing_was_found(&mut bureau).await;
    bureau.close().await;
}

/// A year ago, so to say, somebody else was given the same document; a third party went to reconsideration.
async fn it_was_given_before_and_contested(office: &TestOffice) {
    let before = office.in_hand(1).await;
    let file = office.upload(before, "实施方案.pdf", CLEAN).await.unwrap();
    office
        .submit_draft(before, with_files(full_draft(1, "disclosed"), vec![file]))
        .await;
    office.approve_all(before).await;
    office.issue(before).await;
    office
        .serve(before, Service::Online { available_on: TODAY })
        .await;
    let of = Of::Reconsideration {
        procedure: Procedure::Ordinary,
        accepted_on: TODAY,
        copy_received_on: TODAY,
    };
    let filed = AppealFact::Filed {
        of,
        before: office.office.words("青溪县人民政府").unwrap(),
    };
    let order = Order::RecordAppeal {
        id: None,
        fact: filed,
    };
    office.order("lawyer", before, order).await.unwrap();
}

async fn the_third_party_objects(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    let company = [
        ("party_name", "云州市某某环境科技有限公司"),
        ("about_item", "1"),
        ("consultation_about", "拟公开实施方案中涉及贵单位报价的内容。"),
    ];
    bureau
        .letter(
            "third_party_consultation",
            &company,
            (&["secrets"], &[("by", "counter")]),
        )
        .await;
    let refused = [
        ("view", "refused"),
        ("opinion_reasons", "涉及我公司报价，属于商业秘密。"),
    ];
    bureau
        .done(".desk-entry form[action$='/record-opinion']", &refused)
        .await;
}

async fn it_is_refused(bureau: &mut Bureau<'_>, case: CaseId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("方案原件.pdf");
    std::fs::write(&path, CLEAN).unwrap();
    bureau.window.go(&format!("{}/documents", bureau.case)).await;
    bureau.window.attach("documents", &path).await;
    bureau.window.turn("form[action$='/documents'] button").await;
    let draft = Order::SaveDraft {
        draft: full_draft(1, "internal_affairs"),
    };
    bureau.office.order("handler", case, draft).await.unwrap();
    bureau.window.go(&format!("{}/draft", bureau.case)).await;
    bureau.window.find("#alarms").await;
    bureau.window.look_on_both("alarm-while-drafting").await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#history").await;
}

async fn a_reviewer_compares(bureau: &mut Bureau<'_>) {
    bureau.sit("secrets").await;
    bureau.window.go(&bureau.case.replace("/desk/", "/review/")).await;
    for words in ["本件不提供，另一件原样提供", "涉及我公司报价", "行政复议"] {
        bureau.window.reads(words).await;
    }
    bureau.window.look_on_both("full").await;
    bureau.window.write("words", "请写明为什么属于内部事务。").await;
    bureau.window.press("退回修改").await;
    bureau.window.find(".gk-flash").await;
}

async fn it_returns_changed(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.turn("main a[href$='/draft']").await;
    let reasons = [(
        "i1-f-reasons",
        "该方案是本机关内部人员分工的安排，只在机关内部使用，不影响申请人的权利义务。",
    )];
    bureau.window.fill(DRAFT, &reasons).await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#history").await;
    bureau.sit("secrets").await;
    bureau.window.go(&bureau.case.replace("/desk/", "/review/")).await;
    bureau.window.find("section[aria-labelledby='comparison']").await;
    bureau.window.look_on_both("compared").await;
}

/// The agency's address in the letter changes after everybody has approved.
async fn its_approvals_become_void(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let mut agency = office.here.agency.clone();
    "新址：中心路88号".clone_into(&mut agency.organs[0].address);
    let tx = office.office.db.begin().await.unwrap();
    store::agency::update(&tx, &agency).await.unwrap();
    tx.commit().await.unwrap();
    bureau.at_the_case("handler").await;
    bureau.window.turn("#issue button[type='submit']").await;
    bureau.window.look("void").await;
    bureau.window.go(&format!("{}/draft", bureau.case)).await;
    bureau.window.find("section[aria-labelledby='changes']").await;
    bureau.window.reads("新址：中心路88号").await;
    bureau.window.look_on_both("void-what-changed").await;
}

/// 检索记录: who says that nothing was found says how it was looked for.
async fn nothing_was_found(bureau: &mut Bureau<'_>) {
    let case = bureau.office.in_hand(3).await;
    bureau.case = at(case);
    bureau.at_the_case("handler").await;
    bureau.window.turn("main a[href$='/draft']").await;
    bureau.window.fill(DRAFT, &[("i1-ground", "not_held")]).await;
    bureau.window.turn(".desk-ground button[value='show']").await;
    bureau.window.find("[name='i1-f-search_record']").await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#i1-f-search_record-error").await;
    bureau.window.look_on_both("not-held-unproven").await;
}
