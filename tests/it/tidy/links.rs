//! Links between our documents lead somewhere.

use std::path::Path;

use super::{Finding, Source, assert_none, has_ending, places, root, sources};

/// The targets of `[…](…)`, `[…]: …` and `src="…"`, with their lines; what stands in code is no link.
fn links(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in source.numbered() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every second piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("x");
        for (start, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            let targets = prose
                .split(start)
                .skip(1)
                .filter_map(|rest| rest.split(end).next());
            found.extend(targets.map(|target| (number, target.to_owned())));
        }
        if let Some((_, target)) = prose.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            found.push((number, target.trim().to_owned()));
        }
    }
    found
}

/// The anchors of a document: its headings in small letters, words joined by `-`, without punctuation.
fn anchors(text: &str) -> Vec<String> {
    let mut fenced = false;
    let headings = text.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced && line.starts_with('#')
    });
    headings
        .map(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            heading
                .chars()
                .filter(|c| c.is_alphanumeric() || "- _".contains(*c))
                .collect::<String>()
                .replace(' ', "-")
        })
        .collect()
}

fn check(source: &Source, read: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let folder = source.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut findings = Vec::new();
    for (line, target) in links(source) {
        let target = target.split(' ').next().unwrap_or_default();
        if target.contains("://") || target.starts_with("mailto:") {
            continue;
        }
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let file = if file.is_empty() {
            source.file.clone()
        } else {
            join(folder, file)
        };
        match read(&file) {
            None => findings.push(source.finding(line, format!("there is no {file}"))),
            Some(text) if !anchor.is_empty() && has_ending(&file, "md") => {
                if !anchors(&text).iter().any(|found| found == anchor) {
                    findings.push(source.finding(line, format!("{file} has no heading for #{anchor}")));
                }
            }
            Some(_) => {}
        }
    }
    findings
}

/// `docs` and `../README.md` make `README.md`.
fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn links_lead_somewhere() {
    let documents: Vec<Source> = sources()
        .into_iter()
        .filter(|source| has_ending(&source.file, "md"))
        .collect();
    assert!(
        documents.iter().any(|source| source.file == "README.md"),
        "no README.md: is this the right place?"
    );
    // A picture or a folder is there, but is no text.
    let read = |file: &str| {
        let path = root().join(Path::new(file));
        path.exists()
            .then(|| std::fs::read_to_string(path).unwrap_or_default())
    };
    let findings: Vec<Finding> = documents.iter().flat_map(|source| check(source, read)).collect();
    assert_none(&findings);
    assert!(
        documents.iter().any(|source| !links(source).is_empty()),
        "no document has a link: is the reader broken?"
    );
}

#[test]
fn a_dead_link_is_found() {
    let read = |file: &str| match file {
        "README.md" => Some("# The Two: commands\n## 安装\n".to_owned()),
        "docs/picture.png" => Some(String::new()),
        _ => None,
    };
    let text = "[a](../README.md#the-two-commands) ![b](picture.png \"title\") [c](https://example.org/x)\n\
        [d](missing.md)\n[e](../README.md#nowhere) [f](../README.md#安装)\n`[g](code.md)`\n```\n[h](fenced.md)\n```\n\
        <img src=\"gone.png\">\n[i]: gone.md\n";
    let found = check(&Source::new("docs/a.md", text), read);
    assert_eq!(
        places(&found),
        ["docs/a.md:2", "docs/a.md:3", "docs/a.md:8", "docs/a.md:9"]
    );
}
