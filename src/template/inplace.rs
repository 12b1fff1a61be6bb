//! Partials that are rendered in their place. Handlebars gives every partial a copy of all data of its caller, with what
//! the call names laid over it: a page of a queue, with its fifty rows, is copied for each of its small parts. Here a
//! partial that is given no subject of its own reads the data of its caller, and what the call names stands before it. So
//! templates say what they said, and audits read them as they were written.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the elements of Handlebars are non-exhaustive"
)]

use std::{collections::HashMap, mem};

use handlebars::{
    BlockContext, BlockParamHolder, Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output,
    RenderContext, RenderErrorReason, Renderable as _, Template, TemplateError,
    template::{HelperTemplate, Parameter, TemplateElement},
};

/// The name of the helper. No template can say it, as it is none that the parser reads: whoever words letters would
/// otherwise get around what is asked of partials, and could have one take in itself without an end.
pub(super) const NAME: &str = "> partial";

/// A call of a helper, about to be filled in.
const CALL: &str = "{{call 0}}";

/// Renders a partial in its place.
pub(super) struct InPlace;

impl HelperDef for InPlace {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        rendering: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper
            .param(0)
            .and_then(|param| param.value().as_str())
            .ok_or(RenderErrorReason::ParamNotFoundForIndex(NAME, 0))?;
        let template = registry
            .get_template(name)
            .ok_or_else(|| RenderErrorReason::PartialNotFound(name.to_owned()))?;
        let caller = rendering.get_current_template_name();
        if caller.is_some_and(|caller| caller == name) {
            return Err(RenderErrorReason::CannotIncludeSelf.into());
        }
        let named = helper.hash();
        if !named.is_empty() {
            let mut block = BlockContext::new();
            if let Some(around) = rendering.block() {
                block.base_path_mut().clone_from(around.base_path());
                if let Some(value) = around.base_value() {
                    block.set_base_value(value.clone());
                }
                block.local_variables_mut().clone_from(around.local_variables());
            }
            for (name, value) in named {
                block.set_block_param(name, BlockParamHolder::value(value.value().clone()));
            }
            rendering.push_block(block);
        }
        let rendered = template.render(registry, context, rendering, out);
        if !named.is_empty() {
            rendering.pop_block();
        }
        rendering.set_current_template_name(caller);
        rendered
    }
}

/// Has the partials of a template rendered in their place, as far as they are given no subject.
pub(super) fn rewrite(template: &mut Template) -> Result<(), TemplateError> {
    let call = Template::compile(CALL)?;
    if let Some(TemplateElement::Expression(call)) = call.elements.first() {
        rewrite_by(template, call);
    }
    Ok(())
}

fn rewrite_by(template: &mut Template, call: &HelperTemplate) {
    for element in &mut template.elements {
        match element {
            TemplateElement::HelperBlock(helper) => {
                for inner in [&mut helper.template, &mut helper.inverse].into_iter().flatten() {
                    rewrite_by(inner, call);
                }
            }
            TemplateElement::PartialExpression(partial) if partial.params.is_empty() => {
                let name = partial.name.as_name().unwrap_or_default();
                let mut call = call.clone();
                call.name = Parameter::Name(NAME.to_owned());
                call.params = vec![Parameter::Literal(JsonValue::from(name))];
                call.hash = mem::take(&mut partial.hash);
                *element = TemplateElement::Expression(Box::new(call));
            }
            _ => {}
        }
    }
}

/// A partial as a template asks for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partial<'t> {
    pub(super) name: &'t str,
    pub(super) subject: Option<&'t Parameter>,
    pub(super) named: &'t HashMap<String, Parameter>,
}

impl<'t> Partial<'t> {
    /// The partial that an element asks for, however it is rendered.
    pub(super) fn of(element: &'t TemplateElement) -> Option<Self> {
        match element {
            TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                Some(Self {
                    name: partial.name.as_name().unwrap_or_default(),
                    subject: partial.params.first(),
                    named: &partial.hash,
                })
            }
            TemplateElement::Expression(helper) if helper.name.as_name() == Some(NAME) => Some(Self {
                name: match helper.params.first() {
                    Some(Parameter::Literal(JsonValue::String(name))) => name,
                    _ => return None,
                },
                subject: None,
                named: &helper.hash,
            }),
            _ => None,
        }
    }
}
