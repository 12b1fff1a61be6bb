//! Reading the register, page by page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;
use time::{Date, Duration, Month as MonthOfYear, OffsetDateTime};

use crate::{
    domain::{
        account::Officer,
        case::Case,
        id::CaseId,
        secrecy::{self, Opinion, Reviewed},
    },
    store::{self, Scope, StoreError, case::Decided, queue::Entry},
    text::{key, words},
    web::{
        access::may_read_row,
        casefile::{dossier::names, progress::who, secrecy::verdict},
        error::Failure,
        page::View,
        wording::{Names, Said, Voice, voice},
    },
};

/// Events of a page that may be rows of it.
const EVENTS: u64 = 200;

/// A month by the calendar of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) year: i32,
    pub(super) month: MonthOfYear,
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, u8::from(self.month))
    }
}

impl Month {
    pub(super) fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The month that an address names; this one where it names none.
    pub(super) fn asked(text: &str, today: Date) -> Self {
        let parsed = || {
            let (year, month) = text.split_once('-')?;
            let year: i32 = year.parse().ok().filter(|year| (2000..2200).contains(year))?;
            let month = MonthOfYear::try_from(month.parse::<u8>().ok()?).ok()?;
            Some(Self { year, month })
        };
        parsed().unwrap_or(Self::of(today))
    }

    pub(super) fn first(self) -> Date {
        Date::from_calendar_date(self.year, self.month, 1).expect("every month has a first day")
    }

    pub(super) fn before(self) -> Self {
        Self::of(self.first() - Duration::DAY)
    }

    fn after(self) -> Self {
        Self::of(self.first() + Duration::days(31))
    }
}

/// A place in the register, as an address names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(Decided);

impl Place {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('_');
        let at = parts.next()?.parse().ok()?;
        let case = CaseId(parts.next()?.parse().ok()?);
        let seq = parts.next()?.parse().ok()?;
        Some(Self((at, case, seq)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, case, seq) = self.0;
        write!(f, "{at}_{case}_{seq}")
    }
}

/// What one step said of one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    pub(super) when: String,
    pub(super) number: String,
    /// Where the reader may read the case.
    pub(super) href: Option<String>,
    pub(super) name: String,
    /// The letter, and how many files go with it.
    pub(super) what: String,
    pub(super) step: String,
    pub(super) verdict: String,
    pub(super) who: String,
}

/// Reads the register on.
pub(super) struct Reader<'a> {
    view: &'a View,
    voice: Voice<'a>,
    officer: &'a Officer,
    month: Month,
    after: Option<Place>,
    done: bool,
}

/// What a page is worded with.
struct Known {
    entries: BTreeMap<CaseId, Entry>,
    names: Names,
}

impl<'a> Reader<'a> {
    pub(super) fn new(view: &'a View, officer: &'a Officer, month: Month, after: Option<Place>) -> Self {
        Self {
            view,
            voice: voice(view),
            officer,
            month,
            after,
            done: false,
        }
    }

    /// Where the next page begins; none where there is none.
    pub(super) fn next(&self) -> Option<Place> {
        self.after.filter(|_| !self.done)
    }

