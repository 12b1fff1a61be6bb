//! 通知: how a third party is told that its time comes to its end, or that the agency has decided; and that it wants to hear
//! nothing. The letters themselves come all the same.

use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::load::{self, Asked};
use crate::{
    casework::consulted,
    domain::{
        message::Medium,
        text::{Phone, masked},
    },
    text::key,
    web::{error::Failure, extract::Path, form::Form, page::View},
};

/// How news reaches whoever is asked.
#[derive(Debug, Serialize)]
pub(super) struct Messages {
    /// Mail and telephone, as far as they are known and written to; hidden but for their ends.
    reach: Vec<String>,
    /// They want none.
    is_quiet: bool,
}

/// What the button sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    wanted: String,
}

impl Messages {
    pub(super) fn of(view: &View, asked: &Asked) -> Self {
        let notices = &view.app.office.notices;
        let email = asked.party.as_ref().and_then(|party| party.email.as_ref());
        let phone = asked.party.as_ref().and_then(|party| party.phone.as_ref());
        let email = email.filter(|_| notices.has(Medium::Mail));
        let mobile = phone.filter(|phone| Phone::is_mobile(phone) && notices.has(Medium::TextMessage));
        let email = email.map(|email| masked(email.as_str(), 2, 8));
        let mobile = mobile.map(|phone| masked(phone.as_str(), 3, 4));
        Self {
            reach: email.into_iter().chain(mobile).collect(),
            is_quiet: asked.link.quiet_at.is_some(),
        }
    }

    pub(super) fn sample(reach: &[&str], is_quiet: bool) -> Self {
        Self {
            reach: reach.iter().map(|one| (*one).to_owned()).collect(),
            is_quiet,
        }
    }
}

/// `POST /consultation/{link}/messages`
pub(in crate::web::portal) async fn choose(
    view: View,
    Path(link): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let wanted = typed.wanted == "yes";
    consulted::want_messages(&view.app.office, (&asked.case, asked.link.id), wanted).await?;
    let said = if wanted {
        key("portal-third-messages-on")
    } else {
        key("portal-third-messages-off")
    };
    view.visit.flash(true, view.say().get(said)?).await?;
    Ok(Redirect::to(&asked.at()).into_response())
}
