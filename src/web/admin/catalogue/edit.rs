//! One entry: added, changed, removed.

use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AT, administrator, done, failure, status_of, wrong};
use crate::{
    casework::catalogue::{self, CatalogueError},
    domain::catalogue::{Kind, LONGEST_SUMMARY, MOST_TOPICS},
    imports::catalogue::Typed,
    store::{self, Scope, public::Public},
    text::key,
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        wording::{Said, voice},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct EntryPage {
    pub(super) errors: FieldErrors,
    /// That somebody else has changed it meanwhile.
    pub(super) stale: Option<String>,
    /// An entry that has the same number or link.
    pub(super) same: Option<String>,
    pub(super) action: String,
    /// Where it is removed; none of one that is not there yet.
    pub(super) remove: Option<String>,
    pub(super) version: i64,
    pub(super) title: Field,
    pub(super) number: Field,
    pub(super) published_on: Field,
    pub(super) summary: Field,
    pub(super) link: Field,
    pub(super) topics: Field,
    pub(super) most_signs: usize,
    pub(super) most_topics: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: i64,
    title: String,
    number: String,
    published_on: String,
    summary: String,
    link: String,
    topics: String,
}

impl Sent {
    fn typed(&self) -> Typed {
        Typed {
            title: self.title.clone(),
            number: self.number.clone(),
            published_on: self.published_on.clone(),
            summary: self.summary.clone(),
            link: self.link.clone(),
            topics: self.topics.clone(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    version: i64,
}

/// The page of an entry as it was typed: which one at which version, none where it is new.
fn page(at: Option<(Uuid, i64)>, typed: &Typed, errors: FieldErrors) -> EntryPage {
    let field = |id: &str, value: &str| Field::new(id, value, &errors);
    EntryPage {
        stale: None,
        same: None,
        action: at.map_or_else(|| format!("{AT}/new"), |(id, _)| address(id)),
        remove: at.map(|(id, _)| format!("{}/remove", address(id))),
        version: at.map_or(0, |(_, version)| version),
        title: field("title", &typed.title),
        number: field("number", &typed.number),
        published_on: field("published_on", &typed.published_on),
        summary: field("summary", &typed.summary),
        link: field("link", &typed.link),
        topics: field("topics", &typed.topics),
        most_signs: LONGEST_SUMMARY,
        most_topics: MOST_TOPICS,
        errors,
    }
}

fn address(id: Uuid) -> String {
    format!("{AT}/entries/{id}")
}

/// `GET /admin/catalogue/new`
pub(super) async fn begin(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    let typed = Typed {
        published_on: view.app.clock.today().to_string(),
        ..Typed::default()
    };
    view.page(page(None, &typed, FieldErrors::default())).await
}

/// `POST /admin/catalogue/new`
pub(super) async fn create(view: View, who: SignedIn, Form(sent): Form<Sent>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    match catalogue::add(&view.app.office, &officer, &sent.typed()).await {
        Ok(_) => done(&view, AT, key("catalogue-created")).await,
        Err(error) => again(&view, None, &sent.typed(), error).await,
    }
}

/// `GET /admin/catalogue/entries/{entry}`
pub(super) async fn show(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let public = own(&view, &who, id).await?;
    let typed = Typed::of(&public.entry);
    view.page(page(Some((id, public.version)), &typed, FieldErrors::default()))
        .await
}

async fn own(view: &View, who: &SignedIn, id: Uuid) -> Result<Public, Failure> {
    let officer = administrator(who)?;
    let found = store::public::get(view.app.db(), Scope::of(officer.agency), id).await?;
    found
        .filter(|public| public.kind == Kind::Catalogue)
        .ok_or(Failure::NotFound)
}

/// `POST /admin/catalogue/entries/{entry}`
pub(super) async fn update(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    own(&view, &who, id).await?;
    let at = (id, sent.version);
    match catalogue::alter(&view.app.office, &who.officer(), at, &sent.typed()).await {
        Ok(()) => done(&view, AT, key("catalogue-changed")).await,
        Err(error) => again(&view, Some(at), &sent.typed(), error).await,
    }
}

/// `POST /admin/catalogue/entries/{entry}/remove`
pub(super) async fn remove(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Failure> {
    let public = own(&view, &who, id).await?;
    match catalogue::remove(&view.app.office, &who.officer(), (id, seen.version)).await {
        Ok(()) => done(&view, AT, key("catalogue-removed")).await,
        Err(error) => {
            let typed = Typed::of(&public.entry);
            again(&view, Some((id, seen.version)), &typed, error).await
        }
    }
}

/// The form again, with what was typed and why nothing was done.
async fn again(
    view: &View,
    at: Option<(Uuid, i64)>,
    typed: &Typed,
    error: CatalogueError,
) -> Result<Response, Failure> {
    let voice = voice(view);
    match error {
        CatalogueError::Wrong(wrong) => {
            let errors = wrong::at_fields(voice, &wrong)?;
            view.page_with(status_of(&errors), page(at, typed, errors)).await
        }
        CatalogueError::Same(other) => {
            let mut errors = FieldErrors::default();
            let is_number = other
                .entry
                .number
                .as_deref()
                .is_some_and(|number| number == typed.number.trim());
            let field = if is_number { "number" } else { "link" };
            let said: Said = voice.say_with(key("catalogue-same"), &[("title", &other.entry.title)]);
            errors.add(field, said?);
            let mut page = page(at, typed, errors);
            page.same = Some(address(other.source));
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        CatalogueError::Stale(now) => {
            let mut page = page(Some((now.source, now.version)), typed, FieldErrors::default());
            let told = voice.say_with(key("catalogue-stale"), &[("title", &now.entry.title)])?;
            page.stale = Some(told);
            view.page_with(StatusCode::CONFLICT, page).await
        }
        error @ (CatalogueError::NotTheirs | CatalogueError::Store(_)) => Err(failure(error)),
    }
}

impl Page for EntryPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(if self.remove.is_some() {
            key("catalogue-entry")
        } else {
            key("catalogue-new")
        })
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
