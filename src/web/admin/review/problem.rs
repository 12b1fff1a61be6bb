//! What is wrong with a chain, in words beside the field.

use crate::{
    domain::review::{Fault, Problem, StepPart},
    text::key,
    web::{
        form::FieldErrors,
        wording::{Said, Voice},
    },
};

use super::Own;

/// The id of the field of a step; that of the whole chain where it is none of a step.
pub(super) fn field_of(fault: &Fault) -> String {
    match (&fault.step, fault.part) {
        (Some(step), StepPart::Place) => format!("place-{step}"),
        (Some(step), part) => format!("{part}-{step}"),
        (None, _) => "chain".to_owned(),
    }
}

pub(super) fn errors(voice: Voice<'_>, own: &Own, faults: &[Fault]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for fault in faults {
        errors.add(field_of(fault), text(voice, own, &fault.problem)?);
    }
    Ok(errors)
}

fn text(voice: Voice<'_>, own: &Own, problem: &Problem) -> Said {
    match problem {
        Problem::Missing(kind) => voice.say_with(key("chain-missing"), &[("step", voice.step_kind(*kind))]),
        Problem::TooMany(most) => voice.say_with(key("chain-too-many"), &[("most", &most.to_string())]),
        Problem::NotLast => voice.say(key("chain-not-last")),
        Problem::SignedTwice => voice.say(key("chain-signed-twice")),
        Problem::NotAlways => voice.say(key("chain-not-always")),
        Problem::LongName(most) => voice.say_with(key("chain-long-name"), &[("most", &most.to_string())]),
        Problem::SameName => voice.say(key("chain-same-name")),
        Problem::OtherRole(roles) => {
            let roles: Vec<&str> = roles.iter().map(|role| voice.law.role_name(*role)).collect();
            voice.say_with(key("chain-other-role"), &[("roles", &roles.join("、"))])
        }
        Problem::NoSuchDepartment => voice.say(key("chain-no-department")),
        Problem::NoSuchPerson => voice.say(key("chain-no-person")),
        Problem::NotTheirs(id) => {
            let found = own.accounts.iter().find(|account| account.id == *id);
            let name = found.map_or_else(|| id.to_string(), |account| account.name.clone());
            voice.say_with(key("chain-not-theirs"), &[("person", &name)])
        }
        Problem::NothingChosen => voice.say(key("chain-nothing-chosen")),
        Problem::NoSuchGround(ground) => {
            voice.say_with(key("chain-no-ground"), &[("ground", ground.as_str())])
        }
        Problem::Days(most) => voice.say_with(key("chain-days-wrong"), &[("most", &most.to_string())]),
        Problem::ClaimDays(most) => voice.say_with(key("chain-claim-wrong"), &[("most", &most.to_string())]),
        Problem::Nobody => voice.say(key("chain-nobody-there")),
        Problem::Demanded => voice.say(key("chain-demanded")),
    }
}
