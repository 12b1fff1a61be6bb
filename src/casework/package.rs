//! 公开材料包: the letter, every file that it lists, a list and a manifest with their digests, settled when the answer is
//! issued. The digest of the manifest stands in the history; the files lie under their own digests as all files do, so
//! the package is kept as a list and is the same, byte for byte, whenever it is fetched.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActError, Office, office::AtWork, paper::PreparedLetter};
use crate::{
    domain::{
        answer::Draft,
        digest::Digest,
        id::{AgencyId, CaseId, FileId, LetterId},
        mark::Mark,
        package::{self, Blackout, FORMAT, Manifest, Part},
        refusal::Refusal,
    },
    law::Law,
    letters::{self, Document, words},
    store::{self, Connection, Scope, StoreError, Tx, release_package::ReleasePackage},
    text::file_name::safe,
};

/// The list, for people.
pub const LIST: &str = "清单.txt";
/// The same, for programs.
pub const MANIFEST: &str = "manifest.json";

/// The marks of the copies of a case, by copy: what is blacked out in the files that an answer hands over.
pub(super) async fn marks_of_copies(
    db: &impl Connection,
    scope: Scope,
    case: CaseId,
) -> Result<BTreeMap<FileId, Vec<Mark>>, StoreError> {
    let documents = store::document::of_case(db, scope, case).await?;
    if documents.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sources: Vec<FileId> = documents.iter().map(|document| document.file).collect();
    let marks = store::mark::of_files(db, scope, &sources).await?;
    let copies = store::release_copy::of_sources(db, scope, &sources).await?;
    Ok(copies
        .into_iter()
        .filter_map(|copy| Some((copy.file, marks.get(&copy.source)?.clone())))
        .collect())
}

/// What is blacked out in the files of an answer.
pub(super) fn blackouts(draft: &Draft, copies: &BTreeMap<FileId, Vec<Mark>>) -> Vec<Blackout> {
    let files = package::files(draft).into_iter();
    package::blackouts(files.map(|file| {
        let marks = copies.get(&file.id).map(Vec::as_slice).unwrap_or_default();
        (file.name.as_str(), marks)
    }))
}

/// The same as the letter says it.
pub(super) fn index(law: &Law, blackouts: &[Blackout]) -> Vec<letters::Blackout> {
    let row = |blackout: &Blackout| {
        let reason = law.blackout(&blackout.reason)?;
        let text = law.ground(&reason.ground).map(|ground| ground.text.as_str());
        let lines = text.unwrap_or_default().lines().map(str::trim);
        Some(letters::Blackout {
            file: blackout.file.clone(),
            pages: words::pages(&blackout.pages),
            places: blackout.places.to_string(),
            ground: format!("{}（{}）", reason.name, law.cite(&reason.article)),
            text: lines
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
        })
    };
    blackouts.iter().filter_map(row).collect()
}

/// Whether the letter lists what the answer hands over, under names that lie beside each other in one folder.
pub(super) fn check(document: &Document, draft: &Draft) -> Result<(), Refusal> {
    let files = package::files(draft);
    package::is_listed(&document.unbound_attachments(), &files)?;
    let mut names: BTreeSet<String> = [LIST, MANIFEST].map(str::to_lowercase).into();
    for file in files {
        if !names.insert(safe(&file.name).to_lowercase()) {
            return Err(Refusal::SameFileName(file.name.clone()));
        }
    }
    Ok(())
}

/// Settles the package of an answer that is about to be issued.
pub(super) async fn settle(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (case, draft): (CaseId, &Draft),
    (blackouts, mut letter): (Vec<Blackout>, PreparedLetter),
) -> Result<PreparedLetter, ActError> {
    let sizes: BTreeMap<FileId, u64> = store::file::of_case(tx, scope, case)
        .await?
        .into_iter()
        .map(|file| (file.id, file.size))
        .collect();
    let title = letter.title().to_owned();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        letter: Part {
            name: safe(&format!("{title}（{}）.pdf", letter.issued.number)),
            sha256: letter.issued.pdf,
            bytes: letter.bytes(),
        },
        number: letter.issued.number.clone(),
        title,
        issued_on: office.today(),
        content: letter.issued.content,
        files: package::files(draft)
            .into_iter()
            .map(|file| Part {
                name: safe(&file.name),
                sha256: file.content,
                bytes: sizes.get(&file.id).copied().unwrap_or_default(),
            })
            .collect(),
        blackouts,
    };
    let text = serde_json::to_string_pretty(&manifest).expect("names and numbers always serialise");
    letter.issued.package = Some(Digest::of_bytes(text.as_bytes()));
    letter.package = Some((text, list(&office.law, &manifest)));
    Ok(letter)
}

/// The list, for people: what there is, and how to tell that it is whole.
fn list(law: &Law, manifest: &Manifest) -> String {
    let mut lines = vec![
        format!("\u{feff}{}（{}）材料清单", manifest.title, manifest.number),
        words::date(manifest.issued_on),
        String::new(),
    ];
    for (number, part) in (1..).zip(std::iter::once(&manifest.letter).chain(&manifest.files)) {
        lines.push(format!("{number}. {}（{}字节）", part.name, part.bytes));
        lines.push(format!("   SHA-256 {}", part.sha256));
    }
    let index = index(law, &manifest.blackouts);
    if !index.is_empty() {
        lines.push(String::new());
        lines.push("遮盖的内容：".to_owned());
        for row in index {
            lines.push(format!(
                "{}：{}，{}处，{}",
                row.file, row.pages, row.places, row.ground
            ));
        }
    }
    lines.push(String::new());
    lines.join("\r\n")
}

/// The package of a letter of the case; none where it was issued without one.
pub async fn of_letter(
    office: &Office,
    agency: AgencyId,
    (case, letter): (CaseId, LetterId),
) -> Result<Option<(ReleasePackage, Manifest)>, StoreError> {
    let found = store::release_package::get(&office.db, Scope::of(agency), letter).await?;
    let Some(package) = found.filter(|package| package.case == case) else {
        return Ok(None);
    };
    let manifest = serde_json::from_str(&package.manifest).map_err(|error| StoreError::Inconsistent {
        table: "release_package",
        key: letter.to_string(),
        source: error.into(),
    })?;
    Ok(Some((package, manifest)))
}
