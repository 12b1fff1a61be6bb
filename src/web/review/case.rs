//! One page with everything that a reviewer needs, and the decision on it.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    decision::{Attempt, checklist, problems},
    pointed, reviewer, view,
};
use crate::{
    casework::Order,
    domain::{
        account::Actor,
        command::CommandKind,
        digest::Digest,
        id::{CaseId, FileId, LetterId},
        words::Words,
    },
    law::StepKey,
    text::key,
    web::{
        app::App,
        casefile::{
            asked::Row,
            conflict::TooLate,
            dossier::Dossier,
            give::{Outcome, give, words},
            papers, secrecy,
        },
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

/// Where the reviewers' pages of cases are.
pub(super) const AT: &str = "/review/cases";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/review/cases/{case}", get(show))
        .route("/review/cases/{case}/secrecy", get(secrecy))
        .route("/review/cases/{case}/approve", post(approve))
        .route("/review/cases/{case}/send-back", post(send_back))
        .route("/review/cases/{case}/points", post(points))
        .route("/review/cases/{case}/bypass", post(bypass))
        .route("/review/cases/{case}/letters/{letter}", get(letter))
        .route("/review/cases/{case}/letters/{letter}/pdf", get(pdf))
        .route("/review/cases/{case}/letters/{letter}/docx", get(docx))
        .route("/review/cases/{case}/files/{file}", get(file))
}

/// The case, as far as this person may read it.
pub(super) async fn open(view: &View, who: &SignedIn, case: Uuid) -> Result<Dossier, Failure> {
    let found = Dossier::open(&view.app.office, &reviewer(who)?, CaseId(case)).await?;
    found.ok_or(Failure::NotFound)
}

/// The place of a first point, where the reader comes from the page that it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    place: String,
    page: String,
}

/// `GET /review/cases/{case}`
async fn show(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let begun = (!asked.place.is_empty()).then(|| Attempt {
        typed: pointed::begun(asked.place, asked.page),
        errors: FieldErrors::default(),
    });
    let page = view::page(&view, &dossier, &who.officer(), begun.as_ref()).await?;
    view.page(page).await
}

/// `GET /review/cases/{case}/secrecy`: 保密审查表
async fn secrecy(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    secrecy::show(&view, &open(&view, &who, case).await?, AT).await
}

/// `GET /review/cases/{case}/letters/{letter}`
async fn letter(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    papers::show(&view, &open(&view, &who, case).await?, LetterId(id), AT).await
}

