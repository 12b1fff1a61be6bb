//! What happened, in a sentence for the history.

use std::collections::BTreeMap;

use time::Date;

use super::{Said, Voice};
use crate::{
    domain::{
        answer::ProposedItem,
        case::Case,
        event::{Event, Recorded},
        id::{AccountId, DepartmentId, LetterId},
        review::{PlannedStep, Step},
        service::{Service, Waybill},
        words::WordsRef,
    },
    law::StepKey,
    text::key,
};

/// Names of the people and departments that a history mentions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) people: BTreeMap<AccountId, String>,
    pub(crate) departments: BTreeMap<DepartmentId, String>,
    /// The steps of reviews that the history tells of.
    pub(crate) steps: BTreeMap<StepKey, PlannedStep>,
    /// The steps that may claim the case, or did.
    pub(crate) windows: BTreeMap<StepKey, Step>,
}

impl Names {
    /// The person's name; the id where the account is gone.
    pub(crate) fn person(&self, id: AccountId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The name of a step of a review of the case.
    pub(crate) fn step<'s>(&'s self, voice: Voice<'s>, step: &'s StepKey) -> &'s str {
        let claimed = self.windows.get(step).map(|step| step.called(voice.law));
        let planned = self.steps.get(step).map(|planned| voice.planned(planned));
        planned.or(claimed).unwrap_or_else(|| voice.step(step))
    }

    /// Takes the steps out of a history; of two with one key, the later.
    pub(crate) fn with_steps(mut self, history: &[Recorded]) -> Self {
        let plans = history.iter().filter_map(|recorded| recorded.event.plan());
        let steps = plans.flat_map(|plan| &plan.steps);
        self.steps
            .extend(steps.map(|step| (step.key.clone(), step.clone())));
        let windows = history.iter().flat_map(|recorded| recorded.event.windows());
        self.windows
            .extend(windows.map(|opened| (opened.step.key.clone(), opened.step.clone())));
        self
    }

    pub(crate) fn department(&self, id: DepartmentId) -> String {
        self.departments
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }
}

/// One event in words; what people wrote stands beside it ([`words_of`]).
pub(crate) fn entry_text(voice: Voice<'_>, case: &Case, names: &Names, event: &Event) -> Said {
    let what = sentence(voice, case, names, event)?;
    match event.instead_of() {
        Some(absent) => voice.say_with(
            key("event-instead-of"),
            &[("what", &what), ("person", &names.person(absent))],
        ),
        None => Ok(what),
    }
}

