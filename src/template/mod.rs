//! Templates: typed contexts over Handlebars, for pages and letters alike.
//!
//! A context is a struct that implements [`Template`]; nothing else can be rendered. Contexts hold finished,
//! worded values: formatting is done in Rust, layout in the template. Strict mode makes an unknown `{{path}}`
//! an error, but stays silent about `{{#if unknown}}`; therefore [`check`] walks every template along every
//! sample and proves that each path exists and that each branch is reached.

mod audit;
pub(crate) mod files;
mod helpers;
mod inplace;
mod registry;

pub use audit::{Audit, Fault, Finding, Spot};
pub use registry::{LoadError, RenderError, Templates};

use serde::Serialize;

/// The context of one template.
pub trait Template: Serialize {
    /// The file under `templates/`, without `.hbs`: `pages/portal/home`.
    const NAME: &'static str;

    /// Contexts that together reach every branch of the template: full, empty, missing what may be missing,
    /// with errors, with the longest names, with markup in what people typed.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// One template of the list that is checked at start, by `gongkai check` and by the tests.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The template's name.
    pub name: &'static str,
    audit: fn(&Templates) -> Audit,
}

impl Entry {
    /// The entry of one context type; [`every_template!`](macro@crate::every_template) makes lists of them.
    pub fn of<T: Template>() -> Self {
        Self {
            name: T::NAME,
            audit: audit_of::<T>,
        }
    }
}

/// The array of entries for the named context types: `every_template![Receipt, Reply]`.
#[macro_export]
macro_rules! every_template {
    ($($context:ty),* $(,)?) => {
        [$($crate::template::Entry::of::<$context>()),*]
    };
}

/// Everything that is wrong with the templates: samples that do not render, paths that do not exist, branches
/// that no sample reaches, files that no context uses. Empty where all is well.
pub fn check(templates: &Templates, entries: &[Entry]) -> Vec<String> {
    let mut whole = Audit::default();
    for entry in entries {
        whole.merge((entry.audit)(templates));
    }
    let findings = whole.findings.iter().map(ToString::to_string);
    findings.chain(templates.unreached(&whole.reached)).collect()
}

fn audit_of<T: Template>(templates: &Templates) -> Audit {
    let samples = T::samples();
    let mut whole = templates.audit_as(T::NAME, &samples);
    if samples.is_empty() {
        whole.findings.insert(Finding {
            template: T::NAME.to_owned(),
            at: None,
            fault: Fault::NoSample,
        });
    }
    whole
}

#[cfg(test)]
mod tests;
