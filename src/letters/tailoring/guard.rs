//! What no template may leave out. The standard letter is the measure: every value of the context that it prints has to
//! be printed, and as often, the paragraphs on how to object have to be the same word for word, and what it keeps from its addressee
//! has to be kept.

use serde_json::Value;

use crate::letters::{
    document::{Block, Document, words},
    plain,
};

/// What a tailored letter lacks against the standard one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// Words that the standard letter has: a statutory sentence, what was asked, what the handler wrote.
    #[error("没有写出“{0}”")]
    Words(String),
    /// The way to object is not there, or not as it must be.
    #[error("救济告知与标准文书不一致")]
    Remedy,
    /// The red head names another organ.
    #[error("发文机关与标准文书不一致")]
    Issuer,
    /// The title does not hold the title that the law's data give.
    #[error("标题中没有“{0}”")]
    Title(String),
    /// The names of whom it is to.
    #[error("主送与标准文书不一致")]
    Addressee,
    /// The list of what is attached.
    #[error("附件清单与标准文书不一致")]
    Attachments,
    /// Who else gets it.
    #[error("抄送与标准文书不一致")]
    Copies,
    /// It tells its addressee what the standard letter keeps back.
    #[error("写出了不应当告知收件人的“{0}”")]
    Told(String),
}

/// Values by which a letter speaks, and not of which it speaks.
const MANNERS: [&str; 6] = ["you", "closing", "letter", "section", "route", "against"];

/// Values that a letter to somebody else must not give away.
const KEPT_BACK: [&str; 2] = ["application_number", "received_on"];

/// Everything that `own` lacks against `standard`, both made of the same context.
pub(in crate::letters) fn lost(context: &Value, standard: &Document, own: &Document) -> Vec<Lost> {
    let mut lost = Vec::new();
    if own.issuer != standard.issuer || own.signature != standard.signature {
        lost.push(Lost::Issuer);
    }
    if !own.title.contains(&standard.title) {
        lost.push(Lost::Title(standard.title.clone()));
    }
    if words(&own.addressee) != words(&standard.addressee) {
        lost.push(Lost::Addressee);
    }
    if remedies(own) != remedies(standard) {
        lost.push(Lost::Remedy);
    }
    if own.attachments != standard.attachments {
        lost.push(Lost::Attachments);
    }
    if own.copies != standard.copies {
        lost.push(Lost::Copies);
    }
    let (said_by_standard, said) = (bare(&plain::text(standard)), bare(&plain::text(own)));
    let mut values = Vec::new();
    leaves(context, "", &mut values);
    for (name, value) in values {
        let wanted = bare(value);
        // As often, too: a day that stands in its own line and in an explanation must keep both.
        let (due, found) = (
            said_by_standard.matches(&wanted).count(),
            said.matches(&wanted).count(),
        );
        if found < due {
            lost.push(Lost::Words(value.to_owned()));
        } else if due == 0 && found > 0 && KEPT_BACK.contains(&name) {
            lost.push(Lost::Told(value.to_owned()));
        }
    }
    lost
}

fn remedies(document: &Document) -> Vec<&Block> {
    let blocks = document.blocks.iter();
    blocks
        .filter(|block| matches!(block, Block::Remedy { .. }))
        .collect()
}

/// Without blanks and line ends, which paragraphs and lists set in their own way.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text of a context with the name that it has there.
fn leaves<'a>(value: &'a Value, name: &'a str, into: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) if !MANNERS.contains(&name) && !bare(text).is_empty() => into.push((name, text)),
        Value::Array(list) => list.iter().for_each(|item| leaves(item, name, into)),
        Value::Object(map) => map.iter().for_each(|(name, item)| leaves(item, name, into)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
