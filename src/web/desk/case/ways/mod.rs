//! The other ways that a case can go: procedural letters, what comes in, dividing, proceedings, what follows the answer.
//! One form for all orders ([`crate::web::casefile::order`]); what is offered is exactly what the rules accept, and what
//! is not comes with its reason.

mod afterwards;
mod answers;
mod appeals;
mod build;
mod closing;
mod dividing;
mod effect;
mod labels;
mod notices;
mod post;
mod read;
mod rows;

use super::forms::Forms;
use crate::{
    domain::{account::Actor, command::CommandKind, permission, refusal::Refusal},
    text::{Key, key},
    web::{
        casefile::order::{Closed, Entry, OrderForm, Section},
        wording::Said,
    },
};

pub(super) use self::{
    build::form_id,
    labels::{label_of_id, typed_rows},
    post::signers,
    read::read,
};

/// The orders of these forms.
pub(super) const ORDERS: [CommandKind; 20] = [
    CommandKind::HandOver,
    CommandKind::ProposeNotice,
    CommandKind::DropNotice,
    CommandKind::SendNotice,
    CommandKind::RecordReturn,
    CommandKind::ReceiveCorrection,
    CommandKind::RecordOpinion,
    CommandKind::RecordPayment,
    CommandKind::RefuseProof,
    CommandKind::ReceiveReasons,
    CommandKind::JudgeReasons,
    CommandKind::Split,
    CommandKind::Merge,
    CommandKind::Link,
    CommandKind::RecordAppeal,
    CommandKind::OpenRound,
    CommandKind::ReReview,
    CommandKind::ProposePublication,
    CommandKind::DecidePublication,
    CommandKind::Retract,
];

/// What stands on the page of a case.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Beside the other things to do.
    pub(super) forms: Vec<OrderForm>,
    /// What cannot be done now, and why.
    pub(super) closed: Vec<Closed>,
    pub(super) sections: Vec<Section>,
}

impl Ways {
    pub(super) fn of(desk: Forms<'_>) -> Said<Self> {
        let (proposals, mut closed) = notices::proposals(desk)?;
        closed.extend(closed_orders(desk)?);
        let mut forms: Vec<OrderForm> = closing::form(desk)?.into_iter().collect();
        forms.extend(post::of_the_answer(desk)?);
        forms.extend(answers::forms(desk)?);
        forms.extend(dividing::forms(desk)?);
        forms.extend(afterwards::retraction_form(desk)?);
        let section = |id, title: Key, entries: Vec<Entry>, forms: Vec<OrderForm>| {
            Ok(Section {
                id,
                title: desk.voice.say(title)?,
                entries,
                forms,
            })
        };
        let sections = [
            section(
                "procedural",
                key("way-procedural"),
                rows::entries(desk)?,
                proposals,
            )?,
            section(
                "appeals",
                key("way-appeals"),
                appeals::entries(desk)?,
                appeals::new_forms(desk)?,
            )?,
            section(
                "afterwards",
                key("way-afterwards"),
                afterwards::entries(desk)?,
                afterwards::publication_form(desk)?.into_iter().collect(),
            )?,
            section(
                "links",
                key("way-links"),
                dividing::links(desk)?,
                dividing::link_form(desk)?.into_iter().collect(),
            )?,
        ];
        Ok(Self {
            forms,
            closed,
            sections: sections
                .into_iter()
                .filter(|section| !section.is_empty())
                .collect(),
        })
    }
}

/// The main orders that this person could give at another time, with the reason why not now.
fn closed_orders(desk: Forms<'_>) -> Said<Vec<Closed>> {
    let actor = Actor::Officer(desk.officer.clone());
    let orders = [
        (CommandKind::ReceiveCorrection, None),
        (CommandKind::RecordPayment, None),
        (CommandKind::JudgeReasons, None),
        (CommandKind::Split, Some(key("way-instead-split"))),
        (CommandKind::Merge, Some(key("way-instead-merge"))),
        (CommandKind::Retract, None),
        (CommandKind::ReReview, None),
    ];
    let mut closed = Vec::new();
    for (kind, instead) in orders {
        let case = &desk.dossier.case;
        match permission::may(case, &actor, kind, desk.voice.law) {
            // What is never theirs, or long past, is of no interest.
            Ok(())
            | Err(Refusal::NotTheirs | Refusal::NotYourRole | Refusal::NotYourCase | Refusal::NotNow) => {}
            Err(refusal) => closed.push(Closed {
                what: desk.voice.command(kind)?,
                why: desk.voice.refusal(&refusal)?,
                instead: instead.map(|text| desk.voice.say(text)).transpose()?,
            }),
        }
    }
    Ok(closed)
}
