//! 申请人: a natural person, or an organisation of one of the five kinds of the annual report.

use serde::{Deserialize, Serialize};

use super::text::{Address, CreditCode, DocumentNumber, Email, IdentityNumber, Name, Phone, Postcode};
use crate::law::words;

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
    /// The kind of document, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ResidentCard(_) => "resident_card",
            Self::Passport(_) => "passport",
            Self::TravelPermit(_) => "travel_permit",
            Self::CreditCode(_) => "credit_code",
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

/// 联系方式: at least one way that reaches the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub phone: Phone,
    pub email: Option<Email>,
    pub address: Option<Address>,
    pub postcode: Option<Postcode>,
}

/// An applicant, complete enough for the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    pub kind: ApplicantKind,
    pub name: Name,
    pub identity: Identity,
    /// Present exactly for organisations.
    pub representation: Option<Representation>,
    pub contact: Contact,
}
