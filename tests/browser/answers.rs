//! Answers whose items end differently, against an objection, and what proceedings make of an answer: in the browser.

use gongkai::{
    casework::{self, Order},
    domain::{application::Item, id::CaseId, service::Service},
};
use time::Duration;

use super::bureau::{Bureau, at};
use crate::kit::office::{TestOffice, new_application};

const DRAFT: &str = "form.desk-draft";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "answers").await;
    items_end_differently_against_an_objection(&mut bureau).await;
    reasons_that_do_not_do_lead_to_a_refusal(&mut bureau).await;
    a_reconsideration_and_two_instances(&mut bureau).await;
    two_at_once(&mut bureau).await;
    bureau.close().await;
}

/// Something for the public good is disclosed although the company objects; something else is another organ's.
async fn items_end_differently_against_an_objection(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let mut new = new_application(1);
    new.application.items.push(Item {
        number: 2,
        title: "2025年度农村危房改造补助名册".to_owned(),
        ..new.application.items[0].clone()
    });
    let filed = casework::file(&office.office, office.here.agency.id, new).await;
    let case = filed.unwrap().case;
    office.take_in_hand("handler", case).await;
    bureau.case = at(case);
    let company = [
        ("party_name", "青溪县安居建设有限公司"),
        ("about_item", "1"),
        ("consultation_about", "拟公开分配方案中涉及贵单位的内容。"),
    ];
    let counter = &[("by", "counter")];
    bureau
        .letter("third_party_consultation", &company, (&["secrets"], counter))
        .await;
    let refused = [("view", "refused"), ("opinion_reasons", "涉及我公司经营情况。")];
    bureau
        .done(".desk-entry form[action$='/record-opinion']", &refused)
        .await;
    let because = [("disclosed_because", "不公开可能对公共利益造成重大影响。")];
    let steps: &[&str] = &["secrets", "lawyer", "leader"];
    bureau
        .letter("disclosure_decision", &because, (steps, counter))
        .await;
    bureau.at_the_case("handler").await;
    bureau.window.click("main a[href$='/draft']").await;
    let grounds = [("i1-ground", "disclosed"), ("i2-ground", "other_organ")];
    bureau.window.fill(DRAFT, &grounds).await;
    bureau.window.turn(".desk-ground button[value='show']").await;
    bureau.window.find("[name='i2-f-other_organ_name']").await;
    let fields = [
        ("i1-f-supply_description", "随本答复提供分配方案一份。"),
        ("i1-f-third_party_objected", "yes"),
        (
            "i1-f-public_interest_weighing",
            "分配方案关系全县轮候家庭，不公开可能对公共利益造成重大影响。",
        ),
        (
            "i2-f-reasons",
            "农村危房改造由农业农村部门负责，本机关没有制作或者保存该名册。",
        ),
        ("i2-f-other_organ_known", "yes"),
        ("i2-f-contested", "no"),
    ];
    bureau.window.fill(DRAFT, &fields).await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.look("other-organ-without-name").await;
    let organ = [
        ("i2-f-other_organ_name", "青溪县农业农村局"),
        ("i2-f-other_organ_contact", "电话0990-5550600，青溪县中心路5号"),
    ];
    bureau.window.fill(DRAFT, &organ).await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#history").await;
    bureau
        .reviewed(steps, "2025年度保障性住房分配方案（等2项）")
        .await;
    bureau.at_the_case("handler").await;
    bureau.window.turn("#issue button[type='submit']").await;
    bureau.window.find("#serve").await;
    bureau.done("#serve form", &[("by", "online")]).await;
    bureau.window.click("section[aria-labelledby='letters'] a").await;
    for words in ["青溪县农业农村局", "电话0990-5550600", "予以公开"] {
        bureau.window.reads(words).await;
    }
    bureau.window.look("mixed-letter").await;
}

