//! The agency tests its own channel: an administrator has it tested, the clerk confirms and answers, and the report tells.

use gongkai::config::Config;

use super::bureau::Bureau;
use crate::{
    channel::run,
    kit::{office::TestOffice, site::router},
};

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "channel").await;
    bureau.sit("admin").await;
    bureau.window.go("/admin").await;
    bureau.window.look("hub").await;
    bureau.window.go("/admin/channel").await;
    bureau.window.look("untested").await;
    bureau
        .refused("main form.admin-form", &[("receive_hours", "0")], "setting-wrong")
        .await;
    let weekly = [("every", "weekly"), ("receive_hours", "4")];
    bureau.done("main form.admin-form", &weekly).await;
    bureau.window.turn("form[action$='/now'] button").await;
    let pages = router(office.office.clone(), Config::default());
    run(&office.office, &pages).await;

    bureau.sit("clerk").await;
    bureau.window.reads("渠道测试：1件待办理").await;
    bureau.window.look("queue").await;
    bureau.window.go("/desk/channel").await;
    bureau.window.look_on_both("filed").await;
    bureau.window.turn("form[action$='/receive'] button").await;
    bureau.window.look("received").await;
    bureau.window.turn("form[action$='/answer'] button").await;
    bureau.window.look("nothing-left").await;
    run(&office.office, &pages).await;

    bureau.sit("admin").await;
    bureau.window.go("/admin/channel").await;
    bureau.window.reads("渠道畅通率100%").await;
    bureau.window.look_on_both("report").await;
    bureau.window.print("report-printed").await;
    bureau.close().await;
}
