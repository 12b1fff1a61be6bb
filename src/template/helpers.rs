//! The one helper of our own: `{{t "key" name=value}}`, a text in the language of the page.

use crate::text::{Lang, Texts};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, JsonValue, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) struct Text(pub(super) Arc<Texts>);

impl HelperDef for Text {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let key = helper
            .param(0)
            .and_then(|param| param.value().as_str())
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let arguments: BTreeMap<&str, String> = helper
            .hash()
            .iter()
            .map(|(name, value)| (*name, worded(value.value())))
            .collect();
        let text = self
            .0
            .get_with(lang_of(context), key, &arguments)
            .map_err(|missing| RenderErrorReason::NestedError(Box::new(missing)))?;
        Ok(ScopedJson::Derived(JsonValue::from(text)))
    }
}

/// Pages carry their language as `page.lang`; whatever has none (a letter) is Chinese.
fn lang_of(context: &Context) -> Lang {
    context
        .data()
        .pointer("/page/lang")
        .and_then(JsonValue::as_str)
        .and_then(Lang::parse)
        .unwrap_or_default()
}

fn worded(value: &JsonValue) -> String {
    match value {
        JsonValue::String(text) => text.clone(),
        JsonValue::Null
        | JsonValue::Bool(_)
        | JsonValue::Number(_)
        | JsonValue::Array(_)
        | JsonValue::Object(_) => value.to_string(),
    }
}
