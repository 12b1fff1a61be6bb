//! Style sheets and pictures, out of the program itself.
//!
//! All are served below one folder that is named by the hash of them all, so that a browser may keep them for a
//! year and still gets the new ones after an update; the sheets name their pictures relative to that folder.

use super::app::App;
use super::error::Failure;
use crate::template::files;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The sheets that npm brought, copied by `build.rs`.
static VENDOR: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/vendor.rs"));

/// All files, by name.
pub struct Assets {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    version: String,
}

impl std::fmt::Debug for Assets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Assets")
            .field("version", &self.version)
            .field("files", &self.files.len())
            .finish()
    }
}

impl Default for Assets {
    fn default() -> Self {
        let vendor = VENDOR
            .iter()
            .map(|(name, data)| ((*name).to_owned(), Cow::Borrowed(*data)));
        let own = ["css", "svg", "js"]
            .into_iter()
            .flat_map(files::with_extension)
            .filter_map(|file| {
                let name = file.strip_prefix("assets/")?.to_owned();
                Some((name, files::bytes(&file)?))
            });
        let files: BTreeMap<_, _> = vendor.chain(own).collect();
        let mut hash = Sha256::new();
        for (name, data) in &files {
            hash.update(name);
            hash.update(data);
        }
        let version = data_encoding::HEXLOWER
            .encode(&hash.finalize())
            .chars()
            .take(12)
            .collect();
        Self { files, version }
    }
}

impl Assets {
    /// The folder: `/assets/0a1b2c3d4e5f`.
    pub fn folder(&self) -> String {
        format!("/assets/{}", self.version)
    }
}

/// `GET /assets/{version}/{name}`
pub(super) async fn show(
    State(app): State<App>,
    Path((version, name)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let data = app.assets.files.get(&name).ok_or(Failure::NotFound)?.clone();
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "png")) => "image/png",
        _ => "application/octet-stream",
    };
    // A page from before an update may ask for the old version: it gets the new file, for now.
    let cache = if version == app.assets.version {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, cache)], data.into_owned()).into_response())
}
