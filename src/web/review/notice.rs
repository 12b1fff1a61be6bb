//! A procedural letter in review: what it says, and the decision on it.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use uuid::Uuid;

use super::{
    case::{AT, done, open},
    decision::{self, Attempt, Shown, checklist, problems},
    first,
    page::NoticePage,
};
use crate::{
    casework::{self, Order, attachment},
    domain::{
        account::Actor,
        command::CommandKind,
        digest::Digest,
        event::{Event, Recorded},
        id::NoticeId,
        notice::{Notice, NoticeEvent},
        permission,
        refusal::Refusal,
        review::PlannedStep,
    },
    law::StepKey,
    text::key,
    web::{
        app::App,
        casefile::{
            asked::{Asked, Person, Row},
            conflict::TooLate,
            dossier::Dossier,
            due::Clock,
            give::{Outcome, give, words},
            history,
            notice::Notice as Banner,
            proposal::FileLink,
        },
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/review/cases/{case}/notices", get(next))
        .route("/review/cases/{case}/notices/{notice}", get(show))
        .route("/review/cases/{case}/notices/{notice}/approve", post(approve))
        .route("/review/cases/{case}/notices/{notice}/send-back", post(send_back))
}

/// The step of this letter that the reader may take now, or why none.
fn may_decide(
    voice: Voice<'_>,
    dossier: &Dossier,
    who: &SignedIn,
    id: NoticeId,
) -> Result<PlannedStep, Refusal> {
    let officer = who.officer();
    let actor = Actor::Officer(officer.clone());
    permission::may(&dossier.case, &actor, CommandKind::ApproveNotice, voice.law)?;
    let notice = dossier.case.notice(id).ok_or(Refusal::NoSuchNotice)?;
    first(notice.steps_for(voice.law, &officer)?)
}

/// `GET /review/cases/{case}/notices`: leads to the letter that waits for the reader.
async fn next(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let mut waiting = dossier.case.notices.iter();
    let first = waiting.find(|notice| may_decide(voice(&view), &dossier, &who, notice.id).is_ok());
    let mut others = dossier.case.notices.iter();
    let to = match first.or_else(|| others.find(|notice| notice.is_open())) {
        Some(notice) => format!("{AT}/{case}/notices/{}", notice.id),
        None => format!("{AT}/{case}"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `GET /review/cases/{case}/notices/{notice}`
async fn show(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let page = page(&view, &who, &dossier, NoticeId(id), None).await?;
    view.page(page).await
}

async fn page(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    id: NoticeId,
    attempt: Option<&Attempt>,
) -> Result<NoticePage, Failure> {
    let (voice, office, case) = (voice(view), &view.app.office, &dossier.case);
    let notice = case.notice(id).ok_or(Failure::NotFound)?;
    let officer = who.officer();
    let composed = if notice.is_open() {
        Some(Box::pin(casework::preview_notice(office, case.agency, case.id, id)).await?)
    } else {
        None
    };
    let verdict = may_decide(voice, dossier, who, id);
    let found = composed.as_ref().map(|(_, content)| *content);
    let decision = match (&verdict, found) {
        (Ok(step), Some(content)) => Some(decision::of(
            voice,
            step,
            Shown {
                at: format!("{AT}/{}/notices/{id}", case.id),
                version: case.version,
                content,
                words_hint: voice.say(key("review-notice-words-hint"))?,
                instead_of: notice
                    .instead_of(voice.law, &officer, step)
                    .map(|absent| dossier.names.person(absent)),
            },
            attempt,
        )?),
        _ => None,
    };
    let about = dossier.history.iter().filter(|recorded| is_about(recorded, id));
    let offset = office.clock.offset();
    Ok(NoticePage {
        problems: attempt.map(|attempt| attempt.errors.clone()).unwrap_or_default(),
        head: dossier.head(voice)?,
        case_href: format!("{AT}/{}", case.id),
        person: Person::of_case(voice, dossier, dossier.needs_contact(&officer))?,
        clock: Clock::of(voice, case, office.today())?,
        notices: banners(voice, notice, found, verdict.err().as_ref())?,
        name: voice.notice(notice.kind()).to_owned(),
        asked: Asked::of(voice, case, &dossier.filed.application)?,
        files: attached(dossier, notice),
        letter: composed.map(|(document, _)| office.letters.html_within(&document)),
        history: history::entries(voice, case, about, &dossier.names, &dossier.texts, offset)?,
        decision,
    })
}

/// What a third party is shown with the letter.
fn attached(dossier: &Dossier, notice: &Notice) -> Vec<FileLink> {
    let attached = notice.matter.attached().iter();
    let files = attached.filter_map(|one| dossier.files.iter().find(|file| file.id == one.file));
    files
        .map(|file| FileLink {
            name: attachment::title_of(file).to_owned(),
            ..FileLink::of(file, format!("{AT}/{}/files/{}", dossier.case.id, file.id))
        })
        .collect()
}

/// Why the reader does not decide, and whether what would leave is still what was proposed.
fn banners(
    voice: Voice<'_>,
    notice: &Notice,
    found: Option<Digest>,
    refusal: Option<&Refusal>,
) -> Said<Vec<Banner>> {
    let mut banners = Vec::new();
    if found.is_some_and(|found| found != notice.review.content) {
        banners.push(Banner {
            tone: "warning",
            title: voice.say(key("review-changed"))?,
            text: Some(voice.say(key("review-changed-text"))?),
            words: None,
        });
    }
    let (tone, title, text) = match refusal {
        None => return Ok(banners),
        Some(Refusal::KeptApart) => (
            "warning",
            key("review-kept-apart"),
            Some(voice.refusal(&Refusal::KeptApart)?),
        ),
        Some(_) => ("info", key("review-notice-not-waiting"), None),
    };
    banners.push(Banner {
        tone,
        title: voice.say(title)?,
        text,
        words: None,
    });
    Ok(banners)
}

/// Whether an event tells of this letter on its way through the review.
fn is_about(recorded: &Recorded, id: NoticeId) -> bool {
    matches!(
        &recorded.event,
        Event::Notice(
            NoticeEvent::Proposed { notice, .. }
            | NoticeEvent::Approved { notice, .. }
            | NoticeEvent::Returned { notice, .. }
            | NoticeEvent::Dropped { notice }
            | NoticeEvent::Voided { notice, .. }
            | NoticeEvent::Sent { notice, .. },
        ) if *notice == id
    )
}

/// `POST /review/cases/{case}/notices/{notice}/approve`
async fn approve(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let id = NoticeId(id);
    let step: StepKey = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
    let content: Digest = typed.get("content").parse().map_err(|_| Failure::Invalid)?;
    if !typed.get("words").trim().is_empty() {
        // An approval keeps no words, and nothing that was typed is dropped in silence.
        let mut errors = FieldErrors::default();
        errors.add("words", voice(&view).say(key("review-notice-no-words"))?);
        return again(&view, &who, &dossier, id, Attempt { typed, errors }).await;
    }
    let order = Order::ApproveNotice {
        id,
        step: step.clone(),
        content,
        checklist: checklist(&typed),
    };
    decide(view, who, dossier, typed, (id, step, order)).await
}

/// `POST /review/cases/{case}/notices/{notice}/send-back`
async fn send_back(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let id = NoticeId(id);
    let step: StepKey = typed.get("step").parse().map_err(|_| Failure::Invalid)?;
    match words(&view.app.office, voice(&view), typed.get("words"))? {
        Ok(remarks) => {
            let order = Order::ReturnNotice {
                id,
                step: step.clone(),
                remarks,
            };
            decide(view, who, dossier, typed, (id, step, order)).await
        }
        Err(text) => {
            let mut errors = FieldErrors::default();
            errors.add("words", text);
            again(&view, &who, &dossier, id, Attempt { typed, errors }).await
        }
    }
}

async fn decide(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    typed: Pairs,
    (id, step, order): (NoticeId, StepKey, Order),
) -> Result<Response, Failure> {
    let (office, voice, case) = (&view.app.office, voice(&view), dossier.case.id);
    let expected: u32 = typed.get("version").parse().map_err(|_| Failure::Invalid)?;
    match give(office, &who.officer(), case, expected, order.clone()).await? {
        Outcome::Done(_) => done(&view, &dossier, &step, &order).await,
        Outcome::Refused(refusal) => {
            let errors = problems(voice, &refusal)?;
            again(&view, &who, &dossier, id, Attempt { typed, errors }).await
        }
        Outcome::TooLate => Box::pin(too_late(view, who, dossier, typed, (id, step, order, expected))).await,
    }
}

async fn too_late(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    typed: Pairs,
    (id, step, order, expected): (NoticeId, StepKey, Order, u32),
) -> Result<Response, Failure> {
    let (voice, case) = (voice(&view), dossier.case.id);
    let dossier = open(&view, &who, case.0).await?;
    let last = if matches!(order, Order::ApproveNotice { .. }) {
        "approve"
    } else {
        "send-back"
    };
    let written = Row {
        label: voice.say(key("review-words"))?,
        value: typed.get("words").to_owned(),
    };
    let late = TooLate {
        order: order.clone(),
        expected,
        action: format!("{AT}/{case}/notices/{id}/{last}"),
        at: AT,
        typed: &typed,
        theirs: Vec::new(),
        rows: Some(written)
            .filter(|row| !row.value.trim().is_empty())
            .into_iter()
            .collect(),
    };
    let actor = Actor::Officer(who.officer());
    if late.is_done_already(&dossier, &actor) {
        return done(&view, &dossier, &step, &order).await;
    }
    late.page(&view, voice, &dossier, &actor).await
}

async fn again(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    id: NoticeId,
    attempt: Attempt,
) -> Result<Response, Failure> {
    let page = Box::pin(page(view, who, dossier, id, Some(&attempt))).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}
