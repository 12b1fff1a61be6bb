//! Reading the register: letters, what was skipped, and what is missing between them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    domain::{
        account::Officer,
        case::{Case, SentLetter},
        id::{CaseId, TextId},
        notice::{Addressee, addressee},
    },
    store::{
        self, Scope,
        letter::Registered,
        number::{Series, Skipped},
        queue::Entry,
    },
    text::key,
    web::{
        access::may_read_row,
        casefile::letter::{became, service_text},
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// Letters of a page.
const ROWS: u64 = 100;

/// Which register is open, and which others there are.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) agency: String,
    pub(super) series: String,
    pub(super) year: i32,
    /// The last number that was given out or skipped.
    pub(super) last: i64,
    /// The series that the agency has begun, with their years, and those of this year that it has not.
    pub(super) series_known: Vec<String>,
    pub(super) years_known: Vec<i32>,
    skipped: Vec<Skipped>,
}

impl Register {
    /// The series and year that were asked for; where nothing was, or nothing that there is, the first of this year.
    pub(super) async fn choose(
        view: &View,
        officer: &Officer,
        series: &str,
        year: Option<i32>,
    ) -> Result<Self, Failure> {
        let (db, scope) = (view.app.db(), Scope::of(officer.agency));
        let agency = store::agency::get(db, scope).await?.ok_or(Failure::NotFound)?;
        let begun = store::number::all(db, scope).await?;
        let this_year = view.app.office.today().year();
        let mut series_known: Vec<String> = Vec::new();
        let numbered = view
            .law
            .letters()
            .iter()
            .map(|kind| agency.numbering.series(kind));
        for name in numbered.chain(begun.iter().map(|begun| begun.series.as_str())) {
            if !series_known.iter().any(|known| known == name) {
                series_known.push(name.to_owned());
            }
        }
        let mut years_known: Vec<i32> = begun.iter().map(|begun| begun.year).collect();
        years_known.push(this_year);
        years_known.sort_unstable_by(|one, two| two.cmp(one));
        years_known.dedup();
        let year = year
            .filter(|year| years_known.contains(year))
            .unwrap_or(this_year);
        let asked = series_known.iter().find(|known| *known == series);
        let of_year = begun.iter().find(|begun| begun.year == year);
        let series = asked
            .or(of_year.map(|begun| &begun.series))
            .or(series_known.first())
            .cloned()
            .unwrap_or_default();
        let is_it = |begun: &&Series| begun.year == year && begun.series == series;
        Ok(Self {
            agency: agency.short_name,
            last: begun.iter().find(is_it).map_or(0, |begun| begun.last),
            skipped: store::number::skipped(db, scope, (&series, year)).await?,
            series,
            year,
            series_known,
            years_known,
        })
    }
}

/// A row of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// One serial, or the first and the last of several.
    pub(super) serial: String,
    pub(super) number: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) case: Option<String>,
    /// Where the reader may read the case.
    pub(super) case_href: Option<String>,
    pub(super) issued_on: Option<String>,
    /// The role, never the name.
    pub(super) to: Option<String>,
    /// Every time that it was served, and what became of it.
    pub(super) served: Option<String>,
    /// Why no letter goes out under it: spoilt, skipped, or missing.
    pub(super) void: Option<String>,
    /// A letter bears it, and was spoilt.
    pub(super) spoilt: bool,
    /// Nobody knows why no letter bears it.
    pub(super) missing: bool,
}

/// Reads the register on, page by page.
pub(super) struct Reader<'a> {
    view: &'a View,
    voice: Voice<'a>,
    officer: &'a Officer,
    register: &'a Register,
    /// The last serial that was read; none where there is no more.
    after: Option<i64>,
}

/// What a page of letters is worded with.
struct Known {
    cases: BTreeMap<CaseId, Case>,
    entries: BTreeMap<CaseId, Entry>,
    texts: BTreeMap<TextId, Option<String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(view: &'a View, officer: &'a Officer, register: &'a Register, after: i64) -> Self {
        Self {
            view,
            voice: voice(view),
            officer,
            register,
            after: (after < register.last).then_some(after.max(0)),
        }
    }

    /// Where the next page begins.
    pub(super) fn next(&self) -> Option<i64> {
        self.after
    }

