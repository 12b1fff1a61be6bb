//! A day at the queue: what is due, by one press; narrowed, sorted, kept as a view, shown otherwise; by keyboard; and the
//! next case.

use super::bureau::Bureau;
use crate::kit::office::TestOffice;

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "queue").await;
    for number in 1..=3 {
        office.file(number).await;
    }
    for number in 4..=5 {
        let case = office.file(number).await.case;
        office.confirm(case).await;
        office.assign(case).await;
    }
    office.in_hand(6).await;
    let reviewed = office.in_hand(7).await;
    office.submit(reviewed, "internal_affairs").await;
    the_clerk_narrows_and_sorts(&mut bureau).await;
    a_wrong_day_is_told(&mut bureau).await;
    a_view_is_kept(&mut bureau).await;
    the_handler_works_by_keyboard(&mut bureau).await;
    the_next_case_is_taken(&mut bureau).await;
    several_are_handed_over_at_once(&mut bureau).await;
    what_was_asked_for_is_found(&mut bureau).await;
    bureau.close().await;
}

async fn the_clerk_narrows_and_sorts(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.go("/desk?tab=all").await;
    bureau.window.reads("共7件").await;
    bureau.window.look_on_both("all").await;
    bureau.window.go("/desk?tab=all&flag=awaits_review").await;
    bureau.window.reads("共1件").await;
    bureau.window.look_on_both("waiting-for-review").await;
    bureau.window.go("/desk?tab=all").await;
    bureau
        .window
        .turn(".desk-queue thead a[href*='sort=stage']")
        .await;
    bureau.window.reads("按环节排列").await;
    bureau
        .window
        .click(".desk-tools .desk-fold:first-child summary")
        .await;
    bureau.window.look_on_both("panel").await;
    bureau.window.click("#stage-filed").await;
    bureau.window.turn(".desk-panel button[type='submit']").await;
    bureau.window.reads("共3件").await;
    bureau.window.look("filtered").await;
}

async fn a_wrong_day_is_told(bureau: &mut Bureau<'_>) {
    bureau.window.go("/desk?tab=all&received_from=2026-13-41").await;
    bureau.window.find("#received_from-error").await;
    bureau.window.look_on_both("wrong-day").await;
}

async fn a_view_is_kept(bureau: &mut Bureau<'_>) {
    bureau.window.go("/desk?tab=all&stage=filed").await;
    bureau
        .window
        .click(".desk-tools .desk-fold:nth-child(2) summary")
        .await;
    bureau.window.turn("form[action='/desk/views'] button").await;
    bureau.window.find("#name-error").await;
    bureau.window.look_on_both("view-without-a-name").await;
    bureau.window.write("name", "待确认收到").await;
    bureau.window.turn("form[action='/desk/views'] button").await;
    bureau.window.appears("视图已保存").await;
    bureau
        .window
        .click(".desk-tools .desk-fold:nth-child(2) summary")
        .await;
    bureau.window.find(".desk-views a[aria-current]").await;
    bureau.window.look_on_both("views").await;
}

async fn the_handler_works_by_keyboard(bureau: &mut Bureau<'_>) {
    bureau.sit("handler").await;
    bureau.window.go("/desk?tab=department").await;
    bureau.window.reads("共4件").await;
    bureau.window.key("j").await;
    bureau.window.key("j").await;
    bureau.window.look("second-by-keyboard").await;
    let second = ".desk-queue tbody tr:nth-child(2) th a:focus";
    bureau.window.find(second).await;
    bureau.window.key("k").await;
    bureau
        .window
        .find(".desk-queue tbody tr:nth-child(1) th a:focus")
        .await;
    bureau
        .window
        .click(".desk-tools .desk-fold:nth-child(3) summary")
        .await;
    bureau.window.look_on_both("display").await;
    bureau.window.click("#density-dense").await;
    bureau.window.click("#column-flags").await;
    bureau.window.click("#keys").await;
    bureau.window.turn("form[action='/desk/display'] button").await;
    bureau.window.find(".desk-queue--dense").await;
    bureau.window.look_on_both("dense").await;
}

async fn the_next_case_is_taken(bureau: &mut Bureau<'_>) {
    bureau.window.turn("form[action='/desk/next'] button").await;
    bureau.window.appears("已接办").await;
    bureau.window.look("next").await;
    bureau.window.go("/desk").await;
    bureau.window.turn("form[action='/desk/next'] button").await;
    bureau.window.appears("已接办").await;
    bureau.window.go("/desk").await;
    bureau.window.turn("form[action='/desk/next'] button").await;
    bureau.window.appears("没有待接办").await;
    bureau.window.look_on_both("nothing-to-take").await;
}

async fn several_are_handed_over_at_once(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.go("/desk?tab=all&sort=number").await;
    bureau.window.key("k").await;
    bureau.window.key("x").await;
    for _ in 0..3 {
        bureau.window.key("k").await;
        bureau.window.key("x").await;
    }
    bureau.window.look_on_both("ticked").await;
    bureau.window.turn("#cases button").await;
    bureau.window.reads("批量办理4件").await;
    bureau.window.click("#deed-hand_over").await;
    bureau.window.select_label("to", "承办人丙").await;
    bureau.window.turn("#bulk button[value='check']").await;
    bureau.window.find("#reason-error").await;
    bureau.window.look_on_both("bulk-without-reason").await;
    bureau
        .window
        .write("reason", "承办人乙休产假，由承办人丙接续办理")
        .await;
    bureau.window.turn("#bulk button[value='check']").await;
    bureau.window.reads("现在还没有办理").await;
    bureau.window.look_on_both("bulk-check").await;
    bureau.window.turn("#bulk button[value='go']").await;
    bureau.window.reads("办理结果").await;
    bureau.window.look_on_both("bulk-done").await;
}

async fn what_was_asked_for_is_found(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.go("/desk?tab=all").await;
    let subject = bureau.window.text(".desk-queue tbody tr:nth-child(1) th a").await;
    let word: String = subject.chars().take(4).collect();
    bureau.window.write("q", "库").await;
    bureau.window.turn("form[role='search'] button").await;
    bureau.window.find("#search-error").await;
    bureau.window.look_on_both("one-character").await;
    bureau.window.write("q", &word).await;
    bureau.window.turn("form.desk-search button").await;
    bureau.window.find(".desk-found-case mark").await;
    bureau.window.look_on_both("found").await;
    bureau.window.write("q", "谁也没写过的话").await;
    bureau.window.turn("form.desk-search button").await;
    bureau.window.find("#found").await;
    bureau.window.look_on_both("nothing-found").await;
}
