//! `GET /agencies/{key}/suggestions?q=…`: what may be what somebody is about to apply for. With `part=1` only the list, for a
//! script that puts it beside the field; nothing at all where nothing is like it.

use axum::response::Response;
use serde::Serialize;

use super::{
    AT,
    hit::{self, HitRow, Marks},
    load,
};
use crate::{
    casework::catalogue::suggest::suggestions,
    store::Scope,
    template::Template,
    text::key,
    web::{
        error::Failure,
        extract::{Path, Query},
        form::encode,
        page::{Page, Side, Title, View},
        pairs::Pairs,
    },
};

/// Suggestions that are shown.
const MOST: usize = 5;

/// The whole page, for whoever has no script.
#[derive(Debug, Serialize)]
pub(super) struct SuggestionsPage {
    q: String,
    key: String,
    name: String,
    hits: Vec<HitRow>,
    all: String,
}

/// The list alone.
#[derive(Debug, Serialize)]
pub(super) struct SuggestionsPart {
    hits: Vec<HitRow>,
    all: String,
}

/// `GET /agencies/{key}/suggestions`
pub(super) async fn show(
    view: View,
    Path(key): Path<String>,
    Query(asked): Query<Pairs>,
) -> Result<Response, Failure> {
    let agency = load::agency(&view.app, &key).await?;
    let q = asked.get("q").trim();
    let found = suggestions(&view.app.office, Some(Scope::of(agency.id)), q, MOST).await?;
    let mut hits = Vec::new();
    for one in &found {
        let marks = Marks::Places(&one.in_title, &one.in_summary);
        hits.push(hit::row(view.say(), &one.public, &agency, marks)?);
    }
    let all = format!("{AT}?agency={}", encode(&agency.key));
    if asked.get("part") == "1" {
        return view.page(SuggestionsPart { hits, all }).await;
    }
    view.page(SuggestionsPage {
        q: q.to_owned(),
        key: agency.key,
        name: agency.name,
        hits,
        all,
    })
    .await
}

impl Template for SuggestionsPage {
    const NAME: &'static str = "pages/portal/published/suggestions";

    fn samples() -> Vec<Self> {
        let page = |hits| Self {
            q: "保障房分配方案<b>".to_owned(),
            key: "qingxi-housing".to_owned(),
            name: "青溪县住房和城乡建设局".to_owned(),
            hits,
            all: "/published?agency=qingxi-housing".to_owned(),
        };
        vec![page(hit::samples()), page(Vec::new())]
    }
}

impl Template for SuggestionsPart {
    const NAME: &'static str = "pages/portal/published/suggested";

    fn samples() -> Vec<Self> {
        let part = |hits| Self {
            hits,
            all: "/published?agency=qingxi-housing".to_owned(),
        };
        vec![part(hit::samples()), part(Vec::new())]
    }
}

impl Page for SuggestionsPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("published-suggestions"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

impl Page for SuggestionsPart {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("published-suggestions"))
    }
}
