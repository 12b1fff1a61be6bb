//! From what was typed to the page: the fields that the chosen grounds demand, the rest kept out of sight.

use std::collections::BTreeSet;

use crate::{
    domain::{
        answer::{FileRef, Missing, Place, What},
        application::Item,
        id::{CaseId, FileId},
    },
    law::{AsksFor, Field as LawField, FieldKey, FieldKind, Ground, GroundKey, OutcomeGroup},
    text::key,
    web::{
        casefile::clues::ClueLine,
        form::{Field, FieldErrors},
        pairs::Hidden,
        wording::{Said, Voice, missing, problem},
    },
};
use time::Date;

use super::{
    page::{AnswerView, Choice, FieldView, FileView, GroupView, Guide, ItemView, PartView},
    typed::{TypedAnswer, TypedDraft, TypedItem, TypedPart, field_id, ground_id, upload_id, what_id},
};

/// What the views of a draft rest on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) voice: Voice<'a>,
    /// The day by whose rules the case is judged.
    pub(super) asks_for: AsksFor,
    pub(super) on: Date,
    /// What to say beside the fields; empty until somebody wants to submit.
    pub(super) errors: &'a FieldErrors,
    pub(super) case: CaseId,
    pub(super) files: &'a [FileRef],
    /// Copies for release that were made of the marks as they stand.
    pub(super) copies: &'a [FileId],
    /// Files that wait for the scanner.
    pub(super) waiting: &'a [FileId],
    /// What is found about the application.
    pub(super) clues: &'a [ClueLine],
}

/// Where a missing thing belongs on the page.
pub(super) fn id_of(missing: &Missing) -> String {
    let item = usize::from(missing.item);
    match (&missing.what, missing.part) {
        (
            What::Ground | What::GroundNotInForce { .. } | What::AnswersOther { .. } | What::Before { .. },
            _,
        ) => ground_id(item, None),
        (
            What::Field { field, .. }
            | What::OnlyArticle { field }
            | What::NothingAttached { field }
            | What::NotRecorded { field }
            | What::Leak {
                at: Place::Field(field),
                ..
            },
            part,
        ) => field_id(item, part, field.as_str()),
        (
            What::FileGone { .. }
            | What::GivesNothing { .. }
            | What::Leak {
                at: Place::File(_), ..
            },
            _,
        ) => upload_id(item),
        (What::Part | What::Leak { at: Place::Part, .. }, Some(part)) => what_id(item, part),
        (What::PartGround { .. }, Some(part)) => ground_id(item, Some(part)),
        (
            What::WithheldParts | What::Part | What::PartGround { .. } | What::Leak { at: Place::Part, .. },
            _,
        ) => format!("item-{item}"),
    }
}

/// Everything that is missing, with its place; for the summary as whole sentences.
pub(super) fn sentences(voice: Voice<'_>, all: &[Missing]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for one in all {
        errors.add(id_of(one), missing(voice, one)?);
    }
    Ok(errors)
}

/// The same for beside the fields, where the place need not be said again.
pub(super) fn beside(voice: Voice<'_>, all: &[Missing]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for one in all {
        let text = match &one.what {
            What::Field { problem: why, .. } => problem(voice, why)?,
            What::Ground
            | What::GroundNotInForce { .. }
            | What::AnswersOther { .. }
            | What::WithheldParts
            | What::Part
            | What::PartGround { .. }
            | What::Before { .. }
            | What::OnlyArticle { .. }
            | What::Leak { .. }
            | What::NothingAttached { .. }
            | What::FileGone { .. }
            | What::GivesNothing { .. }
            | What::NotRecorded { .. } => missing(voice, one)?,
        };
        errors.add(id_of(one), text);
    }
    Ok(errors)
}

