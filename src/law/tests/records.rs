//! 更正政府信息记录 (条例第四十一条): its grounds and letters stand by themselves.

use super::{LAW, date, key};
use crate::law::{AsksFor, Ground};

fn of_records() -> impl Iterator<Item = &'static Ground> {
    let all = LAW.grounds_on(date("2026-11-22"));
    all.filter(|ground| ground.asks_for.corrects_records())
}

/// Ground, letter, and the fields that it cannot do without.
#[test]
fn every_ground_leads_to_its_letter_and_fields() {
    let elsewhere: &[&str] = &["reasons", "competent_organ_name", "competent_organ_contact"];
    let lines: &[(&str, &str, &[&str])] = &[
        (
            "record_corrected",
            "答复书（更正政府信息）",
            &["records_corrected", "records_now", "records_corrected_on"],
        ),
        (
            "record_unchanged",
            "答复书（更正政府信息）",
            &["unchanged_because", "evidence_checked", "reasons"],
        ),
        ("record_transferred", "告知书（由其他机关更正）", elsewhere),
        ("record_referred", "告知书（由其他机关更正）", elsewhere),
    ];
    assert_eq!(lines.len(), of_records().count());
    for (ground, letter, fields) in lines {
        let found = LAW.ground(&key(ground)).unwrap();
        assert_eq!(LAW.letter(&found.letter).name, *letter, "{ground}");
        for field in *fields {
            let demanded = found.demands.iter().any(|key| key.as_str() == *field);
            assert!(
                demanded && LAW.field(&field.parse().unwrap()).required,
                "{ground} demands {field}"
            );
        }
    }
}

#[test]
fn nothing_of_it_is_asked_for_as_information_or_withheld_or_counted() {
    for ground in of_records() {
        let letter = LAW.letter(&ground.letter);
        assert_eq!(letter.asks_for, ground.asks_for, "{}", ground.key);
        assert_eq!(ground.group.answers(), ground.asks_for, "{}", ground.key);
        assert_eq!(
            (&ground.annual_row, ground.withholds),
            (&None, false),
            "{}",
            ground.key
        );
        assert_eq!(ground.article.as_str(), "条例第四十一条", "{}", ground.key);
        assert!(letter.title.starts_with("更正政府信息申请"), "{}", letter.title);
        for words in [&ground.statement, &letter.title, &letter.name] {
            assert!(
                !words.contains("申请公开") && !words.contains("公开申请"),
                "{words}"
            );
        }
    }
}

#[test]
fn a_reply_and_a_receipt_have_letters_of_their_own() {
    let letter = |keys: &[&str]| {
        let grounds = keys.iter().map(|text| LAW.ground(&key(text)).unwrap());
        LAW.letter_for(AsksFor::RecordCorrection, grounds).key.to_string()
    };
    assert_eq!(letter(&["record_corrected", "record_unchanged"]), "reply_records");
    assert_eq!(letter(&["record_transferred"]), "reply_records_elsewhere");
    assert_eq!(
        letter(&["record_corrected", "record_referred"]),
        "reply_records_mixed"
    );
    let titles = AsksFor::ALL
        .iter()
        .map(|asks_for| LAW.receipt(*asks_for).title.as_str());
    assert_eq!(
        titles.collect::<Vec<_>>(),
        ["政府信息公开申请登记回执", "更正政府信息申请登记回执"]
    );
}
