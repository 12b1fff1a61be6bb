//! The list of what a template can print, read off the samples: every path that one of them has.

use super::TemplateField;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is known of a path.
#[derive(Default)]
struct Seen {
    example: Option<String>,
    times: usize,
    nothing: bool,
}

/// The fields of samples, in the order of their paths.
pub(super) fn of(samples: &[Value]) -> Vec<TemplateField> {
    let mut seen = BTreeMap::new();
    for sample in samples {
        walk(sample, "", &mut seen);
    }
    seen.into_iter()
        .map(|(path, seen): (String, Seen)| TemplateField {
            path,
            optional: seen.nothing,
            example: seen.example.unwrap_or_default(),
        })
        .collect()
}

fn walk(value: &Value, path: &str, seen: &mut BTreeMap<String, Seen>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let below = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                walk(value, &below, seen);
            }
        }
        Value::Array(list) => {
            note(path, None, list.is_empty(), seen);
            for value in list {
                walk(value, &format!("{path}[]"), seen);
            }
        }
        Value::String(text) => note(path, Some(text.clone()), false, seen),
        Value::Bool(yes) => note(path, Some(if *yes { "是" } else { "否" }.to_owned()), false, seen),
        Value::Number(number) => note(path, Some(number.to_string()), false, seen),
        Value::Null => note(path, None, true, seen),
    }
}

fn note(path: &str, example: Option<String>, nothing: bool, seen: &mut BTreeMap<String, Seen>) {
    let seen = seen.entry(path.to_owned()).or_default();
    seen.times += 1;
    seen.nothing |= nothing;
    seen.example = seen.example.take().or(example);
}
