//! The templates of letters, tailored by an administrator in the browser.

use super::bureau::Bureau;
use crate::kit::office::TestOffice;

const OPENING: &str = "<paragraph>本机关于";
const REMEDY: &str = "{{> letters/part/remedy}}";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "templates").await;
    bureau.sit("admin").await;
    let window = &mut bureau.window;
    window.go("/admin").await;
    window.press("文书模板").await;
    window.look("admin-templates").await;
    window.press("答复书（信息不存在）").await;
    window.find(".admin-preview .letter").await;
    window.look("admin-template").await;

    let standard = window.value("source").await;
    let own = standard.replace(OPENING, "<paragraph>感谢来信。本机关于");
    window
        .put(
            "source",
            &own.replace(REMEDY, "<paragraph>如不服，可以来信。</paragraph>"),
        )
        .await;
    window.turn("button[name='do'][value='save']").await;
    window.find("#source-error").await;
    window.reads("救济告知缺少").await;
    window.look("admin-template-refused").await;

    window.put("source", &own).await;
    window
        .select_label("specimen", "答复书（信息不存在）：多人申请，有代理人")
        .await;
    window
        .turn("form.admin-template button.govuk-button[value='check']")
        .await;
    window.find(".admin-preview .letter").await;
    window.reads("感谢来信。本机关于").await;
    window.reads("公孙㑇").await;
    window.look("admin-template-tried").await;

    window.put("note", "先致谢。").await;
    window.turn("button[name='do'][value='save']").await;
    window.find(".gk-flash").await;
    window.reads("已保存第1版").await;
    window.press("第1版").await;
    window.find(".admin-source-read").await;
    window.look("admin-template-version").await;
    bureau.close().await;
}
