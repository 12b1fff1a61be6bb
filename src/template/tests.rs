use super::*;
use crate::text::Texts;
use std::sync::Arc;

#[derive(Serialize)]
struct Notice {
    title: String,
    lines: Vec<Line>,
    stamp: Option<Stamp>,
}

#[derive(Serialize)]
struct Line {
    title: String,
}

#[derive(Serialize)]
struct Stamp {
    agency: String,
}

impl Template for Notice {
    const NAME: &'static str = "notice";

    fn samples() -> Vec<Self> {
        let line = |title: &str| Line {
            title: title.to_owned(),
        };
        vec![
            Self {
                title: "<script>".to_owned(),
                lines: Vec::new(),
                stamp: None,
            },
            Self {
                title: "告知书".to_owned(),
                lines: vec![line("一"), line("二")],
                stamp: Some(Stamp {
                    agency: "青川县自然资源局".to_owned(),
                }),
            },
        ]
    }
}

fn templates(sources: &[(&str, &str)]) -> Templates {
    let sources = sources
        .iter()
        .map(|(name, source)| ((*name).to_owned(), (*source).to_owned()));
    Templates::of(Arc::new(Texts::load().unwrap()), sources).unwrap()
}

fn findings(sources: &[(&str, &str)]) -> Vec<String> {
    check(&templates(sources), &every_template![Notice])
}

#[test]
fn a_sound_template_has_no_findings() {
    let sources = [
        (
            "notice",
            "{{title}}{{#each lines as |line|}}{{line.title}}{{@index}}{{else}}none{{/each}}{{> stamp}}",
        ),
        (
            "stamp",
            "{{#if stamp}}{{stamp.agency}}{{#with stamp}}{{agency}}{{../title}}{{/with}}{{/if}}",
        ),
    ];
    assert_eq!(findings(&sources), Vec::<String>::new());
}

#[test]
fn what_strict_mode_lets_pass_is_found() {
    let source = "{{#if titel}}x{{/if}}{{#unless stamp.agncy}}y{{/unless}}{{#each lines}}{{this.title}}{{else}}{{/each}}";
    assert_eq!(
        findings(&[("notice", source)]),
        [
            "notice:1:1: a sample has no `titel`",
            "notice:1:22: a sample has no `stamp.agncy`"
        ]
    );
}

#[test]
fn a_null_that_would_print_as_nothing_is_found() {
    let found = findings(&[("notice", "{{title}}{{#each lines}}{{title}}{{/each}}{{stamp}}")]);
    assert!(
        found.iter().any(|line| line.ends_with("guard it with #if")),
        "{found:?}"
    );
}

#[test]
fn a_branch_without_a_sample_is_found() {
    let found = findings(&[("notice", "{{#if (eq title \"x\")}}{{title}}{{/if}}")]);
    assert_eq!(found, ["notice:1:23: no sample of any template comes here"]);
}

#[test]
fn a_file_that_nothing_uses_is_found() {
    let found = findings(&[("notice", "{{title}}"), ("orphan", "{{title}}")]);
    assert_eq!(found, ["orphan:1:1: no sample of any template comes here"]);
}

#[test]
fn what_people_typed_is_escaped() {
    let html = templates(&[("notice", "<p>{{title}}</p>")])
        .render(&Notice::samples()[0])
        .unwrap();
    assert_eq!(html, "<p>&lt;script&gt;</p>");
}

#[derive(Serialize)]
struct Message {
    title: String,
}

impl Template for Message {
    const NAME: &'static str = "mail/message.text";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "<甲> & “乙”".to_owned(),
        }]
    }
}

#[test]
fn a_message_is_no_html_and_is_audited_all_the_same() {
    let sound = [("mail/message.text", "{{title}}")];
    let text = templates(&sound).render(&Message::samples()[0]).unwrap();
    assert_eq!(text, "<甲> & “乙”");
    assert_eq!(check(&templates(&sound), &every_template![Message]), [""; 0]);
    let unsound = templates(&[("mail/message.text", "{{title}}{{#if titel}}x{{/if}}")]);
    assert_eq!(
        check(&unsound, &every_template![Message]),
        ["mail/message.text:1:10: a sample has no `titel`"]
    );
    assert!(unsound.text_keys().is_empty());
}

#[test]
fn an_unknown_path_or_text_is_an_error() {
    let sample = &Notice::samples()[0];
    assert!(templates(&[("notice", "{{titel}}")]).render(sample).is_err());
    assert!(
        templates(&[("notice", "{{t \"no-such-text\"}}")])
            .render(sample)
            .is_err()
    );
}

#[test]
fn a_partial_argument_stays_in_the_partial() {
    let sources = [
        (
            "notice",
            "{{#each lines}}{{> head title=\"X\"}}{{title}} {{/each}}",
        ),
        ("head", "[{{title}}]"),
    ];
    let html = templates(&sources).render(&Notice::samples()[1]).unwrap();
    assert_eq!(html, "[X]一 [X]二 ");
}

#[test]
fn every_template_of_the_program_is_sound() {
    let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
    let findings = check(&templates, &crate::every_template());
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn a_partial_in_its_place_says_what_a_copied_one_says() {
    let sources = [
        (
            "notice",
            "{{#each lines as |line|}}{{> line first=line.title mark=(t \"queue-nobody\")}}{{/each}}\n  {{> stamp}}\n{{title}}",
        ),
        (
            "line",
            "{{@index}}{{title}}{{this.title}}{{#if first}}{{mark}}{{/if}}{{> mark of=title}}",
        ),
        ("mark", "[{{of}}{{mark}}]"),
        (
            "stamp",
            "{{#if stamp}}{{#with stamp}}{{agency}}{{../title}}{{/with}}{{/if}}\n",
        ),
    ];
    let texts = Arc::new(Texts::load().unwrap());
    let mut copying = handlebars::Handlebars::new();
    copying.set_prevent_indent(true);
    copying.register_helper("t", Box::new(helpers::Text(texts)));
    for (name, source) in sources {
        copying.register_template_string(name, source).unwrap();
    }
    let in_place = templates(&sources);
    for sample in Notice::samples() {
        let rendered = in_place.render(&sample).unwrap();
        assert_eq!(rendered, copying.render("notice", &sample).unwrap());
    }
    assert_eq!(findings(&sources), Vec::<String>::new());
}

#[test]
fn no_template_takes_itself_in() {
    let texts = Arc::new(Texts::load().unwrap());
    for own in [
        "{{> notice}}",
        "{{{[> partial] \"notice\"}}}",
        "{{[> partial] \"notice\"}}",
    ] {
        let source = ("notice".to_owned(), own.to_owned());
        let made = Templates::of(Arc::clone(&texts), [source]);
        for sample in Notice::samples() {
            assert!(
                !made.as_ref().is_ok_and(|made| made.render(&sample).is_ok()),
                "{own}"
            );
        }
    }
}
