//! 线索: what is found about an application, passage by passage, for whoever may read the case; the handler sets aside what
//! does not hold.

mod applied;
mod matches;
mod page;
mod reply;
mod samples;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use uuid::Uuid;

use self::page::EvidencePage;
use super::case::open;
use crate::{
    casework::evidence::{self, AsideError},
    domain::{clue::may_set_aside, id::CaseId},
    law::ClueKind,
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        casefile::{clues, give::words},
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        guard::Nothing,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/cases/{case}/evidence", get(show).post(set_aside))
        .route("/desk/cases/{case}/evidence/{clue}/restore", post(restore))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![EvidencePage].into()
}

impl From<AsideError> for Failure {
    fn from(error: AsideError) -> Self {
        match error {
            AsideError::Gone => Self::NotFound,
            AsideError::Store(error) => error.into(),
        }
    }
}

/// `GET /desk/cases/{case}/evidence`
async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let found = evidence::of_case(clues::looking(&view, &dossier)).await?;
    let none = (Pairs::default(), FieldErrors::default());
    let page = view::page(voice(&view), &dossier, &found, &none)?;
    view.page(page).await
}

/// `POST /desk/cases/{case}/evidence`: a clue is set aside, with the reason.
async fn set_aside(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let (officer, office) = (who.officer(), &view.app.office);
    let kind: ClueKind = typed.get("kind").parse().map_err(|_| Failure::Invalid)?;
    let other = match typed.get("other") {
        "" => None,
        id => Some(CaseId(id.parse().map_err(|_| Failure::Invalid)?)),
    };
    let field = view::reason_id(kind, other);
    match words(office, voice(&view), typed.get(&field))? {
        Ok(reason) => {
            evidence::set_aside(office, &officer, dossier.case.id, (kind, other), &reason).await?;
            done(&view, case, key("evidence-set-aside-done")).await
        }
        Err(text) => {
            // To whoever does not handle the case there is no such form.
            if !may_set_aside(&dossier.case, &officer) {
                return Err(Failure::NotFound);
            }
            let mut errors = FieldErrors::default();
            errors.add(field, text);
            let found = evidence::of_case(clues::looking(&view, &dossier)).await?;
            let page = view::page(voice(&view), &dossier, &found, &(typed, errors))?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
    }
}

/// `POST /desk/cases/{case}/evidence/{clue}/restore`
async fn restore(
    view: View,
    who: SignedIn,
    Path((case, clue)): Path<(Uuid, Uuid)>,
    Form(_): Form<Nothing>,
) -> Result<Response, Failure> {
    evidence::restore(&view.app.office, &who.officer(), CaseId(case), clue).await?;
    done(&view, case, key("evidence-restored")).await
}

async fn done(view: &View, case: Uuid, text: Key) -> Result<Response, Failure> {
    view.visit.flash(true, view.say().get(text)?).await?;
    Ok(Redirect::to(&format!("/desk/cases/{case}/evidence")).into_response())
}
