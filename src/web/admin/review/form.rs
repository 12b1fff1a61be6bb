//! The form of a chain.

use serde::Serialize;

use super::{
    MAY_BE_TOLD, MAY_PASS_OVER, Own, samples,
    typed::{CLAIMED, HANDLING, TypedStep},
};
use crate::{
    law::{OutcomeGroup, Required, Role, StepKind},
    template::{Entry, Template},
    text::key,
    web::{
        form::{Choice, Field, FieldErrors},
        page::{Page, Side, Title},
        wording::{Said, Voice},
    },
};

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![EditPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct EditPage {
    pub(super) errors: FieldErrors,
    /// Somebody else changed it meanwhile.
    pub(super) stale: Option<String>,
    /// The version that the page began with.
    pub(super) after: u32,
    /// What is wrong with the chain as a whole.
    pub(super) chain_error: Option<String>,
    pub(super) steps: Vec<StepForm>,
    pub(super) kinds: Vec<Choice>,
}

/// A step to change.
#[derive(Debug, Serialize)]
pub(super) struct StepForm {
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) legend: String,
    pub(super) place_error: Option<String>,
    pub(super) name: Field,
    pub(super) usual_name: String,
    pub(super) role: Select,
    pub(super) department: Select,
    pub(super) accounts: Vec<Choice>,
    pub(super) accounts_error: Option<String>,
    pub(super) when: Select,
    /// Whether it is taken in claimed cases only.
    pub(super) claimed: bool,
    pub(super) claim: Field,
    pub(super) outcomes: Vec<Choice>,
    pub(super) grounds: Vec<Choice>,
    pub(super) days: Field,
    /// Nobody may pass over what no letter leaves without.
    pub(super) bypass: Option<Select>,
    pub(super) escalate: Select,
    /// Whether it stands beside the one before it; none for the first.
    pub(super) beside: Option<Beside>,
    /// The buttons that move it.
    pub(super) moves: Vec<MoveButton>,
}

/// A step that may stand beside the one before it.
#[derive(Debug, Serialize)]
pub(super) struct Beside {
    pub(super) checked: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct MoveButton {
    /// What it sends: `up:legal`.
    pub(super) value: String,
    pub(super) label: String,
}

/// Something to choose from a list, as `partials/select` shows it.
#[derive(Debug, Serialize)]
pub(super) struct Select {
    pub(super) id: String,
    pub(super) choices: Vec<Choice>,
    pub(super) error: Option<String>,
}

fn choice(value: impl Into<String>, label: impl Into<String>, chosen: &[String]) -> Choice {
    let value = value.into();
    Choice {
        id: String::new(),
        label: label.into(),
        hint: None,
        checked: chosen.contains(&value),
        value,
    }
}

/// Gives what can be ticked its ids; the first has that of the field, so that the list of errors leads to it.
fn ticked(id: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    choices
        .enumerate()
        .map(|(at, choice)| Choice {
            id: if at == 0 {
                id.to_owned()
            } else {
                format!("{id}-{at}")
            },
            ..choice
        })
        .collect()
}

/// The page with what was typed.
pub(super) fn page(
    voice: Voice<'_>,
    own: &Own,
    typed: &[TypedStep],
    after: u32,
    errors: FieldErrors,
    stale: Option<String>,
) -> Said<EditPage> {
    let last = typed.len().saturating_sub(1);
    let steps = typed.iter().enumerate().map(|(at, step)| {
        let form = Form {
            voice,
            own,
            errors: &errors,
            step,
        };
        Ok(StepForm {
            beside: (at > 0).then_some(Beside { checked: step.beside }),
            moves: form.moves(at > 0, at < last)?,
            ..form.of(at + 1)?
        })
    });
    let kinds = StepKind::ALL
        .iter()
        .map(|kind| choice(kind.as_str(), voice.step_kind(*kind), &[]));
    Ok(EditPage {
        stale,
        after,
        chain_error: errors.of("chain"),
        steps: steps.collect::<Said<_>>()?,
        kinds: kinds.collect(),
        errors,
    })
}

struct Form<'a> {
    voice: Voice<'a>,
    own: &'a Own,
    errors: &'a FieldErrors,
    step: &'a TypedStep,
}

