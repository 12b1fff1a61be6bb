//! What forms are filled in with beforehand: name, number, and how somebody is reached. Every field may stay empty; what
//! stands in one has to have its form, so that nobody is told so only when they apply.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{sign_in::MINE, who::Signed};
use crate::{
    casework::member,
    domain::{
        applicant::{Identity, IdentityKind},
        member::{Details, Reach},
        text::{Address, Email, Invalid, Name, Phone, Postcode},
    },
    template::Template,
    text::{Key, MissingText, Say, key},
    web::{
        error::Failure,
        form::{Choices, Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct DetailsPage {
    errors: FieldErrors,
    name: Field,
    identity_kind: Choices,
    identity_number: Field,
    phone: Field,
    email: Field,
    address: Field,
    postcode: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Typed {
    name: String,
    identity_kind: String,
    identity_number: String,
    phone: String,
    email: String,
    address: String,
    postcode: String,
}

impl DetailsPage {
    fn new(say: Say<'_>, details: &Details, errors: FieldErrors) -> Result<Self, MissingText> {
        let kinds = [
            ("resident_card", key("filing-identity-resident-card")),
            ("passport", key("filing-identity-passport")),
            ("travel_permit", key("filing-identity-travel-permit")),
        ];
        let option = |(value, label): (&'static str, Key)| Ok((value, say.get(label)?, None));
        let options = kinds.into_iter().map(option).collect::<Result<Vec<_>, _>>()?;
        let chosen = kind_of(details).as_str();
        let field = |id: &str, value: &str| Field::new(id, value, &errors);
        Ok(Self {
            name: field("name", &details.name),
            identity_kind: Choices::new("identity-kind", options, &[chosen], &errors),
            identity_number: field("identity-number", &details.identity_number),
            phone: field("phone", &details.phone),
            email: field("email", &details.email),
            address: field("address", &details.address),
            postcode: field("postcode", &details.postcode),
            errors,
        })
    }
}

fn kind_of(details: &Details) -> IdentityKind {
    let kind = details.identity_kind.parse().ok();
    kind.filter(|kind| *kind != IdentityKind::CreditCode)
        .unwrap_or(IdentityKind::ResidentCard)
}

/// `GET /mine/details`: before anything is kept, with what the account is reached by.
pub(super) async fn show(view: View, who: Signed) -> Result<Response, Failure> {
    let mut details = who.member.details.clone();
    if details.is_blank() {
        for reach in who.member.reaches() {
            match reach {
                Reach::Email(email) => details.email = email.to_string(),
                Reach::Phone(phone) => details.phone = phone.to_string(),
            }
        }
    }
    let page = DetailsPage::new(view.say(), &details, FieldErrors::default())?;
    view.page(page).await
}

/// `POST /mine/details`
pub(super) async fn update(view: View, who: Signed, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let details = typed.details();
    let errors = wrong(view.say(), &details)?;
    if !errors.is_empty() {
        let page = DetailsPage::new(view.say(), &details, errors)?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    member::set_details(&view.app.office, who.member.id, &details).await?;
    let told = view.say().get(key("mine-details-kept"))?;
    view.visit.flash(true, told).await?;
    Ok(Redirect::to(MINE).into_response())
}

impl Typed {
    fn details(self) -> Details {
        let trimmed = |text: String| text.trim().to_owned();
        let identity_number = trimmed(self.identity_number);
        Details {
            name: trimmed(self.name),
            // A kind without a number says nothing.
            identity_kind: if identity_number.is_empty() {
                String::new()
            } else {
                self.identity_kind
            },
            identity_number,
            phone: trimmed(self.phone),
            email: trimmed(self.email),
            address: trimmed(self.address),
            postcode: trimmed(self.postcode),
        }
    }
}

/// A field, what stands in it, its form, and what is said where it has not got it.
type Check<'a> = (&'static str, &'a str, fn(&str) -> Result<(), Invalid>, Key);

/// What has not its form, in the order of the page.
fn wrong(say: Say<'_>, details: &Details) -> Result<FieldErrors, MissingText> {
    let mut errors = FieldErrors::default();
    let checks: [Check<'_>; 5] = [
        (
            "name",
            &details.name,
            |raw| Name::parse(raw).map(drop),
            key("mine-wrong-name"),
        ),
        (
            "phone",
            &details.phone,
            |raw| Phone::parse(raw).map(drop),
            key("filing-wrong-phone"),
        ),
        (
            "email",
            &details.email,
            |raw| Email::parse(raw).map(drop),
            key("filing-wrong-email"),
        ),
        (
            "address",
            &details.address,
            |raw| Address::parse(raw).map(drop),
            key("mine-wrong-address"),
        ),
        (
            "postcode",
            &details.postcode,
            |raw| Postcode::parse(raw).map(drop),
            key("filing-wrong-postcode"),
        ),
    ];
    for (id, value, parse, message) in checks {
        if !value.is_empty() && parse(value).is_err() {
            errors.add(id, say.get(message)?);
        }
        if id == "name" && !details.identity_number.is_empty() {
            let kind = kind_of(details);
            if let Err(invalid) = Identity::parse(kind, &details.identity_number) {
                errors.add("identity-number", say.get(number_wrong(kind, invalid))?);
            }
        }
    }
    Ok(errors)
}

fn number_wrong(kind: IdentityKind, invalid: Invalid) -> Key {
    match (kind, invalid) {
        (IdentityKind::ResidentCard, Invalid::Length) => key("filing-wrong-identity-length"),
        (IdentityKind::ResidentCard, Invalid::CheckDigit) => key("filing-wrong-identity-check"),
        (IdentityKind::ResidentCard, Invalid::BirthDate) => key("filing-wrong-identity-birth"),
        (IdentityKind::ResidentCard, _) => key("filing-wrong-identity-character"),
        (IdentityKind::Passport | IdentityKind::TravelPermit | IdentityKind::CreditCode, _) => {
            key("filing-wrong-permit")
        }
    }
}

impl Template for DetailsPage {
    const NAME: &'static str = "pages/portal/mine/details";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                for id in [
                    "name",
                    "identity-kind",
                    "identity-number",
                    "phone",
                    "email",
                    "address",
                    "postcode",
                ] {
                    errors.add(id, "不对<b>");
                }
            }
            let field = |id: &str| Field::new(id, "\"><script>", &errors);
            let kinds = [("resident_card", "居民身份证".to_owned(), None)];
            let chosen: &[&str] = if is_wrong { &[] } else { &["resident_card"] };
            Self {
                name: field("name"),
                identity_kind: Choices::new("identity-kind", kinds, chosen, &errors),
                identity_number: field("identity-number"),
                phone: field("phone"),
                email: field("email"),
                address: field("address"),
                postcode: field("postcode"),
                errors,
            }
        };
        vec![page(true), page(false)]
    }
}

impl Page for DetailsPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-details-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
