//! Files that come with a form. A browser cannot put them into the form again, so those that are fine wait in the store
//! of files until the rest of the form is, too.

use uuid::Uuid;

use super::check::{Place, Problem, Wrong};
use crate::{
    casework::{self, Enclosure, Upload},
    documents::{self, Kind},
    store::file::{Purpose, Scan},
    web::{
        app::App,
        error::Failure,
        filing::memory::Waiting,
        upload::{Refusal, RefusedFile, UploadedFile},
    },
};

/// Kinds of file that are taken with an application.
const ENCLOSURES: &[Kind] = &[Kind::Pdf, Kind::Jpeg, Kind::Png];

/// The field in which a file came.
fn place(field: &str) -> Place {
    match field {
        "identity-files" => Place::IdentityFiles,
        "authority-files" => Place::AuthorityFiles,
        _ => Place::OtherFiles,
    }
}

/// What is put there.
fn purpose(place: Place) -> Purpose {
    if place == Place::IdentityFiles {
        Purpose::Identity
    } else if place == Place::AuthorityFiles {
        Purpose::Authority
    } else {
        Purpose::Evidence
    }
}

/// Takes what came with the form to what waits already, and says what could not be taken.
pub(crate) async fn take(
    app: &App,
    form: Uuid,
    waiting: &mut Vec<Waiting>,
    files: Vec<UploadedFile>,
    refused: &[RefusedFile],
) -> Result<Vec<Problem>, Failure> {
    let limits = &app.config.limits;
    let mut problems: Vec<Problem> = refused.iter().map(|file| problem_of(app, file)).collect();
    for file in files {
        let place = place(&file.field);
        if waiting.len() >= limits.upload_files {
            problems.push(Problem {
                place,
                wrong: Wrong::TooManyFiles {
                    most: limits.upload_files,
                },
            });
            break;
        }
        if documents::sniff(&file.content, &file.name, ENCLOSURES).is_err() {
            problems.push(Problem {
                place,
                wrong: Wrong::FileType { name: file.name },
            });
            continue;
        }
        let finding = casework::viruses::scan(&app.office, &file.content).await;
        if finding.scan == Scan::Infected {
            problems.push(Problem {
                place,
                wrong: Wrong::FileInfected {
                    name: file.name,
                    virus: finding.name.unwrap_or_default(),
                },
            });
            continue;
        }
        let size = u64::try_from(file.content.len()).unwrap_or(u64::MAX);
        let content = app.office.blobs.put(file.content.to_vec()).await?;
        // Sent again with every try, as some browsers do: it waits once.
        if waiting.iter().all(|known| known.content != content) {
            waiting.push(Waiting {
                form,
                name: file.name,
                size,
                content,
                purpose: purpose(place),
            });
        }
    }
    Ok(problems)
}

fn problem_of(app: &App, file: &RefusedFile) -> Problem {
    let limits = &app.config.limits;
    let wrong = match file.why {
        Refusal::TooLarge => Wrong::FileTooLarge {
            name: file.name.clone(),
            most_mb: limits.upload_mb,
        },
        Refusal::TooMany => Wrong::TooManyFiles {
            most: limits.upload_files,
        },
        Refusal::Empty => Wrong::FileEmpty {
            name: file.name.clone(),
        },
    };
    Problem {
        place: place(&file.field),
        wrong,
    }
}

/// What waits, with its contents, to be filed.
pub(crate) async fn enclosures(app: &App, waiting: &[Waiting]) -> Result<Vec<Enclosure>, Failure> {
    let mut enclosures = Vec::new();
    for file in waiting {
        let bytes = app.office.blobs.get(file.content).await?;
        let name = file.name.clone();
        enclosures.push(Enclosure {
            purpose: file.purpose,
            upload: Upload { name, bytes },
        });
    }
    Ok(enclosures)
}
