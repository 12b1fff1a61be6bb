//! Copies the style sheets that npm brought into `$OUT_DIR/vendor`, and lists them for the program:
//!
//! ```ignore
//! static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/vendor.rs"));
//! ```
//!
//! is every file by the name that it is served by, in the order of the names. A list of our own, because
//! rust-embed reaches `OUT_DIR` only with four more crates.
//!
//! Only copies: it runs no npm and reaches no network. What we may not serve is taken out on the way: the
//! typeface GDS Transport and the crest are not licensed outside gov.uk, and the source maps would point
//! to files that we do not have. All text is set in `--gongkai-font` instead, which our own sheet defines.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// Style sheets: where npm puts them, and the name that they are served by.
const SHEETS: [(&str, &str); 2] = [
    (
        "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css",
        "govuk-frontend.css",
    ),
    (
        "node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.css",
        "moj-frontend.css",
    ),
];

/// Where the icons lie that the second sheet names (its licence, MIT, covers them).
const ICONS: &str = "node_modules/@ministryofjustice/frontend/moj/assets/images";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(message) = copy() {
        // A plain error, not a panic: whoever builds should read one sentence, not a backtrace.
        println!("cargo::error={message}");
    }
}

fn copy() -> Result<(), String> {
    let mut files = BTreeMap::new();
    for (from, name) in SHEETS {
        println!("cargo::rerun-if-changed={from}");
        let sheet = fs::read_to_string(from).map_err(|error| missing(from, &error))?;
        let sheet = clean(&sheet, from)?;
        for icon in named_files(&sheet) {
            let from = format!("{ICONS}/{icon}");
            println!("cargo::rerun-if-changed={from}");
            files.insert(
                icon.to_owned(),
                fs::read_to_string(&from).map_err(|error| missing(&from, &error))?,
            );
        }
        files.insert(name.to_owned(), sheet);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    write_out(&out, &files).map_err(|error| format!("{}: {error}", out.display()))
}

/// The files, and the list of them as a Rust expression.
fn write_out(out: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    let mut list = "&[\n".to_owned();
    fs::create_dir_all(out.join("vendor"))?;
    for (name, content) in files {
        fs::write(out.join("vendor").join(name), content)?;
        writeln!(
            list,
            "    ({name:?}, include_bytes!({:?})),",
            format!("vendor/{name}")
        )
        .expect("a String takes all");
    }
    list.push_str("]\n");
    fs::write(out.join("vendor.rs"), list)
}

fn missing(file: &str, error: &io::Error) -> String {
    format!(
        "{file} cannot be read ({error}): run scripts/setup, which fetches the style sheets with npm, then build again"
    )
}

/// The sheet without what we may not or cannot serve; icons are named relative to the sheet.
fn clean(sheet: &str, from: &str) -> Result<String, String> {
    let mut sheet = sheet.to_owned();
    cut_all(&mut sheet, "@font-face{", "}");
    cut_all(&mut sheet, "/*# sourceMappingURL=", "*/");
    let sheet = sheet
        .replace("GDS Transport,arial,sans-serif", "var(--gongkai-font,sans-serif)")
        .replace("url(/assets/images/govuk-crest.svg)", "none")
        .replace("url(/assets/images/", "url(");
    for leftover in ["GDS Transport", "/assets/", "sourceMappingURL"] {
        if sheet.contains(leftover) {
            return Err(format!(
                "{from} still names “{leftover}”: its form has changed, adapt clean() in build.rs"
            ));
        }
    }
    Ok(sheet)
}

/// Takes out every stretch from `start` to the next `end`.
fn cut_all(text: &mut String, start: &str, end: &str) {
    while let Some(from) = text.find(start) {
        let to = text[from..]
            .find(end)
            .map_or(text.len(), |at| from + at + end.len());
        text.replace_range(from..to, "");
    }
}

/// The files that a cleaned sheet names in `url(…)`; what is drawn within the sheet (`data:`) is not a file.
fn named_files(sheet: &str) -> impl Iterator<Item = &str> {
    sheet
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|name| name.trim_matches(['"', '\'']))
        .filter(|name| !name.starts_with("data:"))
}
