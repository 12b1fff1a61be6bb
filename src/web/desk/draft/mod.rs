//! 拟答复: the proposed answer, item by item, with everything that it still lacks and the letter that it makes.

mod clean;
mod compose;
mod late;
mod page;
mod samples;
mod takeover;
mod typed;
mod upload;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use uuid::Uuid;

use self::{
    compose::Shown,
    page::{DraftPage, Preview},
    typed::{Press, TypedDraft, reply_id},
};
use super::case::open;
use crate::{
    casework::{self, ActError, Order},
    domain::{
        account::Actor, answer::Draft, command::CommandKind, permission, refusal::Refusal, stage::StageKey,
    },
    template::Entry,
    text::key,
    web::{
        app::App,
        casefile::{
            asked::Row,
            conflict::TooLate,
            dossier::Dossier,
            give::{Outcome, give, words},
            papers,
        },
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::{Said, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/cases/{case}/draft", get(show).post(update))
        .route("/desk/cases/{case}/draft/files", post(upload::create))
        .route("/desk/cases/{case}/draft/preview", post(preview))
        .route("/desk/cases/{case}/draft/letter/{format}", get(file))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![DraftPage, Preview].into()
}

/// The case, if this person may draft its answer now; else its page, with the reason.
async fn to_draft(view: &View, who: &SignedIn, case: Uuid) -> Result<Result<Dossier, Response>, Failure> {
    let dossier = open(view, who, case).await?;
    let actor = Actor::Officer(who.officer());
    match permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, &view.law) {
        Ok(()) => Ok(Ok(dossier)),
        Err(refusal) => {
            view.visit.flash(false, voice(view).refusal(&refusal)?).await?;
            Ok(Err(Redirect::to(&format!("/desk/cases/{case}")).into_response()))
        }
    }
}

/// The form as it was saved last.
fn saved(dossier: &Dossier) -> TypedDraft {
    let none = Draft::default();
    TypedDraft::of(
        dossier.draft.as_ref().unwrap_or(&none),
        dossier.filed.application.items.len(),
    )
}

/// `GET /desk/cases/{case}/draft`; with an earlier reply, where the reader comes from the clues. Nothing is saved by it.
async fn show(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(asked): Query<takeover::Asked>,
) -> Result<Response, Failure> {
    let dossier = match to_draft(&view, &who, case).await? {
        Ok(dossier) => dossier,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut typed = saved(&dossier);
    let shown = Shown {
        notice: takeover::fill(&view, &dossier, &asked, &mut typed).await?,
        ..Shown::default()
    };
    let page = compose::page(&view, &dossier, &typed, shown).await?;
    view.page(page).await
}

/// `GET /desk/cases/{case}/draft/letter/{format}`: the letter that the saved draft makes, marked as a draft. As long as
/// the draft lacks something there is none.
async fn file(
    view: View,
    who: SignedIn,
    Path((case, format)): Path<(Uuid, papers::Format)>,
) -> Result<Response, Failure> {
    let dossier = match to_draft(&view, &who, case).await? {
        Ok(dossier) => dossier,
        Err(page) => return Ok(page),
    };
    let Some(draft) = &dossier.draft else {
        return Err(Failure::NotFound);
    };
    match casework::preview(&view.app.office, dossier.case.agency, dossier.case.id, draft).await {
        Ok((document, _)) => papers::draft(&view, document, format).await,
        Err(ActError::Refused(refusal)) => Err(Failure::Refused(voice(&view).refusal(&refusal)?)),
        Err(other) => Err(other.into()),
    }
}

/// `POST /desk/cases/{case}/draft`
async fn update(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let (actor, law) = (Actor::Officer(who.officer()), &view.law);
    // Whoever only watches over the case writes no answer, not even to look at it.
    if let Err(Refusal::NotYourRole) = permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, law) {
        return Err(Failure::NotFound);
    }
    let press = Press::read(&pairs);
    let mut typed = TypedDraft::read(&pairs, dossier.filed.application.items.len());
    typed.press(press);
    if let Some(file) = pairs.get("do").strip_prefix("clean-").map(str::to_owned) {
        return clean::take(view, who, dossier, (pairs, typed), &file).await;
    }
    match press {
        Press::Save | Press::Submit => {
            let errors = upload::not_sent(voice(&view), &pairs, &typed)?;
            if errors.is_empty() {
                let submit = press == Press::Submit;
                return Box::pin(save(view, who, dossier, pairs, typed, submit)).await;
            }
            let page = compose::page(
                &view,
                &dossier,
                &typed,
                Shown {
                    problems: errors,
                    ..Shown::default()
                },
            )
            .await?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Press::Show | Press::Upload | Press::AddPart(_) | Press::RemovePart(..) | Press::RemoveFile(..) => {
            let page = compose::page(&view, &dossier, &typed, Shown::of(&pairs)).await?;
            view.page(page).await
        }
    }
}

/// `POST /desk/cases/{case}/draft/preview`: what the draft makes so far, for the page's script; nothing is saved.
async fn preview(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let actor = Actor::Officer(who.officer());
    // A script is led nowhere: the form's own buttons tell what has changed.
    permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, &view.law)
        .map_err(|_| Failure::NotFound)?;
    let typed = TypedDraft::read(&pairs, dossier.filed.application.items.len());
    let draft = typed.draft(&view.law, &dossier.documents(), &dossier.case.items);
    view.page(compose::preview(&view, &dossier, &draft).await?).await
}

/// Saves what was typed, and submits it where that was asked for. What is saved stays saved where it cannot be
/// submitted yet.
async fn save(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    pairs: Pairs,
    typed: TypedDraft,
    submit: bool,
) -> Result<Response, Failure> {
    let (office, id) = (&view.app.office, dossier.case.id);
    let expected: u32 = pairs.get("version").parse().map_err(|_| Failure::Invalid)?;
    let draft = typed.draft(&view.law, &dossier.documents(), &dossier.case.items);
    let replies = match replies(&view, &dossier, &typed)? {
        Ok(replies) => replies,
        Err(problems) => {
            let shown = Shown {
                problems,
                version: Some(expected),
                ..Shown::default()
            };
            let page = compose::page(&view, &dossier, &typed, shown).await?;
            return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
        }
    };
    let mut version = expected;
    for order in std::iter::once(Order::SaveDraft { draft }).chain(replies) {
        version = match give(office, &who.officer(), id, version, order.clone()).await? {
            Outcome::Done(case) => case.version,
            // Settled by the click before this one.
            Outcome::Refused(Refusal::NoSuchPoint) => version,
            Outcome::Refused(refusal) => return refused(&view, &dossier, &typed, &refusal).await,
            Outcome::TooLate => match goes_on(&view, &who, id.0, &pairs, (&order, version)).await? {
                Some(version) => version,
                None => return too_late(view, who, id.0, pairs, (order, version), submit).await,
            },
        };
    }
    if !submit {
        view.visit
            .flash(true, voice(&view).say(key("draft-saved"))?)
            .await?;
        return Ok(Redirect::to(&format!("/desk/cases/{id}/draft")).into_response());
    }
    match give(office, &who.officer(), id, version, Order::Submit).await? {
        Outcome::Done(_) => {
            view.visit
                .flash(true, voice(&view).say(key("draft-submitted"))?)
                .await?;
            Ok(Redirect::to(&format!("/desk/cases/{id}")).into_response())
        }
        Outcome::Refused(refusal) => {
            let dossier = open(&view, &who, id.0).await?;
            refused(&view, &dossier, &typed, &refusal).await
        }
        Outcome::TooLate => too_late(view, who, id.0, pairs, (Order::Submit, version), submit).await,
    }
}

/// What was done about the points that are open, as orders; else what is wrong with the words.
fn replies(view: &View, dossier: &Dossier, typed: &TypedDraft) -> Said<Result<Vec<Order>, FieldErrors>> {
    let (mut orders, mut errors) = (Vec::new(), FieldErrors::default());
    for raised in dossier.case.open_points() {
        let point = raised.point.words.id;
        let Some(reply) = typed.replies.get(&point.to_string()) else {
            continue;
        };
        match words(&view.app.office, voice(view), reply)? {
            Ok(reply) => orders.push(Order::SettlePoint { point, reply }),
            Err(text) => errors.add(reply_id(point), text),
        }
    }
    Ok(if errors.is_empty() {
        Ok(orders)
    } else {
        Err(errors)
    })
}

/// The page again, with everything that keeps the draft from being submitted.
async fn refused(
    view: &View,
    dossier: &Dossier,
    typed: &TypedDraft,
    refusal: &Refusal,
) -> Result<Response, Failure> {
    let page = compose::page(view, dossier, typed, Shown::refused(voice(view), refusal)?).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// The newest version, where this very order was given before and the draft is still in hand: whatever else was sent with
/// it is still to be done.
async fn goes_on(
    view: &View,
    who: &SignedIn,
    case: Uuid,
    pairs: &Pairs,
    (order, expected): (&Order, u32),
) -> Result<Option<u32>, Failure> {
    let dossier = open(view, who, case).await?;
    let actor = Actor::Officer(who.officer());
    let late = late(
        &dossier,
        pairs,
        (order.clone(), expected),
        <[Vec<Row>; 2]>::default(),
    );
    let in_hand = dossier.case.stage.key() == StageKey::InHand;
    Ok((in_hand && late.is_done_already(&dossier, &actor)).then_some(dossier.case.version))
}

fn late<'p>(
    dossier: &Dossier,
    typed: &'p Pairs,
    (order, expected): (Order, u32),
    [rows, theirs]: [Vec<Row>; 2],
) -> TooLate<'p> {
    TooLate {
        order,
        expected,
        action: format!("/desk/cases/{}/draft", dossier.case.id),
        at: "/desk/cases",
        typed,
        rows,
        theirs,
    }
}

