//! A case with a correction, two consultations that overlap over the Spring Festival, an extension and an appeal: gone
//! in the browser by everybody, and the explanation of its last day is one that anybody can follow.

use time::{OffsetDateTime, macros::datetime};

use super::{
    applying::{IDENTITY, file},
    bureau::Bureau,
    page::Screen,
};
use crate::kit::office::TestOffice;

const SUBJECT: &str = "城东片区改造项目中标合同及补偿测算明细";
const ONLINE: &[(&str, &str)] = &[("by", "online")];

/// A Monday five weeks before the festival.
pub(super) const BEGIN: OffsetDateTime = datetime!(2026-01-12 9:00 +8);

pub(super) async fn goes_through_the_spring_festival(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "festival").await;
    let slip = the_applicant_files(&mut bureau).await;
    it_is_taken_up(&mut bureau).await;
    the_applicant_corrects(&mut bureau, &slip).await;
    two_are_consulted(&mut bureau).await;
    the_period_is_extended(&mut bureau, &slip).await;
    the_answer_withholds(&mut bureau).await;
    the_applicant_objects(&mut bureau, &slip).await;
    bureau.close().await;
}

async fn the_applicant_files(bureau: &mut Bureau<'_>) -> [String; 2] {
    let window = &mut bureau.window;
    window.person(Screen::Phone).await;
    let answers = [
        ("name", "欧阳䶮"),
        ("identity-number", IDENTITY),
        ("phone", "14200001234"),
        ("item-1-title", SUBJECT),
    ];
    file(window, "/agencies/qingxi/apply", &answers).await
}

async fn it_is_taken_up(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.press(SUBJECT).await;
    bureau.window.find("#confirm-receipt").await;
    bureau.case = bureau.window.path().await;
    bureau
        .done(
            "#confirm-receipt form",
            &[("confirm_record", "电话与申请人本人确认收到")],
        )
        .await;
    bureau.window.select_label("to", "承办人乙").await;
    bureau.window.turn("#assign button[type='submit']").await;
    bureau.window.find(".gk-flash").await;
    bureau.at_the_case("handler").await;
    bureau.window.turn("#accept button[type='submit']").await;
    bureau.window.find(".gk-flash").await;
    bureau.window.look("in-hand").await;
}

async fn the_applicant_corrects(bureau: &mut Bureau<'_>, slip: &[String; 2]) {
    bureau.office.clock.set(datetime!(2026-01-15 9:00 +8));
    bureau.at_the_case("handler").await;
    let form = "#propose-notice-correction_notice form";
    bureau
        .refused(form, &[("working_days", "0")], "correction-without-words")
        .await;
    let asked = [
        ("correction_asked", "请说明是哪一个标段的合同。"),
        ("working_days", "10"),
    ];
    bureau
        .letter("correction_notice", &asked, (&["secrets"], ONLINE))
        .await;
    bureau.office.clock.set(datetime!(2026-01-20 20:00 +8));
    bureau.look_up(slip).await;
    bureau.window.look("asked-to-correct").await;
    bureau.window.click("main a[href$='/correction']").await;
    bureau.window.find("textarea[name='words']").await;
    bureau.window.look("correction").await;
    bureau.window.turn("main form button.portal-wide").await;
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.look("correction-empty").await;
    bureau
        .window
        .write("words", "第二标段（城东片区一期）的合同和测算明细。")
        .await;
    bureau.window.turn("main form button.portal-wide").await;
    bureau.window.find("#letters").await;
    bureau.window.look("corrected").await;
}

async fn two_are_consulted(bureau: &mut Bureau<'_>) {
    bureau.office.clock.set(datetime!(2026-01-26 9:00 +8));
    let company = [
        ("party_name", "青溪县安居建设有限公司"),
        ("party_address", "青溪县东河路8号"),
        ("party_postcode", "990000"),
        ("about_item", "1"),
        ("consultation_about", "拟公开中标合同中涉及贵单位报价的内容。"),
    ];
    let post = [("by", "post"), ("waybill", "EA123456789CN")];
    bureau
        .letter("third_party_consultation", &company, (&["secrets"], &post))
        .await;
    bureau.office.clock.set(datetime!(2026-01-29 9:00 +8));
    bureau.at_the_case("handler").await;
    bureau
        .done(
            ".desk-entry form[action$='/record-delivery']",
            &[("delivered_on", "2026-01-28")],
        )
        .await;
    bureau.office.clock.set(datetime!(2026-02-04 9:00 +8));
    let organ = [
        ("party_name", "青溪县财政局"),
        ("party_address", "青溪县中心路3号"),
        ("about_item", "1"),
        (
            "consultation_about",
            "补偿测算明细由贵局与本机关共同制作，拟予公开。",
        ),
    ];
    let exchange = [("by", "exchange")];
    bureau
        .letter("co_maker_consultation", &organ, (&["secrets"], &exchange))
        .await;
    office_received(bureau).await;
    // The festival goes by. The company refuses on the first day after it; the other office never answers.
    bureau.office.clock.set(datetime!(2026-02-24 10:00 +8));
    bureau.at_the_case("handler").await;
    bureau.window.look("after-the-festival").await;
    let opinion = [
        ("answered_on", "2026-02-24"),
        ("view", "refused"),
        ("opinion_reasons", "单价构成属于我公司商业秘密。"),
    ];
    bureau
        .done(
            ".desk-entry + .desk-entry form[action$='/record-opinion']",
            &opinion,
        )
        .await;
    bureau.office.clock.set(datetime!(2026-03-06 7:00 +8));
    bureau.office.run_jobs().await;
    bureau.open_case().await;
    bureau.window.look("lapsed").await;
}

