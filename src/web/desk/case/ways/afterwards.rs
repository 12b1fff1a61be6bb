//! After the answer: the new look at what was withheld, what is proposed for publication; and records taken back.

use super::super::forms::Forms;
use crate::{
    domain::{
        afterwards::{ReReviewOutcome, re_review_by},
        command::CommandKind,
        retraction,
        words::WordsRef,
    },
    text::key,
    web::{
        casefile::{
            asked::Row,
            order::{Entry, OrderForm, RADIOS},
        },
        wording::{Said, entry_text},
    },
};

fn written(desk: Forms<'_>, words: WordsRef) -> Option<String> {
    desk.dossier.texts.get(&words.id).cloned().flatten()
}

/// The next new look, those that were taken, and the publication.
pub(super) fn entries(desk: Forms<'_>) -> Said<Vec<Entry>> {
    let (voice, case) = (desk.voice, &desk.dossier.case);
    let mut entries = Vec::new();
    let next = re_review_by(case, voice.law);
    if next.is_some() || !case.re_reviews.is_empty() {
        let mut facts = Vec::new();
        for look in &case.re_reviews {
            let outcome = voice.say(match look.outcome {
                ReReviewOutcome::Kept => key("re-review-kept"),
                ReReviewOutcome::Release => key("re-review-release"),
            })?;
            let because = written(desk, look.because).unwrap_or_default();
            facts.push(Row {
                label: voice.weekday(look.reviewed_on),
                value: format!("{outcome}：{because}"),
            });
        }
        if let Some(next) = &next {
            let day = voice.weekday(next.on);
            let provisional = voice.say(key("due-provisional"))?;
            facts.push(Row {
                label: voice.say(key("re-review-by"))?,
                value: if next.provisional {
                    format!("{day}，{provisional}")
                } else {
                    day
                },
            });
        }
        entries.push(Entry {
            id: "re-reviews".to_owned(),
            title: voice.say(key("re-review-title"))?,
            facts,
            forms: re_review(desk)?.into_iter().collect(),
            ..Entry::default()
        });
    }
    if let Some(publication) = &case.publication {
        let state = match publication.decided {
            None => key("publication-open"),
            Some(decided) if decided.publish => key("publication-agreed"),
            Some(_) => key("publication-declined"),
        };
        let others = publication
            .with
            .iter()
            .filter_map(|id| desk.dossier.linked.get(id));
        let others: Vec<String> = others.map(|other| other.number.to_string()).collect();
        let asked = Row {
            label: voice.say(key("publication-with"))?,
            value: voice.say_with(
                key("publication-count"),
                &[
                    ("count", &publication.with.len().to_string()),
                    ("numbers", &others.join("、")),
                ],
            )?,
        };
        entries.push(Entry {
            id: "publication".to_owned(),
            title: voice.say(key("publication-title"))?,
            state: Some(voice.say(state)?),
            words: publication
                .decided
                .and_then(|decided| written(desk, decided.because)),
            facts: vec![asked],
            forms: decide(desk)?.into_iter().collect(),
            ..Entry::default()
        });
    }
    Ok(entries)
}

fn re_review(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    if !desk.may(CommandKind::ReReview) {
        return Ok(None);
    }
    let voice = desk.voice;
    let outcomes = vec![
        (
            ReReviewOutcome::Kept.to_string(),
            voice.say(key("re-review-kept"))?,
        ),
        (
            ReReviewOutcome::Release.to_string(),
            voice.say(key("re-review-release"))?,
        ),
    ];
    let form = desk
        .begin(CommandKind::ReReview, "")?
        .boxes(RADIOS, "result", outcomes, &[])?
        .area("because", "")?;
    Ok(Some(form.done()))
}

fn decide(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    if !desk.may(CommandKind::DecidePublication) {
        return Ok(None);
    }
    let voice = desk.voice;
    let verdicts = vec![
        ("yes".to_owned(), voice.say(key("publication-agreed"))?),
        ("no".to_owned(), voice.say(key("publication-declined"))?),
    ];
    let form = desk
        .begin(CommandKind::DecidePublication, "")?
        .boxes(RADIOS, "result", verdicts, &[])?
        .area("because", "")?;
    Ok(Some(form.done()))
}

/// To propose what several people ask for.
pub(super) fn publication_form(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    if !desk.may(CommandKind::ProposePublication) {
        return Ok(None);
    }
    let form = desk
        .begin(CommandKind::ProposePublication, "")?
        .effect(desk.voice.say(key("way-effect-publication"))?)
        .line("text", "numbers", "")?
        .about(desk.voice.say(key("way-hint-numbers"))?);
    Ok(Some(form.done()))
}

/// To take back what was recorded by mistake.
pub(super) fn retraction_form(desk: Forms<'_>) -> Said<Option<OrderForm>> {
    if !desk.may(CommandKind::Retract) {
        return Ok(None);
    }
    let (voice, dossier) = (desk.voice, desk.dossier);
    let mut facts = Vec::new();
    for (_, seq) in retraction::facts(&dossier.case) {
        if let Some(recorded) = dossier.history.iter().find(|recorded| recorded.seq == seq) {
            let text = entry_text(voice, &dossier.case, &dossier.names, &recorded.event)?;
            facts.push((seq.to_string(), text));
        }
    }
    let only: Vec<String> = match facts.as_slice() {
        [(seq, _)] => vec![seq.clone()],
        _ => Vec::new(),
    };
    let form = desk
        .begin(CommandKind::Retract, "")?
        .effect(voice.say(key("way-effect-retract"))?)
        .boxes(RADIOS, "fact", facts, &only)?
        .area("retract_reason", "")?;
    Ok(Some(form.done()))
}
