//! The form of a decision, and reading it: of an answer and of a procedural letter alike.

use super::{
    away,
    page::{Decision, Question},
};
use crate::{
    domain::{
        digest::Digest,
        refusal::Refusal,
        review::{CheckAnswer, PlannedStep},
    },
    law::{QuestionKey, StepKind},
    text::key,
    web::{
        form::{Field, FieldErrors},
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// A decision that was not taken: what was typed, and what is wrong.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) typed: Pairs,
    pub(super) errors: FieldErrors,
}

/// What is decided on.
pub(super) struct Shown {
    /// Where its pages are.
    pub(super) at: String,
    pub(super) version: u32,
    pub(super) content: Digest,
    pub(super) words_hint: String,
    /// The name of whose step it is, where that person is away.
    pub(super) instead_of: Option<String>,
}

/// The form of a step.
pub(super) fn of(
    voice: Voice<'_>,
    step: &PlannedStep,
    shown: Shown,
    attempt: Option<&Attempt>,
) -> Said<Decision> {
    let none = (Pairs::default(), FieldErrors::default());
    let (typed, errors) = attempt.map_or((&none.0, &none.1), |attempt| (&attempt.typed, &attempt.errors));
    let question = |question: &crate::law::Question| {
        let id = format!("q-{}", question.key);
        Question {
            yes: typed.get(&id) == "yes",
            no: typed.get(&id) == "no",
            error: errors.of(&id),
            text: question.text.clone(),
            id,
        }
    };
    Ok(Decision {
        name: voice.planned(step).to_owned(),
        instead_of: away::told(voice, shown.instead_of)?,
        approve: match step.kind {
            StepKind::SignOff => voice.planned(step).to_owned(),
            StepKind::DepartmentHead
            | StepKind::Confidentiality
            | StepKind::Legal
            | StepKind::Countersign
            | StepKind::Leader => voice.say_with(key("review-approve"), &[("step", voice.planned(step))])?,
        },
        approve_href: format!("{}/approve", shown.at),
        send_back_href: format!("{}/send-back", shown.at),
        version: shown.version,
        step: step.key.to_string(),
        content: shown.content.to_string(),
        questions: voice
            .law
            .step_rule(step.kind)
            .questions
            .iter()
            .map(question)
            .collect(),
        words: Field::new("words", typed.get("words"), errors),
        words_hint: shown.words_hint,
        unopened: 0,
        pointed: None,
    })
}

/// The answers to the questions, as they were typed.
pub(super) fn checklist(typed: &Pairs) -> Vec<CheckAnswer> {
    let answers = typed.with_prefix("q-").filter_map(|(question, answer)| {
        let question: QuestionKey = question.parse().ok()?;
        Some(CheckAnswer {
            question,
            in_order: answer == "yes",
        })
    });
    answers.collect()
}

/// A refusal, with its place on the page.
pub(super) fn problems(voice: Voice<'_>, refusal: &Refusal) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    if let Refusal::ChecklistOpen(open) = refusal {
        for question in open {
            errors.add(format!("q-{question}"), voice.say(key("review-question-open"))?);
        }
    } else {
        errors.add("decide", voice.refusal(refusal)?);
    }
    Ok(errors)
}
