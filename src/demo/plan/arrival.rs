//! How a made-up application came in, and who stands behind it besides the first applicant. Drawn from chances of its
//! own, so that the rest of the story stays as it is.

use time::Duration;

use super::{CameIn, lot::Lot};
use crate::{
    demo::{
        chance::Chance,
        material::{Material, People},
        people,
    },
    domain::applicant::{Agent, Applicant, Authority, AuthorityScope, JointApplicant},
    law::{ArrivalProof, Channel, Law},
};

/// At the desk: most is handed in or sent by mail that is signed for.
pub(super) fn came_in(lot: &Lot, law: &Law, material: &Material) -> CameIn {
    let mut chance = Chance::seeded(!lot.seed);
    let channel = *chance.weighted(&[
        (Channel::Counter, 50),
        (Channel::SignedMail, 32),
        (Channel::OrdinaryMail, 8),
        (Channel::Email, 5),
        (Channel::Fax, 2),
        (Channel::Oral, 3),
    ]);
    let rule = law.channel(channel);
    let records = material.remarks.arrival.get(&channel);
    let signed_for = rule.arrival_proof == ArrivalProof::Waybill;
    CameIn {
        channel,
        waybill: signed_for.then(|| format!("EX{}CN", chance.digits(9))),
        record: records.map(|records| chance.pick(records).clone()),
        confirmation: rule.needs_confirmation().then(|| confirmed(lot, material)),
    }
}

/// How a receipt was confirmed.
pub(super) fn confirmed(lot: &Lot, material: &Material) -> String {
    Chance::seeded(lot.seed).pick(&material.remarks.confirm).clone()
}

/// Now and then several apply together, or by an agent.
pub(super) fn together(first: Applicant, lot: &Lot, people: &People) -> Applicant {
    let mut chance = Chance::seeded(lot.seed.rotate_left(32));
    let is_turn = |every: usize, at: usize| lot.in_turn.is_some_and(|number| number % every == at);
    let others = if is_turn(31, 6) { chance.between(1, 3) } else { 0 };
    let joint = (0..others).filter_map(|_| {
        let Applicant { name, identity, .. } = people::person(&mut chance, people);
        identity.map(|identity| JointApplicant { name, identity })
    });
    let joint = joint.collect();
    let agent = is_turn(43, 11).then(|| people::person(&mut chance, people));
    let agent = agent.and_then(|person| {
        Some(Agent {
            name: person.name,
            identity: person.identity?,
            phone: person.contact.phone?,
            authority: Authority::Given {
                scope: AuthorityScope::ApplyAndReceive,
                signed_on: lot.filed_on.saturating_sub(Duration::days(3)),
            },
        })
    });
    Applicant {
        joint,
        agent,
        ..first
    }
}
