//! Who may use whom. The folders of `src` are layers of one crate, so the compiler cannot say it.

use std::collections::BTreeSet;

use super::{Finding, Source, assert_none, places, rust, select};

/// Leaf modules that anyone but the law and the domain may use.
const LEAVES: [&str; 7] = ["clock", "config", "ids", "password", "template", "text", "trust"];

/// What a folder of `src` may use of the others, and which crates it must not name.
struct Rule {
    folder: &'static str,
    uses: &'static [&'static str],
    leaves: bool,
    never: &'static [&'static str],
    why: &'static str,
}

impl Rule {
    fn allows(&self, module: &str) -> bool {
        module == self.folder || self.uses.contains(&module) || (self.leaves && LEAVES.contains(&module))
    }
}

const DATABASE: &[&str] = &["sea_orm", "sea_orm_migration", "sqlx", "migrations"];

const RULES: [Rule; 24] = [
    Rule {
        folder: "law",
        uses: &[],
        leaves: false,
        never: IMPURE,
        why: "the law is data and pure functions, it knows nothing of the program",
    },
    Rule {
        folder: "domain",
        uses: &["law"],
        leaves: false,
        never: IMPURE,
        why: "the domain is pure: no waiting, no clock, no database, no web; time and ids are arguments",
    },
    Rule {
        folder: "holidays",
        uses: &["law"],
        leaves: false,
        never: IMPURE,
        why: "a file is read into the law's own words, wherever it comes from",
    },
    Rule {
        folder: "imports",
        uses: &["domain", "law"],
        leaves: false,
        never: IMPURE,
        why: "a row of a register is read into the domain's own words, wherever it comes from",
    },
    Rule {
        folder: "store",
        uses: &["domain", "law"],
        leaves: true,
        never: &["axum", "handlebars", "typst"],
        why: "the store keeps and finds; it neither decides nor shows",
    },
    Rule {
        folder: "letters",
        uses: &["domain", "law"],
        leaves: true,
        never: &["sea_orm", "sqlx", "migrations", "axum", "tower_sessions"],
        why: "a letter is made of what it is given, not of what it looks up",
    },
    Rule {
        folder: "documents",
        uses: &["domain", "law"],
        leaves: true,
        never: &["sea_orm", "sqlx", "migrations", "axum", "tower_sessions"],
        why: "files are kept apart from the database and from the web",
    },
    Rule {
        folder: "notices",
        uses: &["domain", "law"],
        leaves: true,
        never: &["sea_orm", "sqlx", "migrations", "axum", "tower_sessions"],
        why: "a message is made of what it is given and goes over the wire; whom it is for is looked up by whoever sends it",
    },
    Rule {
        folder: "openid",
        uses: &[],
        leaves: true,
        never: &["sea_orm", "sqlx", "migrations", "axum", "tower_sessions"],
        why: "a platform is asked who somebody is; what follows from that is decided by whoever asks",
    },
    Rule {
        folder: "passkey",
        uses: &["domain"],
        leaves: true,
        never: IMPURE,
        why: "what a device answers is judged against what it was asked; keeping and looking up is for whoever asks",
    },
    Rule {
        folder: "casework",
        uses: &[
            "domain",
            "law",
            "store",
            "letters",
            "documents",
            "holidays",
            "imports",
            "notices",
            "passkey",
        ],
        leaves: true,
        never: &["axum", "tower_sessions"],
        why: "the write path serves the web, the command line and jobs alike",
    },
    Rule {
        folder: "web",
        uses: &[
            "casework",
            "domain",
            "law",
            "store",
            "letters",
            "documents",
            "holidays",
            "imports",
            "notices",
            "openid",
            "passkey",
            "specimen",
        ],
        leaves: true,
        never: DATABASE,
        why: "pages read through the store's functions and write through casework",
    },
    Rule {
        folder: "specimen",
        uses: &["casework", "domain", "law", "letters"],
        leaves: true,
        never: IMPURE,
        why: "made-up letters are composed as real ones are, out of nothing but the law and an agency's settings",
    },
    Rule {
        folder: "setup",
        uses: &["casework", "domain", "law", "store"],
        leaves: true,
        never: &["sea_orm", "sea_orm_migration", "sqlx", "migrations", "axum"],
        why: "an agency is set up through the store's functions, by whoever operates the program",
    },
    Rule {
        folder: "demo",
        uses: &[
            "casework",
            "domain",
            "law",
            "store",
            "letters",
            "documents",
            "setup",
            "specimen",
        ],
        leaves: true,
        never: DATABASE,
        why: "the demonstration goes through casework like everybody",
    },
    Rule {
        folder: "jobs",
        uses: &[
            "casework",
            "domain",
            "law",
            "store",
            "letters",
            "documents",
            "notices",
        ],
        leaves: true,
        never: &[
            "axum",
            "sea_orm",
            "sea_orm_migration",
            "sqlx",
            "migrations",
            "tower_sessions",
        ],
        why: "what the program does by itself goes through casework and the store's functions like everybody's doings",
    },
    Rule {
        folder: "cli",
        uses: &[
            "casework",
            "demo",
            "domain",
            "jobs",
            "law",
            "store",
            "letters",
            "documents",
            "holidays",
            "notices",
            "setup",
            "specimen",
            "web",
        ],
        leaves: true,
        never: DATABASE,
        why: "the command line starts things, the store speaks to the database",
    },
    Rule {
        folder: "clock",
        uses: &[],
        leaves: false,
        never: IMPURE,
        why: LEAF,
    },
    Rule {
        folder: "ids",
        uses: &[],
        leaves: false,
        never: IMPURE,
        why: LEAF,
    },
    // Hashing takes long enough to be moved off the threads that serve: tokio is its only impurity.
    Rule {
        folder: "password",
        uses: &[],
        leaves: false,
        never: &[
            "axum",
            "handlebars",
            "sea_orm",
            "sqlx",
            "migrations",
            "tower_sessions",
        ],
        why: LEAF,
    },
    // These two are a pair: templates speak through texts, and texts lie among the templates.
    Rule {
        folder: "text",
        uses: &["template"],
        leaves: false,
        never: IMPURE_BUT_TEMPLATES,
        why: LEAF,
    },
    Rule {
        folder: "template",
        uses: &["text"],
        leaves: false,
        never: IMPURE_BUT_TEMPLATES,
        why: LEAF,
    },
    Rule {
        folder: "trust",
        uses: &[],
        leaves: false,
        never: IMPURE,
        why: LEAF,
    },
    Rule {
        folder: "config",
        uses: &["clock", "ids", "text"],
        leaves: false,
        never: IMPURE,
        why: LEAF,
    },
];