/// The page of a conflict, with what was typed; after a double click, what the first click did.
async fn too_late(
    view: View,
    who: SignedIn,
    case: Uuid,
    pairs: Pairs,
    (order, expected): (Order, u32),
    submit: bool,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let (actor, voice) = (Actor::Officer(who.officer()), voice(&view));
    let typed = TypedDraft::read(&pairs, dossier.filed.application.items.len());
    let draft = typed.draft(&view.law, &dossier.documents(), &dossier.case.items);
    let mut rows = late::rows(voice, &draft)?;
    for reply in typed.replies.values().filter(|reply| !reply.trim().is_empty()) {
        rows.push(Row {
            label: voice.say(key("draft-points"))?,
            value: reply.clone(),
        });
    }
    let theirs = match late::saved_since(&dossier, expected, &draft) {
        Some(saved) => late::rows(voice, saved)?,
        None => Vec::new(),
    };
    let late = late(&dossier, &pairs, (order, expected), [rows, theirs]);
    if late.is_done_already(&dossier, &actor) {
        let (text, to) = if submit && dossier.case.stage.review().is_some() {
            (key("draft-submitted"), format!("/desk/cases/{case}"))
        } else {
            (key("draft-saved"), late.action)
        };
        view.visit.flash(true, voice.say(text)?).await?;
        return Ok(Redirect::to(&to).into_response());
    }
    late.page(&view, voice, &dossier, &actor).await
}
