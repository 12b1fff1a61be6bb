//! `GET /admin/templates`: every template, and which version of it is in force.

use std::collections::BTreeMap;

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::{own_agency, samples, state, title};
use crate::{
    letters::{Slot, section_names},
    store::{self, Scope, tailoring::Version},
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{Said, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/templates", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![Overview].into()
}

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    pub(super) kinds: Vec<SlotRow>,
    pub(super) sections: Vec<SlotRow>,
}

/// A template in the list.
#[derive(Debug, Serialize)]
pub(super) struct SlotRow {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) state: String,
    pub(super) is_own: bool,
}

/// `GET /admin/templates`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let agency = own_agency(&view, &who).await?;
    let (voice, today) = (voice(&view), view.app.office.today());
    let mut versions: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for version in store::tailoring::all(view.app.db(), Scope::of(agency.id)).await? {
        versions.entry(version.slot.clone()).or_default().push(version);
    }
    let row = |slot: Slot| {
        let of = versions
            .get(&slot.to_string())
            .map(Vec::as_slice)
            .unwrap_or_default();
        Ok(SlotRow {
            title: title(voice, &view.law, &slot)?,
            href: format!("/admin/templates/{slot}"),
            state: state(voice, of, today)?,
            is_own: !of.is_empty(),
        })
    };
    let kinds = view
        .law
        .letters()
        .iter()
        .map(|kind| row(Slot::Kind(kind.key.clone())));
    let sections = section_names()
        .into_iter()
        .map(|name| row(Slot::Section(name.to_owned())));
    let page = Overview {
        kinds: kinds.collect::<Said<_>>()?,
        sections: sections.collect::<Said<_>>()?,
    };
    view.page(page).await
}

impl Template for Overview {
    const NAME: &'static str = "pages/admin/tailoring/overview";

    fn samples() -> Vec<Self> {
        vec![samples::overview()]
    }
}

impl Page for Overview {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("template-title"))
    }
}
