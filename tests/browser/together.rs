//! 办件留言: the handler asks a colleague on the case, who finds it among the reminders and answers; a page says who else is
//! there; the leader sees who has how much.

use super::bureau::{Bureau, at};
use crate::kit::office::TestOffice;

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "together").await;
    let case = office.in_hand(1).await;
    for token in 2..5 {
        let more = office.file(token).await.case;
        let person = if token == 2 { "colleague" } else { "handler" };
        office.take_in_hand(person, more).await;
    }
    bureau.case = at(case);
    the_handler_asks(&mut bureau).await;
    the_clerk_answers(&mut bureau).await;
    the_handler_reads(&mut bureau).await;
    the_leader_sees_who_has_how_much(&mut bureau).await;
    bureau.close().await;
}

async fn the_handler_asks(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("handler").await;
    bureau.window.reads("还没有留言").await;
    let notes = format!("{}/notes", bureau.case);
    bureau.window.go(&notes).await;
    bureau.window.look_on_both("none").await;
    bureau.window.write("words", "@收件员戊 请看第2项").await;
    bureau.window.turn("#write button[type='submit']").await;
    bureau.window.find("#words-error").await;
    bureau.window.look_on_both("nobody").await;
    bureau
        .window
        .write("words", "@收件员甲 申请人来电说还要批准文件，请核对登记的内容。")
        .await;
    bureau.window.turn("#write button[type='submit']").await;
    bureau.window.appears("留言已发表，并提醒了收件员甲").await;
}

async fn the_clerk_answers(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.go("/desk/reminders").await;
    bureau.window.reads("有人在留言中提醒您").await;
    bureau.window.look_on_both("reminder").await;
    bureau.open_case().await;
    bureau.window.reads("1条新留言").await;
    bureau.window.look_on_both("case").await;
    let notes = format!("{}/notes", bureau.case);
    bureau.window.go(&notes).await;
    bureau.window.turn(".desk-note-do > a").await;
    bureau.window.reads("回复承办人乙").await;
    bureau.window.write("words", "登记无误，已补充。").await;
    bureau.window.look_on_both("answer").await;
    bureau.window.turn("#write button[type='submit']").await;
    bureau.window.appears("留言已发表").await;
    bureau.window.turn(".desk-watch button").await;
    bureau.window.reads("取消关注").await;
    bureau.window.look_on_both("thread").await;
}

async fn the_handler_reads(bureau: &mut Bureau<'_>) {
    bureau.sit("handler").await;
    let notes = format!("{}/notes", bureau.case);
    bureau.window.go(&notes).await;
    bureau.window.reads("1条新留言").await;
    bureau.window.look_on_both("new").await;
}

async fn the_leader_sees_who_has_how_much(bureau: &mut Bureau<'_>) {
    bureau.sit("leader").await;
    bureau.window.go("/desk/workload").await;
    bureau.window.reads("各人在办件数").await;
    bureau.window.look_on_both("workload").await;
    bureau.window.go("/desk/overview").await;
    bureau.window.reads("办理结果").await;
    bureau.window.look_on_both("overview").await;
}
