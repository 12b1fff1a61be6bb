//! Two versions of a draft, for the page of a conflict: what one typed, and what somebody else saved meanwhile.

use crate::{
    domain::{
        answer::{Draft, ItemAnswer},
        event::Event,
    },
    law::{FieldKey, GroundKey, Law},
    text::key,
    web::{
        casefile::{asked::Row, dossier::Dossier},
        wording::{Said, Voice},
    },
};

/// What somebody saved after a version of the case, where that is not the same.
pub(super) fn saved_since<'d>(dossier: &'d Dossier, version: u32, typed: &Draft) -> Option<&'d Draft> {
    let since = dossier.history.iter().filter(|recorded| recorded.seq > version);
    let mut since = since.map(|recorded| &recorded.event);
    let is_saved = since.any(|event| matches!(event, Event::AnswerDrafted { .. }));
    let saved = dossier.draft.as_ref().filter(|_| is_saved);
    saved.filter(|saved| saved.digest() != typed.digest())
}

/// A draft, for reading: of each item the ground, every field with its label, the parts and the files.
pub(super) fn rows(voice: Voice<'_>, draft: &Draft) -> Said<Vec<Row>> {
    let mut rows = Vec::new();
    for answer in &draft.items {
        rows.extend(of_item(voice, answer)?);
    }
    Ok(rows)
}

fn of_item(voice: Voice<'_>, answer: &ItemAnswer) -> Said<Vec<Row>> {
    let label = voice.say_with(key("asked-item"), &[("number", &answer.item.to_string())])?;
    let mut rows = of_ground(voice.law, &label, answer.ground.as_ref());
    rows.extend(of_fields(voice.law, &answer.fields));
    for part in &answer.withheld {
        if !part.part.trim().is_empty() {
            rows.push(Row {
                label: voice.say(key("draft-part-what"))?,
                value: part.part.clone(),
            });
        }
        rows.extend(of_ground(voice.law, &label, Some(&part.ground)));
        rows.extend(of_fields(voice.law, &part.fields));
    }
    if !answer.files.is_empty() {
        let names: Vec<&str> = answer.files.iter().map(|file| file.name.as_str()).collect();
        rows.push(Row {
            label: voice.say(key("draft-files"))?,
            value: names.join("\n"),
        });
    }
    Ok(rows)
}

fn of_ground(law: &Law, label: &str, ground: Option<&GroundKey>) -> Vec<Row> {
    let ground = ground.and_then(|key| law.ground(key));
    let row = ground.map(|ground| Row {
        label: label.to_owned(),
        value: ground.name.clone(),
    });
    row.into_iter().collect()
}

fn of_fields<'a>(
    law: &'a Law,
    fields: &'a std::collections::BTreeMap<FieldKey, String>,
) -> impl Iterator<Item = Row> + 'a {
    fields.iter().filter_map(|(key, value)| {
        let field = law.find_field(key)?;
        Some(Row {
            label: field.label.clone(),
            value: field.label_of(value).to_owned(),
        })
    })
}
