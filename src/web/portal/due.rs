//! By when an applicant must hear, and how that day came about: in lines for the ear, and as a wall calendar for
//! the eye, in which every day says whether it counts.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, Duration, Weekday};

use crate::{
    domain::{
        case::Case,
        clock::{self, ClockState, Counted, DayIs, Part, Reading},
    },
    law::Law,
    letters::explanation::{self, Line},
    text::{Key, Lang, MissingText, Say, key, words},
    web::wording::last_day,
};

/// The last day to answer, explained.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Due {
    /// Of which day it tells: the last day to answer, or the applicant's own.
    pub(super) title: String,
    /// What the day is, where it is not simply the last day to answer.
    pub(super) lead: Option<String>,
    /// With its weekday.
    pub(super) on: String,
    /// One line a step.
    pub(super) steps: Vec<Line>,
    /// The last day by the confirmed receipt alone, where that is later.
    pub(super) lawful_until: Option<String>,
    /// Depends on a year whose holidays are not published yet.
    pub(super) provisional: bool,
    pub(super) months: Vec<Month>,
}

/// A month of the calendar, from the week in which it begins to matter to the week in which it ends to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Month {
    pub(super) title: String,
    pub(super) weeks: Vec<Vec<Cell>>,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    /// The day of the month; empty where the week belongs to the neighbouring month.
    pub(super) day: String,
    /// `blank`, `outside`, `start`, `counted`, `last`, `rest` or `consulted`.
    pub(super) kind: &'static str,
    /// What the day is: `第3天`, `周末`, `国庆节`.
    pub(super) mark: Option<String>,
    /// What is special about it: `调休上班`, `延长期`, `最后一天`.
    pub(super) note: Option<String>,
}

impl Due {
    /// Explains the last day of a case; while the applicant is waited for, theirs.
    pub(super) fn explain(
        say: Say<'_>,
        law: &Law,
        case: &Case,
        reading: &Reading,
    ) -> Result<Self, MissingText> {
        let steps = clock::explain_case(case, law);
        let (title, lead) = match reading.state {
            ClockState::AwaitingCorrection => (
                key("portal-due-title-correction"),
                Some(key("portal-due-correction")),
            ),
            ClockState::AwaitingFee => (key("portal-due-title-fee"), Some(key("portal-due-fee"))),
            ClockState::Running | ClockState::Consulting | ClockState::Stopped => {
                (key("portal-due-title"), None)
            }
        };
        Ok(Self {
            title: say.get(title)?,
            lead: lead.map(|lead| say.get(lead)).transpose()?,
            on: words::date_with_weekday(say.lang, reading.next_on()),
            steps: explanation::lines(say.lang, law, &steps),
            lawful_until: reading
                .lawful_until
                .map(|day| last_day(say, law, day))
                .transpose()?,
            provisional: reading.provisional,
            months: months(say, law, reading)?,
        })
    }
}

/// The months from the day that starts the period to its last day; none while the applicant is waited for.
fn months(say: Say<'_>, law: &Law, reading: &Reading) -> Result<Vec<Month>, MissingText> {
    let days = reading.days(law);
    let mut months = Vec::new();
    let (Some((from, _)), Some((last, _))) = (days.first(), days.last()) else {
        return Ok(months);
    };
    let shown: BTreeMap<Date, DayIs<'_>> = days.iter().copied().collect();
    let mut first = *from;
    while first <= *last {
        let end = last_of_month(first);
        let title = words::month(say.lang, first);
        let mut weeks = Vec::new();
        let mut monday = monday_of(first);
        while monday <= end.min(*last) {
            let days = (0..7).map(|n| monday.saturating_add(Duration::days(n)));
            let week = days.map(|day| {
                if (day.year(), day.month()) == (first.year(), first.month()) {
                    cell(say, law, shown.get(&day), (day, day == *last))
                } else {
                    Ok(Cell::plain(String::new(), "blank"))
                }
            });
            weeks.push(week.collect::<Result<_, _>>()?);
            monday = monday.saturating_add(Duration::WEEK);
        }
        months.push(Month { title, weeks });
        first = end.saturating_add(Duration::DAY);
    }
    Ok(months)
}

