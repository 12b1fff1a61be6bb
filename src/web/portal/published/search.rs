//! `GET /published`: one box over everything that is public, of all agencies or of one.

use axum::{http::StatusCode, response::Response};
use serde::Serialize;

use super::{
    AT,
    hit::{self, HitRow, Marks},
    load,
};
use crate::{
    domain::{
        agency::Agency,
        catalogue::Kind,
        search::{Fault, LONGEST, MOST_WORDS, Phrase, Query as Wanted},
    },
    store::{
        self, Scope,
        public::{Place, Which},
        queue::Count,
    },
    template::Template,
    text::{MissingText, Say, key},
    web::{
        error::Failure,
        extract::Query,
        form::{Choices, FieldErrors, encode},
        page::{Page, Side, Title, View},
        pairs::Pairs,
    },
};

/// Hits of one page.
const MOST: usize = 20;
/// As far as hits are counted.
const COUNTED: u64 = 1_000;
/// The most agencies among which one chooses from a list; a province has thousands.
const CHOSEN_AMONG: usize = 60;

#[derive(Debug, Serialize)]
pub(super) struct SearchPage {
    q: String,
    /// Why nothing can be looked for by these words.
    problem: Option<String>,
    /// Where there are few, a list of them; else the one that is looked through, if it is one.
    agencies: Option<Choices>,
    one: Option<One>,
    kinds: Choices,
    /// How much was found; nothing where nothing was looked for.
    summary: Option<String>,
    hits: Vec<HitRow>,
    next: Option<String>,
    /// The same words, of all agencies.
    everywhere: Option<String>,
    feed: String,
}

/// The agency that is looked through.
#[derive(Debug, Serialize)]
struct One {
    key: String,
    name: String,
}

/// `GET /published?q=…&agency=…&kind=…&before=…`
pub(super) async fn show(view: View, Query(asked): Query<Pairs>) -> Result<Response, Failure> {
    let agencies = load::agencies(&view.app).await?;
    let one = match asked.get("agency") {
        "" => None,
        key => Some(
            agencies
                .iter()
                .find(|agency| agency.key == key)
                .ok_or(Failure::NotFound)?,
        ),
    };
    let q = asked.get("q").trim();
    let (wanted, problem) = wanted(view.say(), q)?;
    let which = Which {
        scope: one.map(|agency| Scope::of(agency.id)),
        kind: asked.get("kind").parse().ok(),
        wanted: wanted.as_ref(),
    };
    let mut page = SearchPage::begin(view.say(), &agencies, one, (q, which.kind))?;
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        page.find(
            &view,
            which,
            (&agencies, one),
            asked.get("before").parse().ok().map(Place),
        )
        .await?;
        StatusCode::OK
    };
    page.problem = problem;
    view.page_with(status, page).await
}

/// What is looked for, nothing where nothing was written, or why nothing can be.
fn wanted(say: Say<'_>, q: &str) -> Result<(Option<Wanted>, Option<String>), MissingText> {
    let fault = match Wanted::parse(q) {
        Ok(wanted) => return Ok((Some(wanted), None)),
        Err(Fault::Empty) if q.is_empty() => return Ok((None, None)),
        Err(fault) => fault,
    };
    let said = match fault {
        Fault::Empty | Fault::OnlyExcluded => say.get(key("published-odd"))?,
        Fault::OneCharacter(character) => {
            say.with(key("published-one-character"), &[("character", &character)])?
        }
        Fault::TooLong => say.with(key("published-too-long"), &[("most", &LONGEST.to_string())])?,
        Fault::TooMany => say.with(key("published-too-many"), &[("most", &MOST_WORDS.to_string())])?,
    };
    Ok((None, Some(said)))
}

