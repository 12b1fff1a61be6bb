//! Every letter with every sample: as words, as a web page, as PDF.

use super::*;
use crate::law::{FieldKind, Law};
use crate::text::Texts;
use std::{collections::BTreeMap, env, fs, path::Path};
use time::macros::date;

fn templates() -> Arc<Templates> {
    Arc::new(Templates::load(Arc::new(Texts::load().unwrap())).unwrap())
}

fn composed() -> Vec<(String, Document)> {
    let templates = templates();
    let compose = |sample: Sample| (sample.name, sample.context.compose(&templates, None).unwrap());
    LetterContext::samples().into_iter().map(compose).collect()
}

#[test]
fn every_letter_reads_as_reviewed() {
    for (name, document) in composed() {
        insta::assert_snapshot!(name, plain::text(&document));
    }
}

/// With `GONGKAI_LETTERS` set to a folder the pages are left there to be looked at.
#[test]
fn every_letter_becomes_a_pdf() {
    let letters = Letters::new(templates(), &FontConfig::default()).unwrap_or_else(|error| panic!("{error}"));
    for (name, document) in composed() {
        let issued = document.with_number_and_date("青自然资公开〔2026〕3号", "2026年11月22日");
        let pdf = letters
            .pdf(&issued)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if let Some(folder) = env::var_os("GONGKAI_LETTERS") {
            fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
        }
    }
}

#[test]
fn every_reply_says_how_to_object() {
    for (name, document) in composed() {
        let remedy = document.kind == "reply" || name == "notice-disclosure_decision";
        assert_eq!(document.has_remedy(), remedy, "{name}");
    }
}

#[test]
fn every_context_survives_storage() {
    for sample in LetterContext::samples() {
        let stored = serde_json::to_string(&sample.context).unwrap();
        assert_eq!(
            serde_json::from_str::<LetterContext>(&stored).unwrap(),
            sample.context,
            "{}",
            sample.name
        );
    }
}

#[test]
fn the_web_page_is_as_reviewed_and_escaped() {
    let all = composed();
    let html = |name: &str| html::fragment(&all.iter().find(|(found, _)| found == name).unwrap().1, 1);
    insta::assert_snapshot!("html-mixed", html("reply-mixed"));
    let markup = html("reply-markup");
    assert!(!markup.contains("<script") && markup.contains("&#60;script&#62;") && markup.contains("{{x}}"));
}

/// What the law's data want in the letter is in the letter, whether the handler filled in everything or no more than
/// the law demands.
#[test]
fn every_ground_makes_a_section_that_says_what_was_filled_in() {
    let (law, templates) = (Law::embedded().unwrap(), templates());
    let base = LetterContext::samples()
        .into_iter()
        .find_map(|sample| match sample.context {
            LetterContext::Reply(reply) => Some(reply),
            LetterContext::Receipt(_) | LetterContext::Notice(_) => None,
        });
    for ground in law.grounds_on(date!(2026 - 11 - 22)) {
        for all in [true, false] {
            let demands = ground.demands.iter().map(|key| law.field(key));
            let fields: BTreeMap<String, String> = demands
                .filter(|field| field.in_letter && (all || field.required))
                .map(|field| (field.key.to_string(), format!("【{}】", field.label)))
                .collect();
            let parts = if ground.key.as_str() == "partial" {
                let withheld = law.ground(&"state_secret".parse().unwrap()).unwrap();
                let fields = [("classification_mark", "秘密"), ("reasons", "某种理由")]
                    .map(|(k, v)| (k.to_owned(), v.to_owned()));
                let section =
                    Section::of(&withheld.section, &withheld.statement, fields.into(), Vec::new()).unwrap();
                vec![Part {
                    part: "某一部分".to_owned(),
                    ground: withheld.name.clone(),
                    article: law.cite(&withheld.article),
                    section,
                }]
            } else {
                Vec::new()
            };
            let section = Section::of(&ground.section, &ground.statement, fields.clone(), parts)
                .unwrap_or_else(|error| panic!("{}: {error}: {}", ground.key, error.source));
            let mut reply = base.clone().unwrap();
            reply.items = vec![Item {
                heading: "关于某事".to_owned(),
                asked: "某事".to_owned(),
                section,
            }];
            let text = plain::text(&LetterContext::Reply(reply).compose(&templates, None).unwrap());
            for said in fields.values().chain([&ground.statement]) {
                assert!(
                    text.contains(said),
                    "{}: {said} is not in the letter:\n{text}",
                    ground.key
                );
            }
        }
    }
}

