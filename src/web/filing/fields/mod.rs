//! The fields of the form as templates show them, built from what was typed and what is wrong with it.

mod intake;
mod people;
mod samples;

use serde::Serialize;

pub(crate) use self::intake::channels;
pub(super) use self::people::{ALL_IDENTITIES, SCOPES};
use self::{intake::IntakeFields, people::People};
use super::{
    Work,
    check::{Place, Problem},
    field::{Radios, Text},
    memory::Waiting,
    returning::ReturningFields,
    typed::{At, FOR_RECORDS, Typed, TypedItem, Who},
    wording::message,
};
use crate::{
    domain::application::{AsksFor, MAX_ITEMS},
    store::file::Purpose,
    text::{Key, MissingText, Say, key, words},
    web::{form::FieldErrors, page::View, wording::voice},
};

/// The form. A page flattens it into its own data.
#[derive(Debug, Serialize)]
pub(crate) struct FormFields {
    kind: &'static str,
    is_person: bool,
    /// What the hidden field `for` says; none where information is asked for.
    for_records: Option<&'static str>,
    /// Filled in by the clerk: what only the applicant needs to be told is left out.
    at_counter: bool,
    /// Makes a form that is sent twice one application.
    token: String,
    errors: FieldErrors,
    /// At the desk.
    intake: Option<IntakeFields>,
    form: Fields,
    /// At the desk: who applied before, where that was asked.
    returning: Option<ReturningFields>,
    people: People,
    items: Vec<ItemFields>,
    may_add: bool,
    email_hint: String,
    address_hint: String,
    files_what: String,
    identity_files_hint: String,
    identity_files: FileField,
    other_files_label: String,
    other_files_hint: String,
    other_files: FileField,
    kept: Vec<KeptRow>,
    promise: Promise,
}

#[derive(Debug, Serialize)]
struct Fields {
    name: Text,
    identity_kind: Radios,
    identity_number: Text,
    organisation_kind: Radios,
    representative: Text,
    contact: Text,
    phone: Text,
    email: Text,
    address: Text,
    postcode: Text,
    form: Radios,
    obtain_by: Radios,
    accepts_other_form: bool,
}

#[derive(Debug, Serialize)]
struct ItemFields {
    number: usize,
    legend: String,
    title: Text,
    title_id: String,
    title_label: String,
    title_hint: String,
    document_number: Text,
    number_id: String,
    number_label: String,
    description: Text,
    description_id: String,
    description_label: String,
    description_hint: String,
    removable: bool,
    remove: String,
}

#[derive(Debug, Serialize)]
struct FileField {
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct KeptRow {
    number: usize,
    name: String,
    size: String,
    /// On the portal, where it can be looked at, and whether it is a picture.
    at: Option<String>,
    is_picture: bool,
}

#[derive(Debug, Serialize)]
struct Promise {
    checked: bool,
    error: Option<String>,
}

/// The messages at their fields.
struct Errors(Vec<(Place, String)>);

impl Errors {
    fn at(&self, place: Place) -> Option<String> {
        let messages: Vec<&str> = self
            .0
            .iter()
            .filter(|(at, _)| *at == place)
            .map(|(_, message)| message.as_str())
            .collect();
        if messages.is_empty() {
            None
        } else {
            Some(messages.join("；"))
        }
    }

    fn listed(&self) -> FieldErrors {
        let mut listed = FieldErrors::default();
        for (place, message) in &self.0 {
            listed.add(place.id(), message);
        }
        listed
    }

