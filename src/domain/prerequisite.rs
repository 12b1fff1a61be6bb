//! What must have happened in the case before an answer may go into review: some grounds follow only on a step that was
//! really taken, and a third party is heard before it is decided against them.

use time::Date;

use super::{
    answer::{Missing, ProposedItem, What},
    case::Case,
    clock::{self, ClockState},
    consultation::{self, Result as Outcome},
    notice::{About, Notice},
    refusal::Refusal,
};
use crate::law::{After, Ground, Law, NoticeKind};

/// What stands in the way whatever the answer says: a letter that is not answered, somebody who has to be heard or told.
pub(super) fn check(case: &Case, law: &Law, items: &[ProposedItem], today: Date) -> Result<(), Refusal> {
    match clock::of(case, law).state {
        ClockState::AwaitingCorrection | ClockState::AwaitingFee => return Err(Refusal::Waiting),
        ClockState::Running | ClockState::Consulting | ClockState::Stopped => {}
    }
    third_parties(case, law, items, today)
}

/// The grounds that follow only on a step that was not taken.
pub(super) fn missing(case: &Case, law: &Law, items: &[ProposedItem]) -> Vec<Missing> {
    items
        .iter()
        .filter_map(|item| {
            let ground = law.ground(&item.ground)?;
            let after = ground
                .after
                .filter(|after| !has_happened(case, *after, item.item))?;
            Some(Missing {
                item: item.item,
                part: None,
                what: What::Before {
                    ground: item.ground.clone(),
                    after,
                },
            })
        })
        .collect()
}

/// Whether the step on which a ground follows was taken, for an item.
pub fn has_happened(case: &Case, after: After, item: u16) -> bool {
    match after {
        After::Corrected => case.corrected.is_some(),
        After::ReasonsRejected => case.reasons_judged.is_some_and(|judged| !judged.reasonable),
        After::RecordsTransferred => case.sent(NoticeKind::Transfer).any(
            |(notice, _)| matches!(&notice.matter, About::Transfer { items, .. } if items.contains(&item)),
        ),
    }
}

/// 条例第三十二条: who was asked has their time to answer; who objected learns of a disclosure before it happens.
fn third_parties(case: &Case, law: &Law, items: &[ProposedItem], today: Date) -> Result<(), Refusal> {
    for (notice, _) in consultation::all(case) {
        if notice.kind() != NoticeKind::ThirdPartyConsultation {
            continue;
        }
        match consultation::result(case, law, notice, today) {
            None => return Err(Refusal::ConsultationOpen),
            Some(Outcome::Refused | Outcome::Partly)
                if discloses(law, notice, items) && !is_told(case, notice) =>
            {
                return Err(Refusal::ThirdPartyNotTold);
            }
            Some(
                Outcome::Agreed
                | Outcome::Refused
                | Outcome::Partly
                | Outcome::Silent
                | Outcome::SilentConsent,
            ) => {}
        }
    }
    Ok(())
}

/// Whether the answer gives out what the consultation was about, without holding anything back for the third party.
fn discloses(law: &Law, consultation: &Notice, items: &[ProposedItem]) -> bool {
    let About::Consultation { items: about, .. } = &consultation.matter else {
        return false;
    };
    let protects = |key| law.ground(key).is_some_and(|ground: &Ground| ground.third_party);
    items
        .iter()
        .filter(|item| about.contains(&item.item))
        .any(|item| {
            let gives = law.ground(&item.ground).is_some_and(Ground::gives);
            gives && !item.withheld.iter().any(protects)
        })
}

fn is_told(case: &Case, consultation: &Notice) -> bool {
    case.sent(NoticeKind::DisclosureDecision)
        .any(|(told, _)| told.matter.consultation() == Some(consultation.id))
}
