//! 文号: how letters are numbered, a number that was spoilt, and the register on screen and on paper.

use super::bureau::{Bureau, at};
use crate::kit::office::TestOffice;

const WITHHELD: &str = "QXZJ不公开〔{year}〕第{serial}号";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "numbers").await;
    the_administrator_sets_the_pattern(&mut bureau).await;
    let case = office.to_be_posted(1).await;
    bureau.case = at(case);
    the_clerk_spoils_the_number(&mut bureau).await;
    office
        .order("handler", case, gongkai::casework::Order::Submit)
        .await
        .unwrap();
    office.approve_all(case).await;
    office.issue(case).await;
    the_register_shows_both(&mut bureau).await;
    bureau.close().await;
}

async fn the_administrator_sets_the_pattern(bureau: &mut Bureau<'_>) {
    bureau.sit("admin").await;
    let window = &mut bureau.window;
    window.go("/admin").await;
    window.press("文号").await;
    window.find(".desk-table").await;
    window.look_on_both("overview").await;
    window.press("答复书（不予公开）").await;
    window.find("[name='pattern']").await;
    window.look_on_both("kind").await;
    window.write("pattern", "QXZJ不公开〔{years}〕第号").await;
    window.turn("main form button").await;
    window.find("#pattern-error").await;
    window.look("bad-pattern").await;
    window.write("pattern", WITHHELD).await;
    window.choose("series", "reply_withheld").await;
    window.turn("main form button").await;
    window.find(".gk-flash").await;
    window.reads("QXZJ不公开〔2026〕第1号").await;
    window.look("own-pattern").await;
    window.go("/admin/numbers/begin/reply_withheld").await;
    window.look("begin").await;
    window.write("begin", "121").await;
    window.turn("main form button").await;
    window.find("#reason-error").await;
    window.look("begin-without-a-reason").await;
    window
        .write("reason", "第1号至第120号已在纸质登记簿中使用。")
        .await;
    window.turn("main form button").await;
    window.find(".gk-flash").await;
    window.reads("QXZJ不公开〔2026〕第121号").await;
    window.go("/admin/numbers/pattern").await;
    window.look("pattern-of-all").await;
}

async fn the_clerk_spoils_the_number(bureau: &mut Bureau<'_>) {
    bureau.at_the_case("clerk").await;
    bureau.window.look("issued").await;
    bureau
        .refused("#spoil form", &[], "spoilt-without-a-reason")
        .await;
    bureau
        .done(
            "#spoil form",
            &[("spoil_reason", "打印后发现年度误写，重新制发。")],
        )
        .await;
    bureau.window.reads("作废").await;
    bureau.window.look_on_both("spoilt").await;
}

async fn the_register_shows_both(bureau: &mut Bureau<'_>) {
    bureau.sit("clerk").await;
    bureau.window.press("文号登记簿").await;
    bureau.window.find("#series").await;
    bureau.window.look("register").await;
    bureau.window.select("series", "reply_withheld").await;
    bureau.window.turn("form.desk-filter button").await;
    bureau.window.find(".desk-numbers s").await;
    bureau.window.reads("打印后发现年度误写").await;
    bureau.window.look_on_both("register-withheld").await;
    bureau.window.press("打印全年").await;
    bureau.window.find(".desk-numbers s").await;
    bureau.window.look("register-print").await;
    let paper = bureau.window.print("register-on-paper").await;
    let text = lopdf::Document::load_mem(&paper).unwrap();
    assert_eq!(text.get_pages().len(), 1);
    bureau.sit("admin").await;
    bureau.window.go("/desk/numbers?series=notice").await;
    bureau.window.look_on_both("register-empty").await;
}
