//! 公开材料包 as one download: the same bytes for the applicant and for the staff, whenever it is fetched.

use axum::{
    http::header::CACHE_CONTROL,
    response::{IntoResponse, Response},
};

use super::{
    casefile::bundle::{Content, Part, stream},
    download::{How, download},
    error::Failure,
};
use crate::{
    casework::{
        Office,
        package::{LIST, MANIFEST, of_letter},
    },
    domain::id::{AgencyId, CaseId, LetterId},
    text::file_name::safe,
};

/// The package of a letter; where there is none, it does not exist.
pub(super) async fn give(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    letter: LetterId,
) -> Result<Response, Failure> {
    let found = of_letter(office, agency, (case, letter)).await?;
    let (package, manifest) = found.ok_or(Failure::NotFound)?;
    let files = std::iter::once(&manifest.letter).chain(&manifest.files);
    let mut parts: Vec<Part> = files
        .map(|part| Part {
            path: part.name.clone(),
            content: Content::Blob(part.sha256),
        })
        .collect();
    for (path, text) in [(LIST, package.list), (MANIFEST, package.manifest)] {
        parts.push(Part {
            path: path.to_owned(),
            content: Content::Text(text),
        });
    }
    parts.sort_by(|one, other| one.path.cmp(&other.path));
    // Every entry bears the day of the letter, so that the file is the same to the last byte.
    let day = manifest.issued_on.midnight().assume_utc();
    let name = safe(&format!("{}（{}）材料.zip", manifest.title, manifest.number));
    let body = stream(&office.blobs, parts, day);
    let answer = download(How::Save, "application/zip", &name, body);
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}