const LEAF: &str = "a leaf: the others use it, it uses none of them";

const IMPURE: &[&str] = &[
    "async",
    "await",
    "axum",
    "fantoccini",
    "handlebars",
    "migrations",
    "object_store",
    "sea_orm",
    "sqlx",
    "tokio",
    "tower",
    "tower_http",
    "tower_sessions",
    "typst",
];

const IMPURE_BUT_TEMPLATES: &[&str] = &[
    "async",
    "await",
    "axum",
    "migrations",
    "object_store",
    "sea_orm",
    "sqlx",
    "tokio",
    "tower_sessions",
];

/// The rooms of the web: what two of them share lies above them.
const ROOMS: [&str; 5] = ["admin", "api", "desk", "portal", "review"];

fn check(sources: &[Source]) -> Vec<Finding> {
    let modules: BTreeSet<&str> = sources
        .iter()
        .filter_map(|source| module(source)?.first().copied())
        .collect();
    sources
        .iter()
        .flat_map(|source| check_one(source, &modules))
        .collect()
}

/// The module that a file is: `src/web/desk/mod.rs` is `[web, desk]`; none for the root files.
fn module(source: &Source) -> Option<Vec<&str>> {
    let path = source.file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut segments: Vec<&str> = path.split('/').collect();
    if segments.last() == Some(&"mod") {
        segments.pop();
    }
    (!matches!(segments.as_slice(), ["lib" | "main"] | ["bin", ..])).then_some(segments)
}

