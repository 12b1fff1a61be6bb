//! Another case in the words of the page: how it stands, and how it was answered.

use super::page::{ReplyRow, ToldRow};
use crate::{
    casework::evidence::Told,
    domain::case::Case,
    law::working_days_between,
    text::key,
    web::{
        casefile::{dossier::Dossier, fared::fared},
        wording::{Said, Voice},
    },
};

/// The case, and what became of these of its items; of all where none is named.
pub(super) fn told(voice: Voice<'_>, dossier: &Dossier, told: &Told, items: &[u16]) -> Said<ToldRow> {
    let Told { case, entry } = told;
    let names = &dossier.names;
    let department = case.department().map(|id| names.department(id));
    let handler = case.handler().map(|id| names.person(id));
    let by: Vec<String> = [department, handler].into_iter().flatten().collect();
    let decided = case
        .publication
        .as_ref()
        .and_then(|publication| publication.decided);
    Ok(ToldRow {
        number: case.number.to_string(),
        href: format!("/desk/cases/{}", case.id),
        stage: voice.stage(&case.stage)?,
        applicant_kind: voice.applicant_kind(entry.applicant_kind)?,
        received: case.received_on.map(|day| voice.weekday(day)),
        by: (!by.is_empty()).then(|| by.join(" ")),
        reply: reply(voice, case, items)?,
        fared: case
            .appeals
            .iter()
            .map(|appeal| fared(voice, appeal))
            .collect::<Said<_>>()?,
        published: decided.is_some_and(|decided| decided.publish),
    })
}

fn reply(voice: Voice<'_>, case: &Case, items: &[u16]) -> Said<Option<ReplyRow>> {
    let Some(letter) = case.answer() else {
        return Ok(None);
    };
    let proposed = case.draft.iter().flat_map(|draft| &draft.reference.items);
    let of_these = proposed.filter(|item| items.is_empty() || items.contains(&item.item));
    let mut outcomes: Vec<&str> = of_these
        .filter_map(|item| voice.law.ground(&item.ground))
        .map(|ground| ground.name.as_str())
        .collect();
    outcomes.dedup();
    let took = case.received_on.map(|received| {
        let days = working_days_between(&voice.law.calendar, received, letter.issued_on);
        voice.say_with(key("evidence-took-days"), &[("days", &days.to_string())])
    });
    Ok(Some(ReplyRow {
        outcome: outcomes.join("、"),
        letter: format!("{}，{}", letter.number, voice.weekday(letter.issued_on)),
        href: format!("/desk/cases/{}/letters/{}", case.id, letter.id),
        served: letter.served_on().map(|day| voice.weekday(day)),
        took: took.transpose()?,
    }))
}
