//! Specimens of replies: one for each way to word the answer on each ground of the kind, then the awkward ones.

use super::{AWKWARD, Answer, Blanks, Specimen, Workshop, cast::Who, long_text, setting::Setting};
use crate::{
    casework::compose::{self, ComposeError},
    domain::answer::{Draft, ItemAnswer},
    law::{FieldKind, LetterKind},
};

/// How the answer of a specimen is worded.
#[derive(Debug, Clone, Copy)]
enum Said<'a> {
    AsUsual,
    /// The longest fields hold this instead.
    Instead(&'a str),
}

pub(super) fn specimens(workshop: Workshop<'_>, kind: &LetterKind) -> Result<Vec<Specimen>, ComposeError> {
    let answers = answers(workshop, kind);
    if kind.mixed {
        return mixed(workshop, kind, &answers);
    }
    let Some((_, first)) = answers.first() else {
        return Ok(Vec::new());
    };
    let mut made = Vec::new();
    for (name, answer) in &answers {
        let setting = workshop.setting(kind, Who::Person, 1);
        let context = reply(workshop, &setting, &[answer], Said::AsUsual)?;
        made.push(Specimen::new(name.clone(), context));
    }
    for (name, who, items) in AWKWARD {
        let setting = workshop.setting(kind, who, items);
        made.push(Specimen::new(
            name,
            reply(workshop, &setting, &[first], Said::AsUsual)?,
        ));
    }
    made.extend(texts(workshop, kind, &[first])?);
    Ok(made)
}

/// Items with different results: all grounds in turn.
fn mixed(
    workshop: Workshop<'_>,
    kind: &LetterKind,
    answers: &[(String, &Answer)],
) -> Result<Vec<Specimen>, ComposeError> {
    let all: Vec<&Answer> = answers.iter().map(|(_, answer)| *answer).collect();
    let some: Vec<&Answer> = all
        .iter()
        .copied()
        .step_by(all.len().div_ceil(3).max(1))
        .collect();
    let mut made = Vec::new();
    let count = |answers: &[&Answer]| u16::try_from(answers.len()).unwrap_or(u16::MAX);
    for (name, who, items) in [("plain", Who::Person, count(&some))].into_iter().chain(AWKWARD) {
        let setting = workshop.setting(kind, who, items.max(2)).corrected();
        let answers = if items > count(&some) { &all } else { &some };
        made.push(Specimen::new(
            name,
            reply(workshop, &setting, answers, Said::AsUsual)?,
        ));
    }
    made.extend(texts(workshop, kind, &some)?);
    Ok(made)
}

/// A text of several pages, and markup wherever people type.
fn texts(
    workshop: Workshop<'_>,
    kind: &LetterKind,
    answers: &[&Answer],
) -> Result<[Specimen; 2], ComposeError> {
    let items = u16::try_from(answers.len()).unwrap_or(u16::MAX);
    let long = long_text();
    let setting = workshop.setting(kind, Who::Person, items).asking(&long);
    let long = reply(workshop, &setting, answers, Said::Instead(&long))?;
    let markup = workshop.material.names.markup.as_str();
    let setting = workshop.setting(kind, Who::Markup, items).asking(markup);
    let markup = reply(workshop, &setting, answers, Said::Instead(markup))?;
    Ok([Specimen::new("long_text", long), Specimen::new("markup", markup)])
}

/// The answers on the grounds of a kind, with a name each: `state_secret`, and `disclosed-2` for a second wording.
fn answers<'a>(workshop: Workshop<'a>, kind: &LetterKind) -> Vec<(String, &'a Answer)> {
    let grounds = workshop
        .law
        .grounds_on(workshop.on)
        .filter(|ground| ground.asks_for == kind.asks_for)
        .filter(|ground| {
            if kind.mixed {
                ground.proposable
            } else {
                ground.letter == kind.key
            }
        });
    grounds
        .flat_map(|ground| {
            let key = ground.key.as_str();
            (1..)
                .zip(workshop.material.answers.on(key))
                .map(move |(number, answer)| {
                    let name = if number == 1 {
                        key.to_owned()
                    } else {
                        format!("{key}-{number}")
                    };
                    (name, answer)
                })
        })
        .collect()
}

fn reply(
    workshop: Workshop<'_>,
    setting: &Setting<'_>,
    answers: &[&Answer],
    said: Said<'_>,
) -> Result<crate::letters::LetterContext, ComposeError> {
    let matter = setting.matter();
    let items = matter.application.items.iter().zip(answers.iter().cycle());
    let items = items.map(|(item, answer)| {
        let blanks = Blanks {
            title: &item.title,
            agency: &workshop.agency.name,
            numbering: &workshop.agency.numbering,
            earlier: 27,
            on: workshop.on,
        };
        worded(workshop, answer.to_item(item.number, blanks), said)
    });
    let draft = Draft {
        items: items.collect(),
    };
    Ok(compose::reply(&matter, (&draft, Vec::new()), workshop.on)?.context)
}

fn worded(workshop: Workshop<'_>, mut answer: ItemAnswer, said: Said<'_>) -> ItemAnswer {
    if let Said::Instead(text) = said {
        for (key, value) in &mut answer.fields {
            if workshop.law.field(key).kind == FieldKind::Long {
                text.clone_into(value);
            }
        }
    }
    answer
}