fn check_one(source: &Source, modules: &BTreeSet<&str>) -> Vec<Finding> {
    let Some(module) = module(source) else {
        return Vec::new();
    };
    let top = *module.first().expect("a module has a name");
    let Some(rule) = RULES.iter().find(|rule| rule.folder == top) else {
        return vec![source.finding(
            1,
            format!("src/{top} has no rule yet: add one to tests/it/tidy/direction.rs"),
        )];
    };
    let mut findings = Vec::new();
    let mut report = |line, what: &str, why: &str| {
        findings.push(source.finding(line, format!("src/{top} must not name `{what}`: {why}")));
    };
    for named in rust::paths(&source.text) {
        let segments = absolute(&named, &module);
        match segments.as_slice() {
            ["crate", "web", room, ..] if top == "web" && is_another_room(&module, room) => {
                report(
                    named.line,
                    &format!("web::{room}"),
                    "a room of the web knows no other room",
                );
            }
            ["crate", other, ..] if modules.contains(other) && !rule.allows(other) => {
                report(named.line, &format!("crate::{other}"), rule.why);
            }
            [first, ..] if rule.never.contains(first) => report(named.line, first, rule.why),
            _ => {}
        }
    }
    findings.dedup();
    findings
}

fn is_another_room(module: &[&str], room: &str) -> bool {
    let own = module.get(1).filter(|own| ROOMS.contains(own));
    ROOMS.contains(&room) && own.is_some_and(|own| *own != room)
}

/// With `super` resolved, as far as it leaves the file.
fn absolute<'a>(named: &'a rust::Named, module: &[&'a str]) -> Vec<&'a str> {
    let segments: Vec<&str> = named.segments.iter().map(String::as_str).collect();
    let ups = segments.iter().take_while(|segment| **segment == "super").count();
    match ups.checked_sub(named.depth) {
        None | Some(0) => segments,
        Some(ups_of_file) => {
            let kept = module
                .iter()
                .take(module.len().saturating_sub(ups_of_file))
                .copied();
            ["crate"]
                .into_iter()
                .chain(kept)
                .chain(segments.into_iter().skip(ups))
                .collect()
        }
    }
}

#[test]
fn modules_use_only_what_lies_below_them() {
    assert_none(&check(&select(&["src"], "rs", 12)));
}

#[test]
fn a_wrong_direction_is_found() {
    let sources = [
        Source::new("src/lib.rs", "pub mod law; use crate::web::x;"),
        Source::new(
            "src/law/mod.rs",
            "//! crate::web\nuse time::Date;\nuse crate::clock::Clock;\n",
        ),
        Source::new(
            "src/domain/case.rs",
            "use super::super::store::find;\npub async fn f() {}\n",
        ),
        Source::new(
            "src/store/case.rs",
            "use sea_orm::Set;\nuse crate::{domain::Case, web::{desk, portal}};\n",
        ),
        Source::new(
            "src/web/desk/queue.rs",
            "use crate::web::{page, portal::look_up};\nuse sea_orm::EntityTrait;\n",
        ),
        Source::new(
            "src/web/page.rs",
            "use crate::{clock::Clock, casework, web::portal::router};\n",
        ),
        Source::new(
            "src/domain/fee.rs",
            "mod tests { use super::super::{clock, case}; use super::super::super::clock::Clock; }",
        ),
        Source::new("src/clock.rs", "use time::Date;\n"),
        Source::new("src/attic/mod.rs", ""),
    ];
    assert_eq!(
        places(&check(&sources)),
        [
            "src/law/mod.rs:3",
            "src/domain/case.rs:1",
            "src/domain/case.rs:2",
            "src/store/case.rs:2",
            "src/web/desk/queue.rs:1",
            "src/web/desk/queue.rs:2",
            "src/domain/fee.rs:1",
            "src/attic/mod.rs:1",
        ]
    );
}
