//! `GET /admin/calendar/notices/{holidays}`: one notice, how far the open cases follow it, and which of them it moved.

use std::{ops::ControlFlow, time::Duration};

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::{
    Own, administrator,
    preview::MovedRow,
    samples::source_samples,
    source::{Source, loaded, people, place, sources, version},
    year::line,
};
use crate::{
    casework::{Office, calendar},
    domain::id::{CaseId, HolidayNoticeId},
    holidays::almanac,
    store::{
        self,
        calendar::{MovedCase, Notice, Place},
    },
    template::{Entry, Template},
    text::key,
    web::{
        admin::case_href,
        app::App,
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::Form,
        guard::Nothing,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// Rows of a page.
const ROWS: u64 = 50;

/// For how long a page waits for the cases to follow; they go on without it.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/calendar/notices/{holidays}", get(show))
        .route("/admin/calendar/notices/{holidays}/recompute", post(recompute))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![NoticePage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

/// The page.
#[derive(Debug, Serialize)]
struct NoticePage {
    heading: String,
    recompute_href: String,
    year_href: String,
    version: String,
    loaded: String,
    sources: Vec<Source>,
    note: String,
    arranged: Vec<String>,
    /// How far the open cases follow, while they do not all.
    progress: Option<String>,
    counted: String,
    moved: Vec<MovedRow>,
    next: Option<String>,
}

/// Computes the open cases again, whether or not anybody waits for it: small agencies see it done, and for large ones
/// it goes on while the page tells how far it is.
pub(super) async fn follow(office: &Office, id: HolidayNoticeId) {
    let office = office.clone();
    let work = tokio::spawn(async move {
        if let Err(error) = calendar::recompute(&office, id, |_| ControlFlow::Continue(())).await {
            tracing::error!(error = %error, "the dates of open cases do not follow a new notice yet");
        }
    });
    // Letting go of the handle does not end the work.
    drop(tokio::time::timeout(PATIENCE, work).await);
}

/// A notice that concerns the reader's agency.
async fn find(view: &View, who: &SignedIn, id: Uuid) -> Result<(Own, Notice), Failure> {
    let own = Own::read(view, administrator(who)?).await?;
    let found = own.notices.iter().find(|notice| notice.id.0 == id).cloned();
    Ok((own, found.ok_or(Failure::NotFound)?))
}

/// `GET /admin/calendar/notices/{holidays}`
async fn show(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (own, notice) = find(&view, &who, id).await?;
    let (db, voice) = (view.app.db(), voice(&view));
    let after = read_place(&asked.after);
    let mut moves = store::calendar::moves(db, own.scope(), notice.id, after, ROWS + 1).await?;
    let whole = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let has_more = moves.len() > whole;
    moves.truncate(whole);
    let href = format!("/admin/calendar/notices/{id}");
    let next = moves.last().filter(|_| has_more);
    let (moved, settled) = store::calendar::count_moves(db, own.scope(), notice.id).await?;
    let page = NoticePage {
        heading: heading(voice, &notice)?,
        recompute_href: format!("{href}/recompute"),
        year_href: super::overview::year_href(notice.notice.year, &notice.region),
        version: version(voice, notice.version)?,
        loaded: loaded(&view, voice, &people(&view, &own).await?, &notice)?,
        sources: sources(&notice.notice.source),
        note: notice.note.clone(),
        arranged: almanac::arranged_by(&notice.notice)
            .iter()
            .map(|one| line(voice, one))
            .collect::<Said<_>>()?,
        progress: progress(voice, &notice)?,
        counted: voice.say_with(
            key("calendar-moved"),
            &[("moved", &moved.to_string()), ("settled", &settled.to_string())],
        )?,
        next: next.map(|last| format!("{href}?after={}_{}", last.moved.new_on, last.moved.case)),
        moved: rows(&view, voice, &own, moves).await?,
    };
    view.page(page).await
}

/// `POST /admin/calendar/notices/{holidays}/recompute`: goes on where it was left.
async fn recompute(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let (_, notice) = find(&view, &who, id).await?;
    follow(&view.app.office, notice.id).await;
    Ok(Redirect::to(&format!("/admin/calendar/notices/{id}")).into_response())
}

fn heading(voice: Voice<'_>, notice: &Notice) -> Said {
    let (year, place) = (notice.notice.year.to_string(), place(voice, &notice.region)?);
    voice.say_with(key("calendar-heading"), &[("year", &year), ("place", &place)])
}

fn progress(voice: Voice<'_>, notice: &Notice) -> Said<Option<String>> {
    let is_done = notice.progress.done_at.is_some();
    let count = notice.progress.cases.to_string();
    (!is_done)
        .then(|| voice.say_with(key("calendar-progress"), &[("count", &count)]))
        .transpose()
}

fn read_place(text: &str) -> Option<Place> {
    let (day, case) = text.split_once('_')?;
    Some(Place {
        on: Date::parse(day, &Iso8601::DATE).ok()?,
        case: CaseId(Uuid::parse_str(case).ok()?),
    })
}

async fn rows(
    view: &View,
    voice: Voice<'_>,
    own: &Own,
    moves: Vec<MovedCase>,
) -> Result<Vec<MovedRow>, Failure> {
    let mut rows = Vec::new();
    for entry in moves {
        let href = case_href(view, &own.officer, entry.moved.case).await?;
        rows.push(MovedRow::new(voice, entry.number.to_string(), &entry.moved, href));
    }
    Ok(rows)
}

impl Template for NoticePage {
    const NAME: &'static str = "pages/admin/calendar/notice";

    fn samples() -> Vec<Self> {
        let page = |full: bool| Self {
            heading: "2027年的安排（青溪<县>）".to_owned(),
            recompute_href: "/admin/calendar/notices/0/recompute".to_owned(),
            year_href: "/admin/calendar/years/2027".to_owned(),
            version: "第1版".to_owned(),
            loaded: "欧阳<伟>，2026年11月22日 09:05".to_owned(),
            sources: source_samples(),
            note: if full { "更正".to_owned() } else { String::new() },
            arranged: vec!["元旦：2027年1月1日（星期五）放假".to_owned()],
            progress: full.then(|| "已重算1200件。".to_owned()),
            counted: "2件的期限改变。".to_owned(),
            moved: if full { MovedRow::samples() } else { Vec::new() },
            next: full.then(|| "/admin/calendar/notices/0?after=2027-02-05_0".to_owned()),
        };
        vec![page(true), page(false)]
    }
}

impl Page for NoticePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.heading.clone())
    }
}
