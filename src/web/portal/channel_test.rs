//! `GET /track/tests/{test}`: what became of a test of an agency's online channel. It names nobody, and asks robots to stay away.

use axum::{
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    store::{self, Scope},
    template::Template,
    text::{key, words},
    web::{
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
    },
};

/// A test as everybody may read it.
#[derive(Debug, Serialize)]
pub(super) struct TestPage {
    agency: String,
    number: String,
    filed: String,
    received: Option<String>,
    answered: Option<String>,
}

pub(super) async fn show(view: View, Path(test): Path<Uuid>) -> Result<Response, Failure> {
    let db = view.app.db();
    let (agency, test) = store::channel_test::public(db, test)
        .await?
        .ok_or(Failure::NotFound)?;
    let filed = test.filed_at.ok_or(Failure::NotFound)?;
    let agency = store::agency::get(db, Scope::of(agency)).await?;
    let at = |at| words::instant(view.lang, at, view.app.clock.offset());
    let page = TestPage {
        agency: agency.ok_or(Failure::NotFound)?.name,
        number: test.number(),
        filed: at(filed),
        received: test.received.map(|done| at(done.at)),
        answered: test.answered.map(|done| at(done.at)),
    };
    let unlisted = (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow, noarchive"),
    );
    Ok(([unlisted], view.page(page).await?).into_response())
}

impl Template for TestPage {
    const NAME: &'static str = "pages/portal/test";

    fn samples() -> Vec<Self> {
        let some = |full: bool| full.then(|| "2026年11月20日 10:00".to_owned());
        let page = |full| Self {
            agency: "青溪县住房和城乡建设局".to_owned(),
            number: "渠道测试20261120".to_owned(),
            filed: "2026年11月20日 09:30".to_owned(),
            received: some(full),
            answered: some(full),
        };
        vec![page(true), page(false)]
    }
}

impl Page for TestPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-test-title"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency.clone())
    }
}
