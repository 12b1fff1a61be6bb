//! The fields of a person: the same for somebody new and for somebody who is there.

use serde::{Deserialize, Serialize};

use super::Own;
use crate::{
    domain::{agency::Department, id::DepartmentId, staff::TypedPerson},
    law::{Law, Role},
    store::account::Account,
    text::key,
    web::{
        form::{Choices, Field, FieldErrors},
        wording::{Said, Voice},
    },
};

/// What the forms send.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) username: String,
    name: String,
    department: String,
    roles: Vec<String>,
    email: String,
    pub(super) version: String,
}

impl Typed {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            username: account.username.clone(),
            name: account.name.clone(),
            department: account.department.map(|id| id.to_string()).unwrap_or_default(),
            roles: account.roles.iter().map(ToString::to_string).collect(),
            email: account
                .email
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            version: String::new(),
        }
    }

    pub(super) fn person(&self) -> TypedPerson {
        TypedPerson {
            name: self.name.clone(),
            department: self.department.clone(),
            roles: self.roles.clone(),
            email: self.email.clone(),
        }
    }
}

/// The fields, with what was typed.
#[derive(Debug, Serialize)]
pub(super) struct PersonFields {
    pub(super) name: Field,
    pub(super) department: Choices,
    pub(super) roles: Choices,
    pub(super) email: Field,
}

impl PersonFields {
    pub(super) fn new(
        own: &Own<'_>,
        typed: &Typed,
        current: Option<DepartmentId>,
        errors: &FieldErrors,
    ) -> Said<Self> {
        let roles: Vec<&str> = typed.roles.iter().map(String::as_str).collect();
        Ok(Self {
            name: Field::new("name", typed.name.clone(), errors),
            department: departments(own.voice, &own.departments, current, &typed.department, errors)?,
            roles: Choices::new("roles", every_role(own.voice.law), &roles, errors),
            email: Field::new("email", typed.email.clone(), errors),
        })
    }
}

/// The departments that take people in, and the one in which somebody is.
fn departments(
    voice: Voice<'_>,
    departments: &[Department],
    current: Option<DepartmentId>,
    chosen: &str,
    errors: &FieldErrors,
) -> Said<Choices> {
    let mut options = vec![(String::new(), voice.say(key("accounts-none"))?, None)];
    let open = departments
        .iter()
        .filter(|department| department.active || Some(department.id) == current);
    options.extend(open.map(|department| (department.id.to_string(), department.name.clone(), None)));
    Ok(Choices::new("department", options, &[chosen], errors))
}

pub(super) fn every_role(law: &Law) -> impl Iterator<Item = (String, String, Option<String>)> {
    let option = |role: &Role| (role.to_string(), law.role_name(*role).to_owned(), None);
    Role::ALL.iter().map(option)
}
