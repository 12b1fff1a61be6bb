//! The counts of the page: of each tab, each window, each thing that is waited for, each stage. Every count is that of the
//! address behind it, so it equals the rows that come; all of open cases are counted in one pass.

use serde::Serialize;
use time::Date;

use super::{
    ask::{Ask, State},
    cell,
    tab::Tab,
    window::Window,
};
use crate::{
    domain::{account::Officer, flag::Flag, stage::StageKey},
    law::Law,
    store::{
        self, Db, Scope,
        queue::{Count, Filter},
    },
    text::key,
    web::{
        error::Failure,
        wording::{Said, Voice},
    },
};

/// Closed cases are counted so far: nobody works them off, and counting a million takes longer than the page may.
const CLOSED: u64 = 10_000;

/// What a case can wait for, as the queue offers it.
const WAITS: [Flag; 7] = [
    Flag::AwaitsApplicant,
    Flag::AwaitsThirdParty,
    Flag::AwaitsOrgan,
    Flag::AwaitsPayment,
    Flag::AwaitsReview,
    Flag::Unserved,
    Flag::Contested,
];

#[derive(Debug, Clone, Serialize)]
pub(super) struct TabLink {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) count: String,
    pub(super) current: bool,
}

/// Some ways to narrow the queue by one press.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChipGroup {
    pub(super) name: String,
    pub(super) chips: Vec<Chip>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Chip {
    pub(super) name: String,
    /// Where it leads; pressed once more, back. None where nothing would be there.
    pub(super) href: Option<String>,
    pub(super) count: String,
    pub(super) current: bool,
    /// Whether there is something that should not be.
    pub(super) urgent: bool,
}

/// A stage, with how many cases stand there; none where closed ones alone are asked for, which stand nowhere else.
#[derive(Debug, Clone)]
pub(super) struct StageCount {
    pub(super) stage: StageKey,
    pub(super) count: Option<String>,
}

/// Everything that is counted for a page.
pub(super) struct Facets {
    pub(super) tabs: Vec<TabLink>,
    pub(super) chips: Vec<ChipGroup>,
    pub(super) stages: Vec<StageCount>,
    /// Of the page itself.
    pub(super) count: String,
}

/// Who asks for what, and when.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) officer: &'a Officer,
    pub(super) law: &'a Law,
    pub(super) today: Date,
}

impl Asker<'_> {
    fn filter(&self, ask: &Ask) -> Filter {
        ask.filter(self.officer, self.law, self.today)
    }
}

impl Facets {
    pub(super) async fn take(
        db: &Db,
        voice: Voice<'_>,
        asker: Asker<'_>,
        tabs: &[Tab],
        ask: &Ask,
    ) -> Result<Self, Failure> {
        // What is not shown is not counted: of closed cases, of which there is no end, every count is a pass of its own.
        let is_open = ask.state == State::Open;
        let windows = Window::ALL.iter().filter(|_| is_open);
        let windows = windows.map(|window| (*window, toggled_window(ask, *window)));
        let waits = WAITS.iter().filter(|_| is_open);
        let waits = waits.map(|flag| (*flag, toggled_flag(ask, *flag)));
        let stages = StageKey::ALL.iter().filter(|stage| **stage != StageKey::Closed);
        let has_stages = ask.state != State::Closed;
        let narrowed = stages
            .clone()
            .filter(|_| has_stages)
            .map(|stage| ask.with(|ask| ask.stages = vec![*stage]));
        // In this order the counts are taken from the list again.
        let mut asked: Vec<Ask> = tabs.iter().map(|tab| Ask::of(*tab)).collect();
        asked.extend(windows.clone().map(|(_, (shown, _))| shown));
        asked.extend(waits.clone().map(|(_, (shown, _))| shown));
        asked.extend(narrowed);
        asked.push(ask.clone());
        let filters: Vec<Filter> = asked.iter().map(|ask| asker.filter(ask)).collect();
        let scope = Scope::of(asker.officer.agency);
        let counts = store::queue::counts(db, scope, &filters, CLOSED).await?;
        let mut counts = counts.into_iter();
        let mut next = || counts.next().unwrap_or(Count::Exactly(0));
        let tab = |tab: &Tab, count| {
            Ok(TabLink {
                name: voice.say(tab.name())?,
                href: Ask::of(*tab).href(),
                count: said(voice, count)?,
                current: *tab == ask.tab,
            })
        };
        let tabs = tabs.iter().map(|one| tab(one, next())).collect::<Said<_>>()?;
        let mut due = Vec::new();
        for (window, (_, link)) in windows {
            let name = window_name(voice, window)?;
            let is = ask.window == Some(window);
            due.push(chip(voice, name, &link, next(), is, window == Window::Overdue)?);
        }
        let mut waiting = Vec::new();
        for (flag, (_, link)) in waits {
            let name = voice.say(cell::name(flag))?;
            let is = ask.flags.contains(&flag);
            waiting.push(chip(voice, name, &link, next(), is, false)?);
        }
        let mut found = Vec::new();
        for stage in stages {
            let count = has_stages.then(|| said(voice, next())).transpose()?;
            found.push(StageCount { stage: *stage, count });
        }
        // Of what is closed nothing is due.
        let chips = if is_open {
            vec![
                ChipGroup {
                    name: voice.say(key("queue-chips-due"))?,
                    chips: due,
                },
                ChipGroup {
                    name: voice.say(key("queue-chips-waiting"))?,
                    chips: waiting,
                },
            ]
        } else {
            Vec::new()
        };
        Ok(Self {
            tabs,
            chips,
            stages: found,
            count: said(voice, next())?,
        })
    }
}

/// What a chip counts, and where it leads: on, or off again where it is on.
fn toggled_window(ask: &Ask, window: Window) -> (Ask, Ask) {
    let on = ask.with(|ask| ask.window = Some(window));
    let off = ask.with(|ask| ask.window = None);
    let link = if ask.window == Some(window) {
        off
    } else {
        on.clone()
    };
    (on, link)
}

fn toggled_flag(ask: &Ask, flag: Flag) -> (Ask, Ask) {
    let off = ask.with(|ask| ask.flags.retain(|other| *other != flag));
    let on = off.with(|ask| ask.flags.push(flag));
    let link = if ask.flags.contains(&flag) {
        off
    } else {
        on.clone()
    };
    (on, link)
}

fn chip(voice: Voice<'_>, name: String, link: &Ask, count: Count, current: bool, is_bad: bool) -> Said<Chip> {
    let is_empty = count == Count::Exactly(0);
    Ok(Chip {
        name,
        href: (current || !is_empty).then(|| link.href()),
        count: said(voice, count)?,
        current,
        urgent: is_bad && !is_empty,
    })
}

pub(super) fn window_name(voice: Voice<'_>, window: Window) -> Said {
    match window.working_days() {
        None => voice.say(key("queue-overdue")),
        Some(0) => voice.say(key("queue-today")),
        Some(days) => voice.say_with(key("queue-within"), &[("days", &days.to_string())]),
    }
}

fn said(voice: Voice<'_>, count: Count) -> Said {
    match count {
        Count::Exactly(count) => Ok(count.to_string()),
        Count::MoreThan(count) => voice.say_with(key("queue-more-than"), &[("count", &count.to_string())]),
    }
}
