//! 申请人: a natural person, or an organisation of one of the five kinds of the annual report.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    refusal::Refusal,
    text::{Address, CreditCode, DocumentNumber, Email, IdentityNumber, Invalid, Name, Phone, Postcode},
};
use crate::law::words;

/// The most people who may apply together with the first applicant. No law says how many; ten and more are taken as
/// 人数众多 (行诉解释第二十九条) and would sue by representatives, so a form for more is not needed.
pub const MAX_JOINT: usize = 9;

/// The most characters of the note that stands for a missing authority.
pub const MAX_NOTE: usize = 500;

words! {
    /// The column of the annual table (国办公开办函〔2021〕30号, 表三) in which the application counts; fixed at intake.
    pub enum ApplicantKind {
        /// 自然人
        Person = "person",
        /// 商业企业
        Business = "business",
        /// 科研机构
        Research = "research",
        /// 社会公益组织
        PublicInterest = "public_interest",
        /// 法律服务机构
        LegalService = "legal_service",
        /// 其他
        OtherOrganisation = "other_organisation",
    }
}

words! {
    /// What proves who somebody is.
    pub enum IdentityKind {
        ResidentCard = "resident_card",
        Passport = "passport",
        TravelPermit = "travel_permit",
        CreditCode = "credit_code",
    }
}

/// 身份证明 (条例第二十九条第二款第一项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "number", rename_all = "snake_case")]
pub enum Identity {
    /// 居民身份证
    ResidentCard(IdentityNumber),
    /// 护照
    Passport(DocumentNumber),
    /// 港澳居民、台湾居民的居住证或者通行证
    TravelPermit(DocumentNumber),
    /// 统一社会信用代码
    CreditCode(CreditCode),
}

impl Identity {
    /// Takes a number of a kind.
    pub fn parse(kind: IdentityKind, number: &str) -> Result<Self, Invalid> {
        match kind {
            IdentityKind::ResidentCard => IdentityNumber::parse(number).map(Self::ResidentCard),
            IdentityKind::Passport => DocumentNumber::parse(number).map(Self::Passport),
            IdentityKind::TravelPermit => DocumentNumber::parse(number).map(Self::TravelPermit),
            IdentityKind::CreditCode => CreditCode::parse(number).map(Self::CreditCode),
        }
    }

    pub fn kind(&self) -> IdentityKind {
        match self {
            Self::ResidentCard(_) => IdentityKind::ResidentCard,
            Self::Passport(_) => IdentityKind::Passport,
            Self::TravelPermit(_) => IdentityKind::TravelPermit,
            Self::CreditCode(_) => IdentityKind::CreditCode,
        }
    }

    pub fn number(&self) -> &str {
        match self {
            Self::ResidentCard(number) => number.as_str(),
            Self::Passport(number) | Self::TravelPermit(number) => number.as_str(),
            Self::CreditCode(code) => code.as_str(),
        }
    }
}

/// What an organisation tells besides its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representation {
    /// 法定代表人（负责人）
    pub representative: Name,
    /// 联系人
    pub contact: Name,
}

/// 联系方式
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// None only of applicants out of an old register that tells none.
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub address: Option<Address>,
    pub postcode: Option<Postcode>,
}

/// 共同申请人: applies together with the first one, for the same information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointApplicant {
    pub name: Name,
    pub identity: Identity,
}

words! {
    /// 委托权限
    pub enum AuthorityScope {
        /// 代为提出申请、补正
        Apply = "apply",
        /// 代为提出申请、补正，并代收答复和有关文书
        ApplyAndReceive = "apply_and_receive",
    }
}

/// 授权委托书: the paper itself is among the files of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "authority", rename_all = "snake_case")]
pub enum Authority {
    Given {
        scope: AuthorityScope,
        signed_on: Date,
    },
    /// Came in on paper without one: the clerk says how it stands, and it is asked for (补正).
    Missing {
        note: String,
    },
}

/// 代理人: files for the applicants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub name: Name,
    pub identity: Identity,
    pub phone: Phone,
    pub authority: Authority,
}

/// An applicant, complete enough for the law. Several apply together where there are joint ones; the first of them is
/// the one whom the agency reaches, and in whose column of the annual table the application counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    pub kind: ApplicantKind,
    pub name: Name,
    /// None only of applicants out of an old register that tells none. Two who tell none are not taken for one.
    pub identity: Option<Identity>,
    /// Present for organisations, but for those out of an old register.
    pub representation: Option<Representation>,
    pub contact: Contact,
    pub joint: Vec<JointApplicant>,
    pub agent: Option<Agent>,
}

impl Applicant {
    /// Everybody who applies, the first one first.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.name).chain(self.joint.iter().map(|joint| &joint.name))
    }

    /// What a queue shows for all of them: the first one's name, and how many there are.
    pub fn listed(&self) -> String {
        match self.joint.len() {
            0 => self.name.to_string(),
            more => format!("{}等{}人", self.name, more + 1),
        }
    }

    /// Whether those who stand behind the application may file it so. An authority that is missing can be asked for
    /// where a clerk took the application in and said how it stands; on the portal nothing is filed without one.
    pub fn check(&self, has_authority_file: bool, by_clerk: bool) -> Result<(), Refusal> {
        if self.joint.len() > MAX_JOINT {
            return Err(Refusal::TooManyJoint(MAX_JOINT));
        }
        match self.agent.as_ref().map(|agent| &agent.authority) {
            Some(Authority::Given { .. }) if !has_authority_file => Err(Refusal::AuthorityMissing),
            Some(Authority::Missing { .. }) if !by_clerk => Err(Refusal::AuthorityMissing),
            Some(Authority::Given { .. } | Authority::Missing { .. }) | None => Ok(()),
        }
    }

    /// The clerk's note on an authority that has still to be handed in.
    pub fn lacks_authority(&self) -> Option<&str> {
        match &self.agent.as_ref()?.authority {
            Authority::Missing { note } => Some(note),
            Authority::Given { .. } => None,
        }
    }
}
