//! Setting up an agency: what a file says of it, held against the law, and written with its departments and its staff
//! in one transaction. For operators (`gongkai agency add`) and for the demonstration.

use std::collections::BTreeSet;

use serde::Deserialize;
use time::Date;

use crate::{
    casework::Office,
    domain::{
        agency::{Agency, Court, Department, Guide, Numbering, Organ},
        competence::{self, Body},
        id::{AccountId, AgencyId, DepartmentId},
        numbering::{CASES, Fault, Problem, Setting},
    },
    law::{AgencyKind, Law, Role},
    password,
    store::{self, StoreError, Tx, account::Account},
};

/// An agency with its departments and its staff.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencySetting {
    pub key: String,
    pub name: String,
    pub short_name: String,
    pub kind: AgencyKind,
    pub region: String,
    pub guide: Guide,
    pub numbering: Numbering,
    pub organs: Vec<Organ>,
    pub courts: Vec<Court>,
    pub departments: Vec<DepartmentSetting>,
    pub accounts: Vec<AccountSetting>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentSetting {
    pub key: String,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountSetting {
    pub username: String,
    pub name: String,
    pub roles: Vec<Role>,
    /// Key of the department.
    pub department: Option<String>,
}

impl AgencySetting {
    /// The first account with a role; where a department is given, the first of that department.
    pub fn account(&self, role: Role, department: Option<&str>) -> Option<&AccountSetting> {
        self.accounts.iter().find(|account| {
            account.roles.contains(&role)
                && department.is_none_or(|key| account.department.as_deref() == Some(key))
        })
    }

    /// Everything that would keep the agency from working on a day, in words for the operator.
    pub fn problems(&self, law: &Law, on: Date) -> Vec<String> {
        let mut problems = Vec::new();
        let is_key = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !is_key(&self.key) {
            problems.push(format!("key“{}”只能由小写字母、数字和连字符组成", self.key));
        }
        let faults = self.numbering.faults(law);
        problems.extend(faults.iter().map(|fault| numbering_problem(fault, law)));
        problems.extend(self.without_remedy(law, on));
        problems.extend(self.staff_problems());
        problems
    }

    /// Organs and courts that the law names on that day and the file does not.
    fn without_remedy(&self, law: &Law, on: Date) -> Vec<String> {
        let known = competence::periods(&self.organs, &self.courts);
        let missing = competence::missing(law, self.kind, &known, on).into_iter();
        let problem = |body: Body| {
            let name = body.name(law);
            match body {
                Body::Organ(relation) => {
                    format!("organs 中没有 {on} 有效的复议机关：{name}（relation = \"{relation}\"）")
                }
                Body::Court(level) => {
                    format!("courts 中没有 {on} 有效的管辖法院：{name}（level = \"{level}\"）")
                }
            }
        };
        missing.map(problem).collect()
    }

    fn staff_problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut departments = BTreeSet::new();
        for department in &self.departments {
            if !departments.insert(department.key.as_str()) {
                problems.push(format!("departments 中“{}”出现了两次", department.key));
            }
        }
        let mut usernames = BTreeSet::new();
        for account in &self.accounts {
            if !usernames.insert(account.username.as_str()) {
                problems.push(format!("accounts 中用户名“{}”出现了两次", account.username));
            }
            let home = account.department.as_deref();
            if let Some(unknown) = home.filter(|key| !departments.contains(key)) {
                problems.push(format!("账号“{}”的内设机构“{unknown}”不存在", account.username));
            }
        }
        problems
    }

    fn agency(&self, id: AgencyId) -> Agency {
        Agency {
            id,
            key: self.key.clone(),
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            kind: self.kind,
            region: self.region.clone(),
            guide: self.guide.clone(),
            numbering: self.numbering.clone(),
            organs: self.organs.clone(),
            courts: self.courts.clone(),
        }
    }
}

