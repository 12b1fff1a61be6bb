//! Those besides the applicant whom a case concerns: a third party, a co-making organ, another organ.

use serde::{Deserialize, Serialize};

use super::{
    clock::ConsultationKind,
    text::{Address, Email, Name, Phone, Postcode},
};

/// Whom a consultation goes to. It is kept sealed, in a row of its own; events name it by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: Name,
    /// Where letters reach them.
    pub address: Option<Address>,
    pub postcode: Option<Postcode>,
    pub phone: Option<Phone>,
    /// Where a third party gets the link to answer online.
    #[serde(default)]
    pub email: Option<Email>,
    /// A natural person, whom letters speak to as 您.
    pub is_person: bool,
}

impl Party {
    /// How letters speak to it.
    pub fn you(&self, kind: ConsultationKind) -> &'static str {
        match kind {
            ConsultationKind::ThirdParty if self.is_person => "您",
            ConsultationKind::ThirdParty => "你单位",
            ConsultationKind::CoMaker | ConsultationKind::OtherOrgan => "你机关",
        }
    }
}
