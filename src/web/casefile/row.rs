//! A row of a queue.

use serde::Serialize;

use super::{
    dossier::names,
    due::{Due, Left},
};
use crate::{
    casework::Office,
    domain::{
        account::Officer,
        agency::Department,
        clock::{self, ClockState},
        flag::Flag,
    },
    store::{self, Scope, account::Account, queue::Entry},
    web::{
        error::Failure,
        page::View,
        wording::{Names, Said, Voice, voice},
    },
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct QueueRow {
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) applicant: String,
    pub(crate) stage: String,
    /// The last day of the reader's own step.
    pub(crate) step_until: Option<String>,
    /// Whose step it is, where it is that of somebody who is away.
    pub(crate) instead_of: Option<String>,
    /// Department and handler.
    pub(crate) who: Option<String>,
    /// Nothing while the receipt is not confirmed.
    pub(crate) received: Option<String>,
    pub(crate) due: Due,
}

/// The entries of a queue, worded; `at` is where the reader's pages of cases are.
pub(crate) async fn rows(
    view: &View,
    officer: &Officer,
    entries: &[Entry],
    at: &str,
) -> Result<Vec<QueueRow>, Failure> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let (office, scope) = (&view.app.office, Scope::of(officer.agency));
    let accounts = store::account::list(&office.db, scope).await?;
    let departments = store::agency::departments(&office.db, scope).await?;
    let names = short_names(office, &accounts, &departments);
    let today = office.today();
    let rows = entries
        .iter()
        .map(|entry| row(voice(view), entry, &names, today, at));
    Ok(rows.collect::<Said<_>>()?)
}

/// Names without roles: a row has no room for those.
pub(crate) fn short_names(office: &Office, accounts: &[Account], departments: &[Department]) -> Names {
    let mut names = names(office, accounts, departments);
    names.people = accounts
        .iter()
        .map(|account| (account.id, account.name.clone()))
        .collect();
    names
}

fn row(voice: Voice<'_>, entry: &Entry, names: &Names, today: time::Date, at: &str) -> Said<QueueRow> {
    Ok(QueueRow {
        href: format!("{at}/{}", entry.id),
        number: entry.number.to_string(),
        subject: entry.subject.clone(),
        applicant: voice.applicant_listed(&entry.applicant_name)?,
        stage: voice.stage_at(entry.stage, &entry.waiting)?,
        step_until: None,
        instead_of: None,
        who: who(entry, names),
        received: entry.received_on.map(|day| voice.weekday(day)),
        due: due(voice, entry, today)?,
    })
}

/// Department and handler, where there are some.
pub(crate) fn who(entry: &Entry, names: &Names) -> Option<String> {
    let department = entry.department.map(|id| names.department(id));
    let handler = entry.handler.map(|id| names.person(id));
    let who: Vec<String> = [department, handler].into_iter().flatten().collect();
    (!who.is_empty()).then(|| who.join(" "))
}

/// The last day, how far it is away, and why it stands still where it does.
pub(crate) fn due(voice: Voice<'_>, entry: &Entry, today: time::Date) -> Said<Due> {
    // A stopped clock has a last day still, but nothing is left or late any more.
    let left = match entry.clock {
        ClockState::Running | ClockState::Consulting => entry.due_on,
        ClockState::Stopped | ClockState::AwaitingCorrection | ClockState::AwaitingFee => None,
    };
    let left = left.map(|due_on| clock::working_days_left(voice.law, due_on, today));
    let provisional = entry.flags.has(Flag::Provisional);
    Due::new(voice, entry.clock, entry.next_on, left, provisional)
}

/// Rows for the samples of pages.
pub(crate) fn samples() -> Vec<QueueRow> {
    let row = |who: Option<&str>, received: Option<&str>, due: Due| QueueRow {
        href: "/desk/cases/1".to_owned(),
        number: "QSZJ-2026-00012".to_owned(),
        subject: "某路改造工程施工许可证<script>（等3项）".to_owned(),
        applicant: "甄某某".to_owned(),
        stage: "审核中：法制审核".to_owned(),
        step_until: who.map(|_| "本步期限：2026年12月1日（星期二）".to_owned()),
        instead_of: who.map(|_| "代局领导某某审核".to_owned()),
        who: who.map(str::to_owned),
        received: received.map(str::to_owned),
        due,
    };
    let due = |tone, provisional| {
        let left = Left {
            text: "还剩3个工作日".to_owned(),
            tone,
        };
        Due {
            lead: None,
            on: Some("2026年12月3日（星期四）".to_owned()),
            iso: Some("2026-12-03".to_owned()),
            left: Some(left),
            provisional,
        }
    };
    let stopped = Due {
        left: None,
        ..due("fine", false)
    };
    let waiting = Due {
        lead: Some("等待申请人补正，至".to_owned()),
        ..stopped.clone()
    };
    vec![
        row(
            Some("规划科 欧阳某某"),
            Some("2026年11月5日（星期四）"),
            due("soon", false),
        ),
        row(None, None, due("late", true)),
        row(None, None, waiting),
        row(None, None, stopped),
    ]
}
