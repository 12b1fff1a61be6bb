//! What the applicant may do against a letter, or against silence: each way in its order, with where, how, the last day,
//! and what to bring.

use serde::Serialize;
use time::Date;

use crate::{
    domain::{
        agency::Organ,
        applicant::ApplicantKind,
        contest::{Against, Contest},
        notice::NoticeState,
        remedy::Remedy,
    },
    law::{Enclosure, Law, LimitKey, Relation, Route},
    letters,
    text::{Lang, MissingText, Say, key, words},
    web::{portal::load::Loaded, wording},
};

/// What stands in addresses for the lack of an answer, where a letter has its id.
pub(super) const SILENCE: &str = "silence";

/// The class of letters against which one can only complain.
const PROCEDURAL: &str = "procedural";

/// The remedies against one letter, or against silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::web::portal) struct Rights {
    /// Against what.
    pub(super) heading: String,
    /// The same in addresses.
    pub(super) against: String,
    pub(super) silent: bool,
    /// The day from which they run; none as long as the post has not delivered.
    pub(super) reached_on: Option<String>,
    /// What to know before choosing.
    pub(super) advice: Vec<String>,
    pub(super) ways: Vec<Way>,
    /// The last day for reconsideration is over.
    pub(super) is_over: bool,
    pub(super) brings: Vec<Bring>,
}

/// To whom to complain (条例第四十七条第二款): beside the remedies, and no substitute for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Complaint {
    /// Letters went out that have no remedy of their own.
    pub(super) notices: bool,
    /// The supervising office, where the agency's settings know it.
    pub(super) places: Vec<Place>,
    pub(super) articles: String,
}

impl Complaint {
    pub(super) fn of(say: Say<'_>, loaded: &Loaded, today: Date) -> Self {
        let (law, agency) = (&loaded.law, &loaded.agency);
        let class = PROCEDURAL
            .parse()
            .expect("the class of procedural letters is a key");
        let office: Vec<&Organ> = agency.organ(Relation::Supervisor, today).into_iter().collect();
        let mut notices = loaded.case.notices.iter();
        Self {
            notices: notices.any(|notice| matches!(notice.state, NoticeState::Sent(letter) if loaded.case.is_for_the_applicant(letter))),
            places: places(&office),
            articles: wording::cite_all(say.lang, law, &law.remedy(&class, today).articles),
        }
    }
}

/// Something to bring along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::web::portal) struct Bring {
    pub(super) what: String,
    pub(super) hint: Option<String>,
    pub(super) article: String,
}

impl Place {
    pub(super) fn sample(reachable: bool) -> Self {
        Self {
            name: "青溪县人民政府".to_owned(),
            address: "青溪县人民路1号".to_owned(),
            phone: reachable.then(|| "0990-5550000".to_owned()),
            online: reachable.then(|| "https://xzfy.example.cn".to_owned()),
        }
    }
}

impl Bring {
    pub(super) fn samples() -> Vec<Self> {
        let bring = |what: &str, hint: Option<&str>| Self {
            what: what.to_owned(),
            hint: hint.map(str::to_owned),
            article: "《中华人民共和国行政复议法》第三十条第一款".to_owned(),
        };
        vec![
            bring("申请人的身份证明复印件", Some("几个人一起申请的，每人一份")),
            bring("被申请人答复的复印件", None),
        ]
    }
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

impl Rights {
    /// Against what can be contested in a loaded case.
    pub(super) fn of(
        say: Say<'_>,
        loaded: &Loaded,
        contest: &Contest<'_>,
        today: Date,
    ) -> Result<Self, MissingText> {
        let brings = brings(say.lang, loaded, contest.letter().is_some(), today);
        Self::against(say, &loaded.law, contest, brings, today)
    }

