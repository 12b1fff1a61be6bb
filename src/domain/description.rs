//! 本机关: what the agency is called and how its disclosure office is reached (条例第十二条), as an administrator types it.

use super::{
    agency::{Agency, Guide},
    text::{Address, Email, Invalid, Name, Postcode, is_hidden},
};
use crate::law::words;

words! {
    /// A part of the description, as its form has it.
    pub enum DescriptionPart {
        Name = "name",
        ShortName = "short_name",
        Office = "office",
        Address = "address",
        Postcode = "postcode",
        Phone = "phone",
        Fax = "fax",
        Email = "email",
        Hours = "hours",
        Holds = "holds",
    }
}

/// The longest text of hours and holdings, in characters.
pub const MAX_TEXT: usize = 500;

/// What was typed, or what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDescription {
    pub name: String,
    pub short_name: String,
    pub office: String,
    pub address: String,
    pub postcode: String,
    pub phone: String,
    /// Empty where there is none, as the address below.
    pub fax: String,
    pub email: String,
    pub hours: String,
    pub holds: String,
}

impl TypedDescription {
    pub fn of(agency: &Agency) -> Self {
        let guide = agency.guide.clone();
        Self {
            name: agency.name.clone(),
            short_name: agency.short_name.clone(),
            office: guide.office,
            address: guide.address,
            postcode: guide.postcode,
            phone: guide.phone,
            fax: guide.fax.unwrap_or_default(),
            email: guide.email.unwrap_or_default(),
            hours: guide.hours,
            holds: guide.holds,
        }
    }

    pub fn part(&self, part: DescriptionPart) -> &str {
        match part {
            DescriptionPart::Name => &self.name,
            DescriptionPart::ShortName => &self.short_name,
            DescriptionPart::Office => &self.office,
            DescriptionPart::Address => &self.address,
            DescriptionPart::Postcode => &self.postcode,
            DescriptionPart::Phone => &self.phone,
            DescriptionPart::Fax => &self.fax,
            DescriptionPart::Email => &self.email,
            DescriptionPart::Hours => &self.hours,
            DescriptionPart::Holds => &self.holds,
        }
    }

    fn checked(&self, part: DescriptionPart) -> Result<String, Invalid> {
        let raw = self.part(part);
        let is_absent = raw.trim().is_empty();
        match part {
            DescriptionPart::Name | DescriptionPart::ShortName | DescriptionPart::Office => {
                Name::parse(raw).map(String::from)
            }
            DescriptionPart::Address => Address::parse(raw).map(String::from),
            DescriptionPart::Postcode => Postcode::parse(raw).map(String::from),
            DescriptionPart::Fax | DescriptionPart::Email if is_absent => Ok(String::new()),
            // Several numbers may stand beside each other.
            DescriptionPart::Phone | DescriptionPart::Fax => Name::parse(raw).map(String::from),
            DescriptionPart::Email => Email::parse(raw).map(String::from),
            DescriptionPart::Hours | DescriptionPart::Holds => text(raw),
        }
    }

    /// The agency as it is described here, or everything that is wrong.
    pub fn applied(&self, agency: &Agency) -> Result<Agency, Vec<(DescriptionPart, Invalid)>> {
        let mut problems = Vec::new();
        let mut take = |part| match self.checked(part) {
            Ok(text) => text,
            Err(why) => {
                problems.push((part, why));
                String::new()
            }
        };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let described = Agency {
            name: take(DescriptionPart::Name),
            short_name: take(DescriptionPart::ShortName),
            guide: Guide {
                office: take(DescriptionPart::Office),
                address: take(DescriptionPart::Address),
                postcode: take(DescriptionPart::Postcode),
                phone: take(DescriptionPart::Phone),
                fax: some(take(DescriptionPart::Fax)),
                email: some(take(DescriptionPart::Email)),
                hours: take(DescriptionPart::Hours),
                holds: take(DescriptionPart::Holds),
                payee: agency.guide.payee.clone(),
            },
            ..agency.clone()
        };
        if problems.is_empty() {
            Ok(described)
        } else {
            Err(problems)
        }
    }
}

/// Some lines of text.
fn text(raw: &str) -> Result<String, Invalid> {
    let text = raw.trim().replace("\r\n", "\n");
    if text.is_empty() {
        Err(Invalid::Blank)
    } else if text.chars().any(|c| c != '\n' && is_hidden(c)) {
        Err(Invalid::Character)
    } else if text.chars().count() > MAX_TEXT {
        Err(Invalid::TooLong(MAX_TEXT))
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::testing::agency, law::AgencyKind};

    #[test]
    fn an_agency_that_is_described_as_it_is_stays_the_same() {
        let agency = agency(AgencyKind::CountyDepartment);
        assert_eq!(TypedDescription::of(&agency).applied(&agency), Ok(agency));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let agency = agency(AgencyKind::CountyDepartment);
        let typed = TypedDescription {
            postcode: "12".to_owned(),
            email: "a@b".to_owned(),
            holds: "长".repeat(501),
            ..TypedDescription::default()
        };
        let wrong = typed.applied(&agency).unwrap_err();
        let parts: Vec<DescriptionPart> = wrong.iter().map(|(part, _)| *part).collect();
        let all_but_fax: Vec<DescriptionPart> = DescriptionPart::ALL
            .iter()
            .copied()
            .filter(|part| *part != DescriptionPart::Fax)
            .collect();
        assert_eq!(parts, all_but_fax);
    }
}