fn sentence(voice: Voice<'_>, case: &Case, names: &Names, event: &Event) -> Said {
    let letter = |id: LetterId| letter_name(voice, case, id);
    match event {
        Event::Filed { submitted_on, .. } => {
            voice.say_with(key("event-filed"), &[("day", &voice.weekday(*submitted_on))])
        }
        Event::Registered {
            received_on, waybill, ..
        } => registered(voice, case, *received_on, waybill.as_ref()),
        Event::ReceiptConfirmed {
            received_on,
            confirmed_on,
            evidence: _,
        } => receipt_confirmed(voice, *received_on, confirmed_on.unwrap_or(*received_on)),
        Event::Assigned { department, handler } => {
            let department = names.department(*department);
            match handler {
                Some(person) => voice.say_with(
                    key("event-assigned-to"),
                    &[("department", &department), ("person", &names.person(*person))],
                ),
                None => voice.say_with(key("event-assigned"), &[("department", &department)]),
            }
        }
        Event::Accepted { .. } => voice.say(key("event-accepted")),
        Event::StepClaimed { step, .. } => step_said(voice, names, "event-step-claimed", step),
        Event::StepWaived { step, .. } => step_said(voice, names, "event-step-waived", step),
        Event::HandedBack { .. } => voice.say(key("event-handed-back")),
        Event::SplitOff { .. }
        | Event::Imported { .. }
        | Event::ImportUndone
        | Event::PersonalDataErased { .. }
        | Event::ContactChanged { .. }
        | Event::RoundOpened { .. }
        | Event::HandedOver { .. }
        | Event::Notice(_)
        | Event::CorrectionReceived { .. }
        | Event::Consultation(_)
        | Event::FeePaid { .. }
        | Event::PaymentProof(_)
        | Event::Excessive(_)
        | Event::AbandonmentProposed { .. }
        | Event::Abandoned { .. }
        | Event::ItemsSplitOff { .. }
        | Event::Merged { .. }
        | Event::Linked { .. }
        | Event::Appeal(_)
        | Event::RoundStarted { .. }
        | Event::Afterwards(_)
        | Event::Retracted { .. } => super::way::entry_text(voice, case, names, event),
        Event::AnswerDrafted { draft } if draft.items.is_empty() => {
            voice.say(key("event-answer-drafted-empty"))
        }
        Event::AnswerDrafted { draft } => {
            let outcomes = outcomes(voice, &draft.items)?;
            voice.say_with(key("event-answer-drafted"), &[("outcomes", &outcomes)])
        }
        Event::SubmittedForReview { chain, .. } => {
            let steps = voice.several_planned(&chain.steps);
            voice.say_with(
                key("event-submitted-for-review"),
                &[("steps", &steps.join(" → "))],
            )
        }
        Event::StepApproved { step, .. } => step_said(voice, names, "event-step-approved", step),
        Event::StepBypassed { step, .. } => step_said(voice, names, "event-step-bypassed", step),
        Event::SentBack { step, points, .. } if !points.is_empty() => {
            let (step, count) = (names.step(voice, step), points.len().to_string());
            voice.say_with(
                key("event-sent-back-with-points"),
                &[("step", step), ("count", &count)],
            )
        }
        Event::SentBack { step, .. } => step_said(voice, names, "event-sent-back", step),
        Event::PointSettled { .. } => voice.say(key("event-point-settled")),
        Event::ApprovalsVoided { .. } => voice.say(key("event-approvals-voided")),
        Event::LetterIssued {
            letter_kind, number, ..
        } => {
            let name = voice
                .law
                .find_letter(letter_kind)
                .map_or(letter_kind.as_str(), |kind| kind.title.as_str());
            voice.say_with(
                key("event-letter-issued"),
                &[("letter", name), ("number", number)],
            )
        }
        Event::HitsAnswered { lawful, consent, .. } => voice.say_with(
            key("event-hits-answered"),
            &[("lawful", &lawful.to_string()), ("consent", &consent.to_string())],
        ),
        Event::LetterSpoilt { letter: id, .. } => {
            let number = case.letter(*id).map_or("", |letter| letter.number.as_str());
            voice.say_with(
                key("event-letter-spoilt"),
                &[("letter", &letter(*id)?), ("number", number)],
            )
        }
        Event::Served {
            letter: id, service, ..
        } => served(voice, &letter(*id)?, service),
        Event::CameBack {
            letter: id,
            returned_on,
            reason,
            ..
        } => {
            let rule = voice.law.find_return(reason);
            let reason = rule.map_or(reason.as_str(), |rule| &rule.name);
            voice.say_with(
                key("event-came-back"),
                &[
                    ("letter", &letter(*id)?),
                    ("day", &voice.weekday(*returned_on)),
                    ("reason", reason),
                ],
            )
        }
        Event::Delivered {
            letter: id,
            delivered_on,
        } => voice.say_with(
            key("event-delivered"),
            &[("letter", &letter(*id)?), ("day", &voice.weekday(*delivered_on))],
        ),
        Event::Opened { letter: id, file, .. } => {
            let text = match file {
                Some(_) => key("third-event-fetched"),
                None if case.is_for_the_applicant(*id) => key("event-opened"),
                None => key("third-event-opened"),
            };
            voice.say_with(text, &[("letter", &letter(*id)?)])
        }
        Event::Closed { late: None } => voice.say(key("event-closed")),
        Event::Closed { late: Some(late) } => voice.say_with(
            key("event-closed-late"),
            &[("department", &names.department(late.department))],
        ),
        Event::Withdrawn { .. } => voice.say(key("event-withdrawn")),
    }
}

fn step_said(voice: Voice<'_>, names: &Names, which: &str, step: &StepKey) -> Said {
    let text = if which == "event-sent-back" {
        key("event-sent-back")
    } else if which == "event-step-bypassed" {
        key("event-step-bypassed")
    } else if which == "event-step-claimed" {
        key("event-step-claimed")
    } else if which == "event-step-waived" {
        key("event-step-waived")
    } else {
        key("event-step-approved")
    };
    voice.say_with(text, &[("step", names.step(voice, step))])
}

fn served(voice: Voice<'_>, letter: &str, service: &Service) -> Said {
    match service {
        Service::Online { available_on } => voice.say_with(
            key("event-served-online"),
            &[("letter", letter), ("day", &voice.weekday(*available_on))],
        ),
        Service::Counter { signed_on, .. } => voice.say_with(
            key("event-served-counter"),
            &[("letter", letter), ("day", &voice.weekday(*signed_on))],
        ),
        Service::Entrusted { signed_on, .. } => voice.say_with(
            key("event-served-entrusted"),
            &[("letter", letter), ("day", &voice.weekday(*signed_on))],
        ),
        Service::Post {
            mail,
            waybill,
            posted_on,
        } => voice.say_with(
            key("event-served-post"),
            &[
                ("letter", letter),
                ("mail", &voice.mail(*mail)?),
                ("waybill", waybill.as_str()),
                ("day", &voice.weekday(*posted_on)),
            ],
        ),
        Service::Exchange { sent_on } => voice.say_with(
            key("event-served-exchange"),
            &[("letter", letter), ("day", &voice.weekday(*sent_on))],
        ),
    }
}

