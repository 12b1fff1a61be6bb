//! 审核流程: the administrator gives the agency a chain of its own, and a case passes it: one step by somebody who stands in,
//! beside another, one left out with a reason, and the signature.

use super::bureau::{Bureau, at};
use crate::kit::office::TestOffice;

const SKIP: &str = "分管领导外出，办理期限将满，经请示跳过。";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "chain").await;
    let before = office.in_hand(1).await;
    office.submit(before, "disclosed").await;
    the_administrator_changes_the_chain(&mut bureau).await;
    let case = office.in_hand(2).await;
    office.submit(case, "disclosed").await;
    bureau.case = at(case);
    the_head_of_the_department_is_away(&mut bureau).await;
    two_review_side_by_side(&mut bureau).await;
    the_leader_is_left_out_and_it_is_signed(&mut bureau).await;
    the_record_is_printed(&mut bureau).await;
    bureau.close().await;
}

async fn press(bureau: &Bureau<'_>, what: &str) {
    bureau
        .window
        .click(&format!("button[name='do'][value='{what}']"))
        .await;
    bureau.window.find("#chain, .admin-chain-rank").await;
}

async fn the_administrator_changes_the_chain(bureau: &mut Bureau<'_>) {
    bureau.sit("admin").await;
    bureau.window.go("/admin").await;
    bureau.window.press("审核流程").await;
    bureau.window.find(".admin-chain-rank").await;
    bureau.window.look_on_both("stands").await;
    bureau.window.go("/admin/review/edit").await;
    bureau.window.select("add", "department_head").await;
    press(bureau, "add").await;
    bureau.window.find("#place-department_head").await;
    press(bureau, "up:department_head").await;
    press(bureau, "up:department_head").await;
    bureau
        .window
        .select("department-department_head", "handling")
        .await;
    bureau.window.write("days-department_head", "2").await;
    bureau.window.click("#beside-confidentiality").await;
    bureau.window.select("add", "leader").await;
    press(bureau, "add").await;
    bureau.window.find("#place-leader").await;
    bureau.window.select("bypass-leader", "signing_leader").await;
    bureau.window.look_on_both("edit").await;
    press(bureau, "try").await;
    bureau.window.find("[name='because']").await;
    bureau.window.reads("试算").await;
    bureau.window.look_on_both("trial").await;
    bureau
        .window
        .write("because", "科长与保密员同时审查，分管领导把关。")
        .await;
    bureau.window.turn("main form button[type='submit']").await;
    bureau.window.find(".gk-flash").await;
    bureau.window.reads("现行第1版").await;
    bureau.window.look("in-force").await;
}

async fn the_head_of_the_department_is_away(bureau: &mut Bureau<'_>) {
    bureau.sit("head").await;
    bureau.window.go("/account").await;
    bureau.window.press("外出时委托同事代为审核").await;
    bureau.window.find("main form.admin-form").await;
    bureau.window.turn("main form.admin-form button").await;
    bureau.window.find("#why-error").await;
    bureau.window.look_on_both("delegation-problems").await;
    let lawyer = bureau.office.here.account("lawyer").id.to_string();
    let (first, last) = (
        crate::kit::premises::TODAY,
        crate::kit::premises::TODAY + time::Duration::days(3),
    );
    bureau.window.select("to", &lawyer).await;
    bureau.window.put("from_on", &first.to_string()).await;
    bureau.window.put("to_on", &last.to_string()).await;
    bureau.window.write("why", "出差").await;
    bureau.window.turn("main form.admin-form button").await;
    bureau.window.find(".gk-flash").await;
    bureau.window.reads("代行中").await;
    bureau.window.look_on_both("delegation").await;
}

async fn two_review_side_by_side(bureau: &mut Bureau<'_>) {
    bureau.sit("lawyer").await;
    bureau.window.go("/review").await;
    bureau.window.reads("您现在代科长子审核").await;
    bureau.window.look_on_both("queue-of-the-stand-in").await;
    let review = bureau.case.replace("/desk/", "/review/");
    bureau.window.go(&review).await;
    bureau.window.reads("这一步由您代科长子").await;
    bureau.approve("by-the-stand-in").await;
    bureau.sit("secrets").await;
    bureau.window.go(&review).await;
    bureau.approve("beside-it").await;
}

async fn the_leader_is_left_out_and_it_is_signed(bureau: &mut Bureau<'_>) {
    let review = bureau.case.replace("/desk/", "/review/");
    bureau.sit("leader").await;
    bureau.window.go(&review).await;
    bureau
        .window
        .send("form[action$='/bypass']", &[("reason-leader", SKIP)])
        .await;
    bureau.window.find(".gk-flash").await;
    bureau.window.go(&review).await;
    bureau.window.reads(SKIP).await;
    bureau.approve("signed").await;
    bureau.at_the_case("handler").await;
    bureau.window.reads("通过，代科长子（部门负责人）办理").await;
    bureau.window.look_on_both("history").await;
}

async fn the_record_is_printed(bureau: &mut Bureau<'_>) {
    bureau.window.press("保密审查表").await;
    bureau.window.find(".desk-form-sheet").await;
    bureau.window.look_on_both("secrecy-form").await;
    bureau.window.print("secrecy-form-on-paper").await;
    bureau.sit("secrets").await;
    bureau.window.go("/review/register").await;
    bureau.window.find(".desk-numbers").await;
    bureau.window.look_on_both("secrecy-register").await;
    bureau.window.print("secrecy-register-on-paper").await;
}
