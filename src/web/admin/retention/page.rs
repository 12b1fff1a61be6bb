//! The two pages: what holds and what can be chosen; and what a choice would erase.

use serde::Serialize;

use super::samples;
use crate::{
    template::Template,
    text::key,
    web::{
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct RetentionPage {
    pub(super) errors: FieldErrors,
    /// What somebody else has chosen meanwhile.
    pub(super) stale: Option<String>,
    /// What holds now.
    pub(super) stands: String,
    /// Who chose it, and from when on it takes effect.
    pub(super) since: Option<String>,
    /// When it was last looked for what is due, and how much was erased.
    pub(super) last: String,
    /// The changes of this, in the log.
    pub(super) log: String,
    /// The shortest that may be chosen, and on what that rests.
    pub(super) shortest: String,
    /// How years are counted.
    pub(super) counted: String,
    /// What stays, and on what that rests.
    pub(super) dossier: String,
    pub(super) least: u8,
    pub(super) choice: Choices,
    pub(super) years: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct PreviewPage {
    pub(super) errors: FieldErrors,
    /// What somebody else has chosen meanwhile.
    pub(super) stale: Option<String>,
    /// From what to what.
    pub(super) change: String,
    /// What follows from it, and from when on.
    pub(super) follows: String,
    pub(super) named: Vec<NamedCase>,
    /// How many more there are than are named.
    pub(super) more: Option<String>,
    /// Whether something is erased that nobody brings back.
    pub(super) is_final: bool,
    pub(super) choice: String,
    pub(super) years: String,
    pub(super) version: u32,
    pub(super) reason: Field,
}

/// A case that would be erased.
#[derive(Debug, Serialize)]
pub(super) struct NamedCase {
    pub(super) number: String,
    /// None for whoever may not read it.
    pub(super) href: Option<String>,
    /// From which day its time is counted.
    pub(super) from: String,
}

impl Template for RetentionPage {
    const NAME: &'static str = "pages/admin/retention/overview";

    fn samples() -> Vec<Self> {
        samples::overviews()
    }
}

impl Template for PreviewPage {
    const NAME: &'static str = "pages/admin/retention/preview";

    fn samples() -> Vec<Self> {
        samples::previews()
    }
}

impl Page for RetentionPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("retention-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for PreviewPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("retention-preview-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
