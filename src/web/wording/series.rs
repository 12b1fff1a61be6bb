//! Series of numbers, by name.

use super::{Said, Voice};
use crate::text::key;

/// What a series is called: those of the law have names of their own, one of a single kind of letter has that kind's.
pub(crate) fn series_name(voice: Voice<'_>, series: &str) -> Said {
    match series {
        "receipt" => voice.say(key("numbers-series-receipt")),
        "reply" => voice.say(key("numbers-series-reply")),
        "notice" => voice.say(key("numbers-series-notice")),
        other => {
            let kind = voice.law.letters().iter().find(|kind| kind.key.as_str() == other);
            Ok(kind.map_or(other, |kind| &kind.name).to_owned())
        }
    }
}
