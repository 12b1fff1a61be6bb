//! 账号: what an administrator says of a person of the staff, held against the rules at once: for the form and for every row
//! of a table alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    agency::Department,
    id::DepartmentId,
    text::{Email, Invalid, Name, Username},
};
use crate::law::{Law, Role, words};

words! {
    /// A part of an account, as form and table have it.
    pub enum AccountPart {
        Username = "username",
        Name = "name",
        Department = "department",
        Roles = "roles",
        Email = "email",
    }
}

/// What was typed. Departments and roles may be named as people call them, or as forms do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPerson {
    pub name: String,
    /// Empty for none.
    pub department: String,
    pub roles: Vec<String>,
    /// Empty for none.
    pub email: String,
}

/// What an administrator settles of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: Name,
    pub department: Option<DepartmentId>,
    pub roles: BTreeSet<Role>,
    pub email: Option<Email>,
}

/// What is wrong with a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountProblem {
    Username(Invalid),
    /// Somebody has that user name, in this agency or another one of the deployment.
    Taken,
    /// It stands in an earlier row of the table, of this number.
    Again(u32),
    Name(Invalid),
    NoSuchDepartment(String),
    /// This role works in a department.
    NeedsDepartment(Role),
    NoRole,
    NoSuchRole(String),
    Email,
}

/// Whatever is wrong, part by part.
pub type Problems = Vec<(AccountPart, AccountProblem)>;

/// Roles whose work belongs to a department.
const OF_A_DEPARTMENT: [Role; 2] = [Role::Handler, Role::DepartmentHead];

/// Holds what was typed against the rules. A department that is switched off takes nobody in, but keeps those who are in
/// it (`current`).
pub fn person(
    typed: &TypedPerson,
    law: &Law,
    departments: &[Department],
    current: Option<DepartmentId>,
) -> Result<Person, Problems> {
    let mut problems = Problems::new();
    let mut wrong = |part, problem| problems.push((part, problem));
    let name = name(&typed.name);
    if let Err(why) = name {
        wrong(AccountPart::Name, AccountProblem::Name(why));
    }
    let wanted = typed.department.trim();
    let found = departments
        .iter()
        .filter(|department| department.active || Some(department.id) == current)
        .find(|department| department.name == wanted || department.id.to_string() == wanted);
    if found.is_none() && !wanted.is_empty() {
        wrong(
            AccountPart::Department,
            AccountProblem::NoSuchDepartment(wanted.to_owned()),
        );
    }
    let mut roles = BTreeSet::new();
    for raw in typed.roles.iter().map(|role| role.trim()) {
        match role(law, raw) {
            Some(role) => {
                roles.insert(role);
            }
            None if raw.is_empty() => {}
            None => wrong(AccountPart::Roles, AccountProblem::NoSuchRole(raw.to_owned())),
        }
    }
    if typed.roles.iter().all(|role| role.trim().is_empty()) {
        wrong(AccountPart::Roles, AccountProblem::NoRole);
    }
    if let Some(role) = OF_A_DEPARTMENT.into_iter().find(|role| roles.contains(role))
        && wanted.is_empty()
    {
        wrong(AccountPart::Department, AccountProblem::NeedsDepartment(role));
    }
    let email = match typed.email.trim() {
        "" => None,
        text => Some(Email::parse(text)),
    };
    if matches!(email, Some(Err(_))) {
        wrong(AccountPart::Email, AccountProblem::Email);
    }
    match (name, email.transpose()) {
        (Ok(name), Ok(email)) if problems.is_empty() => Ok(Person {
            name,
            department: found.map(|department| department.id),
            roles,
            email,
        }),
        _ => Err(problems),
    }
}

/// Nobody is called what a spreadsheet would compute.
fn name(raw: &str) -> Result<Name, Invalid> {
    let name = Name::parse(raw)?;
    if name.as_str().starts_with(['=', '+', '-', '@']) {
        return Err(Invalid::Character);
    }
    Ok(name)
}

/// The user name, or what is wrong with it.
pub fn username(raw: &str) -> Result<Username, (AccountPart, AccountProblem)> {
    Username::parse(raw).map_err(|why| (AccountPart::Username, AccountProblem::Username(why)))
}

fn role(law: &Law, raw: &str) -> Option<Role> {
    Role::ALL
        .iter()
        .copied()
        .find(|role| role.as_str() == raw || law.role_name(*role) == raw)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{id::AgencyId, testing::law};

    fn department(id: u128, name: &str, active: bool) -> Department {
        Department {
            id: DepartmentId(Uuid::from_u128(id)),
            agency: AgencyId(Uuid::nil()),
            name: name.to_owned(),
            active,
        }
    }

    fn typed(name: &str, department: &str, roles: &[&str], email: &str) -> TypedPerson {
        TypedPerson {
            name: name.to_owned(),
            department: department.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            email: email.to_owned(),
        }
    }

    fn judged(typed: &TypedPerson, current: Option<DepartmentId>) -> Result<Person, Problems> {
        let departments = [department(1, "办公室", true), department(2, "旧科", false)];
        person(typed, law(), &departments, current)
    }

    #[test]
    fn departments_and_roles_are_known_by_name_and_by_key() {
        let by_name = judged(&typed("某某", "办公室", &["承办人", "handler"], ""), None).unwrap();
        let key = Uuid::from_u128(1).to_string();
        let by_key = judged(&typed("某某", &key, &["handler"], " "), None).unwrap();
        assert_eq!(by_name, by_key);
        assert_eq!(by_name.roles, BTreeSet::from([Role::Handler]));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let problems = judged(&typed(" ", "人事科", &["主任"], "a@b"), None).unwrap_err();
        let parts: Vec<AccountPart> = problems.iter().map(|(part, _)| *part).collect();
        assert_eq!(
            parts,
            [
                AccountPart::Name,
                AccountPart::Department,
                AccountPart::Roles,
                AccountPart::Email
            ]
        );
        let problems = judged(&typed("某某", "", &[""], ""), None).unwrap_err();
        assert_eq!(problems, [(AccountPart::Roles, AccountProblem::NoRole)]);
        let problems = judged(&typed("某某", "", &["handler"], ""), None).unwrap_err();
        let needs = AccountProblem::NeedsDepartment(Role::Handler);
        assert_eq!(problems, [(AccountPart::Department, needs)]);
    }

    #[test]
    fn a_department_that_is_switched_off_takes_nobody_in_but_keeps_its_own() {
        let old = DepartmentId(Uuid::from_u128(2));
        let person = typed("某某", "旧科", &["handler"], "");
        assert!(judged(&person, None).is_err());
        assert_eq!(judged(&person, Some(old)).unwrap().department, Some(old));
    }
}
