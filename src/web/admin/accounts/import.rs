//! Accounts out of a table: tried row by row first, then made of all rows or of the good ones; the passwords come once.

use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Own, edit::failure, problem};
use crate::{
    casework::{
        audit::Giver,
        staff::{
            FirstPassword,
            import::{Heads, ImportError, Judged, Row, Unreadable, import, judge, read},
        },
    },
    domain::staff::{AccountPart, Problems},
    store::account::Account,
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        sheet::{Sheet, SheetKind},
        upload::{Refusal, Upload},
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/accounts/import", get(show).post(try_out))
        .route("/admin/accounts/import/template.csv", get(template))
        .route("/admin/accounts/import/confirm", post(confirm))
        .route("/admin/accounts/import/errors", post(errors))
        .route("/admin/accounts/import/passwords", post(passwords))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![ImportPage, TriedPage, ImportedPage].into()
}

/// Where the file is chosen.
#[derive(Debug, Serialize)]
pub(super) struct ImportPage {
    pub(super) errors: FieldErrors,
    pub(super) file: Field,
    pub(super) most: u32,
    pub(super) departments: Vec<String>,
    pub(super) roles: Vec<String>,
}

/// What would become of each row.
#[derive(Debug, Serialize)]
pub(super) struct TriedPage {
    /// That it is otherwise than when it was tried before.
    pub(super) changed: bool,
    pub(super) counted: String,
    pub(super) good: usize,
    pub(super) bad: usize,
    pub(super) rows: Vec<TriedRow>,
    /// The rows, to be sent again.
    pub(super) table: String,
}

#[derive(Debug, Serialize)]
pub(super) struct TriedRow {
    pub(super) number: u32,
    pub(super) username: String,
    pub(super) name: String,
    pub(super) department: String,
    pub(super) roles: String,
    pub(super) email: String,
    /// What is wrong, by column; nothing where an account can be made of it.
    pub(super) problems: Vec<String>,
}

/// The new accounts with their passwords, shown once.
#[derive(Debug, Serialize)]
pub(super) struct ImportedPage {
    pub(super) counted: String,
    pub(super) rows: Vec<Issued>,
    pub(super) table: String,
}

/// An account and its first password.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Issued {
    pub(super) username: String,
    pub(super) name: String,
    pub(super) password: String,
}

/// What the pages send on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Carried {
    table: String,
    good: String,
}

impl Carried {
    /// What a page of ours has written into the form.
    fn rows<T: DeserializeOwned>(&self, own: &Own<'_>) -> Result<Vec<T>, Failure> {
        let rows: Vec<T> = serde_json::from_str(&self.table).map_err(|_| Failure::Invalid)?;
        if rows.is_empty() || rows.len() > most(own) {
            return Err(Failure::Invalid);
        }
        Ok(rows)
    }
}

fn most(own: &Own<'_>) -> usize {
    usize::try_from(own.view.app.config.limits.import_accounts).unwrap_or(usize::MAX)
}

fn head(part: AccountPart) -> Key {
    match part {
        AccountPart::Username => key("accounts-username"),
        AccountPart::Name => key("accounts-name"),
        AccountPart::Department => key("accounts-department"),
        AccountPart::Roles => key("accounts-roles"),
        AccountPart::Email => key("accounts-email"),
    }
}

fn heads(voice: Voice<'_>) -> Said<Heads> {
    let mut heads = Heads::default();
    for (head_of, part) in heads.iter_mut().zip(AccountPart::ALL) {
        *head_of = voice.say(head(*part))?;
    }
    Ok(heads)
}

/// `GET /admin/accounts/import`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    import_page(&own, None).await
}

