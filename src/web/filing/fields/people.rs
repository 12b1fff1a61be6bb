//! The fields of those who apply as well, and of the agent.

use serde::Serialize;

use super::{Errors, FileField, KeptRow, Work, choices};
use crate::{
    domain::applicant::MAX_JOINT,
    text::{Key, MissingText, Say, key},
    web::filing::{
        check::Place,
        field::{Radios, Text},
        typed::{At, TypedAgent, TypedJoint},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct People {
    joint: Vec<JointFields>,
    may_add_joint: bool,
    most_joint: String,
    agent: Option<AgentFields>,
}

#[derive(Debug, Serialize)]
struct JointFields {
    number: usize,
    legend: String,
    name: Text,
    name_id: String,
    identity_kind: Radios,
    kind_id: String,
    identity_number: Text,
    number_id: String,
    remove: String,
}

#[derive(Debug, Serialize)]
struct AgentFields {
    name: Text,
    identity_kind: Radios,
    identity_number: Text,
    phone: Text,
    scope: Radios,
    signed_on: Text,
    authority_files: FileField,
    authority_hint: String,
    /// Uploaded already.
    kept: Vec<KeptRow>,
    /// At the desk, where there may be none.
    note: Option<Text>,
}

pub(super) fn people(say: Say<'_>, work: &Work, errors: &Errors) -> Result<People, MissingText> {
    let typed = &work.typed;
    let joint = (1..).zip(&typed.joint);
    let agent = typed
        .agent
        .as_ref()
        .map(|agent| agent_fields(say, work, agent, errors));
    Ok(People {
        joint: joint
            .map(|(number, joint)| joint_fields(say, number, joint, errors))
            .collect::<Result<_, _>>()?,
        may_add_joint: typed.joint.len() < MAX_JOINT,
        most_joint: MAX_JOINT.to_string(),
        agent: agent.transpose()?,
    })
}

fn joint_fields(
    say: Say<'_>,
    number: usize,
    joint: &TypedJoint,
    errors: &Errors,
) -> Result<JointFields, MissingText> {
    let n = number.to_string();
    let (name, kind, identity) = (
        Place::JointName(number),
        Place::JointKind(number),
        Place::JointNumber(number),
    );
    Ok(JointFields {
        number,
        legend: say.with(key("filing-joint"), &[("number", &n)])?,
        name: errors.text(name, &joint.name),
        name_id: name.id(),
        identity_kind: choices(say, errors, kind, &ALL_IDENTITIES, &joint.identity_kind)?,
        kind_id: kind.id(),
        identity_number: errors.text(identity, &joint.identity_number),
        number_id: identity.id(),
        remove: say.with(key("filing-joint-remove"), &[("number", &n)])?,
    })
}

fn agent_fields(
    say: Say<'_>,
    work: &Work,
    agent: &TypedAgent,
    errors: &Errors,
) -> Result<AgentFields, MissingText> {
    let (hint, note) = match work.typed.at {
        At::Portal => (key("filing-authority-hint"), None),
        At::Desk => (
            key("register-authority-hint"),
            Some(errors.text(Place::AgentNote, &agent.note)),
        ),
    };
    let kinds = choices(
        say,
        errors,
        Place::AgentKind,
        &super::IDENTITY_KINDS,
        &agent.identity_kind,
    );
    Ok(AgentFields {
        name: errors.text(Place::AgentName, &agent.name),
        identity_kind: kinds?,
        identity_number: errors.text(Place::AgentNumber, &agent.identity_number),
        phone: errors.text(Place::AgentPhone, &agent.phone),
        scope: choices(say, errors, Place::AgentScope, &SCOPES, &agent.scope)?,
        signed_on: errors.text(Place::AgentSignedOn, &agent.signed_on),
        authority_files: FileField {
            error: errors.at(Place::AuthorityFiles),
        },
        authority_hint: say.get(hint)?,
        kept: super::kept(say, work, true),
        note,
    })
}

pub(in crate::web::filing) const ALL_IDENTITIES: [(&str, Key); 4] = [
    ("resident_card", key("filing-identity-resident-card")),
    ("passport", key("filing-identity-passport")),
    ("travel_permit", key("filing-identity-travel-permit")),
    ("credit_code", key("filing-identity-credit-code")),
];

pub(in crate::web::filing) const SCOPES: [(&str, Key); 2] = [
    ("apply_and_receive", key("scope-apply-and-receive")),
    ("apply", key("scope-apply")),
];

impl People {
    /// Nobody, or as many as there may be with an agent.
    pub(super) fn sample(full: bool, text: impl Fn() -> Text, radios: impl Fn() -> Radios) -> Self {
        let joint = |number: usize| JointFields {
            number,
            legend: format!("共同申请人{number}"),
            name: text(),
            name_id: Place::JointName(number).id(),
            identity_kind: radios(),
            kind_id: Place::JointKind(number).id(),
            identity_number: text(),
            number_id: Place::JointNumber(number).id(),
            remove: "去掉这一位".to_owned(),
        };
        let agent = || AgentFields {
            name: text(),
            identity_kind: radios(),
            identity_number: text(),
            phone: text(),
            scope: radios(),
            signed_on: text(),
            authority_files: FileField { error: text().error },
            authority_hint: "委托人签名的授权委托书".to_owned(),
            kept: vec![super::samples::kept(2, "委托书<b>.pdf")],
            note: text().error.map(|_| text()),
        };
        Self {
            joint: if full {
                (1..=2).map(joint).collect()
            } else {
                Vec::new()
            },
            may_add_joint: !full,
            most_joint: MAX_JOINT.to_string(),
            agent: full.then(agent),
        }
    }
}
