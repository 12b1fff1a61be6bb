//! 文号登记簿: every number of a series and year, what bears it, and what became of that. Nothing is left out: what was
//! spoilt stands there struck through, what was skipped with the reason, and what is missing is called missing.

mod csv;
mod page;
mod read;

use axum::{Router, response::Response, routing::get};
use serde::Deserialize;

use self::{
    page::{PrintPage, RegisterPage},
    read::{Reader, Register},
};
use crate::{
    law::Role,
    template::Entry,
    text::key,
    web::{
        access::is_on_desk,
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
        wording::{series_name, voice},
    },
};

/// Whose the register is.
pub(super) const READERS: [Role; 4] = [
    Role::IntakeClerk,
    Role::Handler,
    Role::Administrator,
    Role::Supervisor,
];

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/numbers", get(show))
        .route("/desk/numbers/print", get(print))
        .route("/desk/numbers.csv", get(table))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![RegisterPage, PrintPage].into()
}

/// The address: which series and year, after which serial.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    series: String,
    year: String,
    after: String,
}

async fn register(view: &View, who: &SignedIn, asked: &Asked) -> Result<Register, Failure> {
    who.one_of(&READERS)?;
    let year = asked.year.parse().ok();
    Register::choose(view, &who.officer(), &asked.series, year).await
}

/// `GET /desk/numbers`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let register = register(&view, &who, &asked).await?;
    let after = asked.after.parse().unwrap_or(0);
    let officer = who.officer();
    let mut reader = Reader::new(&view, &officer, &register, after);
    let rows = reader.page().await?;
    let page = RegisterPage::new(voice(&view), &register, rows, reader.next(), is_on_desk(&officer))?;
    view.page(page).await
}

/// `GET /desk/numbers/print`: the whole year on one page.
async fn print(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let register = register(&view, &who, &asked).await?;
    let officer = who.officer();
    let rows = Reader::new(&view, &officer, &register, 0).all().await?;
    let page = PrintPage::new(voice(&view), &register, rows)?;
    view.page(page).await
}

/// `GET /desk/numbers.csv`: the whole year as a table.
async fn table(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let register = register(&view, &who, &asked).await?;
    let (officer, voice) = (who.officer(), voice(&view));
    let rows = Reader::new(&view, &officer, &register, 0).all().await?;
    let name = voice.say_with(
        key("number-list-file"),
        &[
            ("agency", &register.agency),
            ("series", &series_name(voice, &register.series)?),
            ("year", &register.year.to_string()),
        ],
    )?;
    Ok(csv::write(voice, &rows)?.hand_over(&name).await?)
}
