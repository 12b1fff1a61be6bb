//! The pages of an application in a browser, one after the other.

use super::page::Window;

/// The form of every page.
pub(super) const FORM: &str = "form.portal-form";
/// The button that leads on.
pub(super) const NEXT: &str = ".portal-onward button[value='submit']";
/// The button that files it.
pub(super) const SUBMIT: &str = "#send";
/// A person of an impossible region, with the right check digit.
pub(super) const IDENTITY: &str = "990124198806152110";

/// What somebody answers, each on the page that asks for it.
pub(super) type Answers<'a> = &'a [(&'a str, &'a str)];

/// The first page of the form of an agency.
pub(super) async fn begin(window: &Window, address: &str, kind: &str) {
    window.go(address).await;
    window.turn(&format!("button[name='kind'][value='{kind}']")).await;
    window.find(FORM).await;
}

/// Which page of the form is open.
pub(super) async fn section(window: &Window) -> String {
    let path = window.path().await;
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Answers what the page asks for.
pub(super) async fn answer(window: &Window, answers: Answers<'_>) {
    let mut here = Vec::new();
    for (name, value) in answers {
        let field = format!("{FORM} [name='{name}']:not([type=hidden])");
        if !window.find_all(&field).await.is_empty() {
            here.push((*name, *value));
        }
    }
    window.fill(FORM, &here).await;
}

/// Answers page by page up to one, which is not answered yet.
pub(super) async fn up_to(window: &Window, answers: Answers<'_>, last: &str) {
    for _ in 0..9 {
        if section(window).await == last {
            return;
        }
        answer(window, answers).await;
        window.turn(NEXT).await;
    }
    panic!("no page “{last}” before {}", window.path().await);
}

/// Promises and files; number and look-up code.
pub(super) async fn submit(window: &Window) -> [String; 2] {
    window.click("#promise").await;
    window.click(SUBMIT).await;
    window.find(".gk-slip-code").await;
    let codes = window.texts(".gk-slip .gk-slip-code").await;
    codes.try_into().unwrap()
}

/// Files at once; number and look-up code.
pub(super) async fn file(window: &Window, address: &str, answers: Answers<'_>) -> [String; 2] {
    begin(window, address, "person").await;
    up_to(window, answers, "check").await;
    submit(window).await
}
