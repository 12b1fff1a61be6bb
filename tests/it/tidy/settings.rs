//! The settings that the operators' page names exist: `gongkai.sample.toml`, which a test of the configuration
//! keeps complete, shows them.

use std::collections::BTreeSet;

use super::{Finding, Source, assert_none, places, root};

/// `section.key` of every setting of the sample, those that are commented out included.
fn settings(sample: &str) -> BTreeSet<String> {
    let mut section = "";
    let mut found = BTreeSet::new();
    for line in sample.lines() {
        let line = line.trim_start_matches(['#', ' ']);
        let head = line.strip_prefix('[').map(|rest| rest.trim_start_matches('['));
        if let Some(name) = head.and_then(|rest| rest.split(']').next()) {
            section = name;
        } else if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| is_name(key)) {
            found.insert(format!("{section}.{key}"));
        }
    }
    found
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Code of the form `section.key`, where the section is one of the sample's.
fn check(page: &Source, settings: &BTreeSet<String>) -> Vec<Finding> {
    let sections: BTreeSet<&str> = settings
        .iter()
        .filter_map(|name| Some(name.split_once('.')?.0))
        .collect();
    let mut findings = Vec::new();
    for (line, text) in page.numbered() {
        for code in text.split('`').skip(1).step_by(2) {
            let name = code.split(" = ").next().unwrap_or_default();
            let is_setting = name
                .split_once('.')
                .is_some_and(|(section, key)| sections.contains(section) && is_name(key));
            if is_setting && !settings.contains(name) {
                findings.push(page.finding(line, format!("there is no setting {name}")));
            }
        }
    }
    findings
}

fn read(file: &str) -> Source {
    Source::new(
        file,
        &std::fs::read_to_string(root().join(file)).expect("it is part of the repository"),
    )
}

#[test]
fn documented_settings_exist() {
    let settings = settings(&read("gongkai.sample.toml").text);
    assert!(
        settings.contains("server.address"),
        "the sample is not read right: {settings:?}"
    );
    assert_none(&check(&read("docs/operations.md"), &settings));
}

#[test]
fn an_unknown_setting_is_found() {
    let sample = settings("[server]\n# Where.\naddress = \"x\"\n[data]\n# files = \"y\"\n");
    let page = Source::new(
        "a.md",
        "`server.address = \"z\"` `data.files`\n`gongkai.toml`\n`server.adress`\n",
    );
    assert_eq!(places(&check(&page, &sample)), ["a.md:3"]);
}
