//! The other ways that a case can go, each gone in the browser from the form to what it leaves behind.

use gongkai::{
    casework,
    domain::{application::Item, id::CaseId, service::Service},
};
use time::{Duration, macros::datetime};

use super::{
    applying::{IDENTITY, NEXT, submit, up_to},
    bureau::{Bureau, at},
    page::Screen,
};
use crate::kit::office::{TestOffice, new_application};

const ONLINE: &[(&str, &str)] = &[("by", "online")];

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "ways").await;
    several_items_are_split_merged_linked_and_withdrawn(&mut bureau).await;
    it_is_handed_over(&mut bureau).await;
    a_fee_is_not_paid(&mut bureau).await;
    too_many_are_justified(&mut bureau).await;
    an_answer_is_annulled_and_given_anew(&mut bureau).await;
    a_court_and_the_supervisor(&mut bureau).await;
    records_are_sent_to_whoever_may_correct_them(&mut bureau).await;
    bureau.close().await;
}

async fn several_items_are_split_merged_linked_and_withdrawn(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let mut new = new_application(1);
    for (number, title) in [(2, "2025年度公租房分配名单"), (3, "2025年度公租房轮候规则")] {
        new.application.items.push(Item {
            number,
            title: title.to_owned(),
            ..new.application.items[0].clone()
        });
    }
    let case = casework::file(&office.office, office.here.agency.id, new)
        .await
        .unwrap();
    office.take_in_hand("handler", case.case).await;
    bureau.case = at(case.case);
    bureau.at_the_case("clerk").await;
    bureau.window.click("#closed-ways summary").await;
    bureau.window.look("why-not").await;
    bureau.refused("#split form", &[], "split-nothing").await;
    bureau.done("#split form", &[("split_item", "2")]).await;
    bureau.window.look("split").await;
    let again = office.file(2).await;
    office.take_in_hand("handler", again.case).await;
    bureau.case = at(again.case);
    bureau.open_case().await;
    bureau
        .refused("#merge form", &[("number", "QXZJ-2026-99999")], "merge-unknown")
        .await;
    bureau.done("#merge form", &[("number", &case.number.0)]).await;
    bureau.window.look("merged").await;
    let related = office.file(3).await;
    office.take_in_hand("handler", related.case).await;
    bureau.case = at(related.case);
    bureau.open_case().await;
    bureau
        .done("#link form", &[("how", "related"), ("number", &case.number.0)])
        .await;
    bureau.window.look("linked").await;
    bureau
        .done("#link form", &[("how", "repeat_of"), ("number", &again.number.0)])
        .await;
    bureau.done("#withdraw form", &[]).await;
    bureau.window.look("withdrawn").await;
}

async fn it_is_handed_over(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    bureau.case = at(office.in_hand(10).await);
    bureau.at_the_case("handler").await;
    bureau
        .refused(
            "#hand-over form",
            &[("hand_over_reason", "属于建设管理科职责")],
            "hand-over-to-nobody",
        )
        .await;
    let to = office.here.other_department.to_string();
    bureau.done("#hand-over form", &[("to", &to)]).await;
    bureau.at_the_case("stranger").await;
    bureau.window.look("handed-over").await;
}

/// The applicant is asked to pay and does not; the program proposes the end, and people confirm it.
async fn a_fee_is_not_paid(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    bureau.case = at(office.in_hand(20).await);
    let fee = [
        ("fee_by", "item"),
        ("fee_count", "12"),
        ("fee_because", "本月第12件申请。"),
    ];
    bureau
        .letter("fee_notice", &fee, (&["secrets", "leader"], ONLINE))
        .await;
    office.clock.advance(Duration::days(40));
    office.run_jobs().await;
    bureau.at_the_case("handler").await;
    bureau
        .window
        .reads("申请人逾期没有补正或者缴费，可以终止办理")
        .await;
    bureau.window.look("not-paid").await;
    let steps: &[&str] = &["secrets", "lawyer", "leader"];
    bureau.letter("reply_ended", &[], (steps, ONLINE)).await;
    bureau.open_case().await;
    bureau.window.reads("视为放弃").await;
}

/// The applicant is asked for reasons, they are good, and the answer is delayed.
async fn too_many_are_justified(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    bureau.case = at(office.in_hand(30).await);
    let asked = [
        ("reasons_asked", "本月已提出十二件申请，请说明理由。"),
        ("working_days", "7"),
    ];
    bureau
        .letter("reasons_notice", &asked, (&["secrets", "leader"], ONLINE))
        .await;
    office.clock.advance(Duration::days(2));
    bureau.at_the_case("clerk").await;
    let came = [("reasons_given", "用于村民维权，分次申请是因为信息分批形成。")];
    bureau.done("#receive-reasons form", &came).await;
    bureau.at_the_case("handler").await;
    let judged = [
        ("reasonable", "yes"),
        ("judged_because", "用途具体，数量与事项相称。"),
    ];
    bureau.done("#judge-reasons form", &judged).await;
    bureau.window.look("reasons-judged").await;
    let until = office.office.today() + Duration::days(90);
    let delay = [
        ("until", until.to_string()),
        ("delayed_because", "需要逐件核对档案。".to_owned()),
    ];
    let delay: Vec<(&str, &str)> = delay
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    bureau
        .letter("delay_notice", &delay, (&["secrets", "leader"], ONLINE))
        .await;
}

