//! The portal as somebody from outside walks over it, for the tests of an agency's online channel: the program asks its own
//! router as a browser would. What lies before the program (name, certificate, proxy) is not seen from here.

use std::{net::Ipv6Addr, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use tokio::time::Instant;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::{
    filing::{Section, Who},
    form::URLENCODED,
    form::encode,
    guard::CSRF,
};
use crate::{
    casework::channel_test::{Portal, Walking},
    domain::{
        agency::Agency,
        application::{ObtainBy, ProvisionForm},
        channel_test::{Step, StepKind},
        id::AgencyId,
    },
};

/// The most that is read of a page: ours are far smaller.
const MOST: usize = 4 << 20;

/// What the page of an answered test has, and no other.
const ANSWERED: &str = "id=\"channel-answered\"";

/// Parts the fields of a form with files; in no answer.
const BOUNDARY: &str = "gongkai-channel-test";

/// What is answered on each page of the form: of nobody, with a number of an impossible region.
const ANSWERS: [(Section, &[(&str, &str)]); 6] = [
    (Section::Items, &[("item-1-title", "渠道测试")]),
    (
        Section::Wishes,
        &[
            ("form", ProvisionForm::Electronic.as_str()),
            ("obtain-by", ObtainBy::Online.as_str()),
        ],
    ),
    (
        Section::Applicant,
        &[
            ("name", "渠道测试"),
            ("identity-kind", "resident_card"),
            ("identity-number", "990101199001010019"),
        ],
    ),
    (Section::People, &[]),
    (Section::Contact, &[("phone", "14200000000")]),
    (Section::Files, &[]),
];

/// The pages behind a router.
pub fn portal(router: Router) -> Arc<dyn Portal> {
    Arc::new(Walker { router })
}

#[derive(Debug)]
struct Walker {
    router: Router,
}

impl Portal for Walker {
    fn walk<'a>(&'a self, agency: &'a Agency) -> Walking<'a, Vec<Step>> {
        Box::pin(async move {
            let mut walk = Walk::of(self.router.clone(), Some(agency.id));
            walk.over(&agency.key).await;
            walk.steps
        })
    }

    fn reads(&self, test: Uuid) -> Walking<'_, bool> {
        Box::pin(async move {
            let mut walk = Walk::of(self.router.clone(), None);
            let page = walk.ask(Method::GET, &format!("/track/tests/{test}"), None).await;
            page.is_some_and(|page| page.status == StatusCode::OK && page.text.contains(ANSWERED))
        })
    }
}

/// A visit.
struct Walk {
    router: Router,
    from: SocketAddr,
    /// The session's, once there is one.
    cookie: Option<String>,
    steps: Vec<Step>,
}

/// What is sent to a page: of which type, and as what.
type Sent = (String, String);

