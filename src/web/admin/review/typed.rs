//! A chain as the form holds it: every field as it was typed, in the order of the steps.

use crate::{
    domain::{
        id::{AccountId, DepartmentId},
        review::{Step, StepPart, When, Where, Who},
    },
    law::{StepKey, StepKind},
    web::{error::Failure, pairs::Pairs},
};

/// A step as it was typed.
#[derive(Debug, Clone)]
pub(super) struct TypedStep {
    pub(super) key: StepKey,
    pub(super) kind: StepKind,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) department: String,
    pub(super) accounts: Vec<String>,
    pub(super) when: String,
    /// The working days in which a case may be claimed.
    pub(super) claim: String,
    pub(super) outcomes: Vec<String>,
    pub(super) grounds: Vec<String>,
    pub(super) days: String,
    pub(super) bypass: String,
    pub(super) escalate: String,
    /// It stands beside the one before it.
    pub(super) beside: bool,
}

/// How the form says that a step belongs to the department that has the case.
pub(super) const HANDLING: &str = "handling";

/// How the form says that a step is taken where somebody claims the case.
pub(super) const CLAIMED: &str = "claimed";

impl TypedStep {
    pub(super) fn of(step: &Step, beside: bool) -> Self {
        let words = |words: Option<String>| words.unwrap_or_default();
        let (when, outcomes, grounds) = match &step.when {
            When::Always => ("always", Vec::new(), Vec::new()),
            When::ByGround => ("by_ground", Vec::new(), Vec::new()),
            When::Claimed { .. } => (CLAIMED, Vec::new(), Vec::new()),
            When::For { outcomes, grounds } => (
                "for",
                outcomes.iter().map(ToString::to_string).collect(),
                grounds.iter().map(ToString::to_string).collect(),
            ),
        };
        Self {
            key: step.key.clone(),
            kind: step.kind,
            name: words(step.name.clone()),
            role: step.who.role.to_string(),
            department: match step.who.department {
                Some(Where::Handling) => HANDLING.to_owned(),
                Some(Where::Named(id)) => id.to_string(),
                None => String::new(),
            },
            accounts: step.who.accounts.iter().map(ToString::to_string).collect(),
            when: when.to_owned(),
            claim: words(step.when.claim_days().map(|days| days.to_string())),
            outcomes,
            grounds,
            days: words(step.working_days.map(|days| days.to_string())),
            bypass: words(step.bypass.map(|role| role.to_string())),
            escalate: words(step.escalate_to.map(|role| role.to_string())),
            beside,
        }
    }

    fn read(typed: &Pairs, key: &str) -> Result<Self, Failure> {
        let get = |name: &str| typed.get(&format!("{name}-{key}")).trim().to_owned();
        let all =
            |name: &str| -> Vec<String> { typed.all(&format!("{name}-{key}")).map(str::to_owned).collect() };
        Ok(Self {
            key: key.parse().map_err(|_| Failure::Invalid)?,
            kind: get("kind").parse().map_err(|_| Failure::Invalid)?,
            name: get("name"),
            role: get("role"),
            department: get("department"),
            accounts: all("account"),
            when: get("when"),
            claim: get("claim"),
            outcomes: all("outcome"),
            grounds: all("ground"),
            days: get("days"),
            bypass: get("bypass"),
            escalate: get("escalate"),
            beside: get("beside") == "yes",
        })
    }

