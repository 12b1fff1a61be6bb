//! `GET /admin/calendar/years/{year}`: a year as a calendar on the wall has it, and the notices that made it so.

use axum::{Router, response::Response, routing::get};
use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::{
    Own, administrator,
    overview::year_href,
    source::{loaded, people, place, version},
};
use crate::{
    holidays::almanac::{self, Arranged, Mark, MonthOf},
    law::Law,
    template::{Entry, Template},
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::{Path, Query, SignedIn},
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// Years with neighbours in the table of the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 2001..=2048;

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/calendar/years/{year}", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![YearPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    region: String,
}

/// The page.
#[derive(Debug, Serialize)]
struct YearPage {
    title: String,
    /// Whether no notice is there for it.
    is_unknown: bool,
    /// One line a holiday.
    arranged: Vec<String>,
    months: Vec<WallMonth>,
    versions: Vec<VersionRow>,
    before_href: Option<String>,
    after_href: Option<String>,
}

/// A month on the wall.
#[derive(Debug, Serialize)]
struct WallMonth {
    title: String,
    weeks: Vec<Vec<WallDay>>,
}

/// A day on the wall; what it is stands in words.
#[derive(Debug, Serialize)]
struct WallDay {
    /// Empty where it belongs to the neighbouring month.
    day: String,
    /// `blank`, `plain`, `weekend`, `rest`, `work`, `own-rest` or `own-work`.
    kind: &'static str,
    mark: Option<String>,
}

/// A notice that there was for the year.
#[derive(Debug, Serialize)]
struct VersionRow {
    href: String,
    version: String,
    loaded: String,
    holds: bool,
}

/// `GET /admin/calendar/years/{year}`
async fn show(
    view: View,
    who: SignedIn,
    Path(year): Path<i32>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, administrator(&who)?).await?;
    if !YEARS.contains(&year) || !own.region.starts_with(&asked.region) {
        return Err(Failure::NotFound);
    }
    let voice = voice(&view);
    let (national, here) = (
        view.app.office.law(),
        view.app.office.book.of_region(&asked.region),
    );
    let heading = [
        ("year", year.to_string()),
        ("place", place(voice, &asked.region)?),
    ];
    let heading: Vec<(&str, &str)> = heading
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let months = almanac::months(&here.calendar, &national.calendar, year);
    let arranged = almanac::arranged(&here.calendar, &national.calendar, year);
    let to = |year: i32| YEARS.contains(&year).then(|| year_href(year, &asked.region));
    let page = YearPage {
        title: voice.say_with(key("calendar-year-title"), &heading)?,
        is_unknown: !is_known(&here, year),
        arranged: arranged.iter().map(|one| line(voice, one)).collect::<Said<_>>()?,
        months: months
            .iter()
            .map(|month| wall(voice, month))
            .collect::<Said<_>>()?,
        versions: versions(&view, voice, &own, year, &asked.region).await?,
        before_href: to(year - 1),
        after_href: to(year + 1),
    };
    view.page(page).await
}

fn is_known(law: &Law, year: i32) -> bool {
    let middle = Date::from_calendar_date(year, Month::July, 1);
    middle.is_ok_and(|day| law.calendar.is_known(day))
}

/// `春节：2026年2月15日（星期日）至2026年2月23日（星期一）放假；2026年2月14日（星期六）上班`
pub(super) fn line(voice: Voice<'_>, arranged: &Arranged) -> Said {
    let mut parts = Vec::new();
    for (first, last) in &arranged.rest {
        parts.push(if first == last {
            voice.say_with(key("calendar-rest-day"), &[("day", &voice.weekday(*first))])?
        } else {
            voice.say_with(
                key("calendar-rest-days"),
                &[
                    ("first", &voice.weekday(*first)),
                    ("last", &voice.weekday(*last)),
                    ("count", &((*last - *first).whole_days() + 1).to_string()),
                ],
            )?
        });
    }
    if !arranged.work.is_empty() {
        let days: Vec<String> = arranged.work.iter().map(|day| voice.weekday(*day)).collect();
        parts.push(voice.say_with(key("calendar-work-days"), &[("days", &days.join("、"))])?);
    }
    let text = if arranged.is_regional {
        key("calendar-arranged-own")
    } else {
        key("calendar-arranged")
    };
    voice.say_with(text, &[("name", &arranged.name), ("days", &parts.join("；"))])
}

