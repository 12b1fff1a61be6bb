//! What the address asks for: the whole state of the page, in words, without names of people. So a page can be kept, sent
//! and gone back to, and every link of it is the state with one thing changed. Whoever else leads to cases (workload, overview)
//! writes it the same way.

use std::fmt::Write;

use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};

use super::{sort::Sort, tab::Tab, window::Window};
use crate::{
    domain::{
        applicant::ApplicantKind,
        clock::ClockState,
        flag::Flag,
        id::{AccountId, DepartmentId, ImportId},
        stage::StageKey,
    },
    law::{Channel, GroundKey, OutcomeGroup, words},
    store::queue::Days,
    web::access::Workload,
};

/// For whom no value stands: cases that no department has, or that ended without an answer.
pub(super) const NONE: &str = "none";

words! {
    /// Whether cases that are closed are meant.
    pub(in crate::web::desk) enum State {
        Open = "open",
        Closed = "closed",
        All = "all",
    }
}

/// The address, as it comes. What is none of our words is not there, as with an old link; days that people type are told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tab: String,
    state: String,
    stage: Vec<String>,
    clock: Vec<String>,
    flag: Vec<String>,
    department: String,
    handler: String,
    channel: Vec<String>,
    kind: Vec<String>,
    outcome: Vec<String>,
    ground: String,
    due: String,
    pub(super) due_from: String,
    pub(super) due_until: String,
    pub(super) received_from: String,
    pub(super) received_until: String,
    pub(super) ended_from: String,
    pub(super) ended_until: String,
    sort: String,
    dir: String,
    pub(super) after: String,
    import: String,
}

/// The fields of [`Asked`] that hold a day.
pub(super) const DAYS: [&str; 6] = [
    "due_from",
    "due_until",
    "received_from",
    "received_until",
    "ended_from",
    "ended_until",
];

/// What is asked for, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web::desk) struct Ask {
    pub(in crate::web::desk) tab: Tab,
    pub(in crate::web::desk) state: State,
    pub(in crate::web::desk) stages: Vec<StageKey>,
    pub(in crate::web::desk) clocks: Vec<ClockState>,
    pub(in crate::web::desk) flags: Vec<Flag>,
    pub(in crate::web::desk) department: Option<DepartmentId>,
    /// Only cases that no department has; then there is no department.
    pub(in crate::web::desk) unassigned: bool,
    pub(in crate::web::desk) handler: Option<AccountId>,
    pub(in crate::web::desk) channels: Vec<Channel>,
    pub(in crate::web::desk) kinds: Vec<ApplicantKind>,
    pub(in crate::web::desk) outcomes: Vec<OutcomeGroup>,
    /// Cases that ended without an answer, beside those of the outcomes.
    pub(in crate::web::desk) unanswered: bool,
    pub(in crate::web::desk) ground: Option<GroundKey>,
    pub(in crate::web::desk) window: Option<Window>,
    pub(in crate::web::desk) due: Days,
    pub(in crate::web::desk) received: Days,
    pub(in crate::web::desk) ended: Days,
    /// Only cases that came of this file of an old register.
    pub(in crate::web::desk) import: Option<ImportId>,
    pub(super) sort: Option<(Sort, bool)>,
}

impl Ask {
    /// Nothing but a tab.
    pub(in crate::web::desk) fn of(tab: Tab) -> Self {
        Self {
            tab,
            state: State::Open,
            stages: Vec::new(),
            clocks: Vec::new(),
            flags: Vec::new(),
            department: None,
            unassigned: false,
            handler: None,
            channels: Vec::new(),
            kinds: Vec::new(),
            outcomes: Vec::new(),
            unanswered: false,
            ground: None,
            window: None,
            due: Days::default(),
            received: Days::default(),
            ended: Days::default(),
            import: None,
            sort: None,
        }
    }

    /// The open cases of whoever watches over an agency's work, or a department's.
    pub(in crate::web::desk) fn within(sight: Workload) -> Self {
        Self::of(match sight {
            Workload::All => Tab::All,
            Workload::Department(_) => Tab::Department,
        })
    }

    /// What an address asks for of those tabs that its reader has, of which there is one at least.
    pub(super) fn read(asked: &Asked, tabs: &[Tab], first: Tab) -> Self {
        let tab = tabs.iter().copied().find(|tab| tab.as_str() == asked.tab);
        let stages: Vec<StageKey> = known(&asked.stage);
        Self {
            tab: tab.unwrap_or(first),
            state: match asked.state.parse() {
                Ok(state) => state,
                // Whoever asks for closed cases by their stage means closed ones.
                Err(_) if stages == [StageKey::Closed] => State::Closed,
                Err(_) => State::Open,
            },
            stages,
            clocks: known(&asked.clock),
            flags: known(&asked.flag),
            department: asked.department.parse().ok().map(DepartmentId),
            unassigned: asked.department == NONE,
            handler: asked.handler.parse().ok().map(AccountId),
            channels: known(&asked.channel),
            kinds: known(&asked.kind),
            outcomes: known(&asked.outcome),
            unanswered: asked.outcome.iter().any(|word| word == NONE),
            ground: asked.ground.parse().ok(),
            window: asked.due.parse().ok(),
            due: days(&asked.due_from, &asked.due_until),
            received: days(&asked.received_from, &asked.received_until),
            ended: days(&asked.ended_from, &asked.ended_until),
            import: asked.import.parse().ok().map(ImportId),
            sort: asked.sort.parse().ok().map(|sort| (sort, asked.dir == "desc")),
        }
    }

