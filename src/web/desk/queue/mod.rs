//! `GET /desk`: the work, by what is due first; narrowed, sorted and shown as its reader wants it. The address is the whole
//! state of the page ([`ask`]), a saved view is a name for one.

mod ask;
mod bulk;
mod cell;
mod column;
mod export;
mod facet;
mod found;
mod ledger;
mod own;
mod page;
mod panel;
mod sort;
mod tab;
mod window;

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::numbers::READERS;

pub(super) use self::{
    ask::{Ask, State, day},
    bulk::BULK,
    tab::Tab,
    window::{RUNNING, Window},
};

use self::{
    ask::Asked,
    column::Column,
    facet::{Asker, Facets},
    own::NewView,
    page::{Display, Export, Head, QueuePage, ViewLink},
};
use crate::{
    casework::desk,
    domain::{
        account::Officer,
        flag::Flag,
        id::{CaseId, ImportId},
    },
    law::Role,
    store::{self, Scope, queue::Cursor},
    template::Entry,
    text::key,
    web::{
        access::is_reviewer,
        app::App,
        casefile::row::short_names,
        error::Failure,
        extract::{Query, SignedIn},
        form::{Field, FieldErrors},
        page::View,
        sheet::SheetKind,
        wording::{Said, Voice, voice},
    },
};

/// Tables, which may be long.
pub(super) const EXPORT: &str = "/desk/export/{sheet}";
pub(super) const LEDGER: &str = "/desk/ledger/{sheet}";

/// Rows of a page.
const ROWS: u32 = 50;

/// Rows that are read at once for a table.
const ROWS_AT_ONCE: u32 = 500;

pub(super) use self::ledger::HEADS as LEDGER_HEADS;

/// Where all cases are that came of a file of an old register.
pub(super) fn of_import(import: ImportId) -> String {
    let of = |ask: &mut Ask| {
        ask.state = State::All;
        ask.import = Some(import);
    };
    Ask::of(Tab::All).with(of).href()
}

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk", get(show))
        .route(EXPORT, get(export::export))
        .route(LEDGER, get(export::ledger))
        .route("/desk/next", post(own::next))
        .route("/desk/display", post(own::display))
        .route("/desk/views", post(own::save_view))
        .route("/desk/views/{view}/forget", post(own::forget_view))
        .merge(bulk::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [crate::every_page![QueuePage].as_slice(), &bulk::templates()].concat()
}

/// `GET /desk`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = who.officer();
    let tabs = Tab::of(&officer);
    let Some(first) = tabs.first().copied() else {
        // Reviewers work elsewhere; whoever only administers has no business with cases.
        return if is_reviewer(&officer) {
            Ok(Redirect::to("/review").into_response())
        } else {
            Err(Failure::NotFound)
        };
    };
    let ask = Ask::read(&asked, &tabs, first);
    let desk = Desk {
        view: &view,
        officer: &officer,
        tabs,
    };
    view.page(
        desk.page(&ask, &asked, NewView::default(), FieldErrors::default())
            .await?,
    )
    .await
}

/// Somebody at their desk.
struct Desk<'a> {
    view: &'a View,
    officer: &'a Officer,
    tabs: Vec<Tab>,
}

