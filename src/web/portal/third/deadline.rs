//! By when a third party is to answer, and how that day came about.

use serde::Serialize;
use time::Date;

use super::load::Asked;
use crate::{
    domain::{clock, consultation},
    law::{ConsultedKey, LimitKey},
    text::{MissingText, Say, key, words},
    web::wording,
};

/// The last day, explained.
#[derive(Debug, Serialize)]
pub(super) struct Deadline {
    /// With its weekday.
    pub(super) on: String,
    /// It depends on a day of which no holiday notice is out.
    pub(super) provisional: bool,
    /// `还剩5个工作日`, `今天到期`; none once it is over.
    pub(super) left: Option<String>,
    pub(super) is_over: bool,
    pub(super) steps: Vec<Point>,
}

/// A point of the law, or a step, with what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct Point {
    pub(super) text: String,
    pub(super) article: Option<String>,
}

/// A point of the law for whoever was asked, by the rule of the day on which the letter was issued.
pub(super) fn point(say: Say<'_>, asked: &Asked, which: ConsultedKey) -> Result<Point, MissingText> {
    let (law, on) = (&asked.law, asked.letter.issued_on);
    let rule = law.consulted(which, on);
    let limit = law.limit(LimitKey::Consultation, on);
    let period = wording::period(say, limit)?;
    let text = wording::in_lang(say.lang, &rule.text, &rule.english);
    Ok(Point {
        text: text.replace("{period}", &period),
        article: Some(wording::cite(say.lang, law, &rule.article)),
    })
}

impl Deadline {
    /// The last day; none as long as the letter is with nobody.
    pub(super) fn of(say: Say<'_>, asked: &Asked, today: Date) -> Result<Option<Self>, MissingText> {
        let law = &asked.law;
        let Some(last) = consultation::last_day(&asked.case, law, &asked.notice) else {
            return Ok(None);
        };
        let day = |day| words::date_with_weekday(say.lang, day);
        let from = if last.delivered {
            key("portal-third-step-delivered")
        } else {
            key("portal-third-step-posted")
        };
        let period = wording::period(say, &last.limit)?;
        let is_over = last.on < today;
        let left = clock::working_days_left(law, last.on, today);
        let step = |text, article| Point { text, article };
        Ok(Some(Self {
            on: day(last.on),
            provisional: last.provisional,
            left: (!is_over).then(|| words::working_days_left(say.lang, left)),
            is_over,
            steps: vec![
                step(say.with(from, &[("day", &day(last.from))])?, None),
                step(
                    say.with(key("portal-third-step-count"), &[("period", &period)])?,
                    Some(wording::cite(say.lang, law, &last.limit.article)),
                ),
                step(
                    say.with(key("portal-third-step-last"), &[("day", &day(last.on))])?,
                    None,
                ),
            ],
        }))
    }

    pub(super) fn sample(is_over: bool) -> Self {
        Self {
            on: "2026年12月14日（星期一）".to_owned(),
            provisional: is_over,
            left: (!is_over).then(|| "还剩5个工作日".to_owned()),
            is_over,
            steps: vec![Point::sample(false), Point::sample(true)],
        }
    }
}

impl Point {
    pub(super) fn sample(cited: bool) -> Self {
        Self {
            text: "意见书于2026年11月23日（星期一）送达<b>".to_owned(),
            article: cited.then(|| "《中华人民共和国政府信息公开条例》第三十二条".to_owned()),
        }
    }
}
