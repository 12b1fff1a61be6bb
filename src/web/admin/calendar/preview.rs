//! The pages on the way to a notice: where it comes from, what it leaves open, what it would change.

use std::collections::BTreeMap;

use serde::Serialize;
use time::Date;

use super::{
    Own,
    load::Draft,
    samples::source_samples,
    source::{Source, place, sources},
};
use crate::{
    casework::calendar::{self, Giver, NoticeError, Preview, Proposal, Survey},
    holidays::Kind,
    law::NamedDay,
    store::calendar::Move,
    template::{Entry, Template},
    text::key,
    web::{
        error::Failure,
        filing::Radios,
        form::{Field, FieldErrors},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// Letters of a note.
pub(super) const MAX_NOTE: usize = 200;

/// Cases that a preview computes; beyond these it says so. The command line computes all.
const MOST: u64 = 2000;

/// Moved cases that a preview names.
const NAMED: usize = 20;

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![PreviewPage].into()
}

/// Where the notice comes from.
#[derive(Debug, Serialize)]
pub(super) struct LoadPage {
    errors: FieldErrors,
    /// Nothing where there is no choice.
    regions: Option<Radios>,
    /// The only region there is.
    region: Option<String>,
    year: Field,
    source: Field,
    note: Field,
    pasted: Field,
    file: Field,
}

/// How the form calls a region: whole regions are words of people, not of forms.
pub(super) fn region_word(region: &str) -> &'static str {
    if region.is_empty() { "national" } else { "own" }
}

impl LoadPage {
    pub(super) fn new(
        voice: Voice<'_>,
        regions: &[String],
        typed: &Pairs,
        errors: FieldErrors,
    ) -> Said<Self> {
        let field = |id: &str| Field::new(id, typed.get(id), &errors);
        let choices = regions
            .iter()
            .map(|region| Ok((region_word(region), place(voice, region)?)))
            .collect::<Said<Vec<_>>>()?;
        Ok(Self {
            regions: (regions.len() > 1)
                .then(|| Radios::new("region", choices, typed.get("region"), errors.of("region"))),
            region: match regions {
                [only] => Some(place(voice, only)?),
                _ => None,
            },
            year: field("year"),
            source: field("source"),
            note: field("note"),
            pasted: field("pasted"),
            file: Field::new("file", "", &errors),
            errors,
        })
    }
}

/// The days of which the file does not say what they are.
#[derive(Debug, Serialize)]
pub(super) struct DecidePage {
    errors: FieldErrors,
    days: Vec<OpenDay>,
    reading: String,
    region: String,
    note: String,
}

/// A day to decide.
#[derive(Debug, Serialize)]
struct OpenDay {
    id: String,
    day: String,
    name: String,
    rest: bool,
    work: bool,
    neither: bool,
    error: Option<String>,
}

impl DecidePage {
    /// `missing` are the days of which nothing was said though the page had asked.
    pub(super) fn new(
        voice: Voice<'_>,
        draft: &Draft,
        said: &BTreeMap<Date, Kind>,
        missing: Option<&[NamedDay]>,
    ) -> Said<Self> {
        let mut errors = FieldErrors::default();
        for day in missing.unwrap_or_default() {
            let text = voice.say_with(key("calendar-undecided"), &[("day", &voice.weekday(day.date))])?;
            errors.add(format!("day-{}", day.date), text);
        }
        let open = |day: &NamedDay| {
            let id = format!("day-{}", day.date);
            let said = said.get(&day.date);
            OpenDay {
                day: voice.weekday(day.date),
                name: day.name.clone(),
                rest: said == Some(&Kind::Rest),
                work: said == Some(&Kind::Work),
                neither: said == Some(&Kind::Neither),
                error: errors.of(&id),
                id,
            }
        };
        Ok(Self {
            days: draft.reading.undecided.iter().map(open).collect(),
            reading: draft.reading_json(),
            region: draft.region.clone(),
            note: draft.note.clone(),
            errors,
        })
    }
}

/// What would change.
#[derive(Debug, Serialize)]
pub(super) struct PreviewPage {
    /// That another notice came in between.
    stale: Option<String>,
    heading: String,
    sources: Vec<Source>,
    note: String,
    agencies: Vec<String>,
    until: Option<String>,
    remarks: Vec<String>,
    days: Vec<DayRow>,
    counted: String,
    /// That only some of the cases were computed.
    partly: Option<String>,
    moved: Vec<MovedRow>,
    reading: String,
    region: String,
    revision: i64,
}

