//! What a template can print, with what it means.

use serde::Serialize;

use crate::{
    law::{FieldKey, Law},
    letters::{Slot, fields_of},
    text::{Key, key},
    web::wording::{Said, Voice},
};

/// How much of an example is shown.
const SHOWN: usize = 40;

/// A field in the list.
#[derive(Debug, Serialize)]
pub(super) struct FieldRow {
    /// As it is written in the template.
    pub(super) path: String,
    pub(super) meaning: String,
    pub(super) example: String,
    /// It can be empty, so that it stands within `#if`.
    pub(super) optional: bool,
}

/// The fields of a slot's template, without those that other templates print.
pub(super) fn rows(voice: Voice<'_>, law: &Law, slot: &Slot, template: &str) -> Said<Vec<FieldRow>> {
    let mut rows = Vec::new();
    for field in fields_of(slot, template) {
        let Some(meaning) = meaning(voice, law, &field.path)? else {
            continue;
        };
        let example: String = field.example.chars().take(SHOWN).collect();
        let cut = example.len() < field.example.len();
        rows.push(FieldRow {
            path: field.path,
            meaning,
            example: if cut { format!("{example}…") } else { example },
            optional: field.optional,
        });
    }
    Ok(rows)
}

/// What a path means; nothing for what is printed by a template of its own.
fn meaning(voice: Voice<'_>, law: &Law, path: &str) -> Said<Option<String>> {
    let printed_elsewhere = [
        "items[].section",
        "remedies[]",
        "parts[]",
        "attachments[]",
        "copies[]",
        "steps[]",
    ];
    if printed_elsewhere.iter().any(|other| path.starts_with(other)) {
        return Ok(None);
    }
    if let Some(text) = main(path) {
        return voice.say(text).map(Some);
    }
    let field = path.parse::<FieldKey>().ok().and_then(|key| law.find_field(&key));
    Ok(field.map(|field| field.label.clone()))
}

fn main(path: &str) -> Option<Key> {
    Some(match path {
        "issuer" => key("field-issuer"),
        "title" => key("field-title"),
        "addressee.name" => key("field-addressee-name"),
        "addressee.others" => key("field-addressee-others"),
        "addressee.you" => key("field-addressee-you"),
        "addressee.agent" => key("field-addressee-agent"),
        "application_number" => key("field-application-number"),
        "corrects_records" => key("field-corrects-records"),
        "received_on" => key("field-received-on"),
        "corrected_on" => key("field-corrected-on"),
        "items" => key("field-items"),
        "items[].heading" => key("field-item-heading"),
        "items[].asked" => key("field-item-asked"),
        "items[]" => key("field-item"),
        "remedies" => key("field-remedies"),
        "closing" => key("field-closing"),
        "attachments" => key("field-attachments"),
        "copies" => key("field-copies"),
        "channel" => key("field-channel"),
        "contact" => key("field-contact"),
        "due_article" => key("field-due-article"),
        "due_on" => key("field-due-on"),
        "due_steps" => key("field-due-steps"),
        "form" => key("field-form"),
        "lookup" => key("field-lookup"),
        "lookup.address" => key("field-lookup-address"),
        "lookup.with" => key("field-lookup-with"),
        "period" => key("field-period"),
        "provisional" => key("field-provisional"),
        "received_article" => key("field-received-article"),
        "received_because" => key("field-received-because"),
        "submitted_on" => key("field-submitted-on"),
        "to_applicant" => key("field-to-applicant"),
        "on_behalf_of" => key("field-on-behalf-of"),
        "asked" => key("field-asked"),
        "findings" => key("field-findings"),
        "statement" => key("field-statement"),
        "facts" => key("field-facts"),
        "facts[].label" => key("field-fact-label"),
        "facts[].value" => key("field-fact-value"),
        "steps" => key("field-steps"),
        "return_slip" => key("field-return-slip"),
        "parts" => key("field-parts"),
        _ => return None,
    })
}