    /// The step, or the fields with days in which no number stands. Whatever else does not fit was not sent by a page of
    /// ours.
    fn step(&self, rank: u16) -> Result<Result<Step, Vec<StepPart>>, Failure> {
        fn word<T: std::str::FromStr>(word: &str) -> Result<T, Failure> {
            word.parse().map_err(|_| Failure::Invalid)
        }
        fn maybe<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Failure> {
            if text.is_empty() {
                Ok(None)
            } else {
                word(text).map(Some)
            }
        }
        let mut wrong = Vec::new();
        let when = match self.when.as_str() {
            CLAIMED => When::Claimed {
                working_days: self.claim.parse().unwrap_or_else(|_| {
                    wrong.push(StepPart::Claim);
                    0
                }),
            },
            "always" => When::Always,
            "by_ground" => When::ByGround,
            "for" => When::For {
                outcomes: self
                    .outcomes
                    .iter()
                    .map(|group| word(group))
                    .collect::<Result<_, _>>()?,
                grounds: self
                    .grounds
                    .iter()
                    .map(|ground| word(ground))
                    .collect::<Result<_, _>>()?,
            },
            _ => return Err(Failure::Invalid),
        };
        let working_days = match self.days.as_str() {
            "" => None,
            days => days.parse().map_or_else(
                |_| {
                    wrong.push(StepPart::WorkingDays);
                    None
                },
                Some,
            ),
        };
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        Ok(Ok(Step {
            key: self.key.clone(),
            kind: self.kind,
            name: (!self.name.is_empty()).then(|| self.name.clone()),
            rank,
            who: Who {
                role: word(&self.role)?,
                department: match self.department.as_str() {
                    HANDLING => Some(Where::Handling),
                    other => maybe(other)?.map(DepartmentId).map(Where::Named),
                },
                accounts: self
                    .accounts
                    .iter()
                    .map(|id| word(id).map(AccountId))
                    .collect::<Result<_, _>>()?,
            },
            when,
            working_days,
            bypass: maybe(&self.bypass)?,
            escalate_to: maybe(&self.escalate)?,
        }))
    }
}

/// The steps of a chain as the form shows them at first.
pub(super) fn of(steps: &[Step]) -> Vec<TypedStep> {
    let before = std::iter::once(None).chain(steps.iter().map(|step| Some(step.rank)));
    let beside = steps.iter().zip(before);
    beside
        .map(|(step, before)| TypedStep::of(step, before == Some(step.rank)))
        .collect()
}

/// The steps as they were typed.
pub(super) fn read(typed: &Pairs) -> Result<Vec<TypedStep>, Failure> {
    typed.all("step").map(|key| TypedStep::read(typed, key)).collect()
}

/// Fields of steps.
type Fields = Vec<(StepKey, StepPart)>;

/// The chain that was typed, else the fields in which a number should stand.
pub(super) fn steps(typed: &[TypedStep]) -> Result<Result<Vec<Step>, Fields>, Failure> {
    let (mut steps, mut wrong) = (Vec::new(), Vec::new());
    let mut rank = 0;
    for (at, typed) in typed.iter().enumerate() {
        if at == 0 || !typed.beside {
            rank += 1;
        }
        match typed.step(rank)? {
            Ok(step) => steps.push(step),
            Err(parts) => wrong.extend(parts.into_iter().map(|part| (typed.key.clone(), part))),
        }
    }
    Ok(if wrong.is_empty() { Ok(steps) } else { Err(wrong) })
}

/// Moves a step up or down by one place.
pub(super) fn swap(steps: &mut [TypedStep], key: &str, up: bool) {
    let Some(at) = steps.iter().position(|step| step.key.as_str() == key) else {
        return;
    };
    let other = if up { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(other) = other.filter(|other| *other < steps.len()) {
        steps.swap(at, other);
    }
}

/// A new step of a kind, before the signature, under a key that no other step has.
pub(super) fn add(steps: &mut Vec<TypedStep>, kind: StepKind, role: &str) {
    let first = StepKey::from(kind);
    let taken = |key: &StepKey| steps.iter().any(|step| step.key == *key);
    let numbered = (2..).filter_map(|number: u32| format!("{kind}_{number}").parse().ok());
    let mut keys = std::iter::once(first).chain(numbered);
    let Some(key) = keys.find(|key| !taken(key)) else {
        return;
    };
    let step = TypedStep {
        key,
        kind,
        name: String::new(),
        role: role.to_owned(),
        department: String::new(),
        accounts: Vec::new(),
        when: "always".to_owned(),
        claim: String::new(),
        outcomes: Vec::new(),
        grounds: Vec::new(),
        days: String::new(),
        bypass: String::new(),
        escalate: String::new(),
        beside: false,
    };
    let last = steps.iter().position(|step| step.kind == StepKind::SignOff);
    steps.insert(last.unwrap_or(steps.len()), step);
}
