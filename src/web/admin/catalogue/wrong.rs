//! What is wrong with an entry, in words.

use crate::{
    imports::catalogue::{Part, Wrong},
    text::{Key, key},
    web::{
        form::FieldErrors,
        wording::{Said, Voice},
    },
};

/// What a part is called.
pub(super) fn name(part: Part) -> Key {
    match part {
        Part::Title => key("catalogue-name"),
        Part::Number => key("catalogue-number"),
        Part::PublishedOn => key("catalogue-published-on"),
        Part::Summary => key("catalogue-summary"),
        Part::Link => key("catalogue-link"),
        Part::Topics => key("catalogue-topics"),
    }
}

/// What is wrong with one part.
pub(super) fn said(voice: Voice<'_>, (part, wrong): (Part, Wrong)) -> Said {
    let count = |key, count: &dyn ToString| voice.say_with(key, &[("count", &count.to_string())]);
    match wrong {
        Wrong::Missing if part == Part::PublishedOn => voice.say(key("catalogue-wrong-no-date")),
        Wrong::Missing => voice.say(key("catalogue-wrong-missing")),
        Wrong::TooLong(most) => count(key("catalogue-wrong-long"), &most),
        Wrong::NoDay => voice.say(key("catalogue-wrong-day")),
        Wrong::Ahead => voice.say(key("catalogue-wrong-ahead")),
        Wrong::NoLink => voice.say(key("catalogue-wrong-link")),
        Wrong::Hidden => voice.say(key("catalogue-wrong-hidden")),
        Wrong::TooMany(most) => count(key("catalogue-wrong-many"), &most),
        Wrong::Again(row) => count(key("catalogue-wrong-again"), &row),
        Wrong::OfTwo => voice.say(key("catalogue-wrong-of-two")),
    }
}

/// What is wrong, each beside its field.
pub(super) fn at_fields(voice: Voice<'_>, wrong: &[(Part, Wrong)]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for one in wrong {
        errors.add(one.0.as_str(), said(voice, *one)?);
    }
    Ok(errors)
}

/// What is wrong, each with the name of its part.
pub(super) fn lines(voice: Voice<'_>, wrong: &[(Part, Wrong)]) -> Said<Vec<String>> {
    let line = |one: &(Part, Wrong)| {
        let (name, said) = (voice.say(name(one.0))?, said(voice, *one)?);
        voice.say_with(key("catalogue-wrong-line"), &[("part", &name), ("wrong", &said)])
    };
    wrong.iter().map(line).collect()
}
