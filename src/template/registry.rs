//! The one place that calls Handlebars.

use super::{Audit, Fault, Finding, Spot, Template, audit, files, helpers, inplace};
use crate::text::Texts;
use handlebars::Handlebars;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All templates, parsed. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Templates {
    html: Handlebars<'static>,
    /// Messages: plain text, in which `<` is no markup and `&lt;` would be read as it stands.
    plain: Handlebars<'static>,
}

/// The folders whose templates make plain text.
const PLAIN: [&str; 2] = ["mail/", "text-message/"];

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
    /// Parses every `.hbs` file of `templates/`. Output is HTML-escaped, but for that of messages, which are no HTML; the
    /// texts of `{{t "key"}}` come from `texts`.
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
        let mut plain = strict(Arc::clone(&texts));
        plain.register_escape_fn(handlebars::no_escape);
        let mut templates = Self {
            html: strict(texts),
            plain,
        };
        for (name, source) in sources {
            templates.register(name, source)?;
        }
        Ok(templates)
    }

    fn registry(&self, name: &str) -> &Handlebars<'static> {
        if is_plain(name) { &self.plain } else { &self.html }
    }

    fn registries(&self) -> [&Handlebars<'static>; 2] {
        [&self.html, &self.plain]
    }

    /// Renders one context.
    pub fn render<T: Template>(&self, context: &T) -> Result<String, RenderError> {
        self.render_as(T::NAME, context)
    }

    /// The same templates, of which some stand under other names or instead of those that are there; only those whose
    /// name begins so. Cheap enough to make when an agency's letters are first composed.
    pub fn tailored(
        &self,
        prefix: &str,
        sources: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, LoadError> {
        let mut html = self.html.clone();
        let others: Vec<String> = html
            .get_templates()
            .keys()
            .filter(|name| !name.starts_with(prefix))
            .cloned()
            .collect();
        for name in others {
            html.unregister_template(&name);
        }
        // Agencies word letters, not messages.
        let plain = Handlebars::new();
        let mut tailored = Self { html, plain };
        for (name, source) in sources {
            tailored.register(name, source)?;
        }
        Ok(tailored)
    }

    fn register(&mut self, name: String, source: String) -> Result<(), LoadError> {
        let registry = if is_plain(&name) {
            &mut self.plain
        } else {
            &mut self.html
        };
        let registered = registry.register_template_string(&name, source).and_then(|()| {
            // Registered once more: only the registry parses as it is set.
            let mut template = registry.get_template(&name).cloned().unwrap_or_default();
            inplace::rewrite(&mut template)?;
            registry.register_template(&name, template);
            Ok(())
        });
        registered.map_err(|source| LoadError {
            name,
            source: Box::new(source),
        })
    }

    /// Renders one context by a template that stands for the context's own.
    pub fn render_as<T: Template>(&self, name: &str, context: &T) -> Result<String, RenderError> {
        let rendered = self.registry(name).render(name, context);
        rendered.map_err(|source| RenderError {
            name: T::NAME,
            source: Box::new(source),
        })
    }

    /// Tries a template with contexts: renders each, and walks along each.
    pub fn audit_as<T: Template>(&self, name: &str, samples: &[T]) -> Audit {
        let mut whole = Audit::default();
        for (number, sample) in samples.iter().enumerate() {
            let mut failed = |why: String| {
                whole.findings.insert(Finding {
                    template: name.to_owned(),
                    at: None,
                    fault: Fault::Sample { number, why },
                });
            };
            if let Err(error) = self.render_as(name, sample) {
                failed(format!("{:#}", anyhow::Error::new(error)));
            }
            match serde_json::to_value(sample) {
                Ok(json) => whole.merge(self.audit(name, &json)),
                Err(error) => failed(error.to_string()),
            }
        }
        whole
    }

    /// The partials that a template names, nested ones included; empty where there is no such template.
    pub fn partials_of(&self, name: &str) -> BTreeSet<String> {
        let mut partials = BTreeSet::new();
        if let Some(template) = self.registry(name).get_template(name) {
            audit::partials(template, &mut partials);
        }
        partials
    }

    /// Walks one template along one sample; partials are walked with the data that they get.
    pub(super) fn audit(&self, name: &str, sample: &Value) -> Audit {
        audit::walk(self.registry(name), name, sample)
    }

    /// A line for every place of every template that is not among the reached ones.
    pub(super) fn unreached(&self, reached: &BTreeSet<Spot>) -> Vec<String> {
        let mut spots = BTreeSet::new();
        for (name, template) in self.registries().into_iter().flat_map(Handlebars::get_templates) {
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
        for template in self
            .registries()
            .into_iter()
            .flat_map(|registry| registry.get_templates().values())
        {
            audit::text_keys(template, &mut keys);
        }
        keys
    }
}

fn is_plain(name: &str) -> bool {
    PLAIN.iter().any(|folder| name.starts_with(folder))
}

fn strict(texts: Arc<Texts>) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    // An indented partial would otherwise indent what people typed into a text area.
    registry.set_prevent_indent(true);
    registry.register_helper("t", Box::new(helpers::Text(texts)));
    registry.register_helper("zh", Box::new(helpers::Zh));
    registry.register_helper("lang", Box::new(helpers::ZhLang));
    registry.register_helper(inplace::NAME, Box::new(inplace::InPlace));
    registry
}
