//! `GET /admin/catalogue`: the entries, the newest first, and by words.

use axum::response::Response;
use serde::Serialize;

use super::{AT, administrator};
use crate::{
    domain::{
        catalogue::{Kind, Origin},
        search::Query as Wanted,
    },
    store::{
        self, Scope,
        public::{Place, Public, Which},
    },
    text::key,
    web::{
        error::Failure,
        extract::{Query, SignedIn},
        form::encode,
        page::{Page, Side, Title, View},
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// Entries of one page.
const MOST: usize = 50;

#[derive(Debug, Serialize)]
pub(super) struct CataloguePage {
    pub(super) q: String,
    /// That nothing can be looked for by these words.
    pub(super) odd: bool,
    pub(super) rows: Vec<Row>,
    pub(super) next: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) published_on: String,
    pub(super) origin: String,
}

/// `GET /admin/catalogue`
pub(super) async fn show(view: View, who: SignedIn, Query(asked): Query<Pairs>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let q = asked.get("q").trim();
    let wanted = Wanted::parse(q).ok();
    let which = Which {
        scope: Some(Scope::of(officer.agency)),
        kind: Some(Kind::Catalogue),
        wanted: wanted.as_ref(),
    };
    let before = asked.get("before").parse().ok().map(Place);
    let found = store::public::page(view.app.db(), which, before, MOST).await?;
    let rows = found.found.iter().map(|public| row(voice(&view), public));
    let page = CataloguePage {
        odd: wanted.is_none() && !q.is_empty(),
        rows: rows.collect::<Said<_>>()?,
        next: found
            .next
            .map(|Place(place)| format!("{AT}?q={}&before={place}", encode(q))),
        q: q.to_owned(),
    };
    view.page(page).await
}

fn row(voice: Voice<'_>, public: &Public) -> Said<Row> {
    Ok(Row {
        href: format!("{AT}/entries/{}", public.source),
        title: public.entry.title.clone(),
        number: public.entry.number.clone(),
        published_on: voice.weekday(public.entry.published_on),
        origin: voice.say(match public.origin {
            Origin::Manual => key("catalogue-by-hand"),
            Origin::Table => key("catalogue-by-table"),
            Origin::Feed => key("catalogue-by-feed"),
            Origin::Case => key("publish-matter"),
        })?,
    })
}

impl Page for CataloguePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("catalogue-title"))
    }
}
