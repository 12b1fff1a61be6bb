//! What could not be sent, as an administrator sees and settles it; and where a person says where they get mail.

use super::bureau::Bureau;
use crate::kit::{postal::Postal, smtp::Mood};

const PAGE: &str = "/admin/messages";

pub(super) async fn are_looked_after(post: &Postal) {
    let refusal = "550 5.1.1 <lin.zhezhou@example.cn> no such user";
    post.server.is_in_mood(Mood::Refuses("RCPT", refusal));
    post.file_with_address(1).await;
    post.file_with_address(2).await;
    post.run_jobs().await;
    let mut bureau = Bureau::open(post, "messages").await;
    bureau.sit("admin").await;
    let window = &mut bureau.window;
    window.go("/admin").await;
    window.look("hub").await;
    window.press("信息发送").await;
    window.find(".admin-aside").await;
    window.look_on_both("refused").await;
    window.click(".admin-aside details summary").await;
    window.turn(".admin-drop button").await;
    window.find(".govuk-error-summary").await;
    window.look("without-a-reason").await;
    window.write("to", "somebody@example.gov.cn").await;
    window.turn(".admin-test button").await;
    window.find("#to-error").await;
    window.reads("550 5.1.1").await;
    window.look("test-refused").await;
    post.server.is_in_mood(Mood::Takes);
    window.write("to", "somebody@example.gov.cn").await;
    window.turn(".admin-test button").await;
    window.find(".gk-flash").await;
    window.send(".admin-retry-all", &[]).await;
    window.reads("没有发不出去的消息").await;
    window.look("nothing-left").await;
    post.run_jobs().await;
    assert_eq!(post.server.arrived().len(), 3);
    window.go(PAGE).await;
    window.look("sent").await;
    window.go("/account").await;
    window.write("email", "nobody").await;
    window.turn(".gk-account-email button").await;
    window.find("#email-error").await;
    window.look("wrong-address").await;
    window.write("email", "ren@example.gov.cn").await;
    window.turn(".gk-account-email button").await;
    window.find(".gk-flash").await;
    window.look("address-kept").await;
    bureau.close().await;
}