impl SearchPage {
    /// The form as it was filled in, with nothing found so far.
    fn begin(
        say: Say<'_>,
        agencies: &[Agency],
        one: Option<&Agency>,
        (q, kind): (&str, Option<Kind>),
    ) -> Result<Self, MissingText> {
        let errors = FieldErrors::default();
        let chosen = one.map(|agency| agency.key.as_str()).unwrap_or_default();
        let every = (String::new(), say.get(key("published-every-agency"))?, None);
        let named = agencies
            .iter()
            .map(|agency| (agency.key.clone(), agency.name.clone(), None));
        let few = agencies.len() <= CHOSEN_AMONG;
        let kinds = [
            (String::new(), say.get(key("published-every-kind"))?, None),
            (
                Kind::Catalogue.to_string(),
                say.get(key("published-kind-catalogue"))?,
                None,
            ),
            (
                Kind::Answer.to_string(),
                say.get(key("published-kind-answer"))?,
                None,
            ),
        ];
        Ok(Self {
            q: q.to_owned(),
            problem: None,
            agencies: few
                .then(|| Choices::new("agency", [every].into_iter().chain(named), &[chosen], &errors)),
            one: one.map(|agency| One {
                key: agency.key.clone(),
                name: agency.name.clone(),
            }),
            kinds: Choices::new(
                "kind",
                kinds,
                &[kind.map(Kind::as_str).unwrap_or_default()],
                &errors,
            ),
            summary: None,
            hits: Vec::new(),
            next: None,
            everywhere: (one.is_some() && !q.is_empty()).then(|| format!("{AT}?q={}", encode(q))),
            feed: one.map_or_else(
                || format!("{AT}/feed.atom"),
                |agency| format!("/agencies/{}/published.atom", agency.key),
            ),
        })
    }

    /// The same with what was found.
    async fn find(
        &mut self,
        view: &View,
        which: Which<'_>,
        (agencies, one): (&[Agency], Option<&Agency>),
        before: Option<Place>,
    ) -> Result<(), Failure> {
        let (db, say) = (view.app.db(), view.say());
        let found = store::public::page(db, which, before, MOST).await?;
        let by_id = hit::by_id(agencies);
        let phrases: &[Phrase] = which
            .wanted
            .map(|wanted| wanted.all.as_slice())
            .unwrap_or_default();
        for public in &found.found {
            // Of an agency that is switched off, nothing is shown.
            if let Some(agency) = by_id.get(&public.agency) {
                self.hits
                    .push(hit::row(say, public, agency, Marks::Words(phrases))?);
            }
        }
        if let Some(wanted) = which.wanted {
            let count = if found.next.is_none() && before.is_none() {
                self.hits.len().to_string()
            } else {
                match store::public::count_up_to(db, which, wanted, COUNTED).await? {
                    Count::Exactly(count) => count.to_string(),
                    Count::MoreThan(most) => {
                        say.with(key("published-more-than"), &[("most", &most.to_string())])?
                    }
                }
            };
            self.summary = Some(say.with(key("published-found"), &[("count", &count)])?);
        }
        let kind = which.kind.map(Kind::as_str).unwrap_or_default();
        let agency = one.map(|agency| agency.key.as_str()).unwrap_or_default();
        self.next = found.next.map(|Place(place)| {
            format!(
                "{AT}?q={}&agency={}&kind={kind}&before={place}",
                encode(&self.q),
                encode(agency)
            )
        });
        Ok(())
    }
}

impl Template for SearchPage {
    const NAME: &'static str = "pages/portal/published/search";

    fn samples() -> Vec<Self> {
        let choices = |id: &str| {
            let options = [("", "全部".to_owned(), None), ("a", "甲".to_owned(), None)];
            Choices::new(id, options, &["a"], &FieldErrors::default())
        };
        let page = |problem: Option<&str>, hits: Vec<HitRow>, full: bool| Self {
            q: if full {
                "水库 \"移民\"<b>".to_owned()
            } else {
                String::new()
            },
            problem: problem.map(str::to_owned),
            agencies: full.then(|| choices("agency")),
            one: (!full).then(|| One {
                key: "qingxi-housing".to_owned(),
                name: "青溪县住房和城乡建设局<b>".to_owned(),
            }),
            kinds: choices("kind"),
            summary: full.then(|| "找到0条".to_owned()),
            next: (!hits.is_empty()).then(|| "/published?q=1&before=2".to_owned()),
            hits,
            everywhere: full.then(|| "/published?q=1".to_owned()),
            feed: "/published/feed.atom".to_owned(),
        };
        vec![
            page(None, hit::samples(), true),
            page(None, Vec::new(), true),
            page(Some("至少写两个字"), Vec::new(), false),
            page(None, hit::samples(), false),
            page(None, Vec::new(), false),
        ]
    }
}

impl Page for SearchPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("published-title"))
    }

    fn has_errors(&self) -> bool {
        self.problem.is_some()
    }

    fn agency(&self) -> Option<String> {
        self.one.as_ref().map(|one| one.name.clone())
    }
}