/// Samples bear the title that the law's data give the ground, and so their remedies name the letter rightly.
#[test]
fn samples_are_titled_as_the_law_has_it() {
    let law = Law::embedded().unwrap();
    let titles: BTreeMap<&str, &str> = law
        .grounds_on(date!(2026 - 11 - 22))
        .map(|ground| (ground.section.as_str(), law.letter(&ground.letter).title.as_str()))
        .collect();
    for sample in LetterContext::samples() {
        let LetterContext::Reply(reply) = sample.context else {
            continue;
        };
        if let [only] = reply.items.as_slice() {
            let section = serde_json::to_value(&only.section).unwrap();
            let key = section["section"].as_str().unwrap();
            assert_eq!(titles.get(key), Some(&reply.title.as_str()), "{}", sample.name);
            assert!(reply.title.contains(&reply.closing), "{}", sample.name);
        }
    }
}

/// People end what they write with a stop, put a statute in title marks and write one entry a line: nothing of it may
/// come out doubled or run together, and an organisation is never 您.
#[test]
fn what_a_handler_types_is_punctuated_for_its_place() {
    let (law, templates) = (Law::embedded().unwrap(), templates());
    let base = LetterContext::samples()
        .into_iter()
        .find_map(|sample| match sample.context {
            LetterContext::Reply(reply) => Some(reply),
            LetterContext::Receipt(_) | LetterContext::Notice(_) => None,
        })
        .unwrap();
    for ground in law.grounds_on(date!(2026 - 11 - 22)) {
        let demands = ground.demands.iter().map(|key| law.field(key));
        let fields: BTreeMap<String, String> = demands
            .filter(|field| field.in_letter)
            .map(|field| {
                let typed = match field.values().first() {
                    Some(value) => (*value).to_owned(),
                    None if field.kind == FieldKind::Long => "《甲》；\n《乙》。".to_owned(),
                    None if field.kind == FieldKind::Date => "2026-11-22".to_owned(),
                    None => "《甲》。".to_owned(),
                };
                (field.key.to_string(), explanation::field_value(field, &typed))
            })
            .collect();
        let parts = if ground.key.as_str() == "partial" {
            let reasons = [("reasons".to_owned(), "某种理由。".to_owned())];
            let section = Section::of("not_government_information", "某句。", reasons.into(), Vec::new());
            vec![Part {
                part: "某一部分".to_owned(),
                ground: "某依据".to_owned(),
                article: "某条".to_owned(),
                section: section.unwrap(),
            }]
        } else {
            Vec::new()
        };
        let statement = words::addressed(&ground.statement, "你单位");
        let mut reply = base.clone();
        reply.addressee.you = "你单位".to_owned();
        reply.items = vec![Item {
            heading: "关于某事".to_owned(),
            asked: "某事".to_owned(),
            section: Section::of(&ground.section, &statement, fields, parts).unwrap(),
        }];
        let text = plain::text(&LetterContext::Reply(reply).compose(&templates, None).unwrap());
        for wrong in [
            "。。", "；。", "。；", "；；", "。）", "《《", "》》", "：。", "，。", "您",
        ] {
            assert!(!text.contains(wrong), "{}: {wrong} in\n{text}", ground.key);
        }
    }
}
