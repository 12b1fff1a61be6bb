//! What is asked, and how it is answered.

use time::Date;

use crate::{
    demo::{
        chance::Chance,
        material::{Material, Subject},
        plan::lot::Lot,
    },
    domain::{
        answer::{Draft, ItemAnswer, ProposedItem},
        application::Item,
    },
    law::{AsksFor, Duty, DutyKey, GroundKey, Law, Limit, OrganRule, RemedyRule},
    specimen::{Answer, Blanks},
};

/// How often a ground occurs, of a thousand.
const WEIGHTS: [(&str, usize); 20] = [
    ("disclosed", 255),
    ("already_public", 147),
    ("partial", 157),
    ("not_held", 140),
    ("other_organ", 90),
    ("third_party_interests", 14),
    ("process_information", 9),
    ("enforcement_file", 9),
    ("internal_affairs", 8),
    ("state_secret", 6),
    ("security_and_stability", 4),
    ("forbidden_by_law", 2),
    ("special_access_regime", 2),
    ("needs_creation", 13),
    ("still_unclear", 5),
    ("petition_or_complaint", 14),
    ("repeat_application", 7),
    ("excessive_applications", 5),
    ("public_publication", 4),
    ("reconfirmation", 3),
];

/// How the wish to have records corrected is answered, each in turn.
const OF_RECORDS: [&str; 4] = [
    "record_corrected",
    "record_unchanged",
    "record_transferred",
    "record_referred",
];

/// What is asked in one item, and on which ground it will be answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) subject: &'a Subject,
    ground: &'static str,
}

/// The items of one application: mostly one, all within one department.
pub(super) fn ask<'a>(chance: &mut Chance, material: &'a Material, lot: &Lot) -> Vec<Asked<'a>> {
    // Each ground once, spread over the year; after that as chance has it.
    let turn = lot
        .in_turn
        .and_then(|number| (number % 11 == 2).then_some(number / 11));
    let of_records = |number: usize| OF_RECORDS.iter().cycle().nth(number).copied();
    let ground = match turn.and_then(|turn| WEIGHTS.get(turn)) {
        Some((ground, _)) => *ground,
        None => *chance.weighted(&WEIGHTS),
    };
    let ground = lot.records.and_then(of_records).unwrap_or(ground);
    let fitting: Vec<&Subject> = material
        .subjects
        .iter()
        .filter(|subject| subject.grounds().contains(&ground))
        .collect();
    let first = *chance.pick(&fitting);
    let mut items = vec![Asked {
        subject: first,
        ground,
    }];
    let more = match chance.below(100) {
        0..3 => 2,
        3..15 => 1,
        _ => 0,
    };
    let mut others: Vec<&Subject> = material
        .subjects
        .iter()
        .filter(|other| joins(first, other))
        .collect();
    for _ in 0..more.min(others.len()) {
        let subject = others.swap_remove(chance.below(others.len()));
        let grounds = subject.grounds();
        let weights: Vec<(&'static str, usize)> = WEIGHTS
            .iter()
            .filter(|(ground, _)| grounds.contains(ground))
            .copied()
            .collect();
        items.push(Asked {
            subject,
            ground: chance.weighted::<&'static str>(&weights),
        });
    }
    items
}

/// Only what is answered in the usual ways comes together with something else.
fn joins(first: &Subject, other: &Subject) -> bool {
    let usual = |subject: &Subject| {
        subject
            .grounds()
            .iter()
            .any(|ground| ["disclosed", "partial"].contains(ground))
    };
    other.agency == first.agency
        && other.department == first.department
        && other.title != first.title
        && usual(first)
        && usual(other)
}

/// The items as the applicant writes them.
pub(super) fn items(asked: &[Asked<'_>]) -> Vec<Item> {
    (1..)
        .zip(asked)
        .map(|(number, Asked { subject, .. })| Item {
            number,
            title: subject.title.clone(),
            document_number: subject.number.clone(),
            description: Some(subject.text.clone()),
        })
        .collect()
}

/// What the items ask for: all of them the same.
pub(super) fn asks_for(asked: &[Asked<'_>]) -> AsksFor {
    if asked.iter().any(|item| OF_RECORDS.contains(&item.ground)) {
        AsksFor::RecordCorrection
    } else {
        AsksFor::Information
    }
}

/// Whether something is handed over with the answer.
pub(super) fn hands_over(asked: &[Asked<'_>]) -> bool {
    asked
        .iter()
        .any(|item| ["disclosed", "partial"].contains(&item.ground))
}

/// The proposed answer, written on a day.
pub(super) fn draft(chance: &mut Chance, material: &Material, asked: &[Asked<'_>], on: Date) -> Draft {
    let items = (1..)
        .zip(asked)
        .map(|(number, asked)| answer(chance, material, *asked, number, on))
        .collect();
    Draft { items }
}

/// The items of a draft in which something is withheld for a third party.
pub(super) fn of_third_parties(draft: &Draft, law: &Law) -> Vec<u16> {
    let protects = |key: &GroundKey| law.ground(key).is_some_and(|ground| ground.third_party);
    let items = draft.items.iter().filter(|item| {
        let parts = item.withheld.iter().map(|part| &part.ground);
        item.ground.iter().chain(parts).any(protects)
    });
    items.map(|item| item.item).collect()
}

/// The organ to which a draft says that the matter was sent on.
pub(super) fn competent_organ(draft: &Draft) -> Option<String> {
    let mut fields = draft.items.iter().flat_map(|item| &item.fields);
    let (_, organ) = fields.find(|(key, _)| key.as_str() == "competent_organ_name")?;
    Some(organ.clone())
}

/// What the law of a day lets a letter say about remedies.
pub(super) fn remedies<'a>(
    law: &'a Law,
    material: &Material,
    asked: &[Asked<'_>],
    draft: &Draft,
    on: Date,
) -> Vec<(&'a RemedyRule, &'a OrganRule, Vec<&'a Limit>, Option<&'a Duty>)> {
    let Some(first) = asked.first() else {
        return Vec::new();
    };
    let kind = material.agency(&first.subject.agency).kind;
    let of_item = |item: ProposedItem| {
        let ground = law.ground(&item.ground)?;
        let rule = law.remedy(&law.remedy_class(ground, &item.withheld, on), on);
        let limits = rule.limits.iter().map(|limit| law.limit(*limit, on)).collect();
        Some((
            rule,
            law.organ(kind, on),
            limits,
            law.duty(DutyKey::NameOnlineChannel, on),
        ))
    };
    draft.outline().into_iter().filter_map(of_item).collect()
}

fn answer(chance: &mut Chance, material: &Material, asked: Asked<'_>, item: u16, on: Date) -> ItemAnswer {
    let agency = material.agency(&asked.subject.agency);
    let variants: Vec<&Answer> = material.answers.on(asked.ground).collect();
    let chosen = chance.pick(&variants);
    let blanks = Blanks {
        title: &asked.subject.title,
        agency: &agency.name,
        numbering: &agency.numbering,
        earlier: i64::from(chance.between(3, 60)),
        on,
    };
    chosen.to_item(item, blanks)
}
