//! The law in the reader's language: what both applicants and the staff are told of it.

use super::Said;
use crate::{
    law::{Article, Law, Limit, StepKind, Unit},
    text::{Lang, Say, key},
};

/// `20个工作日`, `20 working days`
pub(crate) fn period(say: Say<'_>, limit: &Limit) -> Said {
    let period = match limit.unit {
        Unit::WorkingDays => key("period-working-days"),
        Unit::CalendarDays => key("period-days"),
        Unit::Months => key("period-months"),
    };
    say.with(period, &[("count", &limit.amount.to_string())])
}

/// A citation in full.
pub(crate) fn cite(lang: Lang, law: &Law, article: &Article) -> String {
    match lang {
        Lang::Chinese => law.cite(article),
        Lang::English => law.cite_in_english(article),
    }
}

/// Several citations in full.
pub(crate) fn cite_all(lang: Lang, law: &Law, articles: &[Article]) -> String {
    match lang {
        Lang::Chinese => law.cite_all(articles),
        Lang::English => law.cite_all_in_english(articles),
    }
}

/// A kind of step of the review, for whoever is not of the staff.
pub(crate) fn step_kind(lang: Lang, law: &Law, kind: StepKind) -> &str {
    let rule = law.step_rule(kind);
    in_lang(lang, &rule.name, &rule.english)
}

/// What the law's data says in both languages.
pub(crate) const fn in_lang<'a, T: ?Sized>(lang: Lang, chinese: &'a T, english: &'a T) -> &'a T {
    match lang {
        Lang::Chinese => chinese,
        Lang::English => english,
    }
}
