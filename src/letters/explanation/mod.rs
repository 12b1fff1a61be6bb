//! How a last day came about, in words that an applicant, a handler and a judge read alike; and the words for what a
//! handler filled into a field. Letters and the pages of the staff are in Chinese; the portal is in English as well.

mod chinese;
mod english;
#[cfg(test)]
mod tests;

use serde::Serialize;
use time::{Date, format_description::well_known::Iso8601};

use super::words;
use crate::{
    domain::clock::Step,
    law::{Field, FieldKind, Law, SetAs},
    text::Lang,
};

pub use chinese::{line, remedy};

/// A line of the explanation with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub text: String,
    /// The article, cited in full.
    pub article: String,
}

/// The whole explanation.
pub fn lines(lang: Lang, law: &Law, steps: &[Step<'_>]) -> Vec<Line> {
    let both = |step: &Step<'_>| match lang {
        Lang::Chinese => Line {
            text: line(step),
            article: law.cite(step.article),
        },
        Lang::English => Line {
            text: english::line(law, step),
            article: law.cite_in_english(step.article),
        },
    };
    steps.iter().map(both).collect()
}

/// What a letter says for what a handler filled in: dates in full, choices and yes-no by their names, and the rest
/// punctuated for its place, within a sentence or as paragraphs.
pub fn field_value(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Date => Date::parse(value, &Iso8601::DATE).map_or_else(|_| value.to_owned(), words::date),
        FieldKind::Short if field.set_as == Some(SetAs::Title) => words::titled(&words::clause(value)),
        FieldKind::Short => words::clause(value),
        FieldKind::Long if field.set_as == Some(SetAs::Clause) => words::clause(value),
        FieldKind::Long => words::sentences(value),
        FieldKind::Url | FieldKind::Phone | FieldKind::YesNo | FieldKind::Choice => {
            field.label_of(value).to_owned()
        }
    }
}