fn cell(
    say: Say<'_>,
    law: &Law,
    is: Option<&DayIs<'_>>,
    (day, is_last): (Date, bool),
) -> Result<Cell, MissingText> {
    let number = day.day().to_string();
    let Some(is) = is else {
        return Ok(Cell::plain(number, "outside"));
    };
    let (kind, mark, note) = match is {
        DayIs::Start => ("start", say.get(key("portal-calendar-start"))?, None),
        DayIs::Rest(Some(holiday)) => ("rest", self::holiday(say, law, holiday)?, None),
        DayIs::Rest(None) => ("rest", say.get(key("portal-calendar-weekend"))?, None),
        DayIs::Consulted(_) => (
            "consulted",
            say.get(key("portal-calendar-consulted"))?,
            Some(key("portal-calendar-left-out")),
        ),
        DayIs::Counted(counted) => {
            let count = counted.nth.to_string();
            let mark = say.with(key("portal-calendar-counted"), &[("count", &count)])?;
            let kind = if is_last { "last" } else { "counted" };
            (kind, mark, note(*counted, is_last))
        }
    };
    Ok(Cell {
        day: number,
        kind,
        mark: Some(mark),
        note: note.map(|note| say.get(note)).transpose()?,
    })
}

/// A holiday, as the notice names it; in English by its English name, where it is one that is known.
fn holiday(say: Say<'_>, law: &Law, name: &str) -> Result<String, MissingText> {
    match say.lang {
        Lang::Chinese => Ok(name.to_owned()),
        Lang::English => law
            .festival_in_english(name)
            .map_or_else(|| say.get(key("portal-calendar-holiday")), Ok),
    }
}

/// The one thing about a counted day that is most worth saying.
fn note(counted: Counted, is_last: bool) -> Option<Key> {
    if is_last {
        return Some(key("portal-calendar-last"));
    }
    if counted.swapped {
        return Some(key("portal-calendar-swapped"));
    }
    match counted.of {
        Part::Period => None,
        Part::Extension => Some(key("portal-calendar-extension")),
        Part::Delay => Some(key("portal-calendar-delay")),
    }
}

impl Cell {
    fn plain(day: String, kind: &'static str) -> Self {
        Self {
            day,
            kind,
            mark: None,
            note: None,
        }
    }
}

fn last_of_month(day: Date) -> Date {
    let days = day.month().length(day.year());
    day.replace_day(days).expect("a month has its last day")
}

fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().number_days_from_monday());
    debug_assert!(since < 7 && (since == 0) == (day.weekday() == Weekday::Monday));
    day.saturating_sub(Duration::days(since))
}

impl Due {
    pub(super) fn sample() -> Self {
        let cell = |day: &str, kind, mark: Option<&str>, note: Option<&str>| Cell {
            day: day.to_owned(),
            kind,
            mark: mark.map(str::to_owned),
            note: note.map(str::to_owned),
        };
        let week = vec![
            cell("", "blank", None, None),
            cell("1", "outside", None, None),
            cell("2", "start", Some("起算日"), None),
            cell("3", "counted", Some("第1天"), None),
            cell("4", "last", Some("第2天"), Some("最后一天")),
            cell("5", "outside", None, None),
            cell("6", "rest", Some("国庆节"), None),
        ];
        Self {
            title: "最晚哪一天补正".to_owned(),
            lead: Some("您要在这一天以前补正申请：".to_owned()),
            on: "2026年12月18日（星期五）".to_owned(),
            steps: vec![Line {
                text: "2026年11月20日（星期五）收到申请，当日不计算在内。".to_owned(),
                article: "《中华人民共和国政府信息公开条例》第三十一条第（一）项".to_owned(),
            }],
            lawful_until: Some("2026年12月21日（星期一）".to_owned()),
            provisional: true,
            months: vec![Month {
                title: "2026年12月".to_owned(),
                weeks: vec![week],
            }],
        }
    }

