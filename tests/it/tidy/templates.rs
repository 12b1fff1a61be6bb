//! What the template language allows and we do not.

use super::{Finding, Source, assert_none, places, select};

/// A `{{…}}` of a template, without the braces, and the line that it starts on.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        let comment = text[start..].starts_with("{{!--");
        let end = if comment { "--}}" } else { "}}" };
        let stop = text[start..].find(end).map_or(text.len(), |found| start + found);
        let line = text[..start].matches('\n').count() + 1;
        if !text[start..].starts_with("{{!") {
            tags.push((line, &text[start + 2..stop]));
        }
        at = (stop + end.len()).min(text.len());
    }
    tags
}

/// The names of the hash parameters of a tag itself, not of the calls in parentheses in it.
fn parameters(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut quote, mut word) = (0, None, 0);
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, '=') if depth == 0 => names.push(&tag[word..at]),
            _ => {}
        }
        if c.is_whitespace() || c == '(' {
            word = at + c.len_utf8();
        }
    }
    names
}

fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, tag) in tags(&source.text) {
        let raw = tag.starts_with('{') || tag.trim_start_matches(['~', ' ']).starts_with('&');
        if raw && !source.is_in("templates/layout") {
            let message = "writes unescaped: only templates in templates/layout may, and never with what a person typed";
            findings.push(source.finding(line, message));
        }
        let Some(block) = tag.trim_start_matches('~').strip_prefix("#>") else {
            continue;
        };
        for name in parameters(block)
            .into_iter()
            .filter(|name| !name.starts_with("page_"))
        {
            let message = format!(
                "`{name}=` hides every field `{name}` of the rows within the block: call it `page_{name}`"
            );
            findings.push(source.finding(line, message));
        }
    }
    findings
}

#[test]
fn templates_escape_and_hide_nothing() {
    let findings: Vec<Finding> = select(&["templates"], "hbs", 1).iter().flat_map(check).collect();
    assert_none(&findings);
}

#[test]
fn a_bad_template_is_found() {
    let page = Source::new(
        "templates/pages/desk/queue.hbs",
        "{{#> layout/desk page_title=(t \"queue\" title=\"=\") title=\"x\"}}\n{{{raw}}}\n{{& raw}}\n{{!-- {{{comment}}} --}}\n\
         {{> part title=name}}{{t \"words\" name=name}}\n{{/layout/desk}}\n",
    );
    assert_eq!(
        places(&check(&page)),
        [
            "templates/pages/desk/queue.hbs:1",
            "templates/pages/desk/queue.hbs:2",
            "templates/pages/desk/queue.hbs:3"
        ]
    );
    let layout = Source::new("templates/layout/desk.hbs", "{{{script}}}{{> @partial-block}}");
    assert_eq!(check(&layout), []);
    let letter = Source::new(
        "templates/letters/reply.hbs",
        "<letter>\n{{~{name}}}</letter>{{{x}}}",
    );
    assert_eq!(places(&check(&letter)), ["templates/letters/reply.hbs:2"]);
}
