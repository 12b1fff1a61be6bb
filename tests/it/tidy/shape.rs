//! Sizes, places and leftovers.

use std::collections::BTreeSet;

use super::{Finding, Source, assert_none, places, select, sources};

/// Longer files are split, or docs/design.md names them (as `src/…`) with the reason.
const LINES: usize = 500;

fn too_long(source: &Source, reasons: &str) -> Option<Finding> {
    let lines = source.text.lines().count();
    let named = reasons.contains(&format!("`{}`", source.file));
    (lines > LINES && !named).then(|| {
        source.finding(
            lines,
            format!("{lines} lines: split it, or give the reason in docs/design.md"),
        )
    })
}

/// `a/mod.rs`, never `a.rs` beside a folder `a`.
fn misplaced(sources: &[Source]) -> Vec<Finding> {
    let folders: BTreeSet<&str> = sources
        .iter()
        .filter_map(|source| Some(source.file.rsplit_once('/')?.0))
        .collect();
    sources
        .iter()
        .filter(|source| {
            source
                .file
                .strip_suffix(".rs")
                .is_some_and(|module| folders.contains(module))
        })
        .map(|source| source.finding(1, "belongs into its folder as mod.rs"))
        .collect()
}

/// Words that say that something is not done. Put together here, so that this file does not name them.
fn leftovers(source: &Source) -> Vec<Finding> {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ign", "ore"),
        concat!("dbg", "!("),
    ];
    find(source, |line| {
        words
            .into_iter()
            .find(|word| line.contains(word))
            .map(|word| format!("a leftover: {word}"))
    })
}

/// A folder that only the author's machine has.
fn machine_paths(source: &Source) -> Vec<Finding> {
    let folders = [
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
    ];
    find(source, |line| {
        folders.into_iter().find_map(|folder| {
            let (before, _) = line.split_once(folder)?;
            // `fixtures/home/` and a web address with such a part are no places on a machine.
            let starts = !before.ends_with(|c: char| c.is_alphanumeric() || "-_./}*".contains(c));
            starts.then(|| format!("a path of one machine: {folder}…"))
        })
    })
}

fn find(source: &Source, test: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    source
        .numbered()
        .filter_map(|(line, text)| Some(source.finding(line, test(text)?)))
        .collect()
}

#[test]
fn files_are_short_and_in_their_place() {
    let sources = select(&["src", "migrations", "tests", "benches"], "rs", 12);
    let reasons = std::fs::read_to_string(super::root().join("docs/design.md")).unwrap_or_default();
    let mut findings = misplaced(&sources);
    findings.extend(sources.iter().filter_map(|source| too_long(source, &reasons)));
    assert_none(&findings);
}

#[test]
fn nothing_is_left_over() {
    // Licences and lock files are others' words.
    let ours = |source: &Source| !source.file.starts_with("LICENSE") && !source.file.contains("lock");
    let sources: Vec<Source> = sources().into_iter().filter(ours).collect();
    assert!(
        sources.len() > 20,
        "only {} files: is this the right place?",
        sources.len()
    );
    let findings: Vec<Finding> = sources
        .iter()
        .flat_map(|source| leftovers(source).into_iter().chain(machine_paths(source)))
        .collect();
    assert_none(&findings);
}

#[test]
fn bad_shapes_are_found() {
    let long = Source::new("src/a/long.rs", &"x\n".repeat(LINES + 1));
    assert!(too_long(&long, "").is_some());
    assert!(too_long(&long, "- `src/a/long.rs`: one table").is_none());
    assert!(too_long(&Source::new("src/a/b.rs", &"x\n".repeat(LINES)), "").is_none());

    let pair = [
        Source::new("src/a.rs", ""),
        Source::new("src/a/b.rs", ""),
        Source::new("src/ab.rs", ""),
    ];
    assert_eq!(places(&misplaced(&pair)), ["src/a.rs:1"]);

    let undone = Source::new("src/a.rs", concat!("fine\n// TO", "DO later\n"));
    assert_eq!(places(&leftovers(&undone)), ["src/a.rs:2"]);

    let paths = Source::new(
        "docs/a.md",
        concat!(
            "`/ho",
            "me/me/x`\nhttps://example.org/ho",
            "me/\nfixtures/wo",
            "rk/\n"
        ),
    );
    assert_eq!(places(&machine_paths(&paths)), ["docs/a.md:1"]);
}
