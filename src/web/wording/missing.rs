//! What a proposed answer still lacks, in words and with the place where it belongs.

use super::{Said, Voice};
use crate::{
    domain::answer::{Leak, MAX_PART, Missing, Place, What},
    law::{After, AsksFor, FieldKey, FieldProblem, GroundKey},
    text::key,
};

/// A thing that is missing, in a whole sentence.
pub(crate) fn missing(voice: Voice<'_>, missing: &Missing) -> Said {
    let at = place(voice, missing)?;
    let name = |ground: &GroundKey| {
        voice
            .law
            .ground(ground)
            .map_or_else(|| ground.to_string(), |ground| ground.name.clone())
    };
    match &missing.what {
        What::Ground => voice.say_with(key("missing-ground"), &[("where", &at)]),
        What::GroundNotInForce { ground } => voice.say_with(
            key("missing-ground-not-in-force"),
            &[("where", &at), ("ground", &name(ground))],
        ),
        What::AnswersOther { ground, answers } => {
            let text = match answers {
                AsksFor::Information => key("missing-answers-information"),
                AsksFor::RecordCorrection => key("missing-answers-records"),
            };
            voice.say_with(text, &[("where", &at), ("ground", &name(ground))])
        }
        What::WithheldParts => voice.say_with(key("missing-withheld-parts"), &[("where", &at)]),
        What::Part => voice.say_with(
            key("missing-part"),
            &[("where", &at), ("most", &MAX_PART.to_string())],
        ),
        What::PartGround { ground } if voice.law.ground(ground).is_none() => {
            voice.say_with(key("missing-part-no-ground"), &[("where", &at)])
        }
        What::PartGround { ground } => voice.say_with(
            key("missing-part-ground"),
            &[("where", &at), ("ground", &name(ground))],
        ),
        What::Before { ground, after } => {
            let text = match after {
                After::Corrected => key("missing-before-corrected"),
                After::ReasonsRejected => key("missing-before-reasons"),
                After::RecordsTransferred => key("missing-before-transferred"),
            };
            voice.say_with(text, &[("where", &at), ("ground", &name(ground))])
        }
        What::Field { field, problem: why } => {
            let why = problem(voice, why)?;
            voice.say_with(
                key("missing-field"),
                &[("where", &at), ("field", label(voice, field)), ("problem", &why)],
            )
        }
        What::OnlyArticle { field } => voice.say_with(
            key("missing-only-article"),
            &[("where", &at), ("field", label(voice, field))],
        ),
        What::NothingAttached { field } => voice.say_with(
            key("missing-nothing-attached"),
            &[("where", &at), ("field", label(voice, field))],
        ),
        What::NotRecorded { field } => voice.say_with(
            key("missing-not-recorded"),
            &[("where", &at), ("field", label(voice, field))],
        ),
        What::FileGone { name } => {
            voice.say_with(key("missing-file-gone"), &[("where", &at), ("name", name)])
        }
        What::GivesNothing { ground } => voice.say_with(
            key("missing-gives-nothing"),
            &[("where", &at), ("ground", &name(ground))],
        ),
        What::Leak { at: place, leak } => {
            let text = match leak {
                Leak::IdentityNumber => key("missing-identity-number"),
                Leak::ThirdParty => key("missing-third-party"),
            };
            let field = match place {
                Place::Field(field) => label(voice, field).to_owned(),
                Place::Part => voice.say(key("draft-part-what"))?,
                Place::File(name) => name.clone(),
            };
            voice.say_with(text, &[("where", &at), ("field", &field)])
        }
    }
}

fn label<'a>(voice: Voice<'a>, field: &'a FieldKey) -> &'a str {
    let known = voice.law.find_field(field);
    known.map_or(field.as_str(), |field| field.label.as_str())
}

fn place(voice: Voice<'_>, missing: &Missing) -> Said {
    let item = missing.item.to_string();
    match missing.part {
        Some(part) => voice.say_with(
            key("missing-at-part"),
            &[("item", &item), ("part", &part.to_string())],
        ),
        None => voice.say_with(key("missing-at-item"), &[("item", &item)]),
    }
}

/// Why the value of a field does not do, beside the field.
pub(crate) fn problem(voice: Voice<'_>, problem: &FieldProblem) -> Said {
    match problem {
        FieldProblem::Missing => voice.say(key("problem-missing")),
        FieldProblem::TooShort(least) => {
            voice.say_with(key("problem-too-short"), &[("least", &least.to_string())])
        }
        FieldProblem::TooLong(most) => {
            voice.say_with(key("problem-too-long"), &[("most", &most.to_string())])
        }
        FieldProblem::NotADate => voice.say(key("problem-not-a-date")),
        FieldProblem::NotAUrl => voice.say(key("problem-not-a-url")),
        FieldProblem::NotAPhone => voice.say(key("problem-not-a-phone")),
        FieldProblem::NotAnOption => voice.say(key("problem-not-an-option")),
        FieldProblem::MustBe => voice.say(key("problem-must-be")),
    }
}
