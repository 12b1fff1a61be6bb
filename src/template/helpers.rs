//! The helpers of our own: `{{t "key" name=value}}`, a text in the language of the page; `{{zh value}}`, what stays Chinese on
//! every page; and `<option{{lang value}}>` for elements that can hold no other.
//!
//! Names of agencies, courts and letters, and what people typed, have no English. On a page in English they must stand in
//! an element of their own language, or a screen reader spells them as English and the browser takes the wrong letters
//! (WCAG 3.1.2). Where such a value stands is known to the template alone, and that its page is in English to the frame
//! alone; so it is a helper that brings the two together, and pages in Chinese are as they would be without it.

use crate::text::{Lang, Texts};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) struct Text(pub(super) Arc<Texts>);

/// What stays Chinese.
pub(super) struct Zh;

/// The attribute that says so, for an element that can hold no other element.
pub(super) struct ZhLang;

impl HelperDef for ZhLang {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        if lang_of(context) == Lang::English && only(helper, "lang")?.contains(is_chinese) {
            out.write(" lang=\"zh-CN\"")?;
        }
        Ok(())
    }
}

impl HelperDef for Zh {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let text = only(helper, "zh")?;
        let escape = registry.get_escape_fn();
        out.write(&match lang_of(context) {
            Lang::Chinese => escape(&text),
            Lang::English => marked(&text, escape),
        })?;
        Ok(())
    }
}

/// Escapes a text, and puts the words of it that are Chinese into elements that say so: `Please contact <span
/// lang="zh-CN">局办公室</span>`.
fn marked(text: &str, escape: impl Fn(&str) -> String) -> String {
    let (mut marked, mut between, mut is_open) = (String::new(), String::new(), false);
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            let is_chinese = word.contains(is_chinese);
            if is_open && !is_chinese {
                marked.push_str("</span>");
            }
            marked.push_str(&std::mem::take(&mut between));
            if is_chinese && !is_open {
                marked.push_str("<span lang=\"zh-CN\">");
            }
            marked.push_str(&escape(word));
            is_open = is_chinese;
        }
        between.push_str(piece.strip_prefix(word).unwrap_or_default());
    }
    if is_open {
        marked.push_str("</span>");
    }
    marked + &between
}

/// Chinese characters and marks.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

impl HelperDef for Text {
    /// Printed, a text in English marks what is Chinese of what was put into it. An argument in an attribute must
    /// therefore be no name.
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        rendering: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let text = self.call_inner(helper, registry, context, rendering)?.render();
        let escape = registry.get_escape_fn();
        let takes_names = !helper.hash().is_empty() && lang_of(context) == Lang::English;
        out.write(&if takes_names {
            marked(&text, escape)
        } else {
            escape(&text)
        })?;
        Ok(())
    }

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

/// The one value that a helper is given, as text.
fn only(helper: &Helper<'_>, name: &'static str) -> Result<String, RenderErrorReason> {
    let value = helper
        .param(0)
        .ok_or(RenderErrorReason::ParamNotFoundForIndex(name, 0))?;
    Ok(worded(value.value()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_chinese_are_marked_and_nothing_else() {
        for (text, expected) in [
            ("", ""),
            ("K7QM <b>", "K7QM &lt;b&gt;"),
            ("青溪县<b>", r#"<span lang="zh-CN">青溪县&lt;b&gt;</span>"#),
            (
                "Please contact 局办公室 (3 楼), telephone 0990",
                r#"Please contact <span lang="zh-CN">局办公室</span> (3 <span lang="zh-CN">楼),</span> telephone 0990"#,
            ),
            (
                "一 二  three\n四 ",
                "<span lang=\"zh-CN\">一 二</span>  three\n<span lang=\"zh-CN\">四</span> ",
            ),
        ] {
            assert_eq!(marked(text, handlebars::html_escape), expected);
        }
    }
}
