//! 发出前核对: what is about to leave, to whom, and what in it looks like personal data; the answers for that, and the last
//! button.

mod page;
mod veil;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use uuid::Uuid;

use self::page::CheckPage;
pub(super) use self::view::kind_of;
use super::case::open;
use crate::{
    casework::{ActError, Order, presend},
    domain::{
        account::Actor, command::CommandKind, digest::Digest, id::NoticeId, notice::Notice, permission,
        refusal::Refusal, stage::StageKey,
    },
    template::Entry,
    text::key,
    web::{
        app::App,
        casefile::{
            dossier::Dossier,
            give::{Outcome, give, words},
        },
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/cases/{case}/check", get(show).post(answer))
        .route(
            "/desk/cases/{case}/notices/{notice}/check",
            get(show_notice).post(answer_notice),
        )
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![CheckPage].into()
}

/// What was typed and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    typed: Pairs,
    errors: FieldErrors,
}

/// Where there is something to check: an answer that is not out yet, a procedural letter on its way.
fn is_there(dossier: &Dossier, notice: Option<NoticeId>) -> bool {
    if let Some(id) = notice {
        return dossier.case.notice(id).is_some_and(Notice::is_open);
    }
    let stages = [StageKey::InHand, StageKey::InReview, StageKey::Approved];
    dossier.draft.is_some() && stages.contains(&dossier.case.stage.key())
}

/// `GET /desk/cases/{case}/check`
async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    // What has left is no longer to be checked.
    if dossier.draft.is_some() && !is_there(&dossier, None) {
        return Ok(Redirect::to(&format!("/desk/cases/{case}")).into_response());
    }
    page(&view, &who, &dossier, None, Attempt::default()).await
}

/// `GET /desk/cases/{case}/notices/{notice}/check`
async fn show_notice(
    view: View,
    who: SignedIn,
    Path((case, notice)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    page(&view, &who, &dossier, Some(NoticeId(notice)), Attempt::default()).await
}

/// `POST /desk/cases/{case}/check`
async fn answer(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    take(view, who, dossier, None, typed).await
}

/// `POST /desk/cases/{case}/notices/{notice}/check`
async fn answer_notice(
    view: View,
    who: SignedIn,
    Path((case, notice)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    take(view, who, dossier, Some(NoticeId(notice)), typed).await
}

/// The address of the page.
fn at(dossier: &Dossier, notice: Option<NoticeId>) -> String {
    let case = dossier.case.id;
    match notice {
        Some(notice) => format!("/desk/cases/{case}/notices/{notice}/check"),
        None => format!("/desk/cases/{case}/check"),
    }
}

async fn check(view: &View, dossier: &Dossier, notice: Option<NoticeId>) -> Result<presend::Check, Failure> {
    let (office, case) = (&view.app.office, &dossier.case);
    if !is_there(dossier, notice) {
        return Err(Failure::NotFound);
    }
    let checked = match notice {
        Some(id) => Box::pin(presend::of_notice(office, case.agency, case.id, id)).await,
        None => Box::pin(presend::of_answer(office, case.agency, case.id)).await,
    };
    if let Err(ActError::Refused(refusal)) = &checked {
        return Err(Failure::Refused(voice(view).refusal(refusal)?));
    }
    Ok(checked?)
}

async fn page(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    notice: Option<NoticeId>,
    attempt: Attempt,
) -> Result<Response, Failure> {
    let checked = check(view, dossier, notice).await?;
    let status = if attempt.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = view::page(view, (&who.officer(), dossier, notice), &checked, attempt)?;
    view.page_with(status, page).await
}

/// The order that a form comes to; or what is wrong with it.
fn read(
    view: &View,
    typed: &Pairs,
    checked: &presend::Check,
    notice: Option<NoticeId>,
) -> Result<Result<Order, FieldErrors>, Failure> {
    let (voice, mut errors) = (voice(view), FieldErrors::default());
    let seen: Digest = typed.get("seen").parse().map_err(|_| Failure::Invalid)?;
    if checked.open.is_none_or(|open| open.digest != seen) {
        errors.add("decide", voice.say(key("presend-changed"))?);
        return Ok(Err(errors));
    }
    let (mut lawful, mut consent) = (0, 0);
    for (number, _) in view::open(checked).enumerate() {
        let id = format!("h-{number}");
        match typed.get(&id) {
            "lawful" => lawful += 1,
            "consent" => consent += 1,
            _ => errors.add(id, voice.say(key("presend-choose"))?),
        }
    }
    Ok(match words(&view.app.office, voice, typed.get("reason"))? {
        Ok(reason) if errors.is_empty() => Ok(Order::AnswerHits {
            notice,
            seen,
            lawful,
            consent,
            reason,
        }),
        Ok(_) => Err(errors),
        Err(text) => {
            errors.add("reason", text);
            Err(errors)
        }
    })
}

async fn take(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    notice: Option<NoticeId>,
    typed: Pairs,
) -> Result<Response, Failure> {
    let (voice, actor) = (voice(&view), Actor::Officer(who.officer()));
    let verdict = permission::may(&dossier.case, &actor, CommandKind::AnswerHits, voice.law);
    if let Err(Refusal::NotYourRole) = verdict {
        return Err(Failure::NotFound);
    }
    let expected: u32 = typed.get("version").parse().map_err(|_| Failure::Invalid)?;
    let checked = check(&view, &dossier, notice).await?;
    let order = match read(&view, &typed, &checked, notice)? {
        Ok(order) => order,
        Err(errors) => return page(&view, &who, &dossier, notice, Attempt { typed, errors }).await,
    };
    let (office, case) = (&view.app.office, dossier.case.id);
    let why_not = match give(office, &who.officer(), case, expected, order).await? {
        Outcome::Done(_) => {
            let done = voice.say(key("presend-answered"))?;
            view.visit.flash(true, done).await?;
            return Ok(Redirect::to(&at(&dossier, notice)).into_response());
        }
        Outcome::Refused(refusal) => voice.refusal(&refusal)?,
        Outcome::TooLate => voice.say(key("presend-stale"))?,
    };
    let mut errors = FieldErrors::default();
    errors.add("decide", why_not);
    let dossier = open(&view, &who, case.0).await?;
    page(&view, &who, &dossier, notice, Attempt { typed, errors }).await
}
