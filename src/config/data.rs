use serde::Deserialize;
use std::path::PathBuf;

/// `[data]`: folders of the program.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Data {
    /// Holds database, files and key, where nothing else is said about them.
    pub folder: PathBuf,
    /// Holds uploaded and issued files; `files` in the data folder where nothing is said.
    pub files: Option<PathBuf>,
}

impl Default for Data {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("data"),
            files: None,
        }
    }
}

/// `[fonts]`: typefaces for letters.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// Folders that are searched for typefaces, in this order; those that do not exist are passed over.
    pub folders: Vec<PathBuf>,
}

impl Default for Fonts {
    fn default() -> Self {
        let folders = [
            "fonts",
            "/usr/local/share/fonts",
            "/usr/share/fonts",
            "/usr/share/texlive/texmf-dist/fonts",
        ];
        Self {
            folders: folders.map(PathBuf::from).to_vec(),
        }
    }
}
