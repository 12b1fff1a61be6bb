//! 变更联系方式: how the applicant can be reached has changed. What it was and what it is stands in the sealed row of the
//! applicant; the history says which parts changed, and nothing of them.

use std::collections::BTreeSet;

use super::{applicant::Contact, case::Case, digest::Digest, event::Event};
use crate::law::words;

words! {
    /// A part of how somebody can be reached.
    pub enum ContactPart {
        Phone = "phone",
        Email = "email",
        Address = "address",
        Postcode = "postcode",
    }
}

/// The parts in which two ways to be reached differ.
pub fn differing(one: &Contact, other: &Contact) -> BTreeSet<ContactPart> {
    let differs = [
        (ContactPart::Phone, one.phone != other.phone),
        (ContactPart::Email, one.email != other.email),
        (ContactPart::Address, one.address != other.address),
        (ContactPart::Postcode, one.postcode != other.postcode),
    ];
    differs
        .into_iter()
        .filter_map(|(part, differs)| differs.then_some(part))
        .collect()
}

/// What happens: nothing where nothing is new.
pub(super) fn change(
    case: &Case,
    parts: &BTreeSet<ContactPart>,
    digest: Digest,
    electronic: Option<bool>,
) -> Vec<Event> {
    let electronic = electronic.filter(|_| electronic != case.electronic);
    if parts.is_empty() && electronic.is_none() {
        return Vec::new();
    }
    vec![Event::ContactChanged {
        parts: parts.clone(),
        digest,
        electronic,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        command::{Command, CommandKind},
        permission,
        refusal::Refusal,
        stage::StageKey,
        testing::{Story, applicant, clerk, law},
        text::{Address, Phone},
    };

    fn changed(parts: &[ContactPart], electronic: Option<bool>) -> Command {
        Command::ChangeContact {
            parts: parts.iter().copied().collect(),
            digest: Digest::of_bytes(b"new"),
            electronic,
        }
    }

    #[test]
    fn only_what_differs_is_named() {
        let one = Contact {
            phone: Some(Phone::parse("13900000000").unwrap()),
            email: None,
            address: None,
            postcode: None,
        };
        let other = Contact {
            address: Some(Address::parse("青溪县人民路1号").unwrap()),
            ..one.clone()
        };
        assert_eq!(differing(&one, &one), BTreeSet::new());
        assert_eq!(differing(&one, &other), [ContactPart::Address].into());
    }

    #[test]
    fn the_applicant_changes_it_at_every_stage_and_what_is_the_same_is_no_event() {
        for stage in [StageKey::Filed, StageKey::InHand, StageKey::Served] {
            let story = Story::at(stage).then(&applicant(), &changed(&[ContactPart::Phone], Some(true)));
            assert_eq!(story.case.electronic, Some(true));
            let version = story.case.version;
            let mut same = story.clone();
            assert!(
                same.act(&applicant(), &changed(&[], Some(true)))
                    .unwrap()
                    .is_empty()
            );
            assert_eq!(same.case.version, version);
            let taken_back = story.then(&applicant(), &changed(&[], Some(false)));
            assert_eq!(taken_back.case.electronic, Some(false));
        }
        let case = Story::in_hand().case;
        let kind = CommandKind::ChangeContact;
        assert_eq!(
            permission::may(&case, &clerk(), kind, law()),
            Err(Refusal::NotYourRole)
        );
    }
}