/// The items that are answered here: those that were split off keep their numbers and are not shown.
pub(super) fn items(
    desk: Desk<'_>,
    asked: &[Item],
    here: &BTreeSet<u16>,
    typed: &TypedDraft,
) -> Said<Vec<ItemView>> {
    let items = (1..).zip(asked).zip(&typed.items);
    items
        .filter(|((_, asked), _)| here.contains(&asked.number))
        .map(|((number, asked), typed)| item(desk, number, asked, typed))
        .collect()
}

fn item(desk: Desk<'_>, number: usize, asked: &Item, typed: &TypedItem) -> Said<ItemView> {
    let is_partial = is_partial(desk, &typed.answer);
    // A first withheld part is there to be filled in as soon as the ground wants one.
    let first = [TypedPart::default()];
    let parts = match typed.parts.as_slice() {
        _ if !is_partial => &[],
        [] => first.as_slice(),
        some => some,
    };
    let part = |(at, part): (usize, &TypedPart)| {
        Ok(PartView {
            id: format!("i{number}-p{at}"),
            number: at,
            what: Field::new(what_id(number, at), part.what.clone(), desk.errors),
            answer: answer(desk, number, Some(at), &part.answer)?,
        })
    };
    let known = typed
        .files
        .iter()
        .filter_map(|id| desk.files.iter().find(|file| file.id == *id));
    let offered = desk
        .files
        .iter()
        .filter(|file| desk.copies.contains(&file.id) && !typed.files.contains(&file.id));
    let file = |(at, file): (usize, &FileRef)| FileView {
        id: file.id.to_string(),
        number: at,
        name: file.name.clone(),
        href: format!("/desk/cases/{}/files/{}", desk.case, file.id),
        is_waiting: desk.waiting.contains(&file.id),
        uploaded: !desk.copies.contains(&file.id),
    };
    Ok(ItemView {
        number,
        title: asked.title.clone(),
        document_number: asked.document_number.clone(),
        description: asked.description.clone(),
        answer: answer(desk, number, None, &typed.answer)?,
        is_partial,
        parts: (1..).zip(parts).map(part).collect::<Said<_>>()?,
        files: (1..).zip(known).map(file).collect(),
        offered: (1..).zip(offered).map(file).collect(),
        files_error: desk.errors.of(&upload_id(number)),
        upload_id: upload_id(number),
    })
}

fn is_partial(desk: Desk<'_>, typed: &TypedAnswer) -> bool {
    chosen(desk, typed).is_some_and(|ground| ground.group == OutcomeGroup::Partial)
}

fn chosen<'a>(desk: Desk<'a>, typed: &TypedAnswer) -> Option<&'a Ground> {
    let key = typed.ground.parse::<GroundKey>().ok()?;
    desk.voice.law.ground_on(&key, desk.on)
}

fn answer(desk: Desk<'_>, item: usize, part: Option<usize>, typed: &TypedAnswer) -> Said<AnswerView> {
    let ground = chosen(desk, typed);
    let demands = ground.map(|ground| ground.demands.as_slice()).unwrap_or_default();
    Ok(AnswerView {
        ground: Field::new(ground_id(item, part), typed.ground.clone(), desk.errors),
        groups: groups(desk, &typed.ground, part.is_some()),
        clues: clues(desk, item, part, ground),
        guide: ground.map(|ground| Guide {
            article: ground.article.to_string(),
            guidance: ground.guidance.clone(),
            statement: ground.statement.clone(),
            text: ground
                .text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(str::to_owned)
                .collect(),
        }),
        fields: demands
            .iter()
            .map(|key| field(desk, item, part, key, typed))
            .collect::<Said<_>>()?,
    })
}

/// What is found that bears on an item as a whole.
fn clues(desk: Desk<'_>, item: usize, part: Option<usize>, ground: Option<&Ground>) -> Vec<ClueLine> {
    let Ok(item) = u16::try_from(item) else {
        return Vec::new();
    };
    let lines = desk.clues.iter().filter(|_| part.is_none());
    let ground = ground.map(|ground| &ground.key);
    lines
        .filter(|line| line.concerns(item, ground))
        .cloned()
        .collect()
}