    fn text(&self, place: Place, value: &str) -> Text {
        Text {
            value: value.to_owned(),
            error: self.at(place),
        }
    }
}

impl FormFields {
    /// The form as it stands.
    pub(crate) fn new(view: &View, work: &Work) -> Result<Self, MissingText> {
        let (app, say, voice) = (&view.app, view.say(), voice(view));
        let typed = &work.typed;
        let worded = |problem: &Problem| Ok((problem.place, message(say, typed, problem)?));
        let errors = Errors(work.problems.iter().map(worded).collect::<Result<_, _>>()?);
        let limits = &app.config.limits;
        let (asks_for, typed_intake) = (typed.asks_for, typed.intake.as_ref());
        let intake =
            typed_intake.map(|typed| intake::intake(voice, (asks_for, typed), &errors, app.office.today()));
        let ask = Ask::of(typed.asks_for);
        let (mb, count) = (limits.upload_mb.to_string(), limits.upload_files.to_string());
        Ok(Self {
            kind: typed.who.as_str(),
            is_person: typed.who == Who::Person,
            for_records: typed.asks_for.corrects_records().then_some(FOR_RECORDS),
            at_counter: typed.at == At::Desk,
            token: work.token.to_string(),
            errors: errors.listed(),
            intake: intake.transpose()?,
            form: fields(say, typed, &errors)?,
            returning: (typed.at == At::Desk)
                .then(|| ReturningFields::new(voice, work.returning.as_ref()))
                .transpose()?,
            people: people::people(say, work, &errors)?,
            items: items(say, typed, &errors)?,
            may_add: typed.items.len() < MAX_ITEMS,
            files_what: say.with(
                match typed.at {
                    At::Portal => key("filing-files-what"),
                    At::Desk => key("register-files-what"),
                },
                &[("most", &mb), ("count", &count)],
            )?,
            identity_files_hint: say.get(match typed.at {
                At::Portal => key("filing-identity-files-hint"),
                At::Desk => key("register-identity-files-hint"),
            })?,
            identity_files: FileField {
                error: errors.at(Place::IdentityFiles),
            },
            email_hint: say.get(ask.email_hint)?,
            address_hint: say.get(ask.address_hint)?,
            other_files_label: say.get(ask.files)?,
            other_files_hint: say.get(ask.files_hint)?,
            other_files: FileField {
                error: errors.at(Place::OtherFiles),
            },
            kept: kept(say, work, false),
            promise: Promise {
                checked: typed.promise,
                error: errors.at(Place::Promise),
            },
        })
    }

