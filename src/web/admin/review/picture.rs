//! A chain as a picture, a line from top to bottom with what stands side by side, and as a table.

use serde::Serialize;

use crate::{
    domain::{
        agency::Department,
        id::{AccountId, DepartmentId},
        review::{Step, When, Where},
    },
    store::account::Account,
    text::key,
    web::wording::{Said, Voice},
};

/// Steps that stand side by side.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Rank {
    pub(super) steps: Vec<Shown>,
}

/// A step in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Shown {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) who: String,
    pub(super) when: String,
    pub(super) days: Option<String>,
    pub(super) bypass: Option<String>,
    pub(super) escalate: Option<String>,
    pub(super) article: String,
}

/// The names of the people and departments that a chain may name.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) accounts: &'a [Account],
    pub(super) departments: &'a [Department],
}

impl Known<'_> {
    fn person(self, id: AccountId) -> String {
        let found = self.accounts.iter().find(|account| account.id == id);
        found.map_or_else(|| id.to_string(), |account| account.name.clone())
    }

    fn department(self, id: DepartmentId) -> String {
        let found = self.departments.iter().find(|department| department.id == id);
        found.map_or_else(|| id.to_string(), |department| department.name.clone())
    }
}

/// The steps by rank.
pub(super) fn ranks(voice: Voice<'_>, steps: &[Step], known: Known<'_>) -> Said<Vec<Rank>> {
    let by_rank = steps.chunk_by(|one, other| one.rank == other.rank);
    by_rank
        .map(|steps| {
            let steps = steps.iter().map(|step| shown(voice, step, known));
            Ok(Rank {
                steps: steps.collect::<Said<_>>()?,
            })
        })
        .collect()
}

fn shown(voice: Voice<'_>, step: &Step, known: Known<'_>) -> Said<Shown> {
    let rule = voice.law.step_rule(step.kind);
    let role = |role| voice.law.role_name(role).to_owned();
    let days = step.working_days.map(|days| days.to_string());
    Ok(Shown {
        name: step.called(voice.law).to_owned(),
        kind: rule.name.clone(),
        who: who(voice, step, known)?,
        when: when(voice, &step.when)?,
        days: days
            .map(|days| voice.say_with(key("chain-days-shown"), &[("days", &days)]))
            .transpose()?,
        bypass: step.bypass.map(role),
        escalate: step.escalate_to.map(role),
        article: rule.article.to_string(),
    })
}

fn who(voice: Voice<'_>, step: &Step, known: Known<'_>) -> Said {
    let role = voice.law.role_name(step.who.role);
    let of = match step.who.department {
        Some(Where::Handling) => Some(voice.say(key("chain-handling"))?),
        Some(Where::Named(id)) => Some(known.department(id)),
        None => None,
    };
    let mut said = match of {
        Some(department) => format!("{department} {role}"),
        None => role.to_owned(),
    };
    if !step.who.accounts.is_empty() {
        let people: Vec<String> = step.who.accounts.iter().map(|id| known.person(*id)).collect();
        let people = people.join("、");
        said = voice.say_with(key("chain-who-named"), &[("who", &said), ("people", &people)])?;
    }
    Ok(said)
}

fn when(voice: Voice<'_>, when: &When) -> Said {
    match when {
        When::Always => voice.say(key("chain-when-always")),
        When::ByGround => voice.say(key("chain-when-by-ground")),
        When::Claimed { working_days } => voice.say_with(
            key("chain-when-claimed-shown"),
            &[("days", &working_days.to_string())],
        ),
        When::For { outcomes, grounds } => {
            let outcomes = outcomes
                .iter()
                .map(|group| voice.law.outcome(*group).name.clone());
            let grounds = grounds.iter().map(|ground| {
                let named = voice.law.ground(ground);
                named.map_or_else(|| ground.to_string(), |ground| ground.name.clone())
            });
            let all: Vec<String> = outcomes.chain(grounds).collect();
            voice.say_with(key("chain-when-for-shown"), &[("outcomes", &all.join("、"))])
        }
    }
}

pub(super) fn samples() -> Vec<Rank> {
    let step = |more: Option<&str>| Shown {
        name: "复审<b>".to_owned(),
        kind: "保密审查".to_owned(),
        who: "保密审查员".to_owned(),
        when: "每件".to_owned(),
        days: more.map(str::to_owned),
        bypass: more.map(str::to_owned),
        escalate: more.map(str::to_owned),
        article: "条例第十七条".to_owned(),
    };
    vec![
        Rank {
            steps: vec![step(None), step(Some("签发人"))],
        },
        Rank {
            steps: vec![step(None)],
        },
    ]
}