    pub(super) async fn all(mut self) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        while self.after.is_some() {
            rows.extend(self.page().await?);
        }
        Ok(rows)
    }

    /// The next rows.
    pub(super) async fn page(&mut self) -> Result<Vec<Row>, Failure> {
        let Some(after) = self.after else {
            return Ok(Vec::new());
        };
        let (db, scope) = (self.view.app.db(), Scope::of(self.officer.agency));
        let series = (self.register.series.as_str(), self.register.year);
        let mut letters = store::letter::registered(db, scope, series, after, ROWS + 1).await?;
        let whole = usize::try_from(ROWS).unwrap_or(usize::MAX);
        let more = letters.len() > whole;
        letters.truncate(whole);
        let end = match letters.last() {
            Some(last) if more => last.serial,
            Some(_) | None => self.register.last,
        };
        let known = self.known(&letters).await?;
        let (mut rows, mut at) = (Vec::new(), after + 1);
        for letter in &letters {
            self.between(at, letter.serial - 1, &mut rows)?;
            rows.push(self.row(letter, &known)?);
            at = letter.serial + 1;
        }
        self.between(at, end, &mut rows)?;
        self.after = (end < self.register.last).then_some(end);
        Ok(rows)
    }

    async fn known(&self, letters: &[Registered]) -> Result<Known, Failure> {
        let (db, scope) = (self.view.app.db(), Scope::of(self.officer.agency));
        let mut ids: Vec<CaseId> = letters.iter().map(|letter| letter.case).collect();
        ids.sort_unstable();
        ids.dedup();
        let cases = store::case::load_all(db, scope, &ids).await?;
        let entries = store::queue::entries(db, scope, &ids).await?;
        let mut texts = BTreeMap::new();
        for letter in letters.iter().filter(|letter| letter.spoilt.is_some()) {
            texts.extend(store::words::of_case(db, scope, letter.case).await?);
        }
        Ok(Known {
            cases: cases.into_iter().map(|case| (case.id, case)).collect(),
            entries: entries.into_iter().map(|entry| (entry.id, entry)).collect(),
            texts,
        })
    }

    /// Serials that no letter bears.
    fn between(&self, first: i64, last: i64, rows: &mut Vec<Row>) -> Said<()> {
        let mut at = first;
        let within = self.register.skipped.iter();
        for skipped in within.filter(|skipped| skipped.first >= first && skipped.last <= last) {
            self.missing(at, skipped.first - 1, rows)?;
            rows.push(Row {
                serial: serials(skipped.first, skipped.last),
                void: Some(
                    self.voice
                        .say_with(key("number-list-skipped"), &[("why", &skipped.reason)])?,
                ),
                ..Row::default()
            });
            at = skipped.last + 1;
        }
        self.missing(at, last, rows)
    }

    fn missing(&self, first: i64, last: i64, rows: &mut Vec<Row>) -> Said<()> {
        if first <= last {
            rows.push(Row {
                serial: serials(first, last),
                void: Some(self.voice.say(key("number-list-missing"))?),
                missing: true,
                ..Row::default()
            });
        }
        Ok(())
    }

    fn row(&self, letter: &Registered, known: &Known) -> Said<Row> {
        let voice = self.voice;
        let entry = known.entries.get(&letter.case);
        let may_read = entry.is_some_and(|entry| may_read_row(self.officer, entry));
        let sent = known
            .cases
            .get(&letter.case)
            .and_then(|case| case.letter(letter.id));
        Ok(Row {
            serial: letter.serial.to_string(),
            number: Some(letter.number.clone()),
            kind: Some(
                voice
                    .law
                    .find_letter(&letter.kind)
                    .map_or_else(|| letter.kind.to_string(), |kind| kind.name.clone()),
            ),
            case: entry.map(|entry| entry.number.to_string()),
            case_href: may_read.then(|| format!("/desk/cases/{}", letter.case)),
            issued_on: Some(voice.weekday(letter.issued_on)),
            to: Some(voice.say(match addressee(&letter.kind) {
                Addressee::Applicant => key("number-list-to-applicant"),
                Addressee::ThirdParty => key("number-list-to-third-party"),
                Addressee::Organ => key("number-list-to-organ"),
            })?),
            served: sent.map(|sent| served(voice, sent)).transpose()?,
            void: letter
                .spoilt
                .map(|spoilt| {
                    // What somebody wrote in a case is read by whoever may read the case.
                    let why = spoilt.because.filter(|_| may_read);
                    let why = why.and_then(|id| known.texts.get(&id).cloned().flatten());
                    match why {
                        Some(why) => voice.say_with(key("number-list-spoilt"), &[("why", &why)]),
                        None => voice.say(key("number-list-spoilt-unsaid")),
                    }
                })
                .transpose()?,
            spoilt: letter.spoilt.is_some(),
            missing: false,
        })
    }
}

fn serials(first: i64, last: i64) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}—{last}")
    }
}

/// Every time that a letter was served, in a line.
fn served(voice: Voice<'_>, letter: &SentLetter) -> Said {
    if letter.spoilt.is_some() {
        return Ok(String::new());
    }
    if letter.attempts.is_empty() {
        return voice.say(key("number-list-unserved"));
    }
    let mut said = String::new();
    for attempt in &letter.attempts {
        said.push_str(&service_text(voice, &attempt.service)?);
        said.push_str(&became(voice, attempt)?.unwrap_or_default());
    }
    Ok(said)
}