/// The grounds that may be chosen, by the kind of result, each with its article.
fn groups(desk: Desk<'_>, chosen: &str, for_part: bool) -> Vec<GroupView> {
    let law = desk.voice.law;
    let fits = |ground: &&Ground| {
        if for_part {
            ground.withholds
        } else {
            ground.proposable
        }
    };
    let choices = |group: OutcomeGroup| {
        let grounds = law
            .grounds_on(desk.on)
            .filter(fits)
            .filter(|ground| ground.asks_for == desk.asks_for)
            .filter(move |ground| ground.group == group);
        grounds.map(|ground| Choice {
            value: ground.key.to_string(),
            name: format!("{}（{}）", ground.name, ground.article),
            chosen: ground.key.as_str() == chosen,
        })
    };
    OutcomeGroup::ALL
        .iter()
        .map(|group| GroupView {
            name: law.outcome(*group).name.clone(),
            choices: choices(*group).collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

fn field(
    desk: Desk<'_>,
    item: usize,
    part: Option<usize>,
    key: &FieldKey,
    typed: &TypedAnswer,
) -> Said<FieldView> {
    let rule = desk.voice.law.field(key);
    let value = typed.fields.get(key.as_str()).cloned().unwrap_or_default();
    let choice = |value_of: &str| Choice {
        value: value_of.to_owned(),
        name: rule.label_of(value_of).to_owned(),
        chosen: value == value_of,
    };
    Ok(FieldView {
        label: label(desk.voice, rule)?,
        hint: rule.hint.clone(),
        long: rule.kind == FieldKind::Long,
        line: match rule.kind {
            FieldKind::Short => Some("text"),
            FieldKind::Date => Some("date"),
            FieldKind::Url => Some("url"),
            FieldKind::Phone => Some("tel"),
            FieldKind::Long | FieldKind::YesNo | FieldKind::Choice => None,
        },
        choices: rule.values().into_iter().map(choice).collect(),
        field: Field::new(field_id(item, part, key.as_str()), value, desk.errors),
    })
}

/// The label, with what it says about having to be filled in.
fn label(voice: Voice<'_>, rule: &LawField) -> Said {
    match &rule.required_when {
        _ if rule.required => Ok(rule.label.clone()),
        Some(when) => {
            let other = voice.law.field(&when.field);
            let is = other.label_of(&when.is);
            voice.say_with(
                key("draft-field-when"),
                &[("label", &rule.label), ("other", &other.label), ("is", is)],
            )
        }
        None => voice.say_with(key("draft-field-optional"), &[("label", &rule.label)]),
    }
}

/// What was typed and has no field on the page now.
pub(super) fn kept(desk: Desk<'_>, typed: &TypedDraft) -> Vec<Hidden> {
    let mut kept = Vec::new();
    for (item, answer) in (1..).zip(&typed.items) {
        unseen(desk, item, None, &answer.answer, true, &mut kept);
        let shown = is_partial(desk, &answer.answer);
        for (part, withheld) in (1..).zip(&answer.parts) {
            unseen(desk, item, Some(part), &withheld.answer, shown, &mut kept);
            if !shown {
                kept.push(Hidden {
                    name: what_id(item, part),
                    value: withheld.what.clone(),
                });
                kept.push(Hidden {
                    name: ground_id(item, Some(part)),
                    value: withheld.answer.ground.clone(),
                });
            }
        }
    }
    kept
}

fn unseen(
    desk: Desk<'_>,
    item: usize,
    part: Option<usize>,
    typed: &TypedAnswer,
    shown: bool,
    kept: &mut Vec<Hidden>,
) {
    let demands = chosen(desk, typed)
        .filter(|_| shown)
        .map(|ground| ground.demands.as_slice())
        .unwrap_or_default();
    for (key, value) in &typed.fields {
        if !value.is_empty() && !demands.iter().any(|demand| demand.as_str() == key) {
            kept.push(Hidden {
                name: field_id(item, part, key),
                value: value.clone(),
            });
        }
    }
}