    pub(super) async fn all(mut self) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        while !self.done {
            rows.extend(self.page().await?);
        }
        Ok(rows)
    }

    pub(super) async fn page(&mut self) -> Result<Vec<Row>, Failure> {
        let (db, scope) = (self.view.app.db(), Scope::of(self.officer.agency));
        let offset = self.view.app.office.clock.offset();
        let midnight = |day: Date| day.midnight().assume_offset(offset);
        let period = (midnight(self.month.first()), midnight(self.month.after().first()));
        let after = self.after.map(|place| place.0);
        let places = store::case::decided_between(db, scope, period, after, EVENTS).await?;
        self.done = u64::try_from(places.len()).unwrap_or(u64::MAX) < EVENTS;
        self.after = places.last().copied().map(Place).or(self.after);
        let ids: BTreeSet<CaseId> = places.iter().map(|(_, case, _)| *case).collect();
        let ids: Vec<CaseId> = ids.into_iter().collect();
        let histories = store::case::histories_of(db, scope, &ids).await?;
        let entries = store::queue::entries(db, scope, &ids).await?;
        let accounts = store::account::list(db, scope).await?;
        let known = Known {
            entries: entries.into_iter().map(|entry| (entry.id, entry)).collect(),
            names: names(&self.view.app.office, &accounts, &[]),
        };
        let mut said: BTreeMap<CaseId, (Case, Vec<Opinion>)> = BTreeMap::new();
        for (id, history) in &histories {
            let case = Case::fold(*id, history).map_err(|broken| StoreError::Inconsistent {
                table: "case_event",
                key: id.to_string(),
                source: Box::new(broken),
            })?;
            said.insert(*id, (case, secrecy::opinions(history)));
        }
        let mut rows = Vec::new();
        for (_, id, seq) in places {
            let Some((case, opinions)) = said.get(&id) else {
                continue;
            };
            if let Some(opinion) = opinions.iter().find(|opinion| opinion.seq == seq) {
                rows.push(self.row(case, opinion, &known).await?);
            }
        }
        Ok(rows)
    }

    async fn row(&self, case: &Case, opinion: &Opinion, known: &Known) -> Result<Row, Failure> {
        let voice = self.voice;
        let entry = known.entries.get(&case.id);
        let may_read = entry.is_some_and(|entry| may_read_row(self.officer, entry));
        Ok(Row {
            when: self.instant(opinion.at),
            number: case.number.to_string(),
            href: may_read.then(|| format!("/review/cases/{}/secrecy", case.id)),
            name: entry.map_or_else(String::new, |entry| entry.subject.clone()),
            what: self.what(case, opinion).await?,
            step: voice.planned(&opinion.step).to_owned(),
            verdict: verdict(voice, opinion.verdict)?,
            who: who(voice, &known.names, (opinion.by, opinion.instead_of))?,
        })
    }

    fn instant(&self, at: OffsetDateTime) -> String {
        words::instant(self.voice.say.lang, at, self.view.app.office.clock.offset())
    }

    /// The letter, and how many files go with it.
    async fn what(&self, case: &Case, opinion: &Opinion) -> Result<String, Failure> {
        let voice = self.voice;
        match opinion.of {
            Reviewed::Notice(id) => {
                let notice = case.notice(id);
                Ok(notice.map_or_else(String::new, |notice| voice.notice(notice.kind()).to_owned()))
            }
            Reviewed::Answer(draft) => {
                let (db, scope) = (self.view.app.db(), Scope::of(self.officer.agency));
                let saved = store::draft::get(db, scope, draft).await?;
                let files: BTreeSet<_> = saved
                    .iter()
                    .flat_map(|saved| &saved.draft.items)
                    .flat_map(|item| &item.files)
                    .map(|file| file.id)
                    .collect();
                Ok(answer(voice, files.len())?)
            }
        }
    }
}

fn answer(voice: Voice<'_>, files: usize) -> Said {
    if files == 0 {
        voice.say(key("secrecy-answer-alone"))
    } else {
        voice.say_with(key("secrecy-answer-with"), &[("count", &files.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_month_is_read_from_its_address_and_bad_ones_are_this_month() {
        let today = date!(2026 - 11 - 26);
        assert_eq!(Month::asked("2026-02", today).to_string(), "2026-02");
        for bad in ["", "2026", "2026-13", "x-1", "99999-01"] {
            assert_eq!(Month::asked(bad, today).to_string(), "2026-11", "{bad}");
        }
        let january = Month::asked("2026-01", today);
        assert_eq!(january.before().to_string(), "2025-12");
        assert_eq!(january.after().to_string(), "2026-02");
    }
}
