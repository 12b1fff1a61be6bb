//! The path audit: what strict mode does not see.
//!
//! [`walk`] follows a template along one sample as the renderer would, and notes every path that the sample
//! does not have, every value that is printed though it is null, and every place it came by. A branch that no
//! sample enters is a branch that nobody has tried: [`spots`] lists all places, and their difference is an error.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the elements of Handlebars are non-exhaustive"
)]

mod finding;
mod scope;

pub use finding::{Fault, Finding};

use handlebars::Handlebars;
use handlebars::template::{BlockParam, HelperTemplate, Parameter, Template, TemplateElement};
use scope::{Missing, Scope, truthy};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

use super::inplace::Partial;

/// What walking templates has brought to light.
#[derive(Debug, Default)]
pub struct Audit {
    /// What is wrong.
    pub findings: BTreeSet<Finding>,
    /// The places that were reached.
    pub reached: BTreeSet<Spot>,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The template's name.
    pub template: String,
    /// Line and column, from 1.
    pub at: (usize, usize),
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.template, self.at.0, self.at.1)
    }
}

impl Audit {
    /// Takes over everything that another walk found.
    pub(super) fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.reached.extend(other.reached);
    }
}

/// Walks the named template along one sample.
pub(super) fn walk(registry: &Handlebars<'static>, name: &str, sample: &Value) -> Audit {
    let mut walk = Walk {
        registry,
        audit: Audit::default(),
    };
    match registry.get_template(name) {
        Some(template) => walk.template(name, template, &mut Scope::new(sample.clone())),
        None => {
            walk.audit.findings.insert(Finding {
                template: name.to_owned(),
                at: None,
                fault: Fault::NoTemplate,
            });
        }
    }
    walk.audit
}

/// Every place of the template where something happens, nested blocks included.
pub(super) fn spots(name: &str, template: &Template, into: &mut BTreeSet<Spot>) {
    for (element, at) in template.elements.iter().zip(&template.mapping) {
        if !matches!(
            element,
            TemplateElement::RawString(_) | TemplateElement::Comment(_)
        ) {
            into.insert(Spot {
                template: name.to_owned(),
                at: (at.0, at.1),
            });
        }
        for inner in nested(element) {
            spots(name, inner, into);
        }
    }
}

/// The literal keys of all `{{t "key"}}`, nested ones and those in parameters included.
pub(super) fn text_keys(template: &Template, into: &mut BTreeSet<String>) {
    for element in &template.elements {
        keys_of_element(element, into);
        for inner in nested(element) {
            text_keys(inner, into);
        }
    }
}

/// The names of the partials that a template asks for, nested ones included.
pub(super) fn partials(template: &Template, into: &mut BTreeSet<String>) {
    for element in &template.elements {
        if let Some(partial) = Partial::of(element) {
            into.insert(partial.name.to_owned());
        }
        for inner in nested(element) {
            partials(inner, into);
        }
    }
}

fn keys_of_element(element: &TemplateElement, into: &mut BTreeSet<String>) {
    let (name, params, hash) = match element {
        TemplateElement::Expression(helper)
        | TemplateElement::HtmlExpression(helper)
        | TemplateElement::HelperBlock(helper) => (&helper.name, &helper.params, &helper.hash),
        TemplateElement::DecoratorExpression(partial)
        | TemplateElement::DecoratorBlock(partial)
        | TemplateElement::PartialExpression(partial)
        | TemplateElement::PartialBlock(partial) => (&partial.name, &partial.params, &partial.hash),
        _ => return,
    };
    if name.as_name() == Some("t")
        && let Some(Parameter::Literal(Value::String(key))) = params.first()
    {
        into.insert(key.clone());
    }
    for parameter in params.iter().chain(hash.values()) {
        if let Parameter::Subexpression(inner) = parameter {
            keys_of_element(&inner.element, into);
        }
    }
}