/// `第1项予以公开，第2项属于国家秘密`
fn outcomes(voice: Voice<'_>, items: &[ProposedItem]) -> Said {
    let worded: Vec<String> = items
        .iter()
        .map(|item| {
            let name = voice
                .law
                .ground(&item.ground)
                .map_or(item.ground.as_str(), |ground| ground.name.as_str());
            voice.say_with(
                key("event-outcome"),
                &[("item", &item.item.to_string()), ("ground", name)],
            )
        })
        .collect::<Said<_>>()?;
    Ok(worded.join("，"))
}

/// How an application that did not come online was taken in: `登记以传真提交的申请，2026年11月20日到达，尚待确认`
fn registered(voice: Voice<'_>, case: &Case, received_on: Option<Date>, waybill: Option<&Waybill>) -> Said {
    let channel = voice.law.channel(case.filing.channel).name.as_str();
    let waybill =
        waybill.map(|waybill| voice.say_with(key("event-waybill"), &[("waybill", waybill.as_str())]));
    let waybill = waybill.transpose()?.unwrap_or_default();
    let (text, day) = match (received_on, case.submitted_on) {
        (Some(day), _) => (key("event-registered"), Some(day)),
        (None, arrived) => (key("event-registered-waiting"), arrived),
    };
    let day = day.map(|day| voice.weekday(day)).unwrap_or_default();
    voice.say_with(
        text,
        &[("channel", channel), ("day", &day), ("waybill", &waybill)],
    )
}

fn receipt_confirmed(voice: Voice<'_>, received_on: Date, confirmed_on: Date) -> Said {
    if received_on == confirmed_on {
        return voice.say_with(
            key("event-receipt-confirmed"),
            &[("day", &voice.weekday(received_on))],
        );
    }
    voice.say_with(
        key("event-receipt-confirmed-on-rest-day"),
        &[
            ("confirmed", &voice.weekday(confirmed_on)),
            ("day", &voice.weekday(received_on)),
        ],
    )
}

/// The title of a letter of the case.
pub(crate) fn letter_name(voice: Voice<'_>, case: &Case, id: LetterId) -> Said {
    let title = case
        .letter(id)
        .and_then(|letter| voice.law.find_letter(&letter.kind));
    match title {
        Some(kind) => Ok(kind.title.clone()),
        None => voice.say(key("event-unknown-letter")),
    }
}

/// The words that belong to an event.
pub(crate) fn words_of(event: &Event) -> Option<WordsRef> {
    match event {
        Event::SentBack { remarks, .. } => Some(*remarks),
        Event::PointSettled { reply, .. } => Some(*reply),
        Event::StepApproved { note, .. } => *note,
        Event::Withdrawn { reason, .. } => *reason,
        Event::Registered { evidence, .. } | Event::ReceiptConfirmed { evidence, .. } => *evidence,
        Event::HandedBack { reason }
        | Event::StepBypassed { reason, .. }
        | Event::HitsAnswered { reason, .. }
        | Event::HandedOver { reason, .. }
        | Event::Retracted { reason, .. }
        | Event::LetterSpoilt { reason, .. } => Some(*reason),
        Event::Served { remark, .. } | Event::CameBack { remark, .. } => *remark,
        Event::Imported { told, .. } => Some(told.number),
        Event::CorrectionReceived { words, .. } => Some(*words),
        Event::Closed { late } => late.map(|late| late.because),
        Event::Notice(event) => super::way::words_of_notice(event),
        Event::Consultation(event) => super::way::words_of_consultation(event),
        Event::PaymentProof(event) => super::way::words_of_proof(event),
        Event::Excessive(event) => Some(super::way::words_of_excessive(event)),
        Event::Appeal(event) => super::way::words_of_appeal(event),
        Event::Afterwards(event) => super::way::words_of_afterwards(event),
        Event::SplitOff { .. }
        | Event::ImportUndone
        | Event::PersonalDataErased { .. }
        | Event::ContactChanged { .. }
        | Event::RoundOpened { .. }
        | Event::FeePaid { .. }
        | Event::AbandonmentProposed { .. }
        | Event::Abandoned { .. }
        | Event::ItemsSplitOff { .. }
        | Event::Merged { .. }
        | Event::Linked { .. }
        | Event::RoundStarted { .. }
        | Event::Filed { .. }
        | Event::Assigned { .. }
        | Event::Accepted { .. }
        | Event::StepClaimed { .. }
        | Event::StepWaived { .. }
        | Event::AnswerDrafted { .. }
        | Event::SubmittedForReview { .. }
        | Event::ApprovalsVoided { .. }
        | Event::LetterIssued { .. }
        | Event::Delivered { .. }
        | Event::Opened { .. } => None,
    }
}
