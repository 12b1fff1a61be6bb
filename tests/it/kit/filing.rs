//! An application on the portal as somebody fills it in: a page after the other, each answer given where it is asked for.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;

use super::{browser::Browser, form::Form, page::Page};

/// The form of every page of an application.
pub(crate) const FORM: &str = "form.portal-form";

/// Of an impossible region, with its right check digit.
const IDENTITY: &str = "990101199001010019";

/// What somebody answers.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    begin: String,
    kind: &'static str,
    fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

impl Answers {
    /// Of a person who asks an agency for information.
    pub(crate) fn of_person() -> Self {
        let begin = "/agencies/qingxi/apply".to_owned();
        Self {
            begin,
            kind: "person",
            fields: Vec::new(),
            files: Vec::new(),
        }
        .with("name", "甄试用")
        .with("identity-number", IDENTITY)
        .with("phone", "139 0000 0000")
        .with("item-1-title", "中心路改造工程施工许可证")
    }

    /// The same, of an organisation.
    pub(crate) fn of_organisation(self) -> Self {
        Self {
            kind: "organisation",
            ..self
        }
    }

    /// The same, to have records corrected.
    pub(crate) fn for_records(self) -> Self {
        let begin = format!("{}?for=records", self.begin);
        Self { begin, ..self }
    }

    /// Another answer.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A file that is chosen where it is asked for.
    pub(crate) fn attach(mut self, name: &str, file: &str, bytes: &[u8]) -> Self {
        self.files
            .push((name.to_owned(), file.to_owned(), bytes.to_vec()));
        self
    }

    /// The form of a page with what of it is asked there.
    pub(crate) fn on(&self, page: &Page) -> Form {
        let mut form = page.form(FORM);
        for (name, value) in &self.fields {
            if form.names(name).contains(name) {
                form = form.set(name, value);
            }
        }
        for (name, file, bytes) in &self.files {
            if form.names(name).contains(name) {
                form = form.attach(name, file, bytes);
            }
        }
        form
    }

    /// The first page of the form.
    pub(crate) async fn begin(&self, browser: &mut Browser) -> Page {
        let who = browser.open(&self.begin).await.form("main form");
        browser.follow(&who.press(self.kind)).await
    }

    /// Answers page by page up to one, which is not answered yet.
    pub(crate) async fn up_to(&self, browser: &mut Browser, section: &str) -> Page {
        let mut page = self.begin(browser).await;
        for _ in 0..9 {
            if page.path.ends_with(section) {
                return page;
            }
            page = browser.follow(&self.on(&page).press("submit")).await;
        }
        panic!("no page “{section}” before {}", page.path);
    }

    /// Everything answered, to be looked over.
    pub(crate) async fn looked_over(&self, browser: &mut Browser) -> Page {
        self.up_to(browser, "/check").await
    }

    /// The last form, promised.
    pub(crate) async fn promised(&self, browser: &mut Browser) -> Form {
        self.looked_over(browser).await.form(FORM).set("promise", "yes")
    }

    /// Files it; the page of the receipt.
    pub(crate) async fn file(&self, browser: &mut Browser) -> Page {
        let form = self.promised(browser).await;
        browser.follow(&form).await
    }
}

/// Sends a page of the form that goes on to the next.
pub(crate) async fn go_on(browser: &mut Browser, form: Form) -> Page {
    browser.follow(&form.press("submit")).await
}

/// Presses another button of a page, which comes back.
pub(crate) async fn press(browser: &mut Browser, form: Form, button: &str) -> Page {
    browser.send(&form.press(button)).await.expect(StatusCode::OK)
}

/// The case of a receipt.
pub(crate) fn case_of(receipt: &Page) -> CaseId {
    let href = receipt.attributes("main a.govuk-button", "href").remove(0);
    CaseId(href.rsplit('/').next().unwrap().parse().unwrap())
}