async fn reasons_that_do_not_do_lead_to_a_refusal(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    bureau.case = at(office.in_hand(10).await);
    let asked = [
        ("reasons_asked", "本月已提出十二件申请，请说明理由。"),
        ("working_days", "5"),
    ];
    let online = &[("by", "online")];
    bureau
        .letter("reasons_notice", &asked, (&["secrets", "leader"], online))
        .await;
    office.clock.advance(Duration::days(3));
    bureau.at_the_case("clerk").await;
    let came = [("reasons_given", "就是想要。")];
    bureau.done("#receive-reasons form", &came).await;
    bureau.at_the_case("handler").await;
    let judged = [("reasonable", "no"), ("judged_because", "没有说明任何用途。")];
    bureau.done("#judge-reasons form", &judged).await;
    bureau.window.click("main a[href$='/draft']").await;
    bureau.window.select("i1-ground", "excessive_applications").await;
    bureau.window.turn(".desk-ground button[value='show']").await;
    bureau.window.find("[name='i1-f-reasons_given']").await;
    bureau.window.look("excessive-draft").await;
}

async fn a_reconsideration_and_two_instances(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let case = office.in_hand(20).await;
    answered(bureau, case).await;
    bureau.case = at(case);
    bureau.at_the_case("clerk").await;
    let today = office.office.today().to_string();
    let simplified = [
        ("procedure", "simplified"),
        ("before", "青溪县人民政府，青政复〔2026〕9号"),
        ("accepted_on", &today),
        ("known_on", &today),
    ];
    bureau
        .done("#record-appeal-reconsideration form", &simplified)
        .await;
    bureau.window.look("simplified").await;
    let changed = "form:has([name='procedure']):has([name='happened_on'])";
    bureau.done(changed, &[("procedure", "ordinary")]).await;
    let longer = "form:has([name='calendar_days'])";
    bureau
        .refused(longer, &[("calendar_days", "31")], "extended-too-long")
        .await;
    bureau.done(longer, &[("calendar_days", "30")]).await;
    let replied = ".desk-entry form:has([name='happened_on']):not(:has([name='procedure']))";
    bureau.done(replied, &[]).await;
    let closing = "form:has([name='result']):has([name='order'])";
    let end = |result| {
        [
            ("result", result),
            ("decided_on", today.as_str()),
            ("known_on", &today),
        ]
    };
    bureau.done(closing, &end("upheld")).await;
    for (instance, result, court) in [
        ("first", "claims_dismissed", "青溪县人民法院"),
        ("second", "judgment_annulled", "云州市中级人民法院"),
    ] {
        let last = bureau
            .window
            .find_all("#record-appeal-litigation select[name='after'] option")
            .await;
        let last = last.last().unwrap().attr("value").await.unwrap().unwrap();
        let sued = [
            ("instance", instance),
            ("after", &last),
            ("before", court),
            ("known_on", &today),
        ];
        bureau.done("#record-appeal-litigation form", &sued).await;
        bureau.done(closing, &end(result)).await;
    }
    bureau.window.look("second-instance").await;
    bureau.window.reads("结果纠正").await;
}

async fn answered(bureau: &Bureau<'_>, case: CaseId) {
    let office = bureau.office;
    office.submit(case, "not_held").await;
    office.approve_all(case).await;
    office.issue(case).await;
    let available_on = office.office.today();
    office.serve(case, Service::Online { available_on }).await;
}

/// The case changes while the clerk writes: what was written is on the page that says so.
async fn two_at_once(bureau: &mut Bureau<'_>) {
    let office = bureau.office;
    let case = office.in_hand(30).await;
    bureau.case = at(case);
    bureau.at_the_case("clerk").await;
    let draft = Order::HandOver {
        department: office.here.other_department,
        handler: None,
        reason: office.office.words("属于建设管理科职责").unwrap(),
    };
    office.order("handler", case, draft).await.unwrap();
    let words = "申请人来电撤回，已核对身份。";
    bureau
        .window
        .send("#withdraw form", &[("withdraw_reason", words)])
        .await;
    bureau.window.find("h1").await;
    bureau.window.reads(words).await;
    bureau.window.reads("属于建设管理科职责").await;
    bureau.window.look("two-at-once").await;
}