    /// What it asks for, as a query; without what goes without saying.
    pub(in crate::web::desk) fn query(&self) -> String {
        let Self {
            tab,
            state,
            stages,
            clocks,
            flags,
            department,
            unassigned,
            handler,
            channels,
            kinds,
            outcomes,
            unanswered,
            ground,
            window,
            due,
            received,
            ended,
            import,
            sort,
        } = self;
        let mut query = Query(format!("tab={tab}"));
        if *state != State::Open {
            query.add("state", state.as_str());
        }
        query.all("stage", stages.iter().map(|word| word.as_str()));
        query.all("clock", clocks.iter().map(|word| word.as_str()));
        query.all("flag", flags.iter().map(|word| word.as_str()));
        query.all("channel", channels.iter().map(|word| word.as_str()));
        query.all("kind", kinds.iter().map(|word| word.as_str()));
        query.all("outcome", outcomes.iter().map(|word| word.as_str()));
        if *unanswered {
            query.add("outcome", NONE);
        }
        query.all("ground", ground.iter().map(GroundKey::as_str));
        query.all("due", window.iter().map(|word| word.as_str()));
        if let Some(department) = department {
            query.add("department", &department.to_string());
        } else if *unassigned {
            query.add("department", NONE);
        }
        if let Some(handler) = handler {
            query.add("handler", &handler.to_string());
        }
        if let Some(import) = import {
            query.add("import", &import.to_string());
        }
        for (name, days) in [("due", due), ("received", received), ("ended", ended)] {
            for (end, day) in [("from", days.from), ("until", days.until)] {
                if let Some(day) = day {
                    query.add(&format!("{name}_{end}"), &day.to_string());
                }
            }
        }
        if let Some((sort, descending)) = sort {
            query.add("sort", sort.as_str());
            if *descending {
                query.add("dir", "desc");
            }
        }
        query.0
    }

    pub(in crate::web::desk) fn href(&self) -> String {
        format!("/desk?{}", self.query())
    }

    /// The state with something changed.
    pub(in crate::web::desk) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// Whether anything but the tab is asked for.
    pub(super) fn is_filtered(&self) -> bool {
        self.with(|ask| ask.sort = None) != Self::of(self.tab)
    }
}

/// A query that is being written. All that goes in are words of ours, ids and days, so nothing needs escaping.
struct Query(String);

impl Query {
    fn add(&mut self, name: &str, value: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "&{name}={value}");
    }

    fn all<'w>(&mut self, name: &str, values: impl Iterator<Item = &'w str>) {
        for value in values {
            self.add(name, value);
        }
    }
}

/// Those that are words of ours, each once.
fn known<T: std::str::FromStr + PartialEq>(words: &[String]) -> Vec<T> {
    let mut known = Vec::new();
    for word in words.iter().filter_map(|word| word.parse().ok()) {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known
}

/// A day as a date field sends it; nothing where it is none.
pub(in crate::web::desk) fn day(text: &str) -> Option<Date> {
    Date::parse(text.trim(), &Iso8601::DATE).ok()
}

fn days(from: &str, until: &str) -> Days {
    Days {
        from: day(from),
        until: day(until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    async fn asked(query: &str) -> Asked {
        crate::web::form::parse(query.to_owned()).await.unwrap()
    }

    #[tokio::test]
    async fn an_address_reads_back_as_it_was_written() {
        let full = Ask {
            state: State::All,
            stages: vec![StageKey::InHand, StageKey::Served],
            clocks: vec![ClockState::Consulting],
            flags: vec![Flag::AwaitsThirdParty, Flag::Extended],
            department: Some(DepartmentId(uuid::Uuid::from_u128(7))),
            handler: Some(AccountId(uuid::Uuid::from_u128(8))),
            channels: vec![Channel::Counter],
            kinds: vec![ApplicantKind::Business],
            outcomes: vec![OutcomeGroup::Withheld],
            unanswered: true,
            ground: Some("state_secret".parse().unwrap()),
            window: Some(Window::Overdue),
            due: Days::until(date!(2026 - 12 - 01)),
            received: Days::between(date!(2026 - 01 - 01), date!(2026 - 06 - 30)),
            ended: Days::default(),
            import: Some(ImportId(uuid::Uuid::from_u128(9))),
            sort: Some((Sort::Received, true)),
            ..Ask::of(Tab::All)
        };
        let of_nobody = Ask {
            unassigned: true,
            ..Ask::of(Tab::All)
        };
        for ask in [Ask::of(Tab::Mine), of_nobody, full] {
            let back = Ask::read(&asked(&ask.query()).await, Tab::ALL, Tab::Unassigned);
            assert_eq!(back, ask);
        }
    }

    #[tokio::test]
    async fn what_is_none_of_our_words_is_not_there() {
        let query =
            "tab=x&stage=y&stage=in_hand&stage=in_hand&department=1&due=4711&received_from=31.12.2026&sort=z";
        let ask = Ask::read(&asked(query).await, Tab::ALL, Tab::Mine);
        let expected = Ask {
            stages: vec![StageKey::InHand],
            ..Ask::of(Tab::Mine)
        };
        assert_eq!(ask, expected);
    }

    #[tokio::test]
    async fn closed_cases_may_be_asked_for_by_their_stage() {
        let ask = Ask::read(&asked("stage=closed").await, Tab::ALL, Tab::Mine);
        assert_eq!(ask.state, State::Closed);
    }
}
