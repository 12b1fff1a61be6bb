//! Everything in one download: to read, for machines, and the files themselves.

use axum::{
    http::header::CACHE_CONTROL,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::kept::{Kept, Stored};
use crate::{
    text::{file_name::safe, key},
    web::{
        casefile::bundle::{Content, Part, stream},
        download::{How, download},
        error::Failure,
        page::View,
        portal::load::Loaded,
    },
};

/// The download.
pub(super) fn give(view: &View, loaded: &Loaded, kept: &Kept) -> Result<Response, Failure> {
    let say = view.say();
    let number = loaded.case.number.to_string();
    let mut parts = vec![
        Part {
            path: safe(&format!("{}.txt", say.get(key("records-readable"))?)),
            content: Content::Text(readable(loaded, kept)),
        },
        Part {
            path: "data.json".to_owned(),
            content: Content::Text(machine(loaded, kept)?),
        },
    ];
    for (place, file) in (1..).zip(&kept.files) {
        parts.push(part(&say.get(file.folder)?, place, file));
    }
    let name = safe(&format!("{}（{number}）.zip", say.get(key("records-title"))?));
    let body = stream(&view.app.office.blobs, parts, view.app.clock.now());
    let answer = download(How::Save, "application/zip", &name, body);
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}

/// Two files may have one name: the place in the list keeps them apart.
fn part(folder: &str, place: usize, file: &Stored) -> Part {
    Part {
        path: format!("{}/{place:02}-{}", safe(folder), safe(&file.name)),
        content: Content::Blob(file.content),
    }
}

fn readable(loaded: &Loaded, kept: &Kept) -> String {
    let mut lines = vec![format!("{} {}", loaded.agency.name, loaded.case.number)];
    for group in &kept.groups {
        lines.push(String::new());
        lines.push(format!("【{}】", group.heading));
        lines.extend(
            group
                .rows
                .iter()
                .map(|row| format!("{}：{}", row.label, row.value)),
        );
    }
    lines.join("\r\n") + "\r\n"
}

fn machine(loaded: &Loaded, kept: &Kept) -> Result<String, Failure> {
    let files: Vec<_> = kept
        .files
        .iter()
        .map(|file| json!({ "name": file.name, "sha256": file.content.to_string() }))
        .collect();
    let data = json!({
        "agency": loaded.agency.name,
        "number": loaded.case.number.to_string(),
        "channel": loaded.case.filing.channel.as_str(),
        "submitted_on": loaded.case.submitted_on.map(|day| day.to_string()),
        "received_on": loaded.case.received_on.map(|day| day.to_string()),
        "applicant": loaded.applicant,
        "application": loaded.application,
        "records": kept.groups,
        "files": files,
    });
    serde_json::to_string_pretty(&data).map_err(|error| anyhow::Error::from(error).into())
}
