//! What a correction changes, in words.

use super::{column_label, group_heading, result_name, table_name};
use crate::{
    domain::annual::{CellChange, InTable},
    text::key,
    web::wording::{Said, Voice, in_lang},
};

/// `（三）不予公开 1.属于国家秘密，自然人：由3改为4`
pub(crate) fn worded(voice: Voice<'_>, change: &CellChange) -> Said {
    let (lang, law) = (voice.say.lang, voice.law);
    let (before, after) = (change.before.to_string(), change.after.to_string());
    let numbers = [("before", before.as_str()), ("after", after.as_str())];
    let (row, column) = match &change.of {
        InTable::Application(row, column) => {
            let entry = law.annual_rows().iter().find(|entry| entry.key == *row);
            let row = entry.map_or_else(
                || row.to_string(),
                |entry| {
                    let label = in_lang(lang, &entry.label, &entry.english);
                    match group_heading(lang, law, entry) {
                        Some(heading) => format!("{heading} {label}"),
                        None => label.clone(),
                    }
                },
            );
            let entry = law.annual_columns().iter().find(|entry| entry.key == *column);
            let column = entry.map_or(column.as_str(), |entry| column_label(lang, entry));
            (row, column.to_owned())
        }
        InTable::Proceeding(table, column) => {
            (voice.say(table_name(*table))?, voice.say(result_name(*column))?)
        }
        InTable::AnswersGiven => return voice.say_with(key("portal-annual-change-given"), &numbers),
        InTable::AnswersInTime => return voice.say_with(key("portal-annual-change-in-time"), &numbers),
    };
    let [before, after] = numbers;
    voice.say_with(
        key("portal-annual-change"),
        &[("row", &row), ("column", &column), before, after],
    )
}
