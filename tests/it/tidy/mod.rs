//! Rules of the code base that no compiler knows. Each is a pure function from text to findings, tried on a
//! bad sample, and then applied to the files as they lie on the disk.

mod direction;
mod links;
mod rust;
mod settings;
mod shape;
mod templates;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// A broken rule: where, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    file: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A text file by its path from the root of the repository, with `/` between the parts.
#[derive(Debug)]
struct Source {
    file: String,
    text: String,
}

impl Source {
    fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }

    fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            file: self.file.clone(),
            line,
            message: message.into(),
        }
    }

    /// Whether it lies in the folder, at any depth.
    fn is_in(&self, folder: &str) -> bool {
        self.file
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What programs or other projects wrote, and what git keeps for itself.
const NOT_OURS: [&str; 5] = [".git", "node_modules", "snapshots", "target", "var"];

/// All text files of the repository, sorted by name; what is not UTF-8 is no text.
fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    walk(root(), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let file = path.strip_prefix(root()).expect("walk started at the root");
            let file = file
                .to_str()
                .expect("our file names are UTF-8")
                .replace('\\', "/");
            Some(Source {
                file,
                text: fs::read_to_string(&path).ok()?,
            })
        })
        .collect()
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder was just listed") {
        let path = entry.expect("the folder can be read").path();
        if path
            .file_name()
            .is_some_and(|name| NOT_OURS.iter().any(|not_ours| name == *not_ours))
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn has_ending(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found == ending)
}

/// The files with this ending in one of these folders. A rule that saw no file proves nothing, so
/// it says how many there are at least.
fn select(folders: &[&str], ending: &str, at_least: usize) -> Vec<Source> {
    let mut found = sources();
    found.retain(|source| {
        has_ending(&source.file, ending) && folders.iter().any(|folder| source.is_in(folder))
    });
    let count = found.len();
    assert!(
        count >= at_least,
        "only {count} files *.{ending} in {folders:?}: is this the right place?"
    );
    found
}

/// Fails with every finding on a line of its own.
fn assert_none(findings: &[Finding]) {
    let list: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

/// `file:line` of each finding, for the tests of the rules themselves.
fn places(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{}:{}", finding.file, finding.line))
        .collect()
}
