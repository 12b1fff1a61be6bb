//! What is wrong with an account, in words beside the field or the row.

use crate::{
    domain::{
        staff::{AccountProblem, Problems},
        text::Invalid,
    },
    text::key,
    web::{
        form::FieldErrors,
        wording::{Said, Voice},
    },
};

/// Every problem at its field; the fields are called as the parts are.
pub(super) fn errors(voice: Voice<'_>, problems: &Problems) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for (part, problem) in problems {
        errors.add(part.as_str(), text(voice, problem)?);
    }
    Ok(errors)
}

pub(super) fn text(voice: Voice<'_>, problem: &AccountProblem) -> Said {
    match problem {
        AccountProblem::Username(Invalid::Blank) => voice.say(key("accounts-no-username")),
        AccountProblem::Username(
            Invalid::TooLong(_)
            | Invalid::Length
            | Invalid::Character
            | Invalid::CheckDigit
            | Invalid::BirthDate
            | Invalid::Form,
        ) => voice.say(key("accounts-wrong-username")),
        AccountProblem::Taken => voice.say(key("accounts-taken")),
        AccountProblem::Again(row) => voice.say_with(key("accounts-again"), &[("row", &row.to_string())]),
        AccountProblem::Name(Invalid::Blank) => voice.say(key("accounts-no-name")),
        AccountProblem::Name(
            Invalid::TooLong(_)
            | Invalid::Length
            | Invalid::Character
            | Invalid::CheckDigit
            | Invalid::BirthDate
            | Invalid::Form,
        ) => voice.say(key("accounts-wrong-name")),
        AccountProblem::NoSuchDepartment(name) => {
            voice.say_with(key("accounts-no-department"), &[("name", &short(name))])
        }
        AccountProblem::NeedsDepartment(role) => voice.say_with(
            key("accounts-needs-department"),
            &[("role", voice.law.role_name(*role))],
        ),
        AccountProblem::NoRole => voice.say(key("accounts-no-role")),
        AccountProblem::NoSuchRole(name) => {
            voice.say_with(key("accounts-unknown-role"), &[("name", &short(name))])
        }
        AccountProblem::Email => voice.say(key("accounts-wrong-email")),
    }
}

/// What somebody typed may be of any length.
fn short(text: &str) -> String {
    const MOST: usize = 30;
    if text.chars().count() > MOST {
        text.chars().take(MOST).chain(['…']).collect()
    } else {
        text.to_owned()
    }
}