fn nested(element: &TemplateElement) -> impl Iterator<Item = &Template> {
    let (first, second) = match element {
        TemplateElement::HelperBlock(helper) => (helper.template.as_ref(), helper.inverse.as_ref()),
        TemplateElement::PartialBlock(partial) | TemplateElement::DecoratorBlock(partial) => {
            (partial.template.as_ref(), None)
        }
        _ => (None, None),
    };
    first.into_iter().chain(second)
}

struct Walk<'a> {
    registry: &'a Handlebars<'static>,
    audit: Audit,
}

impl Walk<'_> {
    fn template(&mut self, name: &str, template: &Template, scope: &mut Scope) {
        for (element, at) in template.elements.iter().zip(&template.mapping) {
            let spot = Spot {
                template: name.to_owned(),
                at: (at.0, at.1),
            };
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => continue,
                TemplateElement::Expression(helper) => match Partial::of(element) {
                    Some(partial) => self.partial(&spot, partial, scope),
                    None => self.expression(&spot, helper, scope),
                },
                TemplateElement::HtmlExpression(helper) => {
                    if !name.starts_with("layout/") {
                        self.finding(&spot, Fault::Raw);
                    }
                    self.expression(&spot, helper, scope);
                }
                TemplateElement::HelperBlock(helper) => self.block(&spot, helper, scope),
                TemplateElement::PartialExpression(_) => {
                    if let Some(partial) = Partial::of(element) {
                        self.partial(&spot, partial, scope);
                    }
                }
                _ => {
                    // Their parameters would shadow fields of the same name inside the block, silently.
                    self.finding(&spot, Fault::BlockPartial);
                }
            }
            self.audit.reached.insert(spot);
        }
    }

    fn finding(&mut self, spot: &Spot, fault: Fault) {
        self.audit.findings.insert(Finding {
            template: spot.template.clone(),
            at: Some(spot.at),
            fault,
        });
    }

    /// The value of a parameter; null, after a finding, where it has none.
    fn value(&mut self, spot: &Spot, parameter: &Parameter, scope: &Scope) -> Value {
        let found = match parameter {
            Parameter::Literal(json) => return json.clone(),
            Parameter::Subexpression(inner) => return self.call(spot, &inner.element, scope),
            _ => scope.resolve(parameter.as_name().unwrap_or_default()),
        };
        found.unwrap_or_else(|Missing(path)| {
            self.finding(spot, Fault::NoPath(path));
            Value::Null
        })
    }

    fn expression(&mut self, spot: &Spot, helper: &HelperTemplate, scope: &Scope) {
        let is_path = helper.params.is_empty() && helper.hash.is_empty();
        let value = if is_path {
            self.value(spot, &helper.name, scope)
        } else {
            self.helper(spot, helper, scope)
        };
        match value {
            Value::Null => self.finding(spot, Fault::PrintsNothing),
            Value::Array(_) | Value::Object(_) => self.finding(spot, Fault::PrintsList),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn call(&mut self, spot: &Spot, element: &TemplateElement, scope: &Scope) -> Value {
        if let TemplateElement::Expression(helper) = element {
            self.helper(spot, helper, scope)
        } else {
            self.finding(spot, Fault::NoCall);
            Value::Null
        }
    }

    fn helper(&mut self, spot: &Spot, helper: &HelperTemplate, scope: &Scope) -> Value {
        let name = helper.name.as_name().unwrap_or_default();
        let values: Vec<Value> = helper
            .params
            .iter()
            .map(|param| self.value(spot, param, scope))
            .collect();
        for (name, parameter) in &helper.hash {
            if self.value(spot, parameter, scope).is_null() {
                self.finding(spot, Fault::NullArgument(name.clone()));
            }
        }
        match (name, values.as_slice()) {
            ("t", [Value::String(key)]) => {
                if !matches!(helper.params.first(), Some(Parameter::Literal(_))) {
                    self.finding(spot, Fault::KeyNotLiteral);
                }
                Value::String(key.clone())
            }
            ("zh" | "lang", [value]) => value.clone(),
            ("eq", [left, right]) => Value::Bool(left == right),
            ("ne", [left, right]) => Value::Bool(left != right),
            ("not", [value]) => Value::Bool(!truthy(value)),
            ("and", values) => Value::Bool(values.iter().all(truthy)),
            ("or", values) => Value::Bool(values.iter().any(truthy)),
            ("len", [Value::Array(list)]) => Value::from(list.len()),
            _ => {
                self.finding(spot, Fault::Helper(name.to_owned()));
                Value::Null
            }
        }
    }

    fn block(&mut self, spot: &Spot, helper: &HelperTemplate, scope: &mut Scope) {
        let name = helper.name.as_name().unwrap_or_default().to_owned();
        let Some(subject) = helper.params.first() else {
            return self.finding(spot, Fault::NoSubject(name));
        };
        let value = self.value(spot, subject, scope);
        match name.as_str() {
            "if" => self.branch(spot, helper, truthy(&value), scope),
            "unless" => self.branch(spot, helper, !truthy(&value), scope),
            "with" if truthy(&value) => {
                let params = names(helper.block_param.as_ref())
                    .into_iter()
                    .zip([value.clone()])
                    .collect();
                scope.push(value, params, false);
                self.branch(spot, helper, true, scope);
                scope.pop();
            }
            "with" => self.branch(spot, helper, false, scope),
            "each" => self.each(spot, helper, value, scope),
            _ => self.finding(spot, Fault::Block(name)),
        }
    }

    fn branch(&mut self, spot: &Spot, helper: &HelperTemplate, yes: bool, scope: &mut Scope) {
        let taken = if yes { &helper.template } else { &helper.inverse };
        if let Some(template) = taken {
            self.template(&spot.template, template, scope);
        }
    }

    fn each(&mut self, spot: &Spot, helper: &HelperTemplate, value: Value, scope: &mut Scope) {
        let items: Vec<(Value, Value)> = match value {
            Value::Array(list) => list
                .into_iter()
                .enumerate()
                .map(|(n, item)| (Value::from(n), item))
                .collect(),
            Value::Object(map) => map
                .into_iter()
                .map(|(key, item)| (Value::String(key), item))
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                return self.finding(spot, Fault::NoList);
            }
        };
        if items.is_empty() {
            return self.branch(spot, helper, false, scope);
        }
        for (key, item) in items {
            let params = names(helper.block_param.as_ref())
                .into_iter()
                .zip([item.clone(), key])
                .collect();
            scope.push(item, params, true);
            self.branch(spot, helper, true, scope);
            scope.pop();
        }
    }

    fn partial(&mut self, spot: &Spot, partial: Partial<'_>, scope: &mut Scope) {
        let Partial { name, subject, named } = partial;
        let registry = self.registry;
        let Some(template) = registry.get_template(name) else {
            return self.finding(spot, Fault::Partial(name.to_owned()));
        };
        let base = match subject {
            Some(parameter) => self.value(spot, parameter, scope),
            None => scope.here().clone(),
        };
        let mut merged = match base {
            Value::Object(map) => map,
            other if named.is_empty() => {
                scope.push(other, Map::new(), false);
                self.template(name, template, scope);
                scope.pop();
                return;
            }
            _ => Map::new(),
        };
        let mut params = Map::new();
        for (key, parameter) in named {
            let value = self.value(spot, parameter, scope);
            params.insert(key.clone(), value.clone());
            merged.insert(key.clone(), value);
        }
        scope.push(Value::Object(merged), params, false);
        self.template(name, template, scope);
        scope.pop();
    }
}

fn names(param: Option<&BlockParam>) -> Vec<String> {
    let of = |parameter: &Parameter| parameter.as_name().unwrap_or_default().to_owned();
    match param {
        Some(BlockParam::Single(value)) => vec![of(value)],
        Some(BlockParam::Pair((value, key))) => vec![of(value), of(key)],
        None | Some(_) => Vec::new(),
    }
}
