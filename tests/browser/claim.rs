//! 敏感件认领: the administrator adds a step that only claimed cases pass, the handler is told why the answer cannot be
//! submitted yet, the office claims the case, and the step stands in its course.

use super::bureau::{Bureau, at};
use crate::kit::{answer::full_draft, office::TestOffice};
use gongkai::casework::Order;

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "claim").await;
    the_administrator_adds_the_step(&mut bureau).await;
    let case = office.in_hand(1).await;
    let draft = full_draft(1, "disclosed");
    office
        .order("handler", case, Order::SaveDraft { draft })
        .await
        .unwrap();
    bureau.case = at(case);
    the_handler_is_told_why_not(&mut bureau).await;
    the_office_claims_it(&mut bureau).await;
    the_step_stands_in_the_course(&mut bureau).await;
    bureau.close().await;
}

async fn the_administrator_adds_the_step(bureau: &mut Bureau<'_>) {
    bureau.sit("admin").await;
    bureau.window.go("/admin/review/edit").await;
    bureau.window.select("add", "countersign").await;
    bureau.window.turn("button[name='do'][value='add']").await;
    bureau.window.find("#place-countersign").await;
    bureau.window.write("name-countersign", "舆情会商").await;
    let department = bureau.office.here.department.to_string();
    bureau.window.select("department-countersign", &department).await;
    bureau.window.select("when-countersign", "claimed").await;
    bureau.window.turn("button[name='do'][value='try']").await;
    bureau.window.find("#claim-countersign-error").await;
    bureau.window.look_on_both("no-time-given").await;
    bureau.window.write("claim-countersign", "3").await;
    bureau.window.turn("button[name='do'][value='try']").await;
    bureau.window.appears("都按没有认领计算").await;
    bureau.window.look_on_both("trial").await;
    bureau.window.write("because", "敏感件先由科室会商。").await;
    bureau.window.turn("main form button[type='submit']").await;
    bureau.window.appears("现行第1版").await;
    bureau.window.look("in-force").await;
}

async fn the_handler_is_told_why_not(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.reads("“舆情会商”可以认领本件").await;
    bureau.window.look_on_both("may-be-claimed").await;
    let draft = format!("{}/draft", bureau.case);
    bureau.window.go(&draft).await;
    bureau.window.turn("button[name='do'][value='submit']").await;
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.reads("还在认领期内").await;
    bureau.window.look_on_both("not-yet").await;
}

async fn the_office_claims_it(bureau: &mut Bureau<'_>) {
    bureau.sit("head").await;
    bureau.window.go("/review").await;
    bureau.window.appears("期限从接办的次日起按工作日计算").await;
    bureau
        .window
        .reads("可以认领到2026年11月25日（星期三）为止")
        .await;
    bureau.window.look_on_both("to-be-claimed").await;
    bureau.window.turn(".desk-table tbody a").await;
    bureau.window.find("form[action$='/claim']").await;
    bureau.window.look_on_both("claim").await;
    bureau
        .window
        .turn("form[action$='/claim'] button:not([formaction])")
        .await;
    bureau.window.find(".gk-flash").await;
    bureau.window.reads("这件办件要经过“舆情会商”").await;
    bureau.window.look("claimed").await;
}

async fn the_step_stands_in_the_course(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.reads("“舆情会商”已经认领本件").await;
    bureau.window.send("form[action$='/submit']", &[]).await;
    bureau.window.appears("审核中").await;
    bureau.window.find("#progress").await;
    bureau.window.reads("认领审核：舆情会商").await;
    bureau.window.look_on_both("in-its-course").await;
}
