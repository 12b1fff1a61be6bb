//! 个人信息查阅: everything that is kept about the applicant, for them alone (个人信息保护法第四十五条). Whoever left the
//! page open gives nothing away: the full words, and the download, take the look-up code again.

mod export;
mod kept;
mod page;

pub(in crate::web::portal) use page::Records;

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use uuid::Uuid;

use self::kept::Kept;
use crate::{
    casework,
    text::key,
    web::{
        client::Client,
        error::Failure,
        extract::Path,
        form::{FieldErrors, Form},
        page::View,
        portal::{
            guesses::{self, Counted},
            load::{self, Loaded},
        },
    },
};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    code: String,
    /// `show` or `export`.
    what: String,
}

/// `GET /track/case/{case}/records`
pub(in crate::web::portal) async fn records(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let page = Records::new(&view, &loaded, None, FieldErrors::default()).await?;
    view.page(page).await
}

/// `POST /track/case/{case}/records`: the same in full, or all of it in one download.
pub(in crate::web::portal) async fn open(
    view: View,
    client: Client,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let mut errors = FieldErrors::default();
    if typed.code.trim().is_empty() {
        errors.add("code", view.say().get(key("records-code-blank"))?);
    } else if is_theirs(&view, &client, &loaded, &typed.code).await? {
        let kept = Kept::read(&view, &loaded).await?;
        if typed.what == "export" {
            return export::give(&view, &loaded, &kept);
        }
        let page = Records::new(&view, &loaded, Some(kept), errors).await?;
        return view.page(page).await;
    } else {
        errors.add("code", view.say().get(key("records-code-wrong"))?);
    }
    let page = Records::new(&view, &loaded, None, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// Whether the code is the one of this case; wrong ones count as on the page of the look-up.
async fn is_theirs(view: &View, client: &Client, loaded: &Loaded, code: &str) -> Result<bool, Failure> {
    let number = loaded.case.number.to_string();
    let counted = Counted::of_look_up(client, &number);
    guesses::check(&view.app, &counted).await?;
    let found = casework::look_up(&view.app.office, &number, code).await?;
    let is_theirs = found.is_some_and(|(_, case)| case == loaded.case.id);
    if !is_theirs {
        guesses::count(&view.app, &counted).await?;
    }
    Ok(is_theirs)
}
