//! What an applicant orders in their own case, and what comes of it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    casework::{self, ActError, Order},
    domain::account::Actor,
    text::Key,
    web::{error::Failure, page::View, portal::load::Loaded},
};

/// What is said of it.
pub(super) struct OrderTexts {
    pub(super) done: Key,
    /// The case allows it no longer.
    pub(super) too_late: Key,
    /// The case has changed since the page was opened.
    pub(super) changed: Key,
}

/// What comes of it.
pub(super) enum Given {
    /// It was done; back to the case.
    Done(Response),
    /// It was not done: the page is to be shown again, with this message at its field.
    Refused(StatusCode, String),
}

/// Gives the order, if the case still stands at the version that the page showed.
pub(super) async fn give(
    view: &View,
    loaded: &Loaded,
    version: u32,
    order: Order,
    texts: OrderTexts,
) -> Result<Given, Failure> {
    let (say, case) = (view.say(), loaded.case.id);
    let actor = Actor::Applicant { case };
    match casework::act(&view.app.office, &actor, loaded.agency.id, case, version, order).await {
        Ok(_) => {
            view.visit.flash(true, say.get(texts.done)?).await?;
            let back = Redirect::to(&format!("/track/case/{case}"));
            Ok(Given::Done(back.into_response()))
        }
        Err(ActError::Refused(_)) => {
            let message = say.get(texts.too_late)?;
            Ok(Given::Refused(StatusCode::UNPROCESSABLE_ENTITY, message))
        }
        Err(ActError::Stale(_)) => Ok(Given::Refused(StatusCode::CONFLICT, say.get(texts.changed)?)),
        Err(other) => Err(other.into()),
    }
}
