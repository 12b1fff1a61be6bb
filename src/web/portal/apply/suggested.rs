//! What may be public already of that which somebody is writing down. It is looked up with the form itself, so that no word
//! of an application stands in an address.

use serde::Serialize;

use super::session::Opened;
use crate::{
    casework::catalogue::suggest::{Suggestion, suggestions},
    store::Scope,
    web::{
        error::Failure,
        page::View,
        portal::published::{self, HitRow, Marks},
    },
};

/// How many are shown.
const MOST: usize = 5;

/// What was found; nothing where nothing is like it.
#[derive(Debug, Serialize)]
pub(super) struct Suggested {
    hits: Vec<HitRow>,
    /// Where everything of the agency is searched.
    all: String,
}

impl Suggested {
    /// What is like the words of an application.
    pub(super) async fn of(view: &View, opened: &Opened) -> Result<Self, Failure> {
        let agency = &opened.agency;
        let words = opened.work.asked();
        let scope = Some(Scope::of(agency.id));
        let found = suggestions(&view.app.office, scope, &words, MOST).await?;
        let row = |one: &Suggestion| {
            let marks = Marks::Places(&one.in_title, &one.in_summary);
            published::row(view.say(), &one.public, agency, marks)
        };
        Ok(Self {
            hits: found.iter().map(row).collect::<Result<_, _>>()?,
            all: published::of_agency(agency),
        })
    }

    pub(super) fn samples() -> Vec<Self> {
        let sample = |hits| Self {
            hits,
            all: "/published?agency=qingxi-housing".to_owned(),
        };
        vec![sample(published::samples()), sample(Vec::new())]
    }
}