async fn answered(bureau: &Bureau<'_>, case: CaseId, ground: &str) {
    let office = bureau.office;
    office.submit(case, ground).await;
    office.approve_all(case).await;
    office.issue(case).await;
    let available_on = office.office.today();
    office.serve(case, Service::Online { available_on }).await;
}

async fn an_answer_is_annulled_and_given_anew(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    office.clock.set(datetime!(2027-03-01 9:00 +8));
    let case = office.in_hand(40).await;
    answered(bureau, case, "internal_affairs").await;
    bureau.case = at(case);
    bureau.at_the_case("clerk").await;
    let today = office.office.today().to_string();
    let accepted = [
        ("before", "青溪县人民政府"),
        ("accepted_on", &today),
        ("known_on", &today),
    ];
    bureau
        .done("#record-appeal-reconsideration form", &accepted)
        .await;
    office.clock.advance(Duration::days(14));
    bureau.at_the_case("clerk").await;
    let today = office.office.today().to_string();
    let annulled = [
        ("result", "annulled"),
        ("decided_on", &today),
        ("known_on", &today),
        ("order", "yes"),
        ("order_days", "20"),
    ];
    bureau
        .done("form:has([name='result']):has([name='order'])", &annulled)
        .await;
    bureau.window.look("annulled").await;
    bureau.done("form[action$='/open-round']", &[]).await;
    bureau.window.click("#links ~ .desk-entry a").await;
    bureau.window.find("#assign").await;
    bureau.window.look("round").await;
    bureau.at_the_case("lawyer").await;
    let kept = [("result", "kept"), ("because", "情况没有变化。")];
    bureau.done("#re-review form", &kept).await;
    bureau.window.look("re-reviewed").await;
}

/// A suit without reconsideration before it, its second instance, and a complaint.
async fn a_court_and_the_supervisor(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let case = office.in_hand(50).await;
    answered(bureau, case, "not_held").await;
    bureau.case = at(case);
    bureau.at_the_case("lawyer").await;
    let today = office.office.today().to_string();
    let sued = [("before", "青溪县人民法院"), ("known_on", today.as_str())];
    bureau.done("#record-appeal-litigation form", &sued).await;
    bureau.window.look("sued").await;
    let complained = [
        ("complaint_to", "supervising_office"),
        ("before", "青溪县人民政府办公室"),
        ("known_on", &today),
    ];
    bureau.done("#record-appeal-complaint form", &complained).await;
    bureau.window.look("complained").await;
}

/// 更正与自身相关的记录: asked for on a phone, sent on, and answered.
async fn records_are_sent_to_whoever_may_correct_them(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let window = &mut bureau.window;
    window.person(Screen::Phone).await;
    window.go("/agencies/qingxi").await;
    window
        .click("main a[href='/agencies/qingxi/apply?for=records']")
        .await;
    window.find(".portal-choice").await;
    window.look("records-who").await;
    window.turn("button[value='person']").await;
    window.write("item-1-title", "公共租赁住房轮候登记表").await;
    window.turn(NEXT).await;
    window.find(".govuk-error-summary").await;
    window.look("records-without-what-is-wrong").await;
    let wrong_with_it = "家庭人口记载为2人，应当是3人，有户口簿为证。";
    window.write("item-1-description", wrong_with_it).await;
    let answers = [
        ("name", "欧阳䶮"),
        ("identity-number", IDENTITY),
        ("phone", "14200001234"),
    ];
    up_to(window, &answers, "check").await;
    window.look("records-check").await;
    let slip = submit(window).await;
    window.look("records-receipt").await;
    window.turn("main a.govuk-button[href^='/track/case/']").await;
    window.find("#letters, #due").await;
    let path = window.path().await;
    let case = CaseId(path.rsplit('/').next().unwrap().parse().unwrap());
    office.take_in_hand("handler", case).await;
    bureau.case = at(case);
    let organ = [
        ("party_name", "青溪县农业农村局"),
        ("party_address", "青溪县中心路5号"),
        ("about_item", "1"),
        (
            "transferred_because",
            "该登记表由贵局制作，请核实更正后告知申请人。",
        ),
    ];
    bureau
        .letter("records_transfer", &organ, (&["secrets"], &[("by", "exchange")]))
        .await;
    answered(bureau, case, "record_transferred").await;
    bureau.look_up(&slip).await;
    bureau.window.look("records-answered").await;
}
