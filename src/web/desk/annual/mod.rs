//! 年度数字: the figures of a year that is over, with the arithmetic of the form and with what stands outside of them, looked
//! over and released to everybody; and released anew, as a correction.

mod list;
mod page;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use self::{list::ListPage, page::YearPage, view::Attempt};
use crate::{
    casework::annual::{self, AnnualError, Seen},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::Form,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

/// Where a year is looked over; it is counted over all of its cases.
pub(super) const YEAR: &str = "/desk/annual/{year}";

/// Where it is released.
pub(super) const RELEASE: &str = "/desk/annual/{year}/release";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/annual", get(list::show))
        .route(YEAR, get(show))
        .route(RELEASE, post(release))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![ListPage, YearPage].into()
}

/// `GET /desk/annual/{year}`
async fn show(view: View, who: SignedIn, Path(year): Path<i32>) -> Result<Response, Failure> {
    page(&view, &who, year, Attempt::default()).await
}

async fn page(view: &View, who: &SignedIn, year: i32, attempt: Attempt) -> Result<Response, Failure> {
    let officer = who.officer();
    let looked = Box::pin(annual::look(&view.app.office, &officer, year)).await;
    let looked = looked.map_err(failure)?;
    let status = attempt.status();
    let page = view::page(view, &officer, &looked, attempt).await?;
    view.page_with(status, page).await
}

fn failure(error: AnnualError) -> Failure {
    match error {
        AnnualError::NotTheirs => Failure::NotFound,
        AnnualError::Stale | AnnualError::Same | AnnualError::Running | AnnualError::Uneven => Failure::Stale,
        AnnualError::Wrong(_) => Failure::Invalid,
        AnnualError::Store(error) => error.into(),
    }
}

/// What the page showed to whoever sends its form; of a form that was not ours, nothing that is there.
fn seen(sent: &Pairs) -> Option<Seen> {
    Some(Seen {
        version: sent.get("version").parse().ok()?,
        figures: sent.get("figures").parse().ok()?,
    })
}

/// `POST /desk/annual/{year}/release`
async fn release(
    view: View,
    who: SignedIn,
    Path(year): Path<i32>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Failure> {
    let (officer, because) = (who.officer(), sent.get("because"));
    if !crate::domain::annual::may_release(&officer) {
        return Err(Failure::NotFound);
    }
    let Some(seen) = seen(&sent) else {
        return page(&view, &who, year, Attempt::stale(voice(&view), because)?).await;
    };
    match Box::pin(annual::release(&view.app.office, &officer, year, seen, because)).await {
        Ok(()) => {
            let done = if seen.version == 0 {
                key("annual-released-done")
            } else {
                key("annual-corrected-done")
            };
            view.visit.flash(true, voice(&view).say(done)?).await?;
            Ok(Redirect::to(&format!("/desk/annual/{year}")).into_response())
        }
        Err(error) => {
            let attempt = Attempt::of(voice(&view), because, error)?;
            page(&view, &who, year, attempt).await
        }
    }
}

impl Attempt {
    fn status(&self) -> StatusCode {
        if self.is_well() {
            StatusCode::OK
        } else if self.is_stale {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}