/// What a page answered.
struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Walk {
    fn of(router: Router, agency: Option<AgencyId>) -> Self {
        // Each agency's walk comes from an address of its own, of those that nobody has: forms that are begun are counted by it.
        let mut address = agency.map_or([0; 16], |agency| *agency.0.as_bytes());
        address.rotate_left(8);
        if let Some(first) = address.first_mut() {
            *first = 0xfd;
        }
        Self {
            router,
            from: SocketAddr::from((Ipv6Addr::from(address), 0)),
            cookie: None,
            steps: Vec::new(),
        }
    }

    /// From the guide to the page on which the application would be sent; none where a step did not work, after which there is
    /// no further one.
    async fn over(&mut self, agency: &str) -> Option<()> {
        let start = format!("/agencies/{agency}/apply");
        self.step(StepKind::Guide, &format!("/agencies/{agency}"), None)
            .await?;
        let page = self.step(StepKind::Start, &start, None).await?;
        let csrf = secret(&page.text).unwrap_or_default().to_owned();
        let begin = urlencoded(&[(CSRF, &csrf), ("kind", Who::Person.as_str())]);
        let begun = self.step(StepKind::Begin, &start, Some(begin)).await?;
        let filled = self.fill_in(&begun.location, &csrf).await;
        // Nobody goes on with it.
        if let Some(at) = begun.location.strip_suffix(Section::Items.as_str()) {
            let drop = Some(urlencoded(&[(CSRF, &csrf)]));
            self.ask(Method::POST, &format!("{at}drop"), drop).await;
        }
        filled?;
        self.step(StepKind::LookUp, "/track", None).await?;
        Some(())
    }

    /// Answers page by page, and looks it over.
    async fn fill_in(&mut self, first: &str, csrf: &str) -> Option<()> {
        self.step(StepKind::Form, first, None).await?;
        let at = first.strip_suffix(Section::Items.as_str())?;
        let begun = Instant::now();
        let mut answer = None;
        for (section, answers) in ANSWERS {
            let fields = [[(CSRF, csrf), ("action", "submit")].as_slice(), answers].concat();
            let page = format!("{at}{}", section.as_str());
            answer = self.ask(Method::POST, &page, Some(multipart(&fields))).await;
            if answer.as_ref().map(|answer| answer.status) != Some(StatusCode::SEE_OTHER) {
                break;
            }
        }
        let last = self.noted(StepKind::Fill, begun, (answer, StatusCode::SEE_OTHER))?;
        self.step(StepKind::Check, &last.location, None).await?;
        Some(())
    }

    /// Takes a step and notes it; none where it did not work.
    async fn step(&mut self, kind: StepKind, path: &str, form: Option<Sent>) -> Option<Answer> {
        let (method, wanted) = match &form {
            Some(_) => (Method::POST, StatusCode::SEE_OTHER),
            None => (Method::GET, StatusCode::OK),
        };
        let begun = Instant::now();
        let answer = self.ask(method, path, form).await;
        self.noted(kind, begun, (answer, wanted))
    }

    /// Notes a step; what was answered, where that is as it should be.
    fn noted(
        &mut self,
        kind: StepKind,
        begun: Instant,
        (answer, wanted): (Option<Answer>, StatusCode),
    ) -> Option<Answer> {
        let worked = answer.as_ref().is_some_and(|answer| answer.status == wanted);
        self.steps.push(Step {
            kind,
            status: answer.as_ref().map(|answer| answer.status.as_u16()),
            millis: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            worked,
        });
        answer.filter(|_| worked)
    }

    async fn ask(&mut self, method: Method, path: &str, form: Option<Sent>) -> Option<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .extension(ConnectInfo(self.from));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = match form {
            Some((kind, body)) => {
                request = request.header(header::CONTENT_TYPE, kind);
                Body::from(body)
            }
            None => Body::empty(),
        };
        let request = request.body(body).ok()?;
        let Ok(answer) = self.router.clone().oneshot(request).await;
        let (parts, body) = answer.into_parts();
        let own = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(cookie) = own(header::SET_COOKIE).and_then(|cookie| cookie.split(';').next()) {
            self.cookie = Some(cookie.to_owned());
        }
        let bytes = to_bytes(body, MOST).await.ok()?;
        Some(Answer {
            status: parts.status,
            location: own(header::LOCATION).unwrap_or_default().to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}

fn urlencoded(fields: &[(&str, &str)]) -> Sent {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    (URLENCODED.to_owned(), pairs.join("&"))
}

/// Fields of a form with which files could be sent, without any.
fn multipart(fields: &[(&str, &str)]) -> Sent {
    let mut parts: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect();
    parts.push(format!("--{BOUNDARY}--\r\n"));
    (
        format!("multipart/form-data; boundary={BOUNDARY}"),
        parts.concat(),
    )
}

/// The secret in a page's first form.
fn secret(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once(&format!("name=\"{CSRF}\" value=\""))?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_of_a_form_is_found() {
        let page =
            r#"<form><input type="hidden" name="csrf" value="a-b_c"><input name="x" value="y"></form>"#;
        assert_eq!(secret(page), Some("a-b_c"));
        assert_eq!(secret("<form></form>"), None);
    }
}