#[derive(Debug, Serialize)]
struct DayRow {
    day: String,
    was: String,
    is: String,
    name: Option<String>,
}

/// A case whose date moves.
#[derive(Debug, Serialize)]
pub(super) struct MovedRow {
    /// Where the reader may open it.
    pub(super) href: Option<String>,
    pub(super) number: String,
    pub(super) old: String,
    pub(super) old_provisional: bool,
    pub(super) new: String,
    pub(super) new_provisional: bool,
}

impl MovedRow {
    pub(super) fn new(voice: Voice<'_>, number: String, moved: &Move, href: Option<String>) -> Self {
        Self {
            href,
            number,
            old: voice.weekday(moved.old_on),
            old_provisional: moved.old_provisional,
            new: voice.weekday(moved.new_on),
            new_provisional: moved.new_provisional,
        }
    }

    pub(super) fn samples() -> Vec<Self> {
        let row = |href: Option<&str>, old_provisional, new_provisional| Self {
            href: href.map(str::to_owned),
            number: "QXZJ-2026-00012".to_owned(),
            old: "2027年2月12日（星期五）".to_owned(),
            old_provisional,
            new: "2027年2月19日（星期五）".to_owned(),
            new_provisional,
        };
        vec![row(Some("/desk/cases/0"), true, false), row(None, false, true)]
    }
}

/// The preview of a proposal, or why there is none.
pub(super) async fn page(
    view: &View,
    own: &Own,
    proposal: &Proposal,
    stale: Option<String>,
) -> Result<Result<PreviewPage, NoticeError>, Failure> {
    let (office, voice) = (&view.app.office, voice(view));
    let preview = match calendar::preview(office, Giver::Officer(&own.officer), proposal).await {
        Ok(preview) => preview,
        Err(NoticeError::Store(error)) => return Err(error.into()),
        Err(error) => return Ok(Err(error)),
    };
    let mut moved = Vec::new();
    let survey = calendar::survey(office, &preview, MOST, |_, number, one| {
        if moved.len() < NAMED {
            moved.push(MovedRow::new(voice, number.to_string(), one, None));
        }
    })
    .await?;
    Ok(Ok(PreviewPage {
        stale,
        heading: heading(voice, proposal)?,
        sources: sources(&proposal.notice.source),
        note: proposal.note.clone(),
        agencies: preview
            .agencies
            .iter()
            .map(|agency| agency.name.clone())
            .collect(),
        until: until(voice, &preview)?,
        remarks: preview.remarks.iter().map(ToString::to_string).collect(),
        days: preview
            .days
            .iter()
            .map(|day| day_row(voice, day))
            .collect::<Said<_>>()?,
        counted: counted(voice, &survey)?,
        partly: (survey.looked_at < survey.open)
            .then(|| voice.say_with(key("calendar-partly"), &[("most", &MOST.to_string())]))
            .transpose()?,
        moved,
        reading: Draft {
            reading: proposal.notice.clone().into(),
            region: String::new(),
            note: String::new(),
        }
        .reading_json(),
        region: proposal.region.clone(),
        revision: preview.revision,
    }))
}

fn heading(voice: Voice<'_>, proposal: &Proposal) -> Said {
    let (year, place) = (proposal.notice.year.to_string(), place(voice, &proposal.region)?);
    voice.say_with(key("calendar-heading"), &[("year", &year), ("place", &place)])
}

/// Until when the days will be known, where that changes.
fn until(voice: Voice<'_>, preview: &Preview) -> Said<Option<String>> {
    let (before, after) = preview.known_until;
    (before != after)
        .then(|| {
            let (before, after) = (voice.weekday(before), voice.weekday(after));
            voice.say_with(
                key("calendar-until-moves"),
                &[("before", &before), ("after", &after)],
            )
        })
        .transpose()
}

