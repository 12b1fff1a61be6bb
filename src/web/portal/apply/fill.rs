//! The pages of the form, one after the other. Whatever is pressed, what was typed is kept first.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    page::{self, SavedPage, StepPage},
    session::{self, Found, Opened},
    suggested::Suggested,
};
use crate::{
    casework::unfinished,
    text::{Key, key},
    web::{
        error::Failure,
        extract::{Path, Query},
        filing::{Memory, Press, Section},
        form::Form,
        guard::Nothing,
        page::View,
        upload::Sent,
    },
};

/// What an address says beside the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `check` where somebody came to change one answer.
    from: String,
}

/// `GET /apply/{form}`: on to the page that was reached.
pub(super) async fn go_on(view: View, memory: Memory, Path(form): Path<Uuid>) -> Result<Response, Failure> {
    match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => Ok(there),
        Found::Open(opened) => Ok(to(form, opened.reached)),
    }
}

/// `GET /apply/{form}/{section}?from=check`
pub(super) async fn show(
    view: View,
    memory: Memory,
    Path((form, section)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => Ok(there),
        Found::Open(opened) => {
            let section = opened.section(&section)?;
            let page = StepPage::new(&view, &opened, section, asked.from == CHECK)?;
            view.page(page).await
        }
    }
}

const CHECK: &str = Section::Check.as_str();

/// `POST /apply/{form}/{section}`
pub(super) async fn take(
    view: View,
    memory: Memory,
    Path((form, section)): Path<(Uuid, String)>,
    sent: Sent,
) -> Result<Response, Failure> {
    let (code, from) = (sent.first("code"), sent.first("from"));
    let (has_lapsed, is_from_check) = (sent.lapsed, from == CHECK);
    let mut opened = match session::find(&view, &memory, form, &code).await? {
        Found::Elsewhere(there) => return Ok(there),
        Found::Open(opened) => opened,
    };
    let section = opened.section(&section)?;
    let press = opened.work.take(&view, section, sent).await?;
    if has_lapsed {
        let page = StepPage::new(&view, &opened, section, is_from_check)?;
        let page = page.noticed(view.say().get(key("filing-page-expired"))?);
        return view.page_with(StatusCode::FORBIDDEN, page).await;
    }
    let asks_for = opened.work.asks_for();
    let next = section.next(asks_for).unwrap_or(section);
    let goes_on = press == Press::Submit && opened.work.is_right(&view, section);
    if goes_on {
        opened.reached = opened.reached.max(next);
    }
    if !opened.keep(&view).await? {
        return Ok(Redirect::to("/apply").into_response());
    }
    match press {
        Press::Submit if goes_on && is_from_check => Ok(to(form, Section::Check)),
        Press::Submit if goes_on => Ok(to(form, next)),
        Press::Back => Ok(match section.before(asks_for) {
            Some(before) => to(form, before),
            None => Redirect::to(&format!("/agencies/{}/apply", opened.agency.key)).into_response(),
        }),
        Press::Save => Ok(Redirect::to(&format!("/apply/{form}/saved")).into_response()),
        Press::Keep => Ok(StatusCode::NO_CONTENT.into_response()),
        // Something was added or taken away, or something is wrong.
        Press::Submit
        | Press::AddItem
        | Press::RemoveItem(_)
        | Press::AddJoint
        | Press::RemoveJoint(_)
        | Press::AddAgent
        | Press::RemoveAgent
        | Press::By(_)
        | Press::Look
        | Press::Print
        | Press::Find
        | Press::As(_)
        | Press::RemoveFile(_) => {
            let status = opened.work.status();
            let looks = press == Press::Look && page::suggests(section, asks_for);
            let suggested = if looks {
                Some(Suggested::of(&view, &opened).await?)
            } else {
                None
            };
            let page = StepPage::new(&view, &opened, section, is_from_check)?;
            view.page_with(status, page.suggesting(suggested)).await
        }
    }
}

/// `GET /apply/{form}/saved`: how to come back.
pub(super) async fn saved(view: View, memory: Memory, Path(form): Path<Uuid>) -> Result<Response, Failure> {
    match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => Ok(there),
        Found::Open(opened) => view.page(SavedPage::new(&view, &opened)).await,
    }
}

/// `POST /apply/{form}/drop`: it is not wanted any more.
pub(super) async fn discard(
    view: View,
    memory: Memory,
    Path(form): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => Ok(there),
        Found::Open(opened) => {
            unfinished::discard(&view.app.office, opened.agency.id, opened.form).await?;
            memory.shut(opened.form).await?;
            told(&view, key("filing-dropped")).await?;
            Ok(Redirect::to("/").into_response())
        }
    }
}

async fn told(view: &View, what: Key) -> Result<(), Failure> {
    view.visit.flash(true, view.say().get(what)?).await
}

fn to(form: Uuid, section: Section) -> Response {
    Redirect::to(&format!("/apply/{form}/{}", section.as_str())).into_response()
}

impl Opened {
    /// The page of this name, but for the last, which has an address of its own.
    fn section(&self, raw: &str) -> Result<Section, Failure> {
        Section::parse(raw, self.work.asks_for()).ok_or(Failure::NotFound)
    }

    /// Keeps what was typed; false where it was filed or thrown away meanwhile.
    pub(super) async fn keep(&self, view: &View) -> Result<bool, Failure> {
        let (body, files) = (self.work.body(self.reached), self.work.contents());
        let kept = unfinished::keep(&view.app.office, self.agency.id, self.form, &body, &files).await?;
        Ok(kept)
    }
}
