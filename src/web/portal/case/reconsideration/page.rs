//! The page on which the application for reconsideration is looked at and completed.

use serde::Serialize;

use super::{Typed, contested, grievance, organs};
use crate::{
    casework::compose::{self, petition},
    domain::contest::Contest,
    law::Overdue,
    template::Template,
    text::{Lang, key, words},
    web::{
        error::Failure,
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title, View},
        portal::{
            case::{
                page::OwnRow,
                remedies::{self, Bring, Place, SILENCE, heading, places},
                show::own,
            },
            load::Loaded,
        },
        wording::{self, last_day},
    },
};

/// What will stand in the application, and what can be written into it.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct Reconsideration {
    case: String,
    agency_name: String,
    number: String,
    /// Against what.
    heading: String,
    against: String,
    /// What else can be contested in the case.
    others: Vec<Other>,
    /// The last day; none as long as the letter has not arrived.
    last_day: Option<String>,
    left: Option<String>,
    is_over: bool,
    /// What may still be said where it is over.
    remains: Vec<Bring>,
    /// The last day of a direct suit, where that is possible and not over.
    court: Option<String>,
    /// Who applied was erased: nobody is there to be named.
    is_erased: bool,
    /// None where there is no paper to be had.
    paper: Option<Paper>,
    errors: FieldErrors,
}

/// Something else that can be contested.
#[derive(Debug, Serialize)]
struct Other {
    against: String,
    heading: String,
}

/// The paper.
#[derive(Debug, Serialize)]
struct Paper {
    own: Vec<OwnRow>,
    respondent: String,
    organs: Vec<Place>,
    organ: Option<Choices>,
    items: Option<Choices>,
    requests: Vec<String>,
    reasons: Field,
    brings: Vec<Bring>,
    articles: String,
}

impl Reconsideration {
    pub(super) fn new(
        view: &View,
        loaded: &Loaded,
        contests: &[Contest<'_>],
        contest: &Contest<'_>,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Result<Self, Failure> {
        let (say, law, today) = (view.say(), &loaded.law, view.app.clock.today());
        let address = |contest: &Contest<'_>| {
            contest
                .letter()
                .map_or_else(|| SILENCE.to_owned(), |letter| letter.to_string())
        };
        let others = contests.iter().filter(|other| *other != contest).map(|other| {
            Ok(Other {
                against: address(other),
                heading: heading(say, law, other)?,
            })
        });
        let days = contest.reconsider_by(law);
        let by = days.and_then(|days| days.reconsideration_by);
        let is_over = by.is_some_and(|by| by < today);
        let left = by
            .filter(|_| !is_over)
            .map(|by| (by - today).whole_days().to_string());
        let court = days
            .and_then(|days| days.litigation_by)
            .filter(|by| is_over && *by >= today);
        let is_erased = loaded.applicant.is_none();
        Ok(Self {
            case: loaded.case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: loaded.case.number.to_string(),
            heading: heading(say, law, contest)?,
            against: address(contest),
            others: others.collect::<Result<_, Failure>>()?,
            last_day: by.map(|by| last_day(say, law, by)).transpose()?,
            left: left
                .map(|days| say.with(key("portal-remedy-left"), &[("days", &days)]))
                .transpose()?,
            is_over,
            remains: remains(say.lang, loaded, contest, today),
            court: court.map(|by| words::date_with_weekday(say.lang, by)),
            is_erased,
            paper: if is_over || is_erased {
                None
            } else {
                Some(Paper::new(view, loaded, contest, typed, &errors)?)
            },
            errors,
        })
    }
}

/// What may still be said when the last day is over.
fn remains(lang: Lang, loaded: &Loaded, contest: &Contest<'_>, today: time::Date) -> Vec<Bring> {
    let law = &loaded.law;
    let remain = |rule: &Overdue| Bring {
        what: wording::in_lang(lang, &rule.what, &rule.english).clone(),
        hint: None,
        article: wording::cite(lang, law, &rule.article),
    };
    law.overdue(today, contest.letter().is_some())
        .map(remain)
        .collect()
}

