//! A visitor and their browser without a screen: cookies, pages by CSS selector, and forms that are sent with everything in them.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

/// A person's browser.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// A form as a page shows it, to be filled in and sent.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    action: String,
    is_upload: bool,
    pub(crate) fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl Page {
    pub(crate) fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn parsed(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// The words of everything that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        all(&self.parsed(), selector).into_iter().map(text).collect()
    }

    /// The words of the one thing that a selector finds.
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
        all(&html, selector)
            .into_iter()
            .filter_map(|element| element.attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// What the page says, tags aside.
    pub(crate) fn words(&self) -> String {
        self.text("body")
    }

    pub(crate) fn location(&self) -> String {
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// The form that a selector finds, with everything that stands in it, as a browser would send it.
    pub(crate) fn form(&self, selector: &str) -> Form {
        let html = self.parsed();
        let found = all(&html, selector);
        let form = found
            .first()
            .unwrap_or_else(|| panic!("no {selector} on {}: {}", self.path, self.html()));
        let mut fields = Vec::new();
        for element in form.select(&Selector::parse("input, textarea, select").unwrap()) {
            let Some(name) = element.attr("name") else {
                continue;
            };
            let value = match (element.value().name(), element.attr("type").unwrap_or("text")) {
                ("textarea", _) => element
                    .text()
                    .collect::<String>()
                    .trim_start_matches('\n')
                    .to_owned(),
                (_, "file" | "submit") => continue,
                (_, "radio" | "checkbox") if element.attr("checked").is_none() => continue,
                _ => element.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        Form {
            action: form.attr("action").unwrap_or(&self.path).to_owned(),
            is_upload: form.attr("enctype") == Some("multipart/form-data"),
            fields,
            files: Vec::new(),
        }
    }
}

impl Form {
    /// Types into a field, or chooses a value.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What stands in a field.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn attach(mut self, field: &str, name: &str, bytes: &[u8]) -> Self {
        self.files
            .push((field.to_owned(), name.to_owned(), bytes.to_vec()));
        self
    }

    fn body(&self) -> (String, Vec<u8>) {
        if !self.is_upload {
            let pairs: Vec<String> = self
                .fields
                .iter()
                .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
                .collect();
            return (
                "application/x-www-form-urlencoded".to_owned(),
                pairs.join("&").into_bytes(),
            );
        }
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            body.extend(
                format!("--BOUND\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (field, name, bytes) in &self.files {
            let head = format!(
                "--BOUND\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--BOUND--\r\n");
        ("multipart/form-data; boundary=BOUND".to_owned(), body)
    }
}

fn encode(text: &str) -> String {
    gongkai::web::form::encode(text)
}

impl Visitor {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
        }
    }

    /// As if the session had ended.
    pub(crate) fn forget(&mut self) {
        self.cookies.clear();
    }

    async fn ask(&mut self, method: Method, path: &str, kind: Option<String>, body: Vec<u8>) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost");
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(kind) = kind {
            request = request
                .header(header::CONTENT_TYPE, kind)
                .header(header::CONTENT_LENGTH, body.len());
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        Page {
            path: path.to_owned(),
            status,
            headers,
            bytes,
        }
    }

    /// Opens an address.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None, Vec::new()).await
    }

    /// Opens an address that must be there.
    pub(crate) async fn open(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.html());
        page
    }

    /// Sends a form, and stays where the answer is.
    pub(crate) async fn send(&mut self, form: &Form) -> Page {
        let (kind, body) = form.body();
        self.ask(Method::POST, &form.action, Some(kind), body).await
    }

    /// Sends a form that must lead on, and goes there.
    pub(crate) async fn follow(&mut self, form: &Form) -> Page {
        let answer = self.send(form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{}: {}",
            form.action,
            answer.html()
        );
        self.open(&answer.location()).await
    }
}
