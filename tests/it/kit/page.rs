//! A page as a person meets it: its parts are found by CSS selectors.

use axum::http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use super::form::Form;

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// Everything that a selector finds.
pub(super) fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of an element, with single spaces.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader meets of an element besides its text.
const SAID: [&str; 4] = ["title", "alt", "aria-label", "placeholder"];

/// Everything with a Chinese character or mark that stands in no element marked as Chinese. What people typed stands in
/// text areas as they typed it.
fn chinese(element: ElementRef<'_>, into: &mut Vec<String>) {
    let is_chinese = |text: &&str| {
        text.contains(
            |c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'),
        )
    };
    let (name, is_marked) = (element.value().name(), element.attr("lang") == Some("zh-CN"));
    if is_marked || matches!(name, "textarea" | "script" | "style") {
        return;
    }
    let said = SAID.iter().filter_map(|name| element.attr(name));
    into.extend(said.filter(is_chinese).map(str::to_owned));
    for node in element.children() {
        if let Some(inner) = ElementRef::wrap(node) {
            chinese(inner, into);
        } else if let Some(text) = node.value().as_text() {
            let text: &str = text;
            into.extend(
                [text]
                    .iter()
                    .filter(|text| is_chinese(text))
                    .map(|text| (*text).to_owned()),
            );
        }
    }
}

impl Page {
    /// Insists on a status; shows the page where it is another.
    #[track_caller]
    pub(crate) fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.path, self.html());
        self
    }

    fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn parsed(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// The words of everything that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let html = self.parsed();
        all(html.root_element(), selector)
            .into_iter()
            .map(words)
            .collect()
    }

    /// The words of the one thing that a selector finds.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let mut found = self.texts(selector);
        assert_eq!(found.len(), 1, "{selector} on {}: {}", self.path, self.html());
        found.remove(0)
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    /// An attribute of everything that a selector finds.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = self.parsed();
        let found = all(html.root_element(), selector).into_iter();
        found
            .filter_map(|element| element.attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// The language of the page, as it says itself.
    pub(crate) fn lang(&self) -> Option<String> {
        self.parsed().root_element().attr("lang").map(str::to_owned)
    }

    /// What a page in another language says in Chinese without saying so.
    pub(crate) fn unmarked_chinese(&self) -> Vec<String> {
        let mut found = Vec::new();
        chinese(self.parsed().root_element(), &mut found);
        found
    }

    /// What the page says, tags aside.
    pub(crate) fn words(&self) -> String {
        self.text("body")
    }

    /// Where a redirect leads.
    #[track_caller]
    pub(crate) fn location(&self) -> String {
        let location = self.headers.get(header::LOCATION);
        let location = location.unwrap_or_else(|| panic!("{} leads nowhere: {}", self.path, self.html()));
        location.to_str().unwrap().to_owned()
    }

    /// The one form that a selector finds, with everything that stands in it.
    #[track_caller]
    pub(crate) fn form(&self, selector: &str) -> Form {
        let html = self.parsed();
        let found = all(html.root_element(), selector);
        assert_eq!(found.len(), 1, "{selector} on {}: {}", self.path, self.html());
        Form::read(found[0], &self.path)
    }
}
