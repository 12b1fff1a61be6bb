//! What can be done with several cases at once, as a form says it.

use time::Date;
use uuid::Uuid;

use crate::{
    casework::{NewNotice, Office, Order},
    domain::{
        id::{AccountId, DepartmentId},
        words::Words,
    },
    law::{LimitKey, words},
    store::queue::Entry,
    text::{Key, key},
    web::{
        casefile::{give, to},
        form::FieldErrors,
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

words! {
    /// A kind of what is done.
    pub(super) enum DeedKind {
        Assign = "assign",
        HandOver = "hand_over",
        Extend = "extend",
        Remind = "remind",
        Close = "close",
    }
}

impl DeedKind {
    pub(super) fn name(self) -> Key {
        match self {
            Self::Assign => key("bulk-assign"),
            Self::HandOver => key("bulk-hand-over"),
            Self::Extend => key("bulk-extend"),
            Self::Remind => key("bulk-remind"),
            Self::Close => key("bulk-close"),
        }
    }

    /// What it does, and to the clock.
    pub(super) fn effect(self) -> Key {
        match self {
            Self::Assign => key("bulk-assign-what"),
            Self::HandOver => key("bulk-hand-over-what"),
            Self::Extend => key("bulk-extend-what"),
            Self::Remind => key("bulk-remind-what"),
            Self::Close => key("bulk-close-what"),
        }
    }

    /// Whether each case may have a reason of its own.
    pub(super) fn is_reasoned(self) -> bool {
        match self {
            Self::HandOver | Self::Extend | Self::Remind => true,
            Self::Assign | Self::Close => false,
        }
    }
}

/// What is to be done with each case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Assign {
        department: DepartmentId,
        handler: Option<AccountId>,
    },
    HandOver {
        department: DepartmentId,
        handler: Option<AccountId>,
    },
    Extend {
        working_days: u16,
    },
    Remind,
    Close,
}

impl Deed {
    pub(super) fn kind(&self) -> DeedKind {
        match self {
            Self::Assign { .. } => DeedKind::Assign,
            Self::HandOver { .. } => DeedKind::HandOver,
            Self::Extend { .. } => DeedKind::Extend,
            Self::Remind => DeedKind::Remind,
            Self::Close => DeedKind::Close,
        }
    }

    /// What the form says, or what is wrong with it, field by field.
    pub(super) fn read(office: &Office, voice: Voice<'_>, typed: &Pairs) -> Said<Result<Self, FieldErrors>> {
        let mut errors = FieldErrors::default();
        let Ok(kind) = typed.get("deed").parse::<DeedKind>() else {
            errors.add("deed", voice.say(key("field-not-chosen"))?);
            return Ok(Err(errors));
        };
        let to = to::read(typed.get("to"));
        let days = typed
            .get("days")
            .trim()
            .parse::<u16>()
            .ok()
            .filter(|days| *days > 0);
        let deed = match kind {
            DeedKind::Assign => to.map(|(department, handler)| Self::Assign { department, handler }),
            DeedKind::HandOver => to.map(|(department, handler)| Self::HandOver { department, handler }),
            DeedKind::Extend => days.map(|working_days| Self::Extend { working_days }),
            DeedKind::Remind => Some(Self::Remind),
            DeedKind::Close => Some(Self::Close),
        };
        if deed.is_none() {
            let (field, text) = match kind {
                DeedKind::Extend => ("days", key("field-not-a-number")),
                DeedKind::Assign | DeedKind::HandOver | DeedKind::Remind | DeedKind::Close => {
                    ("to", key("field-not-chosen"))
                }
            };
            errors.add(field, voice.say(text)?);
        }
        if kind.is_reasoned() {
            let reason = typed.get("reason");
            if reason.trim().is_empty() {
                errors.add("reason", voice.say(key("bulk-reason-missing"))?);
            } else if let Err(wrong) = give::words(office, voice, reason)? {
                errors.add("reason", wrong);
            }
        }
        Ok(deed.filter(|_| errors.is_empty()).ok_or(errors))
    }

    /// The order on one case, with its reason where it has one; none for what is no order ([`Self::Remind`]).
    pub(super) fn order(&self, reason: Option<Words>) -> Option<Order> {
        match *self {
            Self::Assign { department, handler } => Some(Order::Assign { department, handler }),
            Self::HandOver { department, handler } => reason.map(|reason| Order::HandOver {
                department,
                handler,
                reason,
            }),
            Self::Extend { working_days } => Some(Order::ProposeNotice {
                matter: NewNotice::Extension { working_days },
                words: reason,
            }),
            Self::Remind => None,
            Self::Close => Some(Order::Close { late: None }),
        }
    }
}

/// The name of the field for the reason of one case.
pub(super) fn reason_field(case: &str) -> String {
    format!("reason-{case}")
}

/// What is wrong with the own reasons of these cases, where the deed takes any; one that is left empty is none. What was
/// typed for a case that is not ticked any more is nobody's reason.
pub(super) fn problems_of_reasons(
    office: &Office,
    voice: Voice<'_>,
    (kind, typed): (DeedKind, &Pairs),
    entries: &[Entry],
) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    if !kind.is_reasoned() {
        return Ok(errors);
    }
    for entry in entries {
        let field = reason_field(&entry.id.to_string());
        let raw = typed.get(&field);
        if !raw.trim().is_empty()
            && let Err(wrong) = give::words(office, voice, raw)?
        {
            errors.add(field, wrong);
        }
    }
    Ok(errors)
}

/// The reason that stands for a case: its own, or that of all.
pub(super) fn reason_of(typed: &Pairs, case: Uuid) -> &str {
    let own = typed.get(&reason_field(&case.to_string())).trim();
    if own.is_empty() { typed.get("reason") } else { own }
}

/// The working days that are proposed for an extension: as many as the law gives.
pub(super) fn longest(voice: Voice<'_>, today: Date) -> String {
    voice
        .law
        .limit(LimitKey::ReplyExtension, today)
        .amount
        .to_string()
}
