//! How the forms of the orders are put together: with what was typed where the order was refused, else with what they
//! begin with.

use super::{super::forms::Forms, labels::label};
use crate::{
    domain::{account::Actor, command::CommandKind, permission},
    text::{Key, key},
    web::{
        casefile::order::{Boxes, Choice, FormField, Link, OrderForm},
        desk::case::forms::slug,
        form::FieldErrors,
        pairs::{Hidden, Pairs},
        wording::Said,
    },
};

/// The id of a form: of the order, and of what it is about where there are several.
pub(in crate::web::desk::case) fn form_id(kind: CommandKind, of: &str) -> String {
    if of.is_empty() {
        slug(kind).to_owned()
    } else {
        format!("{}-{of}", slug(kind))
    }
}

/// A form that is being put together.
pub(super) struct Build<'a> {
    desk: Forms<'a>,
    /// What was typed into this very form, and what is wrong with it.
    again: Option<(&'a Pairs, &'a FieldErrors)>,
    form: OrderForm,
}

impl<'a> Forms<'a> {
    /// Whether this person may give the order now.
    pub(super) fn may(self, kind: CommandKind) -> bool {
        let actor = Actor::Officer(self.officer.clone());
        permission::may(&self.dossier.case, &actor, kind, self.voice.law).is_ok()
    }

    /// Begins the form of an order about `of`: a kind of letter, a letter, a proceeding; nothing where there is only one.
    pub(super) fn begin(self, kind: CommandKind, of: &str) -> Said<Build<'a>> {
        let id = form_id(kind, of);
        let again = self
            .attempt
            .filter(|attempt| attempt.kind == kind && attempt.typed.get("of") == of)
            .map(|attempt| (&attempt.typed, &attempt.errors));
        let name = self.voice.command(kind)?;
        let hidden = Hidden {
            name: "of".to_owned(),
            value: of.to_owned(),
        };
        Ok(Build {
            desk: self,
            again,
            form: OrderForm {
                href: format!("/desk/cases/{}/{}", self.dossier.case.id, slug(kind)),
                version: self.dossier.case.version,
                hint: None,
                effect: None,
                links: Vec::new(),
                error: again.and_then(|(_, errors)| errors.of(&id)),
                open: again.is_some(),
                hidden: (!of.is_empty()).then_some(hidden).into_iter().collect(),
                fields: Vec::new(),
                button: name.clone(),
                name,
                id,
            },
        })
    }
}

impl Build<'_> {
    pub(super) fn named(mut self, name: String) -> Self {
        self.form.name = name;
        self
    }

    pub(super) fn button(mut self, text: Key) -> Said<Self> {
        self.form.button = self.desk.voice.say(text)?;
        Ok(self)
    }

    pub(super) fn hint(mut self, hint: String) -> Self {
        self.form.hint = Some(hint);
        self
    }

    pub(super) fn effect(mut self, effect: String) -> Self {
        self.form.effect = Some(effect);
        self
    }

    /// What to look at before.
    pub(super) fn links(mut self, links: Vec<Link>) -> Self {
        self.form.links = links;
        self
    }

    fn field(&self, name: &'static str, begins: &str) -> Said<FormField> {
        let id = format!("{}-{name}", self.form.id);
        let (value, error) = match self.again {
            Some((typed, errors)) => (typed.get(name).to_owned(), errors.of(&id)),
            None => (begins.to_owned(), None),
        };
        Ok(FormField {
            id,
            name,
            label: self
                .desk
                .voice
                .say(label(name).unwrap_or(key("way-label-words")))?,
            hint: None,
            error,
            value,
            line: None,
            area: false,
            list: false,
            boxes: None,
            options: Vec::new(),
        })
    }

    /// A line of a type: `text`, `date` or `number`.
    pub(super) fn line(mut self, kind: &'static str, name: &'static str, begins: &str) -> Said<Self> {
        let field = FormField {
            line: Some(kind),
            ..self.field(name, begins)?
        };
        self.form.fields.push(field);
        Ok(self)
    }

    /// Several lines.
    pub(super) fn area(mut self, name: &'static str, begins: &str) -> Said<Self> {
        let field = FormField {
            area: true,
            ..self.field(name, begins)?
        };
        self.form.fields.push(field);
        Ok(self)
    }

    /// A list that unfolds, as `(value, name)`.
    pub(super) fn list(
        mut self,
        name: &'static str,
        options: Vec<(String, String)>,
        begins: &str,
    ) -> Said<Self> {
        let field = self.field(name, begins)?;
        let chosen = vec![field.value.clone()];
        let field = FormField {
            list: true,
            options: choices(&field.id, options, &chosen),
            ..field
        };
        self.form.fields.push(field);
        Ok(self)
    }

    /// Radio buttons or checkboxes, as `(value, name)`.
    pub(super) fn boxes(
        mut self,
        boxes: Boxes,
        name: &'static str,
        options: Vec<(String, String)>,
        begins: &[String],
    ) -> Said<Self> {
        let chosen: Vec<String> = match self.again {
            Some((typed, _)) => typed.all(name).map(str::to_owned).collect(),
            None => begins.to_vec(),
        };
        let field = self.field(name, "")?;
        let field = FormField {
            boxes: Some(boxes),
            options: choices(&field.id, options, &chosen),
            ..field
        };
        self.form.fields.push(field);
        Ok(self)
    }

    /// Says something about the last field.
    pub(super) fn about(mut self, hint: String) -> Self {
        if let Some(field) = self.form.fields.last_mut() {
            field.hint = Some(hint);
        }
        self
    }

    pub(super) fn done(self) -> OrderForm {
        self.form
    }
}

/// The first one has the id of the field, so that the list of errors leads to it.
fn choices(id: &str, options: Vec<(String, String)>, chosen: &[String]) -> Vec<Choice> {
    let numbered = options.into_iter().enumerate();
    numbered
        .map(|(number, (value, name))| Choice {
            id: if number == 0 {
                id.to_owned()
            } else {
                format!("{id}-{number}")
            },
            chosen: chosen.contains(&value),
            value,
            name,
        })
        .collect()
}
