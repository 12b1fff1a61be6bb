//! To whom a case goes: the departments of an agency with the people who handle cases in them, as a field offers them and as
//! it sends them.

use serde::Serialize;
use uuid::Uuid;

use crate::{
    domain::{
        agency::Department,
        id::{AccountId, DepartmentId},
    },
    law::Role,
    store::account::Account,
    text::key,
    web::wording::{Said, Voice},
};

/// A department, and the people of it who handle cases.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DepartmentChoices {
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
}

/// An option of a field.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// What the field offers; `chosen` is what it sent last.
pub(crate) fn choices(
    voice: Voice<'_>,
    departments: &[Department],
    accounts: &[Account],
    chosen: &str,
) -> Said<Vec<DepartmentChoices>> {
    let choice = |value: String, name: String| Choice {
        chosen: value == chosen,
        value,
        name,
    };
    let of = |department: &Department| {
        let whole = voice.say_with(
            key("assign-whole-department"),
            &[("department", &department.name)],
        )?;
        let people = accounts.iter().filter(|account| {
            account.active
                && account.department == Some(department.id)
                && account.roles.contains(&Role::Handler)
        });
        let mut choices = vec![choice(department.id.to_string(), whole)];
        choices.extend(
            people.map(|person| choice(format!("{}/{}", department.id, person.id), person.name.clone())),
        );
        Ok(DepartmentChoices {
            name: department.name.clone(),
            choices,
        })
    };
    let open = departments.iter().filter(|department| department.active);
    open.map(of).collect()
}

/// What the field sends: `department` or `department/person`.
pub(crate) fn read(raw: &str) -> Option<(DepartmentId, Option<AccountId>)> {
    let (department, person) = raw
        .split_once('/')
        .map_or((raw, None), |(to, whom)| (to, Some(whom)));
    let department = Uuid::parse_str(department).ok().map(DepartmentId)?;
    let handler = person.map(|whom| Uuid::parse_str(whom).map(AccountId));
    Some((department, handler.transpose().ok()?))
}
