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
