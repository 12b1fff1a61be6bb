//! What the form carries, exactly as it was typed: kept through every error, judged by `check`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use time::Date;

use crate::{
    domain::{
        applicant::{ApplicantKind, MAX_JOINT},
        application::{AsksFor, MAX_ITEMS, ObtainBy, ProvisionForm},
        member::Details,
    },
    law::Channel,
};

/// Who applies; the first question, because the law asks different things of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    Person,
    Organisation,
}

impl Who {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        match raw {
            "person" => Some(Self::Person),
            "organisation" => Some(Self::Organisation),
            _ => None,
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }

    pub(crate) const fn of(kind: ApplicantKind) -> Self {
        match kind {
            ApplicantKind::Person => Self::Person,
            ApplicantKind::Business
            | ApplicantKind::Research
            | ApplicantKind::PublicInterest
            | ApplicantKind::LegalService
            | ApplicantKind::OtherOrganisation => Self::Organisation,
        }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Person => Self::Organisation,
            Self::Organisation => Self::Person,
        }
    }
}

/// Where the form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum At {
    /// By the applicant, on the portal.
    Portal,
    /// By the intake clerk, from whatever came in by another channel.
    Desk,
}

/// What addresses and forms say in `for` where records are to be corrected; anything else asks for information.
pub(crate) const FOR_RECORDS: &str = "records";

/// What is asked for, as an address or a form says it.
pub(crate) fn asked_for(raw: &str) -> AsksFor {
    if raw == FOR_RECORDS {
        AsksFor::RecordCorrection
    } else {
        AsksFor::Information
    }
}

/// The form and the way that suit a channel: what the form begins with, and what holds where nobody is asked.
pub(crate) const fn usual(channel: Channel) -> (ProvisionForm, ObtainBy) {
    match channel {
        Channel::Online => (ProvisionForm::Electronic, ObtainBy::Online),
        Channel::Counter | Channel::Oral => (ProvisionForm::Paper, ObtainBy::Collect),
        Channel::SignedMail | Channel::OrdinaryMail => (ProvisionForm::Paper, ObtainBy::Post),
        Channel::Fax | Channel::Email => (ProvisionForm::Electronic, ObtainBy::Email),
    }
}

/// One piece of information that is asked for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypedItem {
    pub(crate) title: String,
    pub(crate) document_number: String,
    pub(crate) description: String,
}

impl TypedItem {
    pub(crate) fn is_blank(&self) -> bool {
        [&self.title, &self.document_number, &self.description]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// Somebody who applies together with the first one, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypedJoint {
    pub(crate) name: String,
    pub(crate) identity_kind: String,
    pub(crate) identity_number: String,
}

impl TypedJoint {
    pub(crate) fn is_blank(&self) -> bool {
        [&self.name, &self.identity_number]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// The agent, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypedAgent {
    pub(crate) name: String,
    pub(crate) identity_kind: String,
    pub(crate) identity_number: String,
    pub(crate) phone: String,
    pub(crate) scope: String,
    pub(crate) signed_on: String,
    /// At the desk, how it stands where there is no 授权委托书.
    pub(crate) note: String,
}

/// How it came in, as the clerk typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypedIntake {
    pub(crate) channel: Channel,
    pub(crate) arrived_on: String,
    pub(crate) waybill: String,
    pub(crate) record: String,
    pub(crate) confirmed_on: String,
    pub(crate) confirm_record: String,
}

/// The channels that a clerk registers, in the order of the page.
pub(crate) const REGISTERED: [Channel; 6] = [
    Channel::Counter,
    Channel::SignedMail,
    Channel::OrdinaryMail,
    Channel::Fax,
    Channel::Email,
    Channel::Oral,
];

/// A channel that a clerk registers.
pub(crate) fn registered(raw: &str) -> Option<Channel> {
    let channel = raw.parse().ok()?;
    REGISTERED.contains(&channel).then_some(channel)
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Typed {
    pub(crate) at: At,
    pub(crate) asks_for: AsksFor,
    pub(crate) who: Who,
    /// At the desk.
    pub(crate) intake: Option<TypedIntake>,
    pub(crate) name: String,
    pub(crate) identity_kind: String,
    pub(crate) identity_number: String,
    pub(crate) organisation_kind: String,
    pub(crate) representative: String,
    pub(crate) contact: String,
    pub(crate) joint: Vec<TypedJoint>,
    pub(crate) agent: Option<TypedAgent>,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) address: String,
    pub(crate) postcode: String,
    pub(crate) items: Vec<TypedItem>,
    pub(crate) form: String,
    pub(crate) obtain_by: String,
    pub(crate) accepts_other_form: bool,
    /// The applicant promises that it is true; at the desk, the clerk that they have compared it.
    pub(crate) promise: bool,
}

/// The fields of a form by name; a name may stand several times.
pub(crate) type Fields = BTreeMap<String, Vec<String>>;

/// Sorts sent fields by name.
pub(crate) fn by_name(sent: Vec<(String, String)>) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in sent {
        fields.entry(name).or_default().push(value);
    }
    fields
}

/// The value of a field; empty where it was not sent.
pub(crate) fn first(fields: &Fields, name: &str) -> String {
    fields
        .get(name)
        .and_then(|values| values.first())
        .cloned()
        .unwrap_or_default()
}

impl Typed {
    /// An empty form of the portal, with one item to begin with and the usual choices made.
    pub(crate) fn on_portal(who: Who) -> Self {
        Self::empty(At::Portal, who, usual(Channel::Online))
    }

