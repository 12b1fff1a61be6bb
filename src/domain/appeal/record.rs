//! What is recorded of a proceeding, and what cannot be.

use time::Date;

use super::{Appeal, AppealEvent, Instance, Of, Order, Procedure};
use crate::{
    domain::{case::Case, event::Event, id::AppealId, refusal::Refusal, words::Words},
    law::{AppealResultKey, Law, LimitKey, Proceeding},
};

/// A fact of a proceeding, as somebody records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppealFact {
    Filed {
        of: Of,
        before: Words,
    },
    ProcedureChanged {
        procedure: Procedure,
        changed_on: Date,
    },
    Replied {
        replied_on: Date,
    },
    DecisionExtended {
        calendar_days: u16,
    },
    Closed {
        result: AppealResultKey,
        decided_on: Date,
        received_on: Date,
        order: Option<Order>,
        note: Option<Words>,
    },
}

impl AppealFact {
    /// The free words that come with it.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Filed { before, .. } => Some(before),
            Self::Closed { note, .. } => note.as_ref(),
            Self::ProcedureChanged { .. } | Self::Replied { .. } | Self::DecisionExtended { .. } => None,
        }
    }
}

/// Whether proceedings can be recorded at all: against what was served, or against silence past the last day.
pub fn may_record(case: &Case, law: &Law, today: Date) -> Result<(), Refusal> {
    let answered = case.answer().is_some_and(|letter| letter.served_on().is_some());
    let late = super::super::clock::of(case, law).is_late(today);
    let ended = !case.stage.is_open();
    // A complaint or a suit may also be about how the application was taken in; so nothing more is asked than that
    // the case exists: whether it is admissible is not ours to say.
    if answered || late || ended || !case.appeals.is_empty() {
        Ok(())
    } else {
        Err(Refusal::NothingToContest)
    }
}

pub(in crate::domain) fn record(
    case: &Case,
    law: &Law,
    id: AppealId,
    fact: &AppealFact,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_record(case, law, today)?;
    let event = match fact {
        AppealFact::Filed { of, before } => {
            if case.appeal(id).is_some() {
                return Err(Refusal::AlreadyReceived);
            }
            filed(case, of, today)?;
            AppealEvent::Filed {
                appeal: id,
                of: of.clone(),
                before: before.reference(),
            }
        }
        AppealFact::ProcedureChanged {
            procedure,
            changed_on,
        } => {
            let appeal = open(case, id)?;
            let Of::Reconsideration {
                procedure: now,
                accepted_on,
                ..
            } = &appeal.of
            else {
                return Err(Refusal::NotReconsideration);
            };
            between(*changed_on, *accepted_on, today)?;
            if now == procedure {
                return Ok(Vec::new());
            }
            AppealEvent::ProcedureChanged {
                appeal: id,
                procedure: *procedure,
                changed_on: *changed_on,
            }
        }
        AppealFact::Replied { replied_on } => {
            let appeal = open(case, id)?;
            if matches!(appeal.of, Of::Complaint { .. }) {
                return Err(Refusal::NotReconsideration);
            }
            if appeal.replied_on.is_some() {
                return Err(Refusal::AlreadyReceived);
            }
            between(*replied_on, appeal.of.known_on(), today)?;
            AppealEvent::Replied {
                appeal: id,
                replied_on: *replied_on,
            }
        }
        AppealFact::DecisionExtended { calendar_days } => {
            let appeal = open(case, id)?;
            let Of::Reconsideration {
                procedure: Procedure::Ordinary,
                accepted_on,
                ..
            } = appeal.of
            else {
                return Err(Refusal::NotReconsideration);
            };
            let most = law
                .limit(LimitKey::ReconsiderationDecisionExtension, accepted_on)
                .amount;
            let left = most.saturating_sub(appeal.extended);
            if !(1..=left).contains(calendar_days) {
                return Err(Refusal::ExtensionTooLong(left));
            }
            AppealEvent::DecisionExtended {
                appeal: id,
                calendar_days: *calendar_days,
            }
        }
        AppealFact::Closed {
            result,
            decided_on,
            received_on,
            order,
            note,
        } => {
            let appeal = open(case, id)?;
            closed(law, appeal, result, (*decided_on, *received_on), *order, today)?;
            AppealEvent::Closed {
                appeal: id,
                result: result.clone(),
                decided_on: *decided_on,
                received_on: *received_on,
                order: *order,
                note: note.as_ref().map(Words::reference),
            }
        }
    };
    Ok(vec![Event::Appeal(event)])
}

fn filed(case: &Case, of: &Of, today: Date) -> Result<(), Refusal> {
    let received = case.received_on.or(case.submitted_on).unwrap_or(Date::MIN);
    match of {
        Of::Reconsideration {
            accepted_on,
            copy_received_on,
            ..
        } => {
            between(*accepted_on, received, today)?;
            between(*copy_received_on, *accepted_on, today)
        }
        Of::Litigation {
            instance,
            after,
            copy_received_on,
        } => {
            between(*copy_received_on, received, today)?;
            let before = after
                .map(|id| case.appeal(id).ok_or(Refusal::NoSuchAppeal))
                .transpose()?;
            match (instance, before.map(|before| before.of.proceeding())) {
                (Instance::First, None | Some(Proceeding::Reconsideration))
                | (Instance::Second | Instance::Retrial, Some(Proceeding::Litigation)) => Ok(()),
                (Instance::First, Some(Proceeding::Litigation | Proceeding::Complaint))
                | (Instance::Second | Instance::Retrial, _) => Err(Refusal::NoSuchAppeal),
            }
        }
        Of::Complaint { received_on, .. } => between(*received_on, received, today),
    }
}

fn closed(
    law: &Law,
    appeal: &Appeal,
    result: &AppealResultKey,
    (decided_on, received_on): (Date, Date),
    order: Option<Order>,
    today: Date,
) -> Result<(), Refusal> {
    let result = law
        .appeal_result(result)
        .filter(|result| result.of == appeal.of.proceeding())
        .ok_or(Refusal::NoSuchResult)?;
    between(decided_on, appeal.of.known_on(), today)?;
    between(received_on, decided_on, today)?;
    match order {
        Some(_) if !result.anew => Err(Refusal::NoSuchResult),
        Some(Order {
            working_days: Some(0),
        }) => Err(Refusal::NoTimeGiven),
        Some(_) | None => Ok(()),
    }
}

fn open(case: &Case, id: AppealId) -> Result<&Appeal, Refusal> {
    let appeal = case.appeal(id).ok_or(Refusal::NoSuchAppeal)?;
    if appeal.closed.is_some() {
        Err(Refusal::NotNow)
    } else {
        Ok(appeal)
    }
}

fn between(on: Date, from: Date, today: Date) -> Result<(), Refusal> {
    if on > today {
        Err(Refusal::InTheFuture)
    } else if on < from {
        Err(Refusal::TooEarly(from))
    } else {
        Ok(())
    }
}