fn wall(voice: Voice<'_>, month: &MonthOf) -> Said<WallMonth> {
    let number = u8::from(month.month).to_string();
    let day = |day: Option<(Date, Mark)>| -> Said<WallDay> {
        let Some((date, mark)) = day else {
            return Ok(WallDay {
                day: String::new(),
                kind: "blank",
                mark: None,
            });
        };
        let (kind, mark): (&'static str, Option<Key>) = match mark {
            Mark::Plain => ("plain", None),
            Mark::Weekend => ("weekend", Some(key("calendar-mark-weekend"))),
            Mark::Rest => ("rest", Some(key("calendar-mark-rest"))),
            Mark::Work => ("work", Some(key("calendar-mark-work"))),
            Mark::RegionalRest => ("own-rest", Some(key("calendar-mark-own-rest"))),
            Mark::RegionalWork => ("own-work", Some(key("calendar-mark-own-work"))),
        };
        Ok(WallDay {
            day: date.day().to_string(),
            kind,
            mark: mark.map(|mark| voice.say(mark)).transpose()?,
        })
    };
    let week = |week: &[Option<(Date, Mark)>; 7]| week.iter().map(|one| day(*one)).collect::<Said<Vec<_>>>();
    Ok(WallMonth {
        title: voice.say_with(key("calendar-month"), &[("month", &number)])?,
        weeks: month.weeks.iter().map(week).collect::<Said<_>>()?,
    })
}

async fn versions(
    view: &View,
    voice: Voice<'_>,
    own: &Own,
    year: i32,
    region: &str,
) -> Result<Vec<VersionRow>, Failure> {
    let people = people(view, own).await?;
    let of_year = own
        .notices
        .iter()
        .filter(|notice| notice.region == region && notice.notice.year == year);
    let rows = of_year.rev().enumerate().map(|(age, notice)| {
        Ok(VersionRow {
            href: format!("/admin/calendar/notices/{}", notice.id),
            version: version(voice, notice.version)?,
            loaded: loaded(view, voice, &people, notice)?,
            holds: age == 0,
        })
    });
    Ok(rows.collect::<Said<_>>()?)
}

impl Template for YearPage {
    const NAME: &'static str = "pages/admin/calendar/year";

    fn samples() -> Vec<Self> {
        let day = |day: &str, kind, mark: Option<&str>| WallDay {
            day: day.to_owned(),
            kind,
            mark: mark.map(str::to_owned),
        };
        let version = |holds| VersionRow {
            href: "/admin/calendar/notices/0".to_owned(),
            version: "第1版".to_owned(),
            loaded: "欧阳<伟>，2026年11月22日 09:05".to_owned(),
            holds,
        };
        vec![
            Self {
                title: "2027年工作日历（青溪<县>）".to_owned(),
                is_unknown: false,
                arranged: vec!["元旦：2027年1月1日（星期五）放假".to_owned()],
                months: vec![WallMonth {
                    title: "1月".to_owned(),
                    weeks: vec![vec![
                        day("", "blank", None),
                        day("1", "rest", Some("休")),
                        day("2", "plain", None),
                    ]],
                }],
                versions: vec![version(true), version(false)],
                before_href: Some("/admin/calendar/years/2026".to_owned()),
                after_href: Some("/admin/calendar/years/2028".to_owned()),
            },
            Self {
                title: "2048年工作日历（全国）".to_owned(),
                is_unknown: true,
                arranged: Vec::new(),
                months: Vec::new(),
                versions: Vec::new(),
                before_href: None,
                after_href: None,
            },
        ]
    }
}

impl Page for YearPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }
}
