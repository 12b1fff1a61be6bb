//! What the applicant may do against the answer: each way in its order, with where, how, and the last day.

use serde::Serialize;
use time::Date;

use crate::{
    domain::{
        agency::Agency,
        answer::ProposedItem,
        remedy::{self, Remedy, RemedyUnknown},
    },
    law::{Law, LimitKey, Route},
    letters,
    text::{Lang, MissingText, Say, key, words},
    web::wording,
};

/// The remedies against one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Rights {
    /// The day from which they run; none as long as the post has not delivered.
    pub(super) reached_on: Option<String>,
    pub(super) ways: Vec<Way>,
}

/// One remedy: reconsideration, and the court after it or instead of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Way {
    /// What it is for, where it is not the whole answer.
    pub(super) applies_to: Option<String>,
    /// Reconsideration must come first.
    pub(super) first: bool,
    pub(super) reconsideration: Step,
    pub(super) organs: Vec<Place>,
    pub(super) court: Place,
    pub(super) litigation: Step,
    /// The rules, cited.
    pub(super) articles: String,
    /// A last day depends on a year whose holidays are not published yet.
    pub(super) provisional: bool,
}

/// Until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Step {
    /// `60日`, as the law says it.
    pub(super) period: String,
    /// The last day with its weekday; none where what starts the period has not happened.
    pub(super) last_day: Option<String>,
    /// It depends on a day of which no holiday notice is out.
    pub(super) provisional: bool,
    /// `还剩45天`, `今天是最后一天`, `已经过去`.
    pub(super) left: Option<String>,
    pub(super) is_over: bool,
}

/// Where to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) phone: Option<String>,
    pub(super) online: Option<String>,
}

/// Why the remedies cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum RightsError {
    #[error(transparent)]
    Unknown(#[from] RemedyUnknown),
    #[error(transparent)]
    Text(#[from] MissingText),
}

/// An answer, as far as its remedies depend on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) outline: &'a [ProposedItem],
    pub(super) issued_on: Date,
    pub(super) reached_on: Option<Date>,
}

impl Rights {
    pub(super) fn against(
        say: Say<'_>,
        law: &Law,
        agency: &Agency,
        answer: Answer<'_>,
        today: Date,
    ) -> Result<Self, RightsError> {
        let remedies = remedy::against(law, agency, answer.outline, answer.issued_on)?;
        let ways = remedies.iter().map(|remedy| way(say, law, remedy, answer, today));
        Ok(Self {
            reached_on: answer
                .reached_on
                .map(|day| words::date_with_weekday(say.lang, day)),
            ways: ways.collect::<Result<_, _>>()?,
        })
    }
}

fn way(
    say: Say<'_>,
    law: &Law,
    remedy: &Remedy<'_>,
    answer: Answer<'_>,
    today: Date,
) -> Result<Way, MissingText> {
    let first = remedy.route == Route::ReconsiderationFirst;
    let days = answer.reached_on.map(|day| remedy.last_days(law, day));
    let after = if first {
        LimitKey::LitigationAfterReconsideration
    } else {
        LimitKey::Litigation
    };
    let period = |key| {
        remedy
            .limits
            .iter()
            .find(|limit| limit.key == key)
            .map(|limit| wording::period(say, limit))
            .transpose()
    };
    let named = |items: &[u16]| named(say.lang, items);
    let items = answer.outline.len();
    let applies_to = match (remedy.items.as_slice(), remedy.withheld_of.as_slice()) {
        (whole, []) if whole.len() == items => None,
        ([], [_]) if items == 1 => Some(say.get(key("portal-remedy-for-withheld"))?),
        (whole, []) => Some(say.with(key("portal-remedy-for-items"), &[("items", &named(whole))])?),
        ([], parts) => Some(say.with(key("portal-remedy-for-withheld-of"), &[("items", &named(parts))])?),
        (whole, parts) => Some(say.with(
            key("portal-remedy-for-items-and-withheld-of"),
            &[("items", &named(whole)), ("parts", &named(parts))],
        )?),
    };
    Ok(Way {
        applies_to,
        first,
        reconsideration: step(
            say,
            period(LimitKey::Reconsideration)?,
            days.and_then(|days| days.reconsideration_by),
            (law, today),
        )?,
        organs: remedy
            .organs
            .iter()
            .map(|organ| Place {
                name: organ.name.clone(),
                address: organ.address.clone(),
                phone: organ.phone.clone(),
                online: organ.online.clone(),
            })
            .collect(),
        court: Place {
            name: remedy.court.name.clone(),
            address: remedy.court.address.clone(),
            phone: None,
            online: None,
        },
        // Where reconsideration comes first, the court's period starts with its decision.
        litigation: step(
            say,
            period(after)?,
            days.filter(|_| !first).and_then(|days| days.litigation_by),
            (law, today),
        )?,
        articles: wording::cite_all(say.lang, law, &remedy.articles),
        provisional: days.is_some_and(|days| days.provisional),
    })
}

