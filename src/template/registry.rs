//! The one place that calls Handlebars.

use super::{Template, audit, audit::Audit, audit::Spot, files, helpers};
use crate::text::Texts;
use handlebars::Handlebars;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All templates, parsed. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Templates {
    html: Handlebars<'static>,
}

/// A template that does not parse.
#[derive(Debug, thiserror::Error)]
#[error("template {name} does not parse")]
pub struct LoadError {
    /// The template's name.
    pub name: String,
    /// What the parser says, with the line.
    pub source: Box<handlebars::TemplateError>,
}

/// A template that does not render.
#[derive(Debug, thiserror::Error)]
#[error("template {name} does not render")]
pub struct RenderError {
    /// The template's name.
    pub name: &'static str,
    /// What Handlebars says, with the line.
    pub source: Box<handlebars::RenderError>,
}

impl Templates {
    /// Parses every `.hbs` file of `templates/`. Output is HTML-escaped; the texts of `{{t "key"}}` come from
    /// `texts`.
    pub fn load(texts: Arc<Texts>) -> Result<Self, LoadError> {
        let named = files::with_extension("hbs").into_iter().filter_map(|file| {
            let source = files::text(&file)?;
            Some((file.trim_end_matches(".hbs").to_owned(), source))
        });
        Self::of(texts, named)
    }

    /// Parses the given templates: name and source.
    pub(super) fn of(
        texts: Arc<Texts>,
        sources: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, LoadError> {
        let mut html = Handlebars::new();
        html.set_strict_mode(true);
        // An indented partial would otherwise indent what people typed into a text area.
        html.set_prevent_indent(true);
        html.register_helper("t", Box::new(helpers::Text(texts)));
        for (name, source) in sources {
            html.register_template_string(&name, source)
                .map_err(|source| LoadError {
                    name: name.clone(),
                    source: Box::new(source),
                })?;
        }
        Ok(Self { html })
    }

    /// Renders one context.
    pub fn render<T: Template>(&self, context: &T) -> Result<String, RenderError> {
        self.html.render(T::NAME, context).map_err(|source| RenderError {
            name: T::NAME,
            source: Box::new(source),
        })
    }

    /// Walks one template along one sample; partials are walked with the data that they get.
    pub(super) fn audit(&self, name: &str, sample: &Value) -> Audit {
        audit::walk(&self.html, name, sample)
    }

    /// A line for every place of every template that is not among the reached ones.
    pub(super) fn unreached(&self, reached: &BTreeSet<Spot>) -> Vec<String> {
        let mut spots = BTreeSet::new();
        for (name, template) in self.html.get_templates() {
            audit::spots(name, template, &mut spots);
        }
        spots
            .difference(reached)
            .map(|spot| format!("{spot}: no sample of any template comes here"))
            .collect()
    }

    /// The keys that the templates ask for by `{{t "key"}}`.
    pub fn text_keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for template in self.html.get_templates().values() {
            audit::text_keys(template, &mut keys);
        }
        keys
    }
}
