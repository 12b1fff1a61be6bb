//! A case on the desk: everything known, and what may be done.

mod forms;
mod orders;
mod page;
mod samples;
mod view;
mod ways;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use uuid::Uuid;

use self::{forms::Attempt, page::CasePage};
use crate::{
    domain::{
        account::Actor,
        case::Case,
        command::CommandKind,
        id::{CaseId, FileId, LetterId, NoticeId},
        permission,
    },
    template::Entry,
    text::key,
    web::{
        app::App,
        casefile::{
            bundle,
            conflict::TooLate,
            dossier::Dossier,
            give::{Outcome, give},
            papers, secrecy,
        },
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        package,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

/// The orders that have a form on the page of a case.
const ORDERS: [CommandKind; 11] = [
    CommandKind::ConfirmReceipt,
    CommandKind::Assign,
    CommandKind::Accept,
    CommandKind::HandBack,
    CommandKind::Submit,
    CommandKind::Issue,
    CommandKind::Spoil,
    CommandKind::Serve,
    CommandKind::RecordDelivery,
    CommandKind::Close,
    CommandKind::Withdraw,
];

pub(super) fn router() -> Router<App> {
    let mut router = Router::new()
        .route("/desk/cases/{case}", get(show))
        .route("/desk/cases/{case}/notices/{notice}", get(notice))
        .route("/desk/cases/{case}/notices/{notice}/{format}", get(notice_file))
        .route("/desk/cases/{case}/letters/{letter}", get(letter))
        .route("/desk/cases/{case}/letters/{letter}/docx", get(docx))
        .route("/desk/cases/{case}/letters/{letter}/pdf", get(pdf))
        .route("/desk/cases/{case}/letters/{letter}/package", get(package))
        .route("/desk/cases/{case}/files/{file}", get(file))
        .route("/desk/cases/{case}/secrecy", get(secrecy))
        .route("/desk/cases/{case}/file.zip", get(whole));
    for kind in ORDERS.into_iter().chain(ways::ORDERS) {
        let order = async move |view: View, who: SignedIn, path: Path<Uuid>, form: Form<Pairs>| {
            update(view, who, path, form, kind).await
        };
        router = router.route(
            &format!("/desk/cases/{{case}}/{}", forms::slug(kind)),
            post(order),
        );
    }
    router
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![CasePage].into()
}

/// The case, as far as this person may read it.
pub(super) async fn open(view: &View, who: &SignedIn, case: Uuid) -> Result<Dossier, Failure> {
    let found = Dossier::open(&view.app.office, &who.officer(), CaseId(case)).await?;
    found.ok_or(Failure::NotFound)
}

/// `GET /desk/cases/{case}`
async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let officer = who.officer();
    let beside = view::beside(&view, &officer, &dossier).await?;
    view.page(view::page(&view, &dossier, &officer, beside, None)?)
        .await
}

/// `GET /desk/cases/{case}/notices/{notice}`: a procedural letter as it would go out.
async fn notice(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    papers::preview(&view, &dossier, NoticeId(id), "/desk/cases").await
}

/// `GET /desk/cases/{case}/notices/{notice}/{format}`: the same as a file, marked as a draft.
async fn notice_file(
    view: View,
    who: SignedIn,
    Path((case, id, format)): Path<(Uuid, Uuid, papers::Format)>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    papers::preview_file(&view, &dossier, NoticeId(id), format).await
}

/// `GET /desk/cases/{case}/letters/{letter}/package`: everything that went out with an answer.
async fn package(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let case = open(&view, &who, case).await?.case;
    package::give(&view.app.office, case.agency, case.id, LetterId(id)).await
}

/// `GET /desk/cases/{case}/secrecy`: 保密审查表
async fn secrecy(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    secrecy::show(&view, &open(&view, &who, case).await?, "/desk/cases").await
}

/// `GET /desk/cases/{case}/letters/{letter}`
async fn letter(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    papers::show(
        &view,
        &open(&view, &who, case).await?,
        LetterId(id),
        "/desk/cases",
    )
    .await
}

/// `GET /desk/cases/{case}/letters/{letter}/docx`
async fn docx(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::docx(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /desk/cases/{case}/letters/{letter}/pdf`
async fn pdf(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::pdf(&view.app.office, &open(&view, &who, case).await?, LetterId(id)).await
}

/// `GET /desk/cases/{case}/files/{file}`
async fn file(view: View, who: SignedIn, Path((case, id)): Path<(Uuid, Uuid)>) -> Result<Response, Failure> {
    papers::file(
        &view.app.office,
        &who.officer(),
        &open(&view, &who, case).await?,
        FileId(id),
    )
    .await
}

/// `GET /desk/cases/{case}/file.zip`: everything in one download, for the agency's reply.
async fn whole(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    bundle::give(&view, &who.officer(), &dossier).await
}

/// `POST /desk/cases/{case}/{order}`
async fn update(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
    kind: CommandKind,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let (office, voice) = (&view.app.office, voice(&view));
    let expected = typed.get("version").parse().map_err(|_| Failure::Invalid)?;
    let known = orders::known_cases(office, &who.officer(), &typed).await?;
    let order = match orders::read(office, voice, kind, &typed, &known)? {
        Ok(order) => order,
        // No form of ours gives nothing to mend.
        Err(errors) if errors.is_empty() => return Err(Failure::Invalid),
        Err(errors) => return again(&view, &who, &dossier, Attempt { kind, typed, errors }).await,
    };
    match give(office, &who.officer(), dossier.case.id, expected, order.clone()).await? {
        Outcome::Done(case) => done(&view, &who, &case, kind).await,
        Outcome::Refused(refusal) => {
            let mut errors = FieldErrors::default();
            errors.add(ways::form_id(kind, typed.get("of")), voice.refusal(&refusal)?);
            again(&view, &who, &dossier, Attempt { kind, typed, errors }).await
        }
        Outcome::TooLate => {
            let dossier = open(&view, &who, case).await?;
            let mut rows = orders::rows(voice, kind, &typed)?;
            rows.extend(orders::given_to(voice, &dossier.names, &order)?);
            let action = format!("/desk/cases/{case}/{}", forms::slug(kind));
            let late = TooLate {
                order,
                expected,
                action,
                at: "/desk/cases",
                typed: &typed,
                rows,
                theirs: Vec::new(),
            };
            let actor = Actor::Officer(who.officer());
            if late.is_done_already(&dossier, &actor) {
                return done(&view, &who, &dossier.case, kind).await;
            }
            late.page(&view, voice, &dossier, &actor).await
        }
    }
}

/// Says what was done, on the page of the case; on the queue where the case is out of the person's hands now.
async fn done(view: &View, who: &SignedIn, case: &Case, kind: CommandKind) -> Result<Response, Failure> {
    let voice = voice(view);
    let text = voice.say_with(key("case-done"), &[("what", &voice.command(kind)?)])?;
    view.visit
        .flash(
            !case.voided,
            if case.voided {
                voice.say(key("notice-voided-text"))?
            } else {
                text
            },
        )
        .await?;
    let to = if permission::may_read(case, &who.officer()) {
        format!("/desk/cases/{}", case.id)
    } else {
        "/desk".to_owned()
    };
    Ok(Redirect::to(&to).into_response())
}

/// The page again, with what was typed and what is wrong.
async fn again(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    attempt: Attempt,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let beside = view::beside(view, &officer, dossier).await?;
    let page = view::page(view, dossier, &officer, beside, Some(&attempt))?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}