/// What is wrong with the numbering, by the name that the setting has in the file.
fn numbering_problem(fault: &Fault, law: &Law) -> String {
    let Fault {
        kind,
        setting,
        problem,
    } = fault;
    let name = match (kind, setting) {
        (None, Setting::CaseCode) => "numbering.case_code".to_owned(),
        (None, Setting::Pattern | Setting::Suffix | Setting::Series) => "numbering.letter_pattern".to_owned(),
        (Some(kind), Setting::Suffix) => format!("numbering.kinds.{kind}.suffix"),
        (Some(kind), Setting::Series) => format!("numbering.kinds.{kind}.series"),
        (Some(kind), Setting::Pattern | Setting::CaseCode) => format!("numbering.kinds.{kind}.pattern"),
    };
    match problem {
        Problem::Code => format!("{name} 只能由大写字母和数字组成"),
        Problem::Without(part) => format!("{name} 中应当有 {{{part}}}"),
        Problem::Unknown(part) => {
            format!("{name} 中的“{part}”不能用：可用 {{year}}、{{serial}}、{{suffix}}")
        }
        Problem::Control => format!("{name} 中有看不见的字符"),
        Problem::Long(most) => format!("{name} 不能超过{most}个字"),
        Problem::Series => format!("{name} 只能由小写字母、数字和下划线组成"),
        Problem::Reserved => format!("{name} 不能用“{CASES}”：这是申请编号的序列"),
        Problem::NoSuchKind => format!("{name}：没有这一种文书"),
        Problem::Meets(other) => {
            let other = law.find_letter(other).map_or(other.as_str(), |kind| &kind.name);
            format!("{name}：可能与“{other}”编出同一个文号，请改用不同的格式或者种类字样（{{suffix}}）")
        }
    }
}

/// Writes an agency with departments and staff. Nobody can sign in before a password is set; [`StoreError::Conflict`]
/// where the name in addresses, the code or a user name is taken.
pub async fn establish(office: &Office, tx: &Tx, given: &AgencySetting) -> Result<(), StoreError> {
    let at = office.now();
    let id = AgencyId(office.ids.next());
    store::agency::insert(tx, &given.agency(id)).await?;
    let mut departments = Vec::new();
    for (position, department) in (0..).zip(&given.departments) {
        let row = Department {
            id: DepartmentId(office.ids.next()),
            agency: id,
            name: department.name.clone(),
            active: true,
        };
        store::agency::insert_department(tx, &row, position).await?;
        departments.push((department.key.as_str(), row.id));
    }
    for person in &given.accounts {
        let home = person.department.as_deref();
        let account = Account {
            id: AccountId(office.ids.next()),
            agency: id,
            department: departments
                .iter()
                .find(|(key, _)| Some(*key) == home)
                .map(|(_, id)| *id),
            username: person.username.clone(),
            name: person.name.clone(),
            roles: person.roles.iter().copied().collect(),
            active: true,
            last_sign_in_at: None,
            email: None,
        };
        store::account::insert(tx, &account, password::NONE, at).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn sample() -> AgencySetting {
        toml::from_str(include_str!("../agency.sample.toml")).unwrap()
    }

    #[test]
    fn the_sample_can_be_set_up() {
        let law = Law::embedded().unwrap();
        let sample = sample();
        assert_eq!(sample.problems(&law, date!(2026 - 11 - 24)), [""; 0]);
        for role in [
            Role::IntakeClerk,
            Role::Handler,
            Role::ConfidentialityReviewer,
            Role::LegalReviewer,
            Role::SigningLeader,
        ] {
            assert!(sample.account(role, None).is_some(), "{role}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let mut setting = sample();
        "Qing Shi".clone_into(&mut setting.key);
        setting.numbering.kinds.clear();
        setting.numbering.letter_pattern = "青公开{serial}号".to_owned();
        setting.organs.clear();
        setting.courts.clear();
        setting.accounts[1].username = setting.accounts[0].username.clone();
        setting.accounts[2].department = Some("nowhere".to_owned());
        let problems = setting.problems(&Law::embedded().unwrap(), date!(2026 - 11 - 24));
        let found = [
            "Qing Shi",
            "{year}",
            "own_government",
            "basic",
            "出现了两次",
            "nowhere",
        ];
        assert_eq!(problems.len(), found.len(), "{problems:?}");
        for (problem, says) in problems.iter().zip(found) {
            assert!(problem.contains(says), "{problem}");
        }
    }
}