impl Desk<'_> {
    /// The page for what is asked. `problems` are of the form for a new view, which is shown again as it was typed.
    async fn page(
        &self,
        ask: &Ask,
        asked: &Asked,
        new_view: NewView,
        mut problems: FieldErrors,
    ) -> Result<QueuePage, Failure> {
        let Self { view, officer, tabs } = self;
        let office = &view.app.office;
        let (db, scope, voice) = (&office.db, Scope::of(officer.agency), voice(view));
        let law = office.law();
        let today = office.today();
        let accounts = store::account::list(db, scope).await?;
        let departments = store::agency::departments(db, scope).await?;
        let names = short_names(office, &accounts, &departments);
        let display = store::view::display(db, scope, officer.account).await?;
        let columns = column::read(display.as_ref().map_or("", |display| &display.columns));

        let asker = Asker {
            officer,
            law: voice.law,
            today,
        };
        let facets = Facets::take(db, voice, asker, tabs, ask).await?;
        let order = sort::order(ask, &law, &departments, &accounts);
        let after: Option<Cursor> = asked.after.parse().ok();
        let filter = ask.filter(officer, voice.law, today);
        let found = store::queue::page(db, scope, &filter, &order, after.as_ref(), ROWS).await?;
        let ids: Vec<CaseId> = found.entries.iter().map(|entry| entry.id).collect();
        let unread = store::note::unread(db, scope, officer.account, &ids).await?;
        let maker = cell::Maker {
            voice,
            names: &names,
            today,
            offset: office.local_now().offset(),
            unread: &unread,
        };
        let rows = found.entries.iter().map(|entry| maker.row(entry, &columns));

        let day_errors = panel::errors(voice, asked)?;
        let panel_maker = panel::Maker {
            voice,
            law: voice.law,
            names: &names,
            departments: &departments,
            accounts: &accounts,
            stages: &facets.stages,
        };
        let panel = panel_maker.panel(ask, asked, &day_errors)?;
        for error in day_errors.each() {
            problems.add(&error.id, &error.message);
        }
        let (by, descending) = sort::of(ask);
        let sorted_by = voice.say(by.name())?;
        let caption = [("by", sorted_by.as_str()), ("count", &facets.count)];
        let caption = if descending {
            voice.say_with(key("queue-caption-descending"), &caption)?
        } else {
            voice.say_with(key("queue-caption"), &caption)?
        };
        let has_provisional = found
            .entries
            .iter()
            .any(|entry| entry.flags.has(Flag::Provisional));
        Ok(QueuePage {
            may_register: officer.is(Role::IntakeClerk),
            tests: super::channel::line(view, officer).await?,
            may_see_numbers: READERS.iter().any(|role| officer.is(*role)),
            may_take_next: desk::may_take_next(officer),
            views: self.views(ask).await?,
            here: ask.query(),
            bulk_all: format!("{}?all=yes&{}", BULK, ask.query()),
            exports: exports(ask, EXPORT),
            ledgers: exports(ask, LEDGER),
            name: Field::new("name", new_view.name, &problems),
            is_shared: new_view.shared,
            display: Display::of(voice, display.as_ref(), &columns)?,
            heads: heads(voice, ask, &columns)?,
            rows: rows.collect::<Said<_>>()?,
            empty: voice.say(if ask.is_filtered() {
                key("queue-empty-filtered")
            } else {
                key("queue-empty")
            })?,
            first: after.is_some().then(|| ask.href()),
            next: found.next.map(|next| format!("{}&after={next}", ask.href())),
            active: panel_maker.active(ask)?,
            clear: Ask::of(ask.tab).href(),
            tabs: facets.tabs,
            chips: facets.chips,
            panel,
            caption,
            has_provisional,
            problems,
        })
    }

    /// The views that the reader has: their own, and those that others share.
    async fn views(&self, ask: &Ask) -> Result<Vec<ViewLink>, Failure> {
        let Self { view, officer, .. } = self;
        let db = &view.app.office.db;
        let here = ask.query();
        let views = store::view::list(db, Scope::of(officer.agency), officer.account).await?;
        let link = |saved: store::view::SavedView| ViewLink {
            current: saved.query == here,
            href: format!("/desk?{}", saved.query),
            forget: (saved.owner == officer.account).then(|| format!("/desk/views/{}/forget", saved.id)),
            name: saved.name,
            shared: saved.shared,
        };
        Ok(views.into_iter().map(link).collect())
    }
}

/// What is asked for as a table of every kind.
fn exports(ask: &Ask, route: &str) -> Vec<Export> {
    let export = |kind: &SheetKind| Export {
        href: format!("{}?{}", route.replace("{sheet}", kind.as_str()), ask.query()),
        name: kind.as_str().to_uppercase(),
    };
    SheetKind::ALL.iter().map(export).collect()
}

/// The heads of the columns, by which the rows can be sorted.
fn heads(voice: Voice<'_>, ask: &Ask, columns: &[Column]) -> Said<Vec<Head>> {
    let (by, descending) = sort::of(ask);
    let head = |column: &Column| {
        let sort = column.sort();
        let is = sort == Some(by);
        Ok(Head {
            name: voice.say(column.name())?,
            // Once more is the other way round.
            href: sort.map(|sort| ask.with(|ask| ask.sort = Some((sort, is && !descending))).href()),
            sorted: is.then_some(if descending { "descending" } else { "ascending" }),
        })
    };
    columns.iter().map(head).collect()
}
