//! `/desk/import`: the register that an agency kept before is taken over, in steps that each stand on the page of the import:
//! what its columns hold, what would come of its rows, the decision, what came of it, and taking it back. It is the intake
//! clerks': a register is applications, many at once.

mod one;
mod page;
mod plan;
mod problem;
mod result;
mod samples;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use uuid::Uuid;

use self::page::{ImportPage, ImportsPage};
use super::{queue, refused};
use crate::{
    casework::{
        ActError,
        import::{self as work, Choice, Decided, plan_of, unknown_of},
    },
    domain::{account::Officer, id::ImportId, refusal::Refusal},
    imports::Target,
    law::Role,
    store::import::{Import, State},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        sheet::{Sheet, SheetKind},
        upload::SentRegister,
        wording::{Said, voice},
    },
};

/// Where imports are.
const AT: &str = "/desk/import";

/// The name of the field with the file.
const FILE: &str = "register";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(list).post(create))
        .route("/desk/import/template.xlsx", get(template))
        .route("/desk/import/{import}", get(show))
        .route("/desk/import/{import}/problems.csv", get(problem::table))
        .route("/desk/import/{import}/columns", post(columns))
        .route("/desk/import/{import}/values", post(values))
        .route("/desk/import/{import}/decide", post(decide))
        .route("/desk/import/{import}/undo", post(undo))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![ImportsPage, ImportPage].into()
}

fn href(id: ImportId) -> String {
    format!("{AT}/{id}")
}

fn to(id: ImportId) -> Response {
    Redirect::to(&href(id)).into_response()
}

fn clerk(who: &SignedIn) -> Result<Officer, Failure> {
    who.one_of(&[Role::IntakeClerk])?;
    Ok(who.officer())
}

/// `GET /desk/import`
async fn list(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let page = one::list(&view, &officer, FieldErrors::default()).await?;
    view.page(page).await
}

/// `POST /desk/import`: a file is brought.
async fn create(view: View, who: SignedIn, SentRegister(sent): SentRegister) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    if sent.lapsed {
        return Err(sent.give_back(AT.to_owned()));
    }
    let voice = voice(&view);
    let mut errors = refused(voice, &sent.refused)?;
    let Some(file) = sent.files.into_iter().next().filter(|_| errors.is_empty()) else {
        if errors.is_empty() {
            errors.add(FILE, voice.say(key("import-no-file"))?);
        }
        let page = one::list(&view, &officer, errors).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    };
    let id = work::bring(&view.app.office, &officer, file.name, &file.content).await?;
    Ok(to(id))
}

/// `GET /desk/import/template.xlsx`: a register with nothing but its heads, as this program exports it.
async fn template(view: View, who: SignedIn) -> Result<Response, Failure> {
    clerk(&who)?;
    let voice = voice(&view);
    let heads = queue::LEDGER_HEADS.iter().map(|head| voice.say(*head));
    let sheet = Sheet::begin(SheetKind::Xlsx, &heads.collect::<Said<Vec<_>>>()?)?;
    Ok(sheet.hand_over(&voice.say(key("import-template-name"))?).await?)
}

/// Which sheet, and in which row its heads stand, where somebody looks at others than those that were proposed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    sheet: String,
    head: String,
    /// Whether the columns are to be named anew.
    columns: String,
}

async fn import(view: &View, officer: &Officer, id: Uuid) -> Result<Import, Failure> {
    let import = work::get(&view.app.office, officer, ImportId(id)).await?;
    import.ok_or(Failure::NotFound)
}

/// `GET /desk/import/{import}`
async fn show(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    let law = view.app.office.law_in(who.scope()).await?;
    let plan = plan::asked(&law, &import, &asked)?;
    let page = one::page(&view, &officer, &import, plan, FieldErrors::default()).await?;
    view.page(page).await
}

/// What is wrong, on the page of the import as it stands.
async fn wrong(
    view: &View,
    officer: &Officer,
    import: &Import,
    plan: Option<plan::Shown>,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    let page = one::page(view, officer, import, plan, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// Back to the page of the import; where it had gone on meanwhile, that is said.
async fn went(view: &View, id: ImportId, done: Result<(), ActError>) -> Result<Response, Failure> {
    match done {
        Err(ActError::Refused(Refusal::NotNow)) => {
            let text = voice(view).say(key("import-went-on"))?;
            view.visit.flash(false, text).await?;
        }
        done => done?,
    }
    Ok(to(id))
}

/// `POST /desk/import/{import}/columns`: what the columns hold; then all rows are looked through.
async fn columns(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    if !matches!(import.state, State::Planning | State::Checked) {
        return went(&view, import.id, Err(Refusal::NotNow.into())).await;
    }
    let (read, errors) = plan::read(voice(&view), &import, &typed)?;
    if !errors.is_empty() {
        let shown = Some(plan::Shown::again(read, typed));
        return wrong(&view, &officer, &import, shown, errors).await;
    }
    let done = work::plan(&view.app.office, &officer, import.id, &read).await;
    went(&view, import.id, done).await
}

/// `POST /desk/import/{import}/values`: what values stand for; then all rows are looked through again.
async fn values(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    if import.state != State::Checked {
        return went(&view, import.id, Err(Refusal::NotNow.into())).await;
    }
    let mut plan = plan_of(&import)?;
    for (place, unknown) in unknown_of(&import)?.into_iter().enumerate() {
        let target = typed.get(&format!("value-{place}")).parse::<Target>().ok();
        if let Some(target) = target.filter(|target| target.is_of(unknown.field)) {
            plan.values.push((unknown.field, unknown.value, target));
        }
    }
    let done = work::plan(&view.app.office, &officer, import.id, &plan).await;
    went(&view, import.id, done).await
}

/// `POST /desk/import/{import}/decide`
async fn decide(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    let voice = voice(&view);
    let choice = match typed.get("choice") {
        "all" => Choice::All,
        "good" => Choice::Good,
        "nothing" => Choice::Nothing,
        _ => {
            let mut errors = FieldErrors::default();
            errors.add("choice", voice.say(key("import-choose"))?);
            return wrong(&view, &officer, &import, None, errors).await;
        }
    };
    match work::go(&view.app.office, &officer, import.id, choice).await {
        Ok(Decided::Failed(rows)) => {
            let mut errors = FieldErrors::default();
            let text = voice.say_with(key("import-not-all"), &[("rows", &rows.to_string())])?;
            errors.add("choice", text);
            wrong(&view, &officer, &import, None, errors).await
        }
        Ok(Decided::Begun | Decided::Discarded) => Ok(to(import.id)),
        Err(error) => went(&view, import.id, Err(error)).await,
    }
}

/// `POST /desk/import/{import}/undo`
async fn undo(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let officer = clerk(&who)?;
    let import = import(&view, &officer, id).await?;
    if typed.get("sure") != "yes" {
        let mut errors = FieldErrors::default();
        errors.add("sure", voice(&view).say(key("import-undo-unsure"))?);
        return wrong(&view, &officer, &import, None, errors).await;
    }
    let done = work::undo(&view.app.office, &officer, import.id).await;
    went(&view, import.id, done).await
}
