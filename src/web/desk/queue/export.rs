//! What the address shows, all of it, as a table for other programs.

use axum::response::{IntoResponse, Redirect, Response};
use time::{Date, OffsetDateTime};

use super::{
    ROWS_AT_ONCE,
    ask::{Ask, Asked},
    cell, ledger, panel, sort,
    tab::Tab,
};
use crate::{
    domain::{
        account::Officer,
        clock::{self, ClockState},
    },
    store::{
        self, Scope,
        queue::{Count, Entry},
    },
    text::{Key, key},
    web::{
        casefile::row::short_names,
        error::Failure,
        extract::{Path, Query, SignedIn},
        page::View,
        sheet::{Sheet, SheetKind},
        wording::{Names, Said, Voice, voice},
    },
};

/// What stands in a table, whatever columns the page has.
const HEADS: [Key; 18] = [
    key("queue-number"),
    key("queue-case"),
    key("queue-applicant"),
    key("queue-kind"),
    key("queue-channel"),
    key("queue-submitted"),
    key("queue-received"),
    key("queue-stage"),
    key("queue-next-step"),
    key("queue-by-department"),
    key("queue-by-handler"),
    key("queue-due"),
    key("queue-days-left"),
    key("queue-clock"),
    key("queue-flags"),
    key("queue-outcome"),
    key("queue-ended"),
    key("queue-updated"),
];

/// What is written of each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    /// What the queue knows.
    Queue,
    /// 台账: all that the register of applications has.
    Ledger,
}

/// `GET /desk/export/{sheet}`
pub(super) async fn export(
    view: View,
    who: SignedIn,
    Path(kind): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    write(view, &who.officer(), &kind, &asked, Table::Queue).await
}

/// `GET /desk/ledger/{sheet}`
pub(super) async fn ledger(
    view: View,
    who: SignedIn,
    Path(kind): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    write(view, &who.officer(), &kind, &asked, Table::Ledger).await
}

async fn write(
    view: View,
    officer: &Officer,
    kind: &str,
    asked: &Asked,
    table: Table,
) -> Result<Response, Failure> {
    let kind: SheetKind = kind.parse().map_err(|_| Failure::NotFound)?;
    let tabs = Tab::of(officer);
    let first = tabs.first().copied().ok_or(Failure::NotFound)?;
    let ask = Ask::read(asked, &tabs, first);
    let office = &view.app.office;
    let (db, scope, voice) = (&office.db, Scope::of(officer.agency), voice(&view));
    let today = office.today();
    let filter = ask.filter(officer, voice.law, today);
    let most = view.app.config.limits.export_rows;
    if let Count::MoreThan(_) = store::queue::count_up_to(db, scope, &filter, u64::from(most)).await? {
        let text = voice.say_with(key("queue-export-too-many"), &[("most", &most.to_string())])?;
        view.visit.flash(false, text).await?;
        return Ok(Redirect::to(&ask.href()).into_response());
    }
    let accounts = store::account::list(db, scope).await?;
    let departments = store::agency::departments(db, scope).await?;
    let names = short_names(office, &accounts, &departments);
    let order = sort::order(&ask, voice.law, &departments, &accounts);
    let (heads, name) = match table {
        Table::Queue => (HEADS.as_slice(), key("queue-export-name")),
        Table::Ledger => (ledger::HEADS.as_slice(), key("ledger-name")),
    };
    let heads = heads.iter().map(|head| voice.say(*head));
    let mut sheet = Sheet::begin(kind, &heads.collect::<Said<Vec<_>>>()?)?;
    let (mut after, mut left) = (None, most);
    loop {
        let limit = ROWS_AT_ONCE.min(left);
        let page = store::queue::page(db, scope, &filter, &order, after.as_ref(), limit).await?;
        let rows = match table {
            Table::Queue => {
                let now = office.local_now();
                let row = |entry| fields(voice, &names, entry, today, now);
                page.entries.iter().map(row).collect::<Said<_>>()?
            }
            Table::Ledger => ledger::rows(office, scope, voice, &names, &page.entries).await?,
        };
        for row in &rows {
            sheet.row(row)?;
        }
        left -= limit;
        after = page.next;
        if after.is_none() || left == 0 {
            break;
        }
    }
    let name = voice.say_with(name, &[("day", &today.to_string())])?;
    Ok(sheet.hand_over(&name).await?)
}

/// A day as other programs read it.
pub(super) fn iso(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A case, in the order of [`HEADS`]. Days as other programs read them.
fn fields(
    voice: Voice<'_>,
    names: &Names,
    entry: &Entry,
    today: Date,
    now: OffsetDateTime,
) -> Said<Vec<String>> {
    let is_running = matches!(entry.clock, ClockState::Running | ClockState::Consulting);
    let left = entry
        .due_on
        .filter(|_| is_running)
        .map(|due| clock::working_days_left(voice.law, due, today).to_string());
    let flags = entry.flags.all().map(|flag| voice.say(cell::name(flag)));
    let ground = entry.outcome.as_ref().and_then(|ground| voice.law.ground(ground));
    Ok(vec![
        entry.number.to_string(),
        entry.subject.clone(),
        voice.applicant_listed(&entry.applicant_name)?,
        voice.applicant_kind(entry.applicant_kind)?,
        voice.law.channel(entry.channel).name.clone(),
        iso(entry.submitted_on),
        iso(entry.received_on),
        voice.stage_at(entry.stage, &entry.waiting)?,
        voice.say(cell::next_step(entry))?,
        entry
            .department
            .map(|id| names.department(id))
            .unwrap_or_default(),
        entry.handler.map(|id| names.person(id)).unwrap_or_default(),
        iso(entry.due_on),
        left.unwrap_or_default(),
        voice.say(panel::clock_name(entry.clock))?,
        flags.collect::<Said<Vec<_>>>()?.join("、"),
        ground.map(|ground| ground.name.clone()).unwrap_or_default(),
        iso(entry.ended_on),
        entry.updated_at.to_offset(now.offset()).date().to_string(),
    ])
}
