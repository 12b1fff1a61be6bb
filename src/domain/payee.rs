//! 缴费方式: to which account a fee is paid, as an administrator types it.

use serde::{Deserialize, Serialize};

use super::{
    agency::{Agency, Guide},
    text::{Invalid, Name, is_hidden},
};
use crate::law::words;

/// The account to which applicants pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    pub name: String,
    pub bank: String,
    pub account: String,
    /// What to write as purpose besides the number of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Other ways to pay, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

words! {
    /// A part of it, as its form has it.
    pub enum PayeePart {
        Name = "name",
        Bank = "bank",
        Account = "account",
        Purpose = "purpose",
        Remark = "remark",
    }
}

/// The longest remark, in characters.
const MAX_REMARK: usize = 500;

/// What was typed, or what stands there; all of it empty where nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedPayee {
    pub name: String,
    pub bank: String,
    pub account: String,
    pub purpose: String,
    pub remark: String,
}

impl TypedPayee {
    pub fn of(agency: &Agency) -> Self {
        agency
            .guide
            .payee
            .clone()
            .map_or_else(Self::default, |payee| Self {
                name: payee.name,
                bank: payee.bank,
                account: payee.account,
                purpose: payee.purpose.unwrap_or_default(),
                remark: payee.remark.unwrap_or_default(),
            })
    }

    pub fn part(&self, part: PayeePart) -> &str {
        match part {
            PayeePart::Name => &self.name,
            PayeePart::Bank => &self.bank,
            PayeePart::Account => &self.account,
            PayeePart::Purpose => &self.purpose,
            PayeePart::Remark => &self.remark,
        }
    }

    fn checked(&self, part: PayeePart) -> Result<Option<String>, Invalid> {
        let raw = self.part(part);
        let is_absent = raw.trim().is_empty();
        match part {
            PayeePart::Purpose | PayeePart::Remark if is_absent => Ok(None),
            PayeePart::Name | PayeePart::Bank | PayeePart::Purpose => {
                Name::parse(raw).map(|text| Some(text.into()))
            }
            PayeePart::Account => account(raw).map(Some),
            PayeePart::Remark => remark(raw).map(Some),
        }
    }

    /// The agency with this account, with none where all is empty, or everything that is wrong.
    pub fn applied(&self, agency: &Agency) -> Result<Agency, Vec<(PayeePart, Invalid)>> {
        let mut problems = Vec::new();
        let mut take = |part| match self.checked(part) {
            Ok(text) => text,
            Err(why) => {
                problems.push((part, why));
                None
            }
        };
        let is_empty = PayeePart::ALL
            .iter()
            .all(|part| self.part(*part).trim().is_empty());
        let payee = (!is_empty).then(|| Payee {
            name: take(PayeePart::Name).unwrap_or_default(),
            bank: take(PayeePart::Bank).unwrap_or_default(),
            account: take(PayeePart::Account).unwrap_or_default(),
            purpose: take(PayeePart::Purpose),
            remark: take(PayeePart::Remark),
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Agency {
            guide: Guide {
                payee,
                ..agency.guide.clone()
            },
            ..agency.clone()
        })
    }
}

/// The number of an account: whatever banks use, and nothing that reads like words.
fn account(raw: &str) -> Result<String, Invalid> {
    let account = super::text::narrow(raw);
    let is_one = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
    if account.is_empty() {
        Err(Invalid::Blank)
    } else if (5..=40).contains(&account.len()) && account.chars().all(is_one) {
        Ok(account)
    } else {
        Err(Invalid::Form)
    }
}

fn remark(raw: &str) -> Result<String, Invalid> {
    let text = raw.trim().replace("\r\n", "\n");
    if text.chars().any(|c| c != '\n' && is_hidden(c)) {
        Err(Invalid::Character)
    } else if text.chars().count() > MAX_REMARK {
        Err(Invalid::TooLong(MAX_REMARK))
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::testing, law::AgencyKind};

    fn typed() -> TypedPayee {
        TypedPayee {
            name: "青溪县财政局".to_owned(),
            bank: "青溪县农村信用社".to_owned(),
            account: "０000 1111 2222".to_owned(),
            ..TypedPayee::default()
        }
    }

    #[test]
    fn an_account_is_whole_or_not_there() {
        let agency = testing::agency(AgencyKind::CountyDepartment);
        let set = typed().applied(&agency).unwrap();
        assert_eq!(set.guide.payee.as_ref().unwrap().account, "0000 1111 2222");
        assert_eq!(TypedPayee::default().applied(&set).unwrap().guide.payee, None);
        let half = TypedPayee {
            bank: " ".to_owned(),
            account: "收款码".to_owned(),
            ..typed()
        };
        let wrong = half.applied(&agency).unwrap_err();
        assert_eq!(
            wrong,
            [
                (PayeePart::Bank, Invalid::Blank),
                (PayeePart::Account, Invalid::Form)
            ]
        );
    }
}
