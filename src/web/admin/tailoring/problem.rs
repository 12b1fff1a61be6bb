//! What is wrong with a template, in the words of its page.

use crate::{
    letters::{Lost, Problem},
    template::Fault,
    text::key,
    web::wording::{Said, Voice},
};

/// How much of a lost text is repeated.
const SHOWN: usize = 60;

/// A problem as one sentence, with its place.
pub(super) fn text(voice: Voice<'_>, problem: &Problem) -> Said {
    match problem {
        Problem::Syntax { at, said } => {
            let what = voice.say_with(key("template-syntax"), &[("said", first_line(said))])?;
            placed(voice, *at, &what)
        }
        Problem::Path { at, fault } => placed(voice, *at, &fault_text(voice, fault)?),
        Problem::Partial { name } => voice.say_with(key("template-partial-foreign"), &[("name", name)]),
        Problem::Shape { specimen, said } => {
            voice.say_with(key("template-shape"), &[("specimen", specimen), ("said", said)])
        }
        Problem::Lost { specimen, lost } => voice.say_with(
            key("template-lost"),
            &[("specimen", specimen), ("lost", &lost_text(voice, lost)?)],
        ),
        Problem::Setting { specimen, said } => {
            voice.say_with(key("template-setting"), &[("specimen", specimen), ("said", said)])
        }
    }
}

fn placed(voice: Voice<'_>, at: Option<(usize, usize)>, what: &str) -> Said {
    match at {
        Some((line, column)) => voice.say_with(
            key("template-at"),
            &[
                ("line", &line.to_string()),
                ("column", &column.to_string()),
                ("what", what),
            ],
        ),
        None => Ok(what.to_owned()),
    }
}

/// The parser repeats the source below its first line.
fn first_line(said: &str) -> &str {
    said.lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or(said)
}

fn fault_text(voice: Voice<'_>, fault: &Fault) -> Said {
    match fault {
        Fault::NoPath(path) => voice.say_with(key("template-no-path"), &[("path", path)]),
        Fault::PrintsNothing => voice.say(key("template-prints-nothing")),
        Fault::PrintsList => voice.say(key("template-prints-list")),
        Fault::NullArgument(name) => voice.say_with(key("template-null-argument"), &[("name", name)]),
        Fault::Raw => voice.say(key("template-raw")),
        Fault::BlockPartial => voice.say(key("template-block-partial")),
        Fault::NoCall | Fault::KeyNotLiteral => voice.say(key("template-no-call")),
        Fault::Helper(name) => voice.say_with(key("template-helper"), &[("name", name)]),
        Fault::NoSubject(name) => voice.say_with(key("template-no-subject"), &[("name", name)]),
        Fault::Block(name) => voice.say_with(key("template-block"), &[("name", name)]),
        Fault::NoList => voice.say(key("template-no-list")),
        Fault::Partial(name) => voice.say_with(key("template-no-partial"), &[("name", name)]),
        Fault::NoTemplate | Fault::NoSample => voice.say(key("template-no-template")),
        Fault::Sample { why, .. } => {
            voice.say_with(key("template-sample-fails"), &[("said", first_line(why))])
        }
    }
}

fn lost_text(voice: Voice<'_>, lost: &Lost) -> Said {
    match lost {
        Lost::Words(words) => voice.say_with(key("template-lost-words"), &[("words", &short(words))]),
        Lost::Remedy => voice.say(key("template-lost-remedy")),
        Lost::Issuer => voice.say(key("template-lost-issuer")),
        Lost::Title(title) => voice.say_with(key("template-lost-title"), &[("title", title)]),
        Lost::Addressee => voice.say(key("template-lost-addressee")),
        Lost::Attachments => voice.say(key("template-lost-attachments")),
        Lost::Copies => voice.say(key("template-lost-copies")),
        Lost::Told(words) => voice.say_with(key("template-told"), &[("words", words)]),
    }
}

fn short(words: &str) -> String {
    if words.chars().count() <= SHOWN {
        words.to_owned()
    } else {
        words.chars().take(SHOWN).chain(['…']).collect()
    }
}