impl Form<'_> {
    fn id(&self, name: &str) -> String {
        format!("{name}-{}", self.step.key)
    }

    fn of(&self, number: usize) -> Said<StepForm> {
        let (voice, step) = (self.voice, self.step);
        let rule = voice.law.step_rule(step.kind);
        let name = if step.name.is_empty() {
            &rule.name
        } else {
            &step.name
        };
        let number = number.to_string();
        Ok(StepForm {
            key: step.key.to_string(),
            kind: step.kind.to_string(),
            legend: voice.say_with(key("chain-step"), &[("number", &number), ("name", name)])?,
            place_error: self.errors.of(&self.id("place")),
            name: Field::new(self.id("name"), step.name.clone(), self.errors),
            usual_name: rule.name.clone(),
            role: self.select("role", &step.role, self.roles(&rule.roles, &step.role)),
            department: self.select("department", &step.department, self.departments()?),
            accounts: self.accounts(&rule.roles),
            accounts_error: self.errors.of(&self.id("account")),
            when: self.select("when", &step.when, self.whens()?),
            claimed: step.when == CLAIMED,
            claim: Field::new(self.id("claim"), step.claim.clone(), self.errors),
            outcomes: self.outcomes(),
            grounds: self.grounds(),
            days: Field::new(self.id("days"), step.days.clone(), self.errors),
            bypass: (rule.required != Required::Always)
                .then(|| Ok(self.select("bypass", &step.bypass, self.or_nobody(&MAY_PASS_OVER)?)))
                .transpose()?,
            escalate: self.select("escalate", &step.escalate, self.or_nobody(&MAY_BE_TOLD)?),
            beside: None,
            moves: Vec::new(),
        })
    }

    fn moves(&self, up: bool, down: bool) -> Said<Vec<MoveButton>> {
        let buttons = [
            ("up", key("chain-up"), up),
            ("down", key("chain-down"), down),
            ("remove", key("chain-remove"), true),
        ];
        let there = buttons.into_iter().filter(|(.., there)| *there);
        there
            .map(|(what, label, _)| {
                Ok(MoveButton {
                    value: format!("{what}:{}", self.step.key),
                    label: self.voice.say(label)?,
                })
            })
            .collect()
    }

    fn select(&self, name: &str, chosen: &str, choices: Vec<(String, String)>) -> Select {
        let chosen = [chosen.to_owned()];
        let id = self.id(name);
        Select {
            error: self.errors.of(&id),
            choices: choices
                .into_iter()
                .map(|(value, label)| choice(value, label, &chosen))
                .collect(),
            id,
        }
    }

    fn role(&self, role: Role) -> (String, String) {
        (role.to_string(), self.voice.law.role_name(role).to_owned())
    }

    /// The roles of the kind, and whichever other was chosen before.
    fn roles(&self, roles: &[Role], chosen: &str) -> Vec<(String, String)> {
        let more = chosen.parse().ok().filter(|role| !roles.contains(role));
        roles
            .iter()
            .copied()
            .chain(more)
            .map(|role| self.role(role))
            .collect()
    }

    fn or_nobody(&self, roles: &[Role]) -> Said<Vec<(String, String)>> {
        let nobody = (String::new(), self.voice.say(key("chain-nobody"))?);
        let roles = roles.iter().map(|role| self.role(*role));
        Ok(std::iter::once(nobody).chain(roles).collect())
    }

    fn departments(&self) -> Said<Vec<(String, String)>> {
        let say = |text| self.voice.say(text);
        let mut all = vec![
            (String::new(), say(key("chain-any-department"))?),
            (HANDLING.to_owned(), say(key("chain-handling"))?),
        ];
        let departments = self.own.departments.iter();
        all.extend(departments.map(|department| (department.id.to_string(), department.name.clone())));
        Ok(all)
    }

    fn accounts(&self, roles: &[Role]) -> Vec<Choice> {
        let named = |id: String| self.step.accounts.contains(&id);
        let people = self.own.accounts.iter().filter(|account| {
            let fits = account.active && roles.iter().any(|role| account.roles.contains(role));
            fits || named(account.id.to_string())
        });
        let people =
            people.map(|account| choice(account.id.to_string(), account.name.clone(), &self.step.accounts));
        ticked(&self.id("account"), people)
    }

    fn whens(&self) -> Said<Vec<(String, String)>> {
        let texts = [
            ("always", key("chain-when-always")),
            ("by_ground", key("chain-when-by-ground")),
            ("for", key("chain-when-for")),
            (CLAIMED, key("chain-when-claimed")),
        ];
        let say = |(word, text): (&str, _)| Ok((word.to_owned(), self.voice.say(text)?));
        texts.into_iter().map(say).collect()
    }

    fn outcomes(&self) -> Vec<Choice> {
        let outcomes = OutcomeGroup::ALL
            .iter()
            .map(|group| self.voice.law.outcome(*group));
        let outcomes = outcomes
            .map(|outcome| choice(outcome.key.to_string(), outcome.name.clone(), &self.step.outcomes));
        ticked(&self.id("outcome"), outcomes)
    }

    fn grounds(&self) -> Vec<Choice> {
        let grounds = self.voice.law.grounds().filter(|ground| ground.until.is_none());
        let grounds =
            grounds.map(|ground| choice(ground.key.to_string(), ground.name.clone(), &self.step.grounds));
        ticked(&self.id("ground"), grounds)
    }
}

impl Template for EditPage {
    const NAME: &'static str = "pages/admin/review/edit";

    fn samples() -> Vec<Self> {
        samples::edits()
    }
}

impl Page for EditPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("chain-edit"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
