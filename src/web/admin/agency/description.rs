//! `/admin/agency`: name and guide.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Serialize;

use super::{Own, text};
use crate::{
    casework::agency::{AgencyError, describe, digest},
    domain::description::{DescriptionPart, TypedDescription},
    law::Law,
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/agency", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![DescriptionPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct DescriptionPage {
    pub(super) errors: FieldErrors,
    /// Somebody else has changed it meanwhile; the parts that are other than what was typed, as they are now.
    pub(super) stale: Vec<String>,
    pub(super) digest: String,
    pub(super) kind: String,
    pub(super) region: String,
    /// Its page on the portal.
    pub(super) portal: String,
    pub(super) name: Field,
    pub(super) short_name: Field,
    pub(super) office: Field,
    pub(super) address: Field,
    pub(super) postcode: Field,
    pub(super) phone: Field,
    pub(super) fax: Field,
    pub(super) email: Field,
    pub(super) hours: Field,
    pub(super) holds: Field,
}

fn label(part: DescriptionPart) -> Key {
    match part {
        DescriptionPart::Name => key("agency-name"),
        DescriptionPart::ShortName => key("agency-short-name"),
        DescriptionPart::Office => key("agency-office"),
        DescriptionPart::Address => key("agency-address"),
        DescriptionPart::Postcode => key("agency-postcode"),
        DescriptionPart::Phone => key("agency-phone"),
        DescriptionPart::Fax => key("agency-fax"),
        DescriptionPart::Email => key("agency-email"),
        DescriptionPart::Hours => key("agency-hours"),
        DescriptionPart::Holds => key("agency-holds"),
    }
}

fn typed(form: &Pairs) -> TypedDescription {
    let get = |part: DescriptionPart| form.get(part.as_str()).to_owned();
    TypedDescription {
        name: get(DescriptionPart::Name),
        short_name: get(DescriptionPart::ShortName),
        office: get(DescriptionPart::Office),
        address: get(DescriptionPart::Address),
        postcode: get(DescriptionPart::Postcode),
        phone: get(DescriptionPart::Phone),
        fax: get(DescriptionPart::Fax),
        email: get(DescriptionPart::Email),
        hours: get(DescriptionPart::Hours),
        holds: get(DescriptionPart::Holds),
    }
}

/// `GET /admin/agency`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let page = page(&own, &TypedDescription::of(&own.agency), FieldErrors::default());
    view.page(page).await
}

fn page(own: &Own<'_>, typed: &TypedDescription, errors: FieldErrors) -> DescriptionPage {
    let field = |part: DescriptionPart| Field::new(part.as_str(), typed.part(part), &errors);
    let law: &Law = own.voice.law;
    DescriptionPage {
        stale: Vec::new(),
        digest: digest(&own.agency).to_string(),
        kind: law
            .organ(own.agency.kind, own.view.app.office.today())
            .name
            .clone(),
        region: own.agency.region.clone(),
        portal: format!("/agencies/{}", own.agency.key),
        name: field(DescriptionPart::Name),
        short_name: field(DescriptionPart::ShortName),
        office: field(DescriptionPart::Office),
        address: field(DescriptionPart::Address),
        postcode: field(DescriptionPart::Postcode),
        phone: field(DescriptionPart::Phone),
        fax: field(DescriptionPart::Fax),
        email: field(DescriptionPart::Email),
        hours: field(DescriptionPart::Hours),
        holds: field(DescriptionPart::Holds),
        errors,
    }
}

/// `POST /admin/agency`
async fn update(view: View, who: SignedIn, Form(form): Form<Pairs>) -> Result<Response, Failure> {
    let mut own = Own::read(&view, &who).await?;
    let seen = form.get("digest").parse().map_err(|_| Failure::Invalid)?;
    let typed = typed(&form);
    match describe(&view.app.office, &own.officer, seen, &typed).await {
        Ok(()) => {
            view.visit
                .flash(true, own.voice.say(key("agency-saved"))?)
                .await?;
            Ok(Redirect::to("/admin/agency").into_response())
        }
        Err(AgencyError::Description(problems)) => {
            let mut errors = FieldErrors::default();
            for (part, why) in problems {
                errors.add(part.as_str(), text(own.voice, why)?);
            }
            let page = page(&own, &typed, errors);
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(AgencyError::Stale(now)) => {
            own.agency = *now;
            let stands = TypedDescription::of(&own.agency);
            let mut page = page(&own, &typed, FieldErrors::default());
            for part in DescriptionPart::ALL {
                if stands.part(*part) != typed.part(*part) {
                    let label = own.voice.say(label(*part))?;
                    let now = [("part", label.as_str()), ("now", stands.part(*part))];
                    page.stale.push(own.voice.say_with(key("agency-is-now"), &now)?);
                }
            }
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(error) => Err(failure(error)),
    }
}

/// What no page says itself.
pub(in crate::web::admin) fn failure(error: AgencyError) -> Failure {
    match error {
        AgencyError::NotTheirs => Failure::NotFound,
        AgencyError::Store(error) => error.into(),
        other @ (AgencyError::Stale(_)
        | AgencyError::Description(_)
        | AgencyError::Payee(_)
        | AgencyError::Period(_)
        | AgencyError::Used(_)) => Failure::Internal(other.into()),
    }
}

impl Page for DescriptionPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("agency-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