fn day_row(voice: Voice<'_>, day: &calendar::Day) -> Said<DayRow> {
    let say = |is_working| {
        voice.say(if is_working {
            key("calendar-working")
        } else {
            key("calendar-resting")
        })
    };
    Ok(DayRow {
        day: voice.weekday(day.date),
        was: say(day.was_working)?,
        is: say(day.is_working)?,
        name: day.name.clone(),
    })
}

pub(super) fn counted(voice: Voice<'_>, survey: &Survey) -> Said {
    voice.say_with(
        key("calendar-counted"),
        &[
            ("open", &survey.open.to_string()),
            ("moved", &survey.moved.to_string()),
            ("settled", &survey.settled.to_string()),
        ],
    )
}

impl Template for LoadPage {
    const NAME: &'static str = "pages/admin/calendar/load";

    fn samples() -> Vec<Self> {
        let field = |id: &str, error: Option<&str>| Field {
            id: id.to_owned(),
            value: "<script>".to_owned(),
            error: error.map(str::to_owned),
        };
        let page = |regions: Option<Radios>, region: Option<&str>, error: Option<&str>| {
            let mut errors = FieldErrors::default();
            if let Some(error) = error {
                errors.add("file", error);
            }
            Self {
                errors,
                regions,
                region: region.map(str::to_owned),
                year: field("year", error),
                source: field("source", error),
                note: field("note", error),
                pasted: field("pasted", error),
                file: field("file", error),
            }
        };
        let regions = |error: Option<&str>| {
            let choices = [("national", "全国".to_owned()), ("own", "青溪县".to_owned())];
            Radios::new("region", choices, "own", error.map(str::to_owned))
        };
        vec![
            page(Some(regions(None)), None, None),
            page(Some(regions(Some("请选择"))), None, Some("看不懂这个文件")),
            page(None, Some("青溪县"), None),
            page(None, None, None),
        ]
    }
}

impl Page for LoadPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("calendar-load"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Template for DecidePage {
    const NAME: &'static str = "pages/admin/calendar/decide";

    fn samples() -> Vec<Self> {
        let day = |rest, work, neither, error: Option<&str>| OpenDay {
            id: "day-2027-02-05".to_owned(),
            day: "2027年2月5日（星期五）".to_owned(),
            name: "除夕<b>".to_owned(),
            rest,
            work,
            neither,
            error: error.map(str::to_owned),
        };
        let page = |error: Option<&str>| {
            let mut errors = FieldErrors::default();
            if let Some(error) = error {
                errors.add("day-2027-02-05", error);
            }
            Self {
                errors,
                days: vec![
                    day(true, false, false, None),
                    day(false, true, false, None),
                    day(false, false, true, None),
                    day(false, false, false, error),
                ],
                reading: "{}".to_owned(),
                region: "青溪县".to_owned(),
                note: "更正".to_owned(),
            }
        };
        vec![page(None), page(Some("请说明这一天是放假还是上班"))]
    }
}

impl Page for DecidePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("calendar-decide"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Template for PreviewPage {
    const NAME: &'static str = "pages/admin/calendar/preview";

    fn samples() -> Vec<Self> {
        let day = |name: Option<&str>| DayRow {
            day: "2027年2月5日（星期五）".to_owned(),
            was: "工作日".to_owned(),
            is: "休息".to_owned(),
            name: name.map(str::to_owned),
        };
        let page = |full: bool| Self {
            stale: full.then(|| "预览之后又载入了别的安排".to_owned()),
            heading: "2027年的安排（青溪<县>）".to_owned(),
            sources: source_samples(),
            note: if full { "更正".to_owned() } else { String::new() },
            agencies: vec!["青溪县住房和城乡建设局".to_owned()],
            until: full.then(|| "已公布到2027年12月31日".to_owned()),
            remarks: if full {
                vec!["没有一个补班的日子".to_owned()]
            } else {
                Vec::new()
            },
            days: if full {
                vec![day(Some("春节")), day(None)]
            } else {
                Vec::new()
            },
            counted: "未办结的办件12件。".to_owned(),
            partly: full.then(|| "只计算了2000件".to_owned()),
            moved: if full { MovedRow::samples() } else { Vec::new() },
            reading: "{}".to_owned(),
            region: "青溪县".to_owned(),
            revision: 9,
        };
        vec![page(true), page(false)]
    }
}

impl Page for PreviewPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("calendar-preview"))
    }
}