fn step(
    say: Say<'_>,
    period: Option<String>,
    last: Option<Date>,
    (law, today): (&Law, Date),
) -> Result<Step, MissingText> {
    let left = last.map(|last| match (last - today).whole_days() {
        ..0 => say.get(key("portal-remedy-over")),
        0 => say.get(key("portal-remedy-last-day")),
        days => say.with(key("portal-remedy-left"), &[("days", &days.to_string())]),
    });
    Ok(Step {
        period: period.unwrap_or_default(),
        last_day: last.map(|day| words::date_with_weekday(say.lang, day)),
        provisional: last.is_some_and(|day| !law.calendar.is_known(day)),
        left: left.transpose()?,
        is_over: last.is_some_and(|last| last < today),
    })
}

/// `第一项、第三项`, `item 1 and item 3`
fn named(lang: Lang, items: &[u16]) -> String {
    match lang {
        Lang::Chinese => letters::words::items(items),
        Lang::English => {
            let items: Vec<String> = items.iter().map(|number| format!("item {number}")).collect();
            match items.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, before)) => format!("{} and {last}", before.join(", ")),
                None => String::new(),
            }
        }
    }
}

impl Rights {
    pub(super) fn samples() -> Vec<Self> {
        let step = |period: &str, last_day: Option<&str>, is_over: bool| Step {
            period: period.to_owned(),
            last_day: last_day.map(str::to_owned),
            provisional: last_day.is_some() && !is_over,
            left: last_day.map(|_| "还剩45天".to_owned()),
            is_over,
        };
        let place = |name: &str, reachable: bool| Place {
            name: name.to_owned(),
            address: "青溪县人民路1号".to_owned(),
            phone: reachable.then(|| "0990-5550000".to_owned()),
            online: reachable.then(|| "https://xzfy.example.cn".to_owned()),
        };
        let way = |first, last_day: Option<&str>, applies_to: Option<&str>, is_over| Way {
            applies_to: applies_to.map(str::to_owned),
            first,
            reconsideration: step("60日", last_day, is_over),
            organs: vec![place("青溪县人民政府", true), place("云山市司法局", false)],
            court: place("青溪县人民法院", false),
            litigation: step(
                if first { "15日" } else { "6个月" },
                last_day.filter(|_| !first),
                is_over,
            ),
            articles: "《中华人民共和国行政复议法》第二十条第一款".to_owned(),
            provisional: last_day.is_some(),
        };
        let day = Some("2027年1月19日（星期二）");
        vec![
            Self {
                reached_on: Some("2026年11月20日（星期五）".to_owned()),
                ways: vec![
                    way(true, day, Some("第一项答复中不予公开的部分"), false),
                    way(false, day, None, true),
                ],
            },
            Self {
                reached_on: None,
                ways: vec![way(true, None, None, false), way(false, None, None, false)],
            },
        ]
    }
}