async fn import_page(own: &Own<'_>, wrong: Option<String>) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let mut status = StatusCode::OK;
    if let Some(wrong) = wrong {
        errors.add("file", wrong);
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    let open = own.departments.iter().filter(|department| department.active);
    let roles = super::fields::every_role(own.voice.law);
    let page = ImportPage {
        file: Field::new("file", "", &errors),
        errors,
        most: own.view.app.config.limits.import_accounts,
        departments: open.map(|department| department.name.clone()).collect(),
        roles: roles.map(|(_, name, _)| name).collect(),
    };
    own.view.page_with(status, page).await
}

/// `GET /admin/accounts/import/template.csv`
async fn template(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let sheet = Sheet::begin(SheetKind::Csv, &heads(own.voice)?)?;
    let name = own.voice.say(key("accounts-import-template-name"))?;
    Ok(sheet.hand_over(&name).await?)
}

/// `POST /admin/accounts/import`: says what would become of each row, and makes nothing.
async fn try_out(view: View, who: SignedIn, sent: Upload<Pairs>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let content = match (sent.files.as_slice(), sent.refused.first()) {
        ([file], None) => &file.content,
        (_, refused) => {
            let why = match refused.map(|refused| refused.why) {
                Some(Refusal::TooLarge) => key("accounts-import-large"),
                Some(Refusal::Empty) => key("accounts-import-empty"),
                Some(Refusal::TooMany) | None => key("accounts-import-missing"),
            };
            let wrong = own.voice.say(why)?;
            return import_page(&own, Some(wrong)).await;
        }
    };
    match read(content, &heads(own.voice)?, most(&own)) {
        Ok(rows) => {
            let judged = judge(&view.app.office, view.app.db(), own.scope, &rows).await?;
            tried(&own, &judged, false).await
        }
        Err(why) => {
            let wrong = unreadable(own.voice, &why)?;
            import_page(&own, Some(wrong)).await
        }
    }
}

fn unreadable(voice: Voice<'_>, why: &Unreadable) -> Said {
    match why {
        Unreadable::Encoding => voice.say(key("accounts-import-encoding")),
        Unreadable::Empty => voice.say(key("accounts-import-empty")),
        Unreadable::Missing(columns) => voice.say_with(
            key("accounts-import-no-column"),
            &[("columns", &columns.join("、"))],
        ),
        Unreadable::Unknown(column) => voice.say_with(key("accounts-import-column"), &[("column", column)]),
        Unreadable::Cells(row) => voice.say_with(key("accounts-import-cells"), &[("row", &row.to_string())]),
        Unreadable::TooMany(most) => {
            voice.say_with(key("accounts-import-many"), &[("most", &most.to_string())])
        }
    }
}

async fn tried(own: &Own<'_>, judged: &[Judged], changed: bool) -> Result<Response, Failure> {
    let good = judged.iter().filter(|row| row.verdict.is_ok()).count();
    let bad = judged.len() - good;
    let rows: Vec<&Row> = judged.iter().map(|row| &row.row).collect();
    let page = TriedPage {
        changed,
        counted: own.voice.say_with(
            key("accounts-import-counted"),
            &[("good", &good.to_string()), ("bad", &bad.to_string())],
        )?,
        good,
        bad,
        table: serde_json::to_string(&rows).map_err(anyhow::Error::from)?,
        rows: judged
            .iter()
            .map(|row| tried_row(own.voice, row))
            .collect::<Said<_>>()?,
    };
    let status = if changed {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    own.view.page_with(status, page).await
}

fn tried_row(voice: Voice<'_>, judged: &Judged) -> Said<TriedRow> {
    let Row { number, new } = &judged.row;
    let problems = match &judged.verdict {
        Ok(_) => Vec::new(),
        Err(problems) => worded(voice, problems)?,
    };
    Ok(TriedRow {
        number: *number,
        username: new.username.clone(),
        name: new.person.name.clone(),
        department: new.person.department.clone(),
        roles: new.person.roles.join("、"),
        email: new.person.email.clone(),
        problems,
    })
}

/// `用户名：已被使用`
fn worded(voice: Voice<'_>, problems: &Problems) -> Said<Vec<String>> {
    let line = |(part, problem)| {
        let (column, what) = (voice.say(head(part))?, problem::text(voice, &problem)?);
        voice.say_with(
            key("accounts-import-problem"),
            &[("column", &column), ("what", &what)],
        )
    };
    problems.iter().cloned().map(line).collect()
}

/// `POST /admin/accounts/import/confirm`: makes accounts of the rows that were good when they were tried.
async fn confirm(view: View, who: SignedIn, Form(carried): Form<Carried>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let rows: Vec<Row> = carried.rows(&own)?;
    let good: usize = carried.good.parse().map_err(|_| Failure::Invalid)?;
    let (office, giver) = (&view.app.office, Giver::Officer(&own.officer));
    match import(office, giver, own.officer.agency, &rows, good).await {
        Ok(made) => imported(&own, made).await,
        Err(ImportError::Changed(judged)) => tried(&own, &judged, true).await,
        Err(ImportError::Staff(error)) => Err(failure(error)),
    }
}

/// Shown once: the passwords are kept nowhere, so this page is the answer to the form itself.
async fn imported(own: &Own<'_>, made: Vec<(Account, FirstPassword)>) -> Result<Response, Failure> {
    let rows: Vec<Issued> = made
        .into_iter()
        .map(|(account, password)| Issued {
            username: account.username,
            name: account.name,
            password: password.0,
        })
        .collect();
    let page = ImportedPage {
        counted: own
            .voice
            .say_with(key("accounts-imported"), &[("count", &rows.len().to_string())])?,
        table: serde_json::to_string(&rows).map_err(anyhow::Error::from)?,
        rows,
    };
    own.view.page(page).await
}

/// `POST /admin/accounts/import/errors`: the rows of which no account can be made, with what is wrong, as a table.
async fn errors(view: View, who: SignedIn, Form(carried): Form<Carried>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let rows: Vec<Row> = carried.rows(&own)?;
    let voice = voice(&view);
    let judged = judge(&view.app.office, view.app.db(), own.scope, &rows).await?;
    let mut columns = vec![voice.say(key("accounts-import-row"))?];
    columns.extend(heads(voice)?);
    columns.push(voice.say(key("accounts-import-wrong"))?);
    let mut sheet = Sheet::begin(SheetKind::Csv, &columns)?;
    for row in judged.iter().filter(|row| row.verdict.is_err()) {
        let row = tried_row(voice, row)?;
        sheet.row(&[
            row.number.to_string(),
            row.username,
            row.name,
            row.department,
            row.roles,
            row.email,
            row.problems.join("；"),
        ])?;
    }
    let name = voice.say(key("accounts-import-errors-name"))?;
    Ok(sheet.hand_over(&name).await?)
}

/// `POST /admin/accounts/import/passwords`: what the page before shows, as a table; only that page has it.
async fn passwords(view: View, who: SignedIn, Form(carried): Form<Carried>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let rows: Vec<Issued> = carried.rows(&own)?;
    let columns = [
        own.voice.say(key("accounts-username"))?,
        own.voice.say(key("accounts-name"))?,
        own.voice.say(key("accounts-first"))?,
    ];
    let mut sheet = Sheet::begin(SheetKind::Csv, &columns)?;
    for row in rows {
        sheet.row(&[row.username, row.name, row.password])?;
    }
    let name = own.voice.say(key("accounts-passwords-name"))?;
    Ok(sheet.hand_over(&name).await?)
}

impl Page for ImportPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-import"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for TriedPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-import-tried"))
    }
}

impl Page for ImportedPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-issued-title"))
    }
}
