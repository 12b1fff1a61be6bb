//! The files under `templates/`, inside the program (in a debug build: read from the folder, so that an edit
//! shows after a restart).

use rust_embed::Embed;
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "templates/"]
struct Files;

/// The names (with `/`) of all files with this extension, in order.
pub(crate) fn with_extension(extension: &str) -> Vec<String> {
    let mut names: Vec<String> = Files::iter()
        .filter(|name| name.rsplit_once('.').is_some_and(|(_, found)| found == extension))
        .map(Cow::into_owned)
        .collect();
    names.sort();
    names
}

/// The contents of one file, and nothing where there is no such file.
pub(crate) fn bytes(name: &str) -> Option<Cow<'static, [u8]>> {
    Files::get(name).map(|file| file.data)
}

/// The contents of one text file; bytes that are not UTF-8 become U+FFFD, which the checks then refuse.
pub(crate) fn text(name: &str) -> Option<String> {
    bytes(name).map(|data| String::from_utf8_lossy(&data).into_owned())
}
