//! 保密审查汇总表: what confidentiality review said in a month, letter by letter. For whoever reviews or administers.

mod page;
mod read;

use axum::{
    Router,
    http::header::CACHE_CONTROL,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

pub(super) use self::page::RegisterPage;
use self::read::{Month, Place, Reader, Row};
use crate::{
    text::key,
    web::{
        access::{is_administrator, is_reviewer},
        app::App,
        casefile::bundle::sheet::Csv,
        download::{How, download},
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/review/register", get(show))
        .route("/review/register.csv", get(table))
}

/// The address: which month, after which place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    month: String,
    after: String,
}

fn month(view: &View, who: &SignedIn, asked: &Asked) -> Result<Month, Failure> {
    let officer = who.officer();
    if is_reviewer(&officer) || is_administrator(&officer) {
        Ok(Month::asked(&asked.month, view.app.office.today()))
    } else {
        Err(Failure::NotFound)
    }
}

/// `GET /review/register`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let month = month(&view, &who, &asked)?;
    let officer = who.officer();
    let mut reader = Reader::new(&view, &officer, month, Place::parse(&asked.after));
    let rows = reader.page().await?;
    let back = if is_reviewer(&officer) {
        "/review"
    } else {
        "/admin"
    };
    let today = view.app.office.today();
    let page = RegisterPage::new(voice(&view), (month, today), rows, reader.next(), back)?;
    view.page(page).await
}

/// `GET /review/register.csv`: the whole month as a table.
async fn table(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let month = month(&view, &who, &asked)?;
    let (officer, voice) = (who.officer(), voice(&view));
    let rows = Reader::new(&view, &officer, month, None).all().await?;
    let name = voice.say_with(key("secrecy-register-file"), &[("month", &month.to_string())])?;
    let answer = download(How::Save, "text/csv; charset=utf-8", &name, csv(voice, &rows)?);
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}

fn csv(voice: Voice<'_>, rows: &[Row]) -> Said {
    let heads = [
        key("secrecy-day"),
        key("secrecy-number"),
        key("secrecy-info-name"),
        key("secrecy-carrier"),
        key("review-step"),
        key("secrecy-verdict"),
        key("secrecy-who"),
    ];
    let heads = heads.into_iter().map(|head| voice.say(head));
    let mut csv = Csv::new(&heads.collect::<Said<Vec<_>>>()?);
    for row in rows {
        csv.row(&[
            row.when.clone(),
            row.number.clone(),
            row.name.clone(),
            row.what.clone(),
            row.step.clone(),
            row.verdict.clone(),
            row.who.clone(),
        ]);
    }
    Ok(csv.into_text())
}