impl Paper {
    fn new(
        view: &View,
        loaded: &Loaded,
        contest: &Contest<'_>,
        typed: &Typed,
        errors: &FieldErrors,
    ) -> Result<Self, Failure> {
        let (say, law, today) = (view.say(), &loaded.law, view.app.clock.today());
        let organs = organs(contest);
        let names = organs.iter().map(|organ| {
            (
                organ.name.clone(),
                organ.name.clone(),
                Some(organ.address.clone()),
            )
        });
        let organ = (organs.len() > 1).then(|| Choices::new("organ", names, &[&typed.organ], errors));
        let all = contested(contest);
        let asked = |number: &u16| {
            let mut items = loaded.application.items.iter();
            let item = items.find(|item| item.number == *number);
            item.map(compose::asked).unwrap_or_default()
        };
        let chosen: Vec<&str> = typed.items.iter().map(String::as_str).collect();
        let options = all.iter().map(|item| (item.to_string(), asked(item), None));
        let items = (all.len() > 1).then(|| Choices::new("items", options, &chosen, errors));
        let meant: Vec<u16> = all
            .iter()
            .copied()
            .filter(|item| all.len() == 1 || typed.items.contains(&item.to_string()))
            .collect();
        let grievance = grievance(loaded, contest, &meant, today);
        let articles = law.in_order(contest.remedies.iter().flat_map(|remedy| &remedy.articles));
        Ok(Self {
            own: own(say, loaded)?,
            respondent: loaded.agency.name.clone(),
            organs: places(&organs),
            organ,
            items,
            requests: petition::requests(&grievance),
            reasons: Field::new("reasons", &typed.reasons, errors),
            brings: remedies::brings(say.lang, loaded, contest.letter().is_some(), today),
            articles: wording::cite_all(say.lang, law, &articles),
        })
    }
}

impl Template for Reconsideration {
    const NAME: &'static str = "pages/portal/reconsideration";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        for id in ["organ", "items", "reasons"] {
            errors.add(id, "请填写");
        }
        vec![
            Self::sample(FieldErrors::default(), false),
            Self::sample(errors, true),
            Self {
                is_over: true,
                left: None,
                remains: Bring::samples(),
                court: Some("2027年5月20日（星期四）".to_owned()),
                paper: None,
                ..Self::sample(FieldErrors::default(), false)
            },
            Self {
                last_day: None,
                left: None,
                is_erased: true,
                paper: None,
                ..Self::sample(FieldErrors::default(), false)
            },
        ]
    }
}

impl Reconsideration {
    fn sample(errors: FieldErrors, choices: bool) -> Self {
        let option = |value: &str| {
            (
                value.to_owned(),
                format!("{value}<b>"),
                Some("人民路1号".to_owned()),
            )
        };
        let choose =
            |id: &str| choices.then(|| Choices::new(id, [option("1"), option("2")], &["1"], &errors));
        let paper = Paper {
            own: vec![OwnRow {
                label: "姓名".to_owned(),
                value: "甄**".to_owned(),
            }],
            respondent: "青溪县住房和城乡建设局".to_owned(),
            organs: vec![Place::sample(true), Place::sample(false)],
            organ: choose("organ"),
            items: choose("items"),
            requests: vec!["撤销被申请人2026年11月20日作出的答复书".to_owned()],
            reasons: Field::new("reasons", "</textarea><script>", &errors),
            brings: Bring::samples(),
            articles: "《中华人民共和国行政复议法》第二十条第一款".to_owned(),
        };
        Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            heading: "对《政府信息公开申请答复书》不服".to_owned(),
            against: "0".to_owned(),
            others: choices
                .then(|| Other {
                    against: SILENCE.to_owned(),
                    heading: "机关没有答复".to_owned(),
                })
                .into_iter()
                .collect(),
            last_day: Some("2027年1月19日（星期二）".to_owned()),
            left: Some("还剩45天".to_owned()),
            is_over: false,
            remains: Vec::new(),
            court: None,
            is_erased: false,
            paper: Some(paper),
            errors,
        }
    }
}

impl Page for Reconsideration {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("reconsideration-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