/// `GET /review/cases/{case}/letters/{letter}/pdf`
async fn pdf(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::pdf(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /review/cases/{case}/letters/{letter}/docx`
async fn docx(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::docx(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /review/cases/{case}/files/{file}`
async fn file(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::file(
        &view.app.office,
        &who.officer(),
        &open(&view, &who, case).await?,
        FileId(id),
    )
    .await
}

/// `POST /review/cases/{case}/approve`
async fn approve(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let step: StepKey = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
    let content: Digest = typed.get("content").parse().map_err(|_| Failure::Invalid)?;
    let note = match note(&view, &typed, CommandKind::Approve)? {
        Ok(note) => note,
        Err(errors) => return again(&view, &who, &dossier, Attempt { typed, errors }).await,
    };
    if pointed::any(&typed) {
        // Nothing that was typed is dropped in silence: what is to be mended is sent back.
        let mut errors = FieldErrors::default();
        errors.add("points", voice(&view).say(key("review-points-and-yes"))?);
        return again(&view, &who, &dossier, Attempt { typed, errors }).await;
    }
    let order = Order::Approve {
        step: step.clone(),
        content,
        checklist: checklist(&typed),
        note,
    };
    decide(view, who, dossier, typed, order, step).await
}

/// `POST /review/cases/{case}/send-back`
async fn send_back(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let step: StepKey = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
    let remarks = note(&view, &typed, CommandKind::SendBack)?;
    let mut errors = remarks.as_ref().err().cloned().unwrap_or_default();
    let points = pointed::read(&view.app.office, voice(&view), &typed, &mut errors)?;
    match remarks {
        Ok(None) => Err(Failure::Invalid),
        Ok(Some(remarks)) if errors.is_empty() => {
            let order = Order::SendBack {
                step: step.clone(),
                remarks,
                points,
            };
            decide(view, who, dossier, typed, order, step).await
        }
        Ok(Some(_)) | Err(_) => again(&view, &who, &dossier, Attempt { typed, errors }).await,
    }
}

/// `POST /review/cases/{case}/points`: the form again, with more rows for points; nothing is decided.
async fn points(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let errors = FieldErrors::default();
    let page = view::page(&view, &dossier, &who.officer(), Some(&Attempt { typed, errors })).await?;
    view.page(page).await
}

/// `POST /review/cases/{case}/bypass`
async fn bypass(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let step: StepKey = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
    let field = format!("reason-{step}");
    match words(&view.app.office, voice(&view), typed.get(&field))? {
        Ok(reason) => {
            let order = Order::Bypass {
                step: step.clone(),
                reason,
            };
            decide(view, who, dossier, typed, order, step).await
        }
        Err(text) => {
            let mut errors = FieldErrors::default();
            errors.add(field, text);
            again(&view, &who, &dossier, Attempt { typed, errors }).await
        }
    }
}

/// What the reviewer wrote. It may be left out of an approval, but not when something is sent back.
fn note(
    view: &View,
    typed: &Pairs,
    kind: CommandKind,
) -> Result<Result<Option<Words>, FieldErrors>, Failure> {
    let raw = typed.get("words");
    if kind == CommandKind::Approve && raw.trim().is_empty() {
        return Ok(Ok(None));
    }
    Ok(match words(&view.app.office, voice(view), raw)? {
        Ok(words) => Ok(Some(words)),
        Err(text) => {
            let mut errors = FieldErrors::default();
            errors.add("words", text);
            Err(errors)
        }
    })
}

async fn decide(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    typed: Pairs,
    order: Order,
    step: StepKey,
) -> Result<Response, Failure> {
    let (office, voice, case) = (&view.app.office, voice(&view), dossier.case.id);
    let expected: u32 = typed.get("version").parse().map_err(|_| Failure::Invalid)?;
    match give(office, &who.officer(), case, expected, order.clone()).await? {
        Outcome::Done(_) => done(&view, &dossier, &step, &order).await,
        Outcome::Refused(refusal) => {
            let errors = problems(voice, &refusal)?;
            again(&view, &who, &dossier, Attempt { typed, errors }).await
        }
        Outcome::TooLate => {
            let dossier = open(&view, &who, case.0).await?;
            let (last, field) = if matches!(order, Order::Approve { .. }) {
                ("approve", "words".to_owned())
            } else if matches!(order, Order::Bypass { .. }) {
                ("bypass", format!("reason-{step}"))
            } else {
                ("send-back", "words".to_owned())
            };
            let action = format!("{AT}/{case}/{last}");
            let written = Row {
                label: voice.say(key("review-words"))?,
                value: typed.get(&field).to_owned(),
            };
            let rows = Some(written)
                .filter(|row| !row.value.trim().is_empty())
                .into_iter()
                .collect();
            let late = TooLate {
                order: order.clone(),
                expected,
                action,
                at: AT,
                typed: &typed,
                rows,
            };
            let actor = Actor::Officer(who.officer());
            if late.is_done_already(&dossier, &actor) {
                return done(&view, &dossier, &step, &order).await;
            }
            late.page(&view, voice, &dossier, &actor).await
        }
    }
}

/// Says what was decided, on the queue: the next case waits there.
pub(super) async fn done(
    view: &View,
    dossier: &Dossier,
    step: &StepKey,
    order: &Order,
) -> Result<Response, Failure> {
    let voice = voice(view);
    let text = if matches!(order, Order::SendBack { .. } | Order::ReturnNotice { .. }) {
        voice.say(key("review-sent-back"))?
    } else if matches!(order, Order::Bypass { .. }) {
        voice.say_with(
            key("review-bypassed"),
            &[("step", dossier.names.step(voice, step))],
        )?
    } else {
        voice.say_with(
            key("review-approved"),
            &[("step", dossier.names.step(voice, step))],
        )?
    };
    view.visit.flash(true, text).await?;
    Ok(Redirect::to("/review").into_response())
}

async fn again(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    attempt: Attempt,
) -> Result<Response, Failure> {
    let page = view::page(view, dossier, &who.officer(), Some(&attempt)).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}