    pub(crate) fn corrects_records(&self) -> bool {
        self.for_records.is_some()
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// What waits already, the authority by itself; numbered as they wait.
fn kept(say: Say<'_>, work: &Work, is_authority: bool) -> Vec<KeptRow> {
    let row = |(number, file): (usize, &Waiting)| KeptRow {
        number,
        name: file.name.clone(),
        size: words::size(say.lang, file.size),
        at: match work.typed.at {
            At::Portal => Some(format!("/apply/{}/files/{number}", work.token)),
            At::Desk => None,
        },
        is_picture: file.is_picture(),
    };
    let of_kind = |(_, file): &(usize, &Waiting)| (file.purpose == Purpose::Authority) == is_authority;
    (1..).zip(&work.waiting).filter(of_kind).map(row).collect()
}

fn fields(say: Say<'_>, typed: &Typed, errors: &Errors) -> Result<Fields, MissingText> {
    let number = if typed.who == Who::Person {
        Place::IdentityNumber
    } else {
        Place::CreditCode
    };
    let radios = |place, all: &[(&'static str, Key)], chosen: &str| choices(say, errors, place, all, chosen);
    Ok(Fields {
        name: errors.text(Place::Name, &typed.name),
        identity_kind: radios(Place::IdentityKind, &IDENTITY_KINDS, &typed.identity_kind)?,
        identity_number: errors.text(number, &typed.identity_number),
        organisation_kind: radios(
            Place::OrganisationKind,
            &ORGANISATION_KINDS,
            &typed.organisation_kind,
        )?,
        representative: errors.text(Place::Representative, &typed.representative),
        contact: errors.text(Place::Contact, &typed.contact),
        phone: errors.text(Place::Phone, &typed.phone),
        email: errors.text(Place::Email, &typed.email),
        address: errors.text(Place::Address, &typed.address),
        postcode: errors.text(Place::Postcode, &typed.postcode),
        form: radios(Place::Form, &FORMS, &typed.form)?,
        obtain_by: radios(Place::ObtainBy, &WAYS, &typed.obtain_by)?,
        accepts_other_form: typed.accepts_other_form,
    })
}

fn choices(
    say: Say<'_>,
    errors: &Errors,
    place: Place,
    all: &[(&'static str, Key)],
    chosen: &str,
) -> Result<Radios, MissingText> {
    let worded = all.iter().map(|(value, key)| Ok((*value, say.get(*key)?)));
    Ok(Radios::new(
        &place.id(),
        worded.collect::<Result<Vec<_>, _>>()?,
        chosen,
        errors.at(place),
    ))
}

fn items(say: Say<'_>, typed: &Typed, errors: &Errors) -> Result<Vec<ItemFields>, MissingText> {
    let ask = Ask::of(typed.asks_for);
    let item = |(number, item): (usize, &TypedItem)| {
        let n = number.to_string();
        let (title, file_number, description) = (
            Place::ItemTitle(number),
            Place::ItemNumber(number),
            Place::ItemDescription(number),
        );
        Ok(ItemFields {
            number,
            legend: say.with(key("filing-item"), &[("number", &n)])?,
            title: errors.text(title, &item.title),
            title_id: title.id(),
            title_label: say.get(ask.title)?,
            title_hint: say.get(ask.title_hint)?,
            document_number: errors.text(file_number, &item.document_number),
            number_id: file_number.id(),
            number_label: say.get(ask.number)?,
            description: errors.text(description, &item.description),
            description_id: description.id(),
            description_label: say.get(ask.description)?,
            description_hint: say.get(ask.description_hint)?,
            removable: typed.items.len() > 1,
            remove: say.with(key("filing-item-remove"), &[("number", &n)])?,
        })
    };
    (1..).zip(&typed.items).map(item).collect()
}

/// How the fields are asked that depend on what is asked for.
struct Ask {
    email_hint: Key,
    address_hint: Key,
    title: Key,
    title_hint: Key,
    number: Key,
    description: Key,
    description_hint: Key,
    files: Key,
    files_hint: Key,
}

impl Ask {
    const fn of(asks_for: AsksFor) -> Self {
        match asks_for {
            AsksFor::Information => Self {
                email_hint: key("filing-email-hint"),
                address_hint: key("filing-address-hint"),
                title: key("filing-item-title"),
                title_hint: key("filing-item-title-hint"),
                number: key("filing-item-number"),
                description: key("filing-item-description"),
                description_hint: key("filing-item-description-hint"),
                files: key("filing-other-files"),
                files_hint: key("filing-other-files-hint"),
            },
            AsksFor::RecordCorrection => Self {
                email_hint: key("filing-records-email-hint"),
                address_hint: key("filing-records-address-hint"),
                title: key("filing-record-title"),
                title_hint: key("filing-record-title-hint"),
                number: key("filing-item-number"),
                description: key("filing-record-description"),
                description_hint: key("filing-record-description-hint"),
                files: key("filing-record-files"),
                files_hint: key("filing-record-files-hint"),
            },
        }
    }
}

pub(in crate::web::filing) const IDENTITY_KINDS: [(&str, Key); 3] = [
    ("resident_card", key("filing-identity-resident-card")),
    ("passport", key("filing-identity-passport")),
    ("travel_permit", key("filing-identity-travel-permit")),
];

pub(in crate::web::filing) const ORGANISATION_KINDS: [(&str, Key); 5] = [
    ("business", key("filing-kind-business")),
    ("research", key("filing-kind-research")),
    ("public_interest", key("filing-kind-public-interest")),
    ("legal_service", key("filing-kind-legal-service")),
    ("other_organisation", key("filing-kind-other")),
];

pub(in crate::web::filing) const FORMS: [(&str, Key); 3] = [
    ("electronic", key("filing-form-electronic")),
    ("paper", key("filing-form-paper")),
    ("disc", key("filing-form-disc")),
];

pub(in crate::web::filing) const WAYS: [(&str, Key); 5] = [
    ("online", key("filing-obtain-online")),
    ("email", key("filing-obtain-email")),
    ("post", key("filing-obtain-post")),
    ("collect", key("filing-obtain-collect")),
    ("on_site", key("filing-obtain-on-site")),
];