    /// An empty form of the desk, for what came by a channel.
    pub(crate) fn at_desk(channel: Channel, who: Who, today: Date) -> Self {
        Self {
            intake: Some(TypedIntake {
                channel,
                arrived_on: today.to_string(),
                waybill: String::new(),
                record: String::new(),
                confirmed_on: String::new(),
                confirm_record: String::new(),
            }),
            ..Self::empty(At::Desk, who, usual(channel))
        }
    }

    /// The same form for something else.
    pub(crate) fn asking_for(self, asks_for: AsksFor) -> Self {
        Self { asks_for, ..self }
    }

    /// Filled in with what an account knows: of an organisation only how it is reached, for an account is a person's.
    pub(crate) fn known(self, details: &Details) -> Self {
        let reached = Self {
            phone: details.phone.clone(),
            email: details.email.clone(),
            address: details.address.clone(),
            postcode: details.postcode.clone(),
            ..self
        };
        match reached.who {
            Who::Organisation => reached,
            Who::Person => Self {
                name: details.name.clone(),
                identity_kind: if details.identity_kind.is_empty() {
                    reached.identity_kind
                } else {
                    details.identity_kind.clone()
                },
                identity_number: details.identity_number.clone(),
                ..reached
            },
        }
    }

    /// By which channel it comes in.
    pub(crate) fn channel(&self) -> Channel {
        self.intake
            .as_ref()
            .map_or(Channel::Online, |intake| intake.channel)
    }

    fn empty(at: At, who: Who, (form, obtain_by): (ProvisionForm, ObtainBy)) -> Self {
        Self {
            at,
            asks_for: AsksFor::Information,
            who,
            intake: None,
            name: String::new(),
            identity_kind: "resident_card".to_owned(),
            identity_number: String::new(),
            organisation_kind: String::new(),
            representative: String::new(),
            contact: String::new(),
            joint: Vec::new(),
            agent: None,
            phone: String::new(),
            email: String::new(),
            address: String::new(),
            postcode: String::new(),
            items: vec![TypedItem::default()],
            form: form.to_string(),
            obtain_by: obtain_by.to_string(),
            accepts_other_form: true,
            promise: false,
        }
    }

    /// Takes the fields of a sent form. Items and people keep their order; whatever else was sent is not looked at.
    pub(crate) fn read(fields: &Fields, at: At, who: Who) -> Self {
        let text = |name: &str| first(fields, name);
        let items: Vec<TypedItem> = (1..=MAX_ITEMS)
            .filter(|n| fields.contains_key(&format!("item-{n}-title")))
            .map(|n| TypedItem {
                title: text(&format!("item-{n}-title")),
                document_number: text(&format!("item-{n}-number")),
                description: text(&format!("item-{n}-description")),
            })
            .collect();
        Self {
            at,
            asks_for: asked_for(&text("for")),
            who,
            intake: match at {
                At::Portal => None,
                At::Desk => Some(intake(fields)),
            },
            name: text("name"),
            identity_kind: text("identity-kind"),
            identity_number: text("identity-number"),
            organisation_kind: text("organisation-kind"),
            representative: text("representative"),
            contact: text("contact"),
            joint: joint(fields),
            agent: fields.contains_key("agent").then(|| agent(fields)),
            phone: text("phone"),
            email: text("email"),
            address: text("address"),
            postcode: text("postcode"),
            items: if items.is_empty() {
                vec![TypedItem::default()]
            } else {
                items
            },
            form: text("form"),
            obtain_by: text("obtain-by"),
            accepts_other_form: fields.contains_key("accepts-other-form"),
            promise: fields.contains_key("promise"),
        }
    }
}

fn intake(fields: &Fields) -> TypedIntake {
    let text = |name: &str| first(fields, name);
    TypedIntake {
        channel: registered(&text("channel")).unwrap_or(Channel::Counter),
        arrived_on: text("arrived-on"),
        waybill: text("waybill"),
        record: text("record"),
        confirmed_on: text("confirmed-on"),
        confirm_record: text("confirm-record"),
    }
}

fn joint(fields: &Fields) -> Vec<TypedJoint> {
    (1..=MAX_JOINT)
        .filter(|n| fields.contains_key(&format!("joint-{n}-name")))
        .map(|n| TypedJoint {
            name: first(fields, &format!("joint-{n}-name")),
            identity_kind: first(fields, &format!("joint-{n}-kind")),
            identity_number: first(fields, &format!("joint-{n}-number")),
        })
        .collect()
}

fn agent(fields: &Fields) -> TypedAgent {
    let text = |name: &str| first(fields, name);
    TypedAgent {
        name: text("agent-name"),
        identity_kind: text("agent-kind"),
        identity_number: text("agent-number"),
        phone: text("agent-phone"),
        scope: text("agent-scope"),
        signed_on: text("agent-signed-on"),
        note: text("agent-note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clerk_registers_every_channel_but_the_portal() {
        let channel = |raw: &str| {
            Typed::read(
                &by_name(vec![("channel".to_owned(), raw.to_owned())]),
                At::Desk,
                Who::Person,
            )
            .intake
            .unwrap()
            .channel
        };
        assert_eq!(channel("fax"), Channel::Fax);
        assert_eq!(channel("online"), Channel::Counter);
        let missing: Vec<_> = Channel::ALL
            .iter()
            .filter(|channel| !REGISTERED.contains(channel))
            .collect();
        assert_eq!(missing, [&Channel::Online]);
    }
}
