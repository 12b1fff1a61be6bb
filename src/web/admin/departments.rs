//! 内设机构: the list, in the order in which it is shown everywhere, and each of them.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::administrator;
use crate::{
    casework::department::{self, DepartmentError, Direction, InUse},
    domain::{account::Officer, agency::Department, id::DepartmentId},
    store::{
        self, Scope,
        queue::{self, Count, Filter},
    },
    template::{Entry, Template},
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// Where they are looked after.
const AT: &str = "/admin/departments";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(list).post(create))
        .route("/admin/departments/{department}", get(show).post(rename))
        .route("/admin/departments/{department}/place", post(place))
        .route("/admin/departments/{department}/off", post(switch_off))
        .route("/admin/departments/{department}/on", post(switch_on))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![DepartmentsPage, DepartmentPage].into()
}

#[derive(Debug, Serialize)]
struct DepartmentsPage {
    errors: FieldErrors,
    rows: Vec<Row>,
    name: Field,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    name: String,
    active: bool,
    people: usize,
    cases: u64,
    /// Whether it can go up, and down.
    up: bool,
    down: bool,
}

#[derive(Debug, Serialize)]
struct DepartmentPage {
    errors: FieldErrors,
    /// Somebody else has renamed it meanwhile.
    stale: Option<String>,
    /// Why it cannot be switched off.
    in_use: Vec<String>,
    called: String,
    href: String,
    active: bool,
    name: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    seen: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Way {
    to: String,
}

/// `GET /admin/departments`
async fn list(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    list_page(&view, &officer, "", FieldErrors::default()).await
}

/// `POST /admin/departments`
async fn create(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    match department::create(&view.app.office, &officer, &typed.name).await {
        Ok(()) => done(&view, AT, key("departments-created")).await,
        Err(error) => {
            let errors = at_name(voice(&view), error)?;
            list_page(&view, &officer, &typed.name, errors).await
        }
    }
}

async fn list_page(
    view: &View,
    officer: &Officer,
    typed: &str,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    let (db, scope) = (view.app.db(), Scope::of(officer.agency));
    let departments = store::agency::departments(db, scope).await?;
    let accounts = store::account::list(db, scope).await?;
    let of = |department: &Department| Filter {
        open: true,
        department: Some(department.id),
        ..Filter::default()
    };
    let filters: Vec<Filter> = departments.iter().map(of).collect();
    let counts = queue::counts(db, scope, &filters, 0).await?;
    let last = departments.len().saturating_sub(1);
    let row = |(at, (department, count)): (usize, (&Department, &Count))| Row {
        href: address(department.id),
        name: department.name.clone(),
        active: department.active,
        people: accounts
            .iter()
            .filter(|account| account.active && account.department == Some(department.id))
            .count(),
        cases: match count {
            Count::Exactly(count) | Count::MoreThan(count) => *count,
        },
        up: at > 0,
        down: at < last,
    };
    let page = DepartmentsPage {
        rows: departments.iter().zip(&counts).enumerate().map(row).collect(),
        name: Field::new("name", typed, &errors),
        errors,
    };
    view.page_with(status_of(&page.errors), page).await
}

fn status_of(errors: &FieldErrors) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn address(id: DepartmentId) -> String {
    format!("{AT}/{id}")
}

async fn done(view: &View, to: &str, said: Key) -> Result<Response, Failure> {
    view.visit.flash(true, voice(view).say(said)?).await?;
    Ok(Redirect::to(to).into_response())
}

/// What is wrong with the name that was typed.
fn at_name(voice: Voice<'_>, error: DepartmentError) -> Result<FieldErrors, Failure> {
    let mut errors = FieldErrors::default();
    let why = match error {
        DepartmentError::Name(_) => key("departments-wrong-name"),
        DepartmentError::SameName => key("departments-same-name"),
        DepartmentError::NotTheirs => return Err(Failure::NotFound),
        DepartmentError::Stale(_) | DepartmentError::InUse(_) => return Err(Failure::Stale),
        DepartmentError::Store(error) => return Err(error.into()),
    };
    errors.add("name", voice.say(why)?);
    Ok(errors)
}

/// The department of an administrator.
async fn own(view: &View, who: &SignedIn, id: Uuid) -> Result<(Officer, Department), Failure> {
    let officer = administrator(who)?;
    let all = store::agency::departments(view.app.db(), Scope::of(officer.agency)).await?;
    let found = all.into_iter().find(|department| department.id.0 == id);
    Ok((officer, found.ok_or(Failure::NotFound)?))
}

/// `GET /admin/departments/{department}`
async fn show(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (_, department) = own(&view, &who, id).await?;
    let page = page(&department, &department.name, FieldErrors::default());
    view.page(page).await
}

fn page(department: &Department, typed: &str, errors: FieldErrors) -> DepartmentPage {
    DepartmentPage {
        stale: None,
        in_use: Vec::new(),
        called: department.name.clone(),
        href: address(department.id),
        active: department.active,
        name: Field::new("name", typed, &errors),
        errors,
    }
}

/// `POST /admin/departments/{department}`
async fn rename(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (officer, department) = own(&view, &who, id).await?;
    let seen = (department.id, typed.seen.as_str());
    match department::rename(&view.app.office, &officer, seen, &typed.name).await {
        Ok(()) => done(&view, AT, key("departments-renamed")).await,
        Err(DepartmentError::Stale(now)) => {
            let mut page = page(&now, &typed.name, FieldErrors::default());
            let told = voice(&view).say_with(key("departments-stale"), &[("name", &now.name)])?;
            page.stale = Some(told);
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(error) => {
            let errors = at_name(voice(&view), error)?;
            let page = page(&department, &typed.name, errors);
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
    }
}

/// `POST /admin/departments/{department}/place`
async fn place(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(way): Form<Way>,
) -> Result<Response, Failure> {
    let (officer, department) = own(&view, &who, id).await?;
    let direction: Direction = way.to.parse().map_err(|_| Failure::Invalid)?;
    match department::shift(&view.app.office, &officer, department.id, direction).await {
        Ok(()) => Ok(Redirect::to(AT).into_response()),
        Err(error) => Err(failure(error)),
    }
}

/// `POST /admin/departments/{department}/off`
async fn switch_off(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let (officer, department) = own(&view, &who, id).await?;
    match department::switch(&view.app.office, &officer, department.id, false).await {
        Ok(()) => done(&view, AT, key("departments-off-now")).await,
        Err(DepartmentError::InUse(in_use)) => {
            let mut page = page(&department, &department.name, FieldErrors::default());
            page.in_use = worded(voice(&view), &in_use)?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(error) => Err(failure(error)),
    }
}

/// `POST /admin/departments/{department}/on`
async fn switch_on(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let (officer, department) = own(&view, &who, id).await?;
    match department::switch(&view.app.office, &officer, department.id, true).await {
        Ok(()) => done(&view, AT, key("departments-on-again")).await,
        Err(error) => Err(failure(error)),
    }
}

fn failure(error: DepartmentError) -> Failure {
    match error {
        DepartmentError::NotTheirs => Failure::NotFound,
        DepartmentError::Store(error) => error.into(),
        DepartmentError::Stale(_)
        | DepartmentError::InUse(_)
        | DepartmentError::SameName
        | DepartmentError::Name(_) => Failure::Stale,
    }
}

fn worded(voice: Voice<'_>, in_use: &InUse) -> Said<Vec<String>> {
    let InUse {
        open_cases,
        people,
        steps,
    } = in_use;
    let mut said = Vec::new();
    if *open_cases > 0 {
        said.push(voice.say_with(
            key("departments-has-cases"),
            &[("count", &open_cases.to_string())],
        )?);
    }
    if !people.is_empty() {
        said.push(voice.say_with(key("departments-has-people"), &[("names", &people.join("、"))])?);
    }
    if !steps.is_empty() {
        said.push(voice.say_with(key("departments-has-steps"), &[("steps", &steps.join("、"))])?);
    }
    Ok(said)
}

impl Template for DepartmentsPage {
    const NAME: &'static str = "pages/admin/departments/list";

    fn samples() -> Vec<Self> {
        let row = |active| Row {
            href: "/admin/departments/1".to_owned(),
            name: "办公室<b>".to_owned(),
            active,
            people: 3,
            cases: 12,
            up: active,
            down: !active,
        };
        let mut errors = FieldErrors::default();
        errors.add("name", "请填写名称");
        vec![
            Self {
                rows: vec![row(true), row(false)],
                name: Field::default(),
                errors: FieldErrors::default(),
            },
            Self {
                rows: Vec::new(),
                name: Field::new("name", "<b>", &errors),
                errors,
            },
        ]
    }
}

impl Template for DepartmentPage {
    const NAME: &'static str = "pages/admin/departments/department";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, full: bool| Self {
            stale: full.then(|| "已被改名<b>".to_owned()),
            in_use: if full {
                vec!["未办结的办件3件".to_owned()]
            } else {
                Vec::new()
            },
            called: "办公室<b>".to_owned(),
            href: "/admin/departments/1".to_owned(),
            active: full,
            name: Field::new("name", "办公室", &errors),
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("name", "请填写名称");
        vec![page(FieldErrors::default(), true), page(errors, false)]
    }
}

impl Page for DepartmentsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("departments-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for DepartmentPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.called.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