async fn office_received(bureau: &mut Bureau<'_>) {
    bureau.office.clock.set(datetime!(2026-02-06 9:00 +8));
    bureau.at_the_case("handler").await;
    bureau
        .done(
            ".desk-entry form[action$='/record-delivery']",
            &[("delivered_on", "2026-02-05")],
        )
        .await;
}

async fn the_period_is_extended(bureau: &mut Bureau<'_>, slip: &[String; 2]) {
    bureau.office.clock.set(datetime!(2026-03-23 9:00 +8));
    let longer = [
        ("extension_days", "20"),
        ("extended_because", "需要逐页区分合同中可以公开的内容。"),
    ];
    bureau
        .letter("extension_notice", &longer, (&["secrets", "leader"], ONLINE))
        .await;
    bureau.window.click(".desk-bar details summary").await;
    bureau.window.look("explained-on-the-desk").await;
    bureau.look_up(slip).await;
    bureau.window.reads("2026年4月24日（星期五）").await;
    bureau
        .window
        .reads("春节（2026年2月15日至2026年2月23日）不计入")
        .await;
    bureau.window.look("explained-to-the-applicant").await;
}

async fn the_answer_withholds(bureau: &mut Bureau<'_>) {
    bureau.office.clock.set(datetime!(2026-04-08 9:00 +8));
    bureau.at_the_case("handler").await;
    bureau.window.click("main a[href$='/draft']").await;
    bureau.window.select("i1-ground", "third_party_interests").await;
    bureau.window.turn(".desk-ground button[value='show']").await;
    bureau.window.find("[name='i1-f-reasons']").await;
    bureau
        .window
        .choose("i1-f-third_party_interest", "commercial_secret")
        .await;
    bureau.window.choose("i1-f-third_party_view", "objected").await;
    bureau
        .window
        .write(
            "i1-f-reasons",
            "合同附件载明单价构成，公开会使竞争对手知悉其成本；第三方书面不同意公开，理由成立。",
        )
        .await;
    bureau
        .window
        .write(
            "i1-f-no_override",
            "中标金额已经公告，不公开单价构成不会对公共利益造成重大影响。",
        )
        .await;
    bureau.window.turn(".desk-buttons button[value='submit']").await;
    bureau.window.find("#history").await;
    bureau.reviewed(&["secrets", "lawyer", "leader"], SUBJECT).await;
    bureau.at_the_case("handler").await;
    bureau.window.turn("#issue button[type='submit']").await;
    bureau.window.find("#serve").await;
    bureau.done("#serve form", ONLINE).await;
}

async fn the_applicant_objects(bureau: &mut Bureau<'_>, slip: &[String; 2]) {
    bureau.look_up(slip).await;
    bureau.window.look("answered").await;
    bureau.office.clock.set(datetime!(2026-04-20 9:00 +8));
    bureau.at_the_case("clerk").await;
    let accepted = [
        ("before", "青溪县人民政府，青政复〔2026〕3号"),
        ("accepted_on", "2026-04-17"),
        ("known_on", "2026-04-20"),
    ];
    bureau
        .done("#record-appeal-reconsideration form", &accepted)
        .await;
    bureau.window.reads("2026年5月7日（星期四）").await;
    bureau.window.look("reconsideration").await;
    for open in bureau.window.find_all(".desk-bar details summary").await {
        open.click().await.unwrap();
    }
    for line in [
        "2026年1月20日（星期二）收到补正的申请，答复期限从次日起重新计算",
        "2026年1月26日（星期一）向第三方发出征求意见书，2026年1月28日（星期三）送达；2026年2月24日（星期二）收到答复",
        "另有9个工作日与前面的征求意见重合，不重复扣除",
        "春节（2026年2月15日至2026年2月23日）不计入",
        "答复期限延长20个工作日，从2026年3月26日（星期四）的次日起数：至2026年4月24日（星期五）届满",
    ] {
        bureau.window.reads(line).await;
    }
    bureau.window.look("explained-after-the-answer").await;
}
