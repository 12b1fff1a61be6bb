//! The fields of the form, and what can be wrong with them.

use time::Date;

use crate::domain::{application::ObtainBy, text::Invalid};

/// Which field of the form; also its place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    ArrivedOn,
    Waybill,
    Record,
    ConfirmedOn,
    ConfirmRecord,
    Name,
    IdentityKind,
    IdentityNumber,
    CreditCode,
    OrganisationKind,
    Representative,
    Contact,
    /// Number of the joint applicant, from 1.
    JointName(usize),
    JointKind(usize),
    JointNumber(usize),
    AgentName,
    AgentKind,
    AgentNumber,
    AgentPhone,
    AuthorityFiles,
    AgentScope,
    AgentSignedOn,
    AgentNote,
    Phone,
    Email,
    Address,
    Postcode,
    /// Number of the item, from 1.
    ItemTitle(usize),
    ItemNumber(usize),
    ItemDescription(usize),
    Form,
    ObtainBy,
    IdentityFiles,
    OtherFiles,
    Promise,
}

impl Place {
    /// The `id` of the field.
    pub(crate) fn id(self) -> String {
        let fixed = match self {
            Self::ArrivedOn => "arrived-on",
            Self::Waybill => "waybill",
            Self::Record => "record",
            Self::ConfirmedOn => "confirmed-on",
            Self::ConfirmRecord => "confirm-record",
            Self::Name => "name",
            Self::IdentityKind => "identity-kind",
            Self::IdentityNumber | Self::CreditCode => "identity-number",
            Self::OrganisationKind => "organisation-kind",
            Self::Representative => "representative",
            Self::Contact => "contact",
            Self::JointName(n) => return format!("joint-{n}-name"),
            Self::JointKind(n) => return format!("joint-{n}-kind"),
            Self::JointNumber(n) => return format!("joint-{n}-number"),
            Self::AgentName => "agent-name",
            Self::AgentKind => "agent-kind",
            Self::AgentNumber => "agent-number",
            Self::AgentPhone => "agent-phone",
            Self::AuthorityFiles => "authority-files",
            Self::AgentScope => "agent-scope",
            Self::AgentSignedOn => "agent-signed-on",
            Self::AgentNote => "agent-note",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::ItemTitle(n) => return format!("item-{n}-title"),
            Self::ItemNumber(n) => return format!("item-{n}-number"),
            Self::ItemDescription(n) => return format!("item-{n}-description"),
            Self::Form => "form",
            Self::ObtainBy => "obtain-by",
            Self::IdentityFiles => "identity-files",
            Self::OtherFiles => "other-files",
            Self::Promise => "promise",
        };
        fixed.to_owned()
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    Invalid(Invalid),
    /// More characters than may be: how many may be, and how many there are.
    TooLong {
        most: usize,
        typed: usize,
    },
    /// Nothing was chosen.
    NotChosen,
    NotADate,
    /// A day that has not come yet.
    InTheFuture,
    /// Before the day on which it arrived.
    TooEarly(Date),
    /// No number of the post.
    Waybill,
    /// Neither a waybill nor a record of the signature.
    NoProof,
    /// The same person as one before.
    Twice,
    /// An agent without 授权委托书.
    NoAuthority,
    /// Needed for the chosen way of obtaining the information.
    NeededFor(ObtainBy),
    /// A file whose contents are of no accepted type.
    FileType {
        name: String,
    },
    /// Something was found in it.
    FileInfected {
        name: String,
        virus: String,
    },
    FileTooLarge {
        name: String,
        most_mb: usize,
    },
    FileEmpty {
        name: String,
    },
    TooManyFiles {
        most: usize,
    },
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) place: Place,
    pub(crate) wrong: Wrong,
}
