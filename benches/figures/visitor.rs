//! Somebody on the portal, who fills in forms as a browser does.

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use gongkai::web::form::encode;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};

use super::reader::{Answer, Door, Reader};

/// The form of a page of the portal.
const FORM: &str = "main form";

/// What is typed, where a page asks for it. The identity number is valid by its check digit, of a region that does not exist.
const TYPED: [(&str, &str); 4] = [
    ("item-1-title", "中心路改造工程施工许可证"),
    ("name", "甄试用"),
    ("identity-number", "990101199001010019"),
    ("phone", "13900000000"),
];

/// What a form sends: names and values.
type Fields = Vec<(String, String)>;

/// The visitor.
#[derive(Debug)]
pub(crate) struct Visitor {
    reader: Reader,
}

/// An application that only has to be sent.
#[derive(Debug)]
pub(crate) struct Ready {
    address: String,
    fields: Fields,
}

impl Visitor {
    /// One with an address of their own, as limits count addresses.
    pub(crate) fn new(door: &Door, number: usize) -> Self {
        let [.., high, low] = u32::try_from(number).unwrap().to_be_bytes();
        let address = SocketAddr::from(([10, 0, high, low], 9));
        Self {
            reader: Reader::stranger(door.clone()).from(address),
        }
    }

    pub(crate) fn reader(self) -> Reader {
        self.reader
    }

    /// Begins an application; the address of its first page.
    pub(crate) async fn begin(&mut self, agency: &str) -> String {
        let address = format!("/agencies/{agency}/apply");
        let mut fields = self.form(&address).await;
        fields.push(("kind".to_owned(), "person".to_owned()));
        self.send(&address, &fields).await
    }

    /// Fills one in up to its last page, and does the work that keeps robots out.
    pub(crate) async fn ready(&mut self, agency: &str) -> Ready {
        let mut address = self.begin(agency).await;
        while !address.ends_with("/check") {
            let mut fields = self.form(&address).await;
            fields.push(("action".to_owned(), "submit".to_owned()));
            address = self.send(&address, &fields).await;
        }
        let mut fields = self.form(&address).await;
        let form = address.split('/').nth(2).unwrap();
        fields.retain(|(name, _)| name != "proof");
        fields.push(("proof".to_owned(), proof(form)));
        fields.push(("promise".to_owned(), "yes".to_owned()));
        Ready { address, fields }
    }

    /// Files it.
    pub(crate) async fn file(&mut self, ready: &Ready) {
        let to = self.send(&ready.address, &ready.fields).await;
        assert_eq!(to, "/receipt");
    }

    /// Opens a case by its number and code.
    pub(crate) async fn look_up(&mut self, number: &str, code: &str) -> String {
        let mut fields = self.form("/track").await;
        fields.retain(|(name, _)| name == "csrf");
        fields.push(("number".to_owned(), number.to_owned()));
        fields.push(("code".to_owned(), code.to_owned()));
        self.send("/track", &fields).await
    }

    /// What the form of a page would send, with what is typed into it.
    async fn form(&mut self, address: &str) -> Fields {
        let answer = self.reader.keep(Request::get(address), Body::empty()).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let mut fields = fields(&String::from_utf8_lossy(&answer.body), address);
        for (name, value) in &mut fields {
            if let Some((_, typed)) = TYPED.iter().find(|(known, _)| known == name) {
                (*typed).clone_into(value);
            }
        }
        fields
    }

    /// Sends a form; where it leads.
    async fn send(&mut self, address: &str, fields: &Fields) -> String {
        let pair = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let request =
            Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let Answer { status, location, .. } = self.reader.keep(request, Body::from(body)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{address}");
        location.unwrap()
    }
}

/// What the first form of a page that is sent to its own address would send as it stands, but for its buttons and files.
fn fields(html: &str, address: &str) -> Fields {
    let page = Html::parse_document(html);
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let (forms, inputs) = (select(FORM), select("input, textarea, select"));
    let is_own = |form: &ElementRef<'_>| form.value().attr("action") == Some(address);
    let form = page.select(&forms).find(is_own).unwrap();
    form.select(&inputs).filter_map(field).collect()
}

fn field(input: ElementRef<'_>) -> Option<(String, String)> {
    let name = input.value().attr("name")?.to_owned();
    let value = || input.value().attr("value").unwrap_or_default().to_owned();
    match (input.value().name(), input.value().attr("type").unwrap_or("text")) {
        ("textarea", _) => Some((name, input.text().collect())),
        ("select", _) => {
            let option = Selector::parse("option[selected]").unwrap();
            let chosen = input.select(&option).next()?;
            Some((name, chosen.value().attr("value").unwrap_or_default().to_owned()))
        }
        (_, "radio" | "checkbox") => input.value().attr("checked").map(|_| (name, value())),
        (_, "file" | "submit") => None,
        _ => Some((name, value())),
    }
}

/// What a browser would find: a hash that begins with sixteen zeros.
fn proof(form: &str) -> String {
    let is_proof = |n: &String| Sha256::digest(format!("{form}:{n}")).starts_with(&[0, 0]);
    (0..u32::MAX).map(|n| n.to_string()).find(is_proof).unwrap()
}