    /// Against what somebody contests who brings these things along.
    pub(in crate::web::portal) fn against(
        say: Say<'_>,
        law: &Law,
        contest: &Contest<'_>,
        brings: Vec<Bring>,
        today: Date,
    ) -> Result<Self, MissingText> {
        let ways = contest
            .remedies
            .iter()
            .map(|remedy| way(say, law, remedy, contest, today));
        let by = contest
            .reconsider_by(law)
            .and_then(|days| days.reconsideration_by);
        let silent = match contest.against {
            Against::Letter(_) => false,
            Against::Silence(_) => true,
        };
        Ok(Self {
            heading: heading(say, law, contest)?,
            against: contest
                .letter()
                .map_or_else(|| SILENCE.to_owned(), |letter| letter.to_string()),
            silent,
            reached_on: contest
                .starts_on
                .map(|day| words::date_with_weekday(say.lang, day)),
            advice: advice(say.lang, law, contest, today),
            ways: ways.collect::<Result<_, _>>()?,
            is_over: by.is_some_and(|by| by < today),
            brings,
        })
    }
}

/// What it is that is contested.
pub(super) fn heading(say: Say<'_>, law: &Law, contest: &Contest<'_>) -> Result<String, MissingText> {
    match contest.against {
        Against::Letter(letter) => say.with(
            key("portal-rights-letter"),
            &[
                ("title", &law.letter(&letter.kind).title),
                ("number", &letter.number),
            ],
        ),
        Against::Silence(due) => say.with(
            key("portal-rights-silence"),
            &[("day", &words::date_with_weekday(say.lang, due))],
        ),
    }
}

/// What to know before choosing, once for all parts.
fn advice(lang: Lang, law: &Law, contest: &Contest<'_>, today: Date) -> Vec<String> {
    let items: Vec<u16> = contest.outline.iter().map(|item| item.item).collect();
    let mut advice: Vec<String> = Vec::new();
    for part in contest.parts(law, &items) {
        let rule = law.remedy(&part.class, contest.starts_on.unwrap_or(today));
        let said = wording::in_lang(lang, &rule.advice, &rule.english_advice);
        advice.extend(
            said.iter()
                .filter(|said| !advice.contains(said))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    advice
}

/// What to bring along. Where the applicant is erased, what a person without an agent brings.
pub(super) fn brings(lang: Lang, loaded: &Loaded, letter: bool, today: Date) -> Vec<Bring> {
    let agent = loaded
        .applicant
        .as_ref()
        .is_some_and(|applicant| applicant.agent.is_some());
    let person = loaded.case.filing.applicant_kind == ApplicantKind::Person;
    brought(lang, &loaded.law, (letter, person, agent), today)
}

/// What is brought against a letter or not, by a person or not, by an agent or not.
pub(in crate::web::portal) fn brought(
    lang: Lang,
    law: &Law,
    (letter, person, agent): (bool, bool, bool),
    today: Date,
) -> Vec<Bring> {
    let bring = |rule: &Enclosure| Bring {
        what: wording::in_lang(lang, &rule.what, &rule.english).clone(),
        hint: wording::in_lang(lang, &rule.hint, &rule.english_hint).clone(),
        article: wording::cite(lang, law, &rule.article),
    };
    law.enclosures(today, letter, person, agent).map(bring).collect()
}

/// Where organs are.
pub(super) fn places(organs: &[&Organ]) -> Vec<Place> {
    let place = |organ: &&Organ| Place {
        name: organ.name.clone(),
        address: organ.address.clone(),
        phone: organ.phone.clone(),
        online: organ.online.clone(),
    };
    organs.iter().map(place).collect()
}

fn way(
    say: Say<'_>,
    law: &Law,
    remedy: &Remedy<'_>,
    contest: &Contest<'_>,
    today: Date,
) -> Result<Way, MissingText> {
    let first = remedy.route == Route::ReconsiderationFirst;
    let days = contest.last_days(law, remedy);
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
    let items = contest.outline.len();
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
        organs: places(&remedy.organs),
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
    pub(in crate::web::portal) fn samples() -> Vec<Self> {
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
                heading: "对《政府信息公开申请答复书》（清住建公开〔2026〕12号）不服".to_owned(),
                against: "0".to_owned(),
                silent: false,
                advice: Vec::new(),
                is_over: false,
                brings: Bring::samples(),
                reached_on: Some("2026年11月20日（星期五）".to_owned()),
                ways: vec![
                    way(true, day, Some("第一项答复中不予公开的部分"), false),
                    way(false, day, None, true),
                ],
            },
            Self {
                heading: "机关没有答复<b>".to_owned(),
                against: SILENCE.to_owned(),
                silent: true,
                advice: vec!["先申请行政复议更稳妥。".to_owned()],
                is_over: true,
                brings: Vec::new(),
                reached_on: Some("2026年11月20日（星期五）".to_owned()),
                ways: vec![way(false, day, None, true)],
            },
            Self {
                heading: "对答复书不服".to_owned(),
                against: "0".to_owned(),
                silent: false,
                advice: Vec::new(),
                is_over: false,
                brings: Bring::samples(),
                reached_on: None,
                ways: vec![way(true, None, None, false), way(false, None, None, false)],
            },
        ]
    }
}