    /// Without anything that need not be there.
    pub(super) fn plain_sample() -> Self {
        Self {
            title: "最晚哪一天得到答复".to_owned(),
            lead: None,
            lawful_until: None,
            provisional: false,
            months: Vec::new(),
            ..Self::sample()
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        domain::{
            clock::{ConsultationKind, Dated, History, Start, What},
            id::NoticeId,
        },
        law::Channel,
        text::{Lang, Texts},
    };

    fn calendar(history: &History<NoticeId>) -> Vec<Month> {
        let texts = Texts::load().unwrap();
        let say = Say {
            texts: &texts,
            lang: Lang::Chinese,
        };
        let law = Law::embedded().unwrap();
        months(say, &law, &clock::read(&law, history).unwrap()).unwrap()
    }

    fn at<'a>(months: &'a [Month], title: &str, day: &str) -> &'a Cell {
        let month = months.iter().find(|month| month.title == title).unwrap();
        month.weeks.iter().flatten().find(|cell| cell.day == day).unwrap()
    }

    #[test]
    fn every_day_says_whether_it_counts() {
        // C8: over the National Day holiday, with a worked Saturday.
        let start = Start::of_application(Channel::Counter, None, Some(date!(2025 - 09 - 30)));
        let months = calendar(&start.into());
        let titles: Vec<_> = months.iter().map(|month| month.title.as_str()).collect();
        assert_eq!(titles, ["2025年9月", "2025年10月", "2025年11月"]);
        assert!(
            months
                .iter()
                .flat_map(|month| &month.weeks)
                .all(|week| week.len() == 7)
        );
        assert_eq!(at(&months, "2025年9月", "30").kind, "start");
        assert_eq!(at(&months, "2025年10月", "3").kind, "rest");
        let swapped = at(&months, "2025年10月", "11");
        assert_eq!(
            (swapped.kind, swapped.mark.as_deref()),
            ("counted", Some("第3天"))
        );
        assert!(swapped.note.is_some());
        let last = at(&months, "2025年11月", "4");
        assert_eq!((last.kind, last.mark.as_deref()), ("last", Some("第20天")));
        let counted = months.iter().flat_map(|month| month.weeks.iter().flatten());
        assert_eq!(
            counted
                .filter(|cell| matches!(cell.kind, "counted" | "last"))
                .count(),
            20
        );
    }

    #[test]
    fn days_of_consultations_and_of_an_extension_say_so() {
        let consultation = NoticeId(uuid::Uuid::nil());
        let kind = ConsultationKind::ThirdParty;
        let event = |on, what| Dated { on, what };
        let history = History {
            start: Start::of_application(Channel::Counter, None, Some(date!(2026 - 01 - 12))),
            events: vec![
                event(
                    date!(2026 - 01 - 19),
                    What::ConsultationSent { consultation, kind },
                ),
                event(date!(2026 - 02 - 06), What::ConsultationAnswered { consultation }),
                event(date!(2026 - 03 - 05), What::Extended { working_days: 2 }),
            ],
            judged: false,
        };
        let months = calendar(&history);
        let told = |title: &str, day: &str| {
            let cell = at(&months, title, day);
            (
                cell.kind,
                cell.mark.clone().unwrap_or_default(),
                cell.note.clone().unwrap_or_default(),
            )
        };
        let told = |title, day| {
            let (kind, mark, note) = told(title, day);
            format!("{kind} {mark} {note}")
        };
        assert_eq!(told("2026年1月", "19"), "counted 第5天 ");
        assert_eq!(told("2026年1月", "20"), "consulted 征求意见 不计入");
        assert_eq!(told("2026年1月", "24"), "rest 周末 ");
        assert_eq!(told("2026年2月", "9"), "counted 第6天 ");
        assert_eq!(told("2026年3月", "5"), "counted 第20天 ");
        assert_eq!(told("2026年3月", "6"), "counted 第21天 延长期");
        assert_eq!(told("2026年3月", "9"), "last 第22天 最后一天");
    }
}
