use serde::Deserialize;
use std::path::PathBuf;

/// `[data]`: folders of the program.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Data {
    /// Holds database, files and key, where nothing else is said about them.
    pub folder: PathBuf,
    /// Holds uploaded and issued files, unless `[files]` names a bucket; `files` in the data folder where nothing is
    /// said.
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

/// `[fonts]`: typefaces for letters, of each kind the ones to prefer, by family. An empty list is the letters' own
/// choice.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// Folders that are searched for typefaces; none: where scripts/setup and Debian put them.
    pub folders: Vec<PathBuf>,
    /// 仿宋, for the body.
    pub body: Vec<String>,
    /// 小标宋, for title and red head.
    pub title: Vec<String>,
    /// 黑体, for headings of the first level.
    pub heading: Vec<String>,
    /// 楷体, for headings of the second level and quotations.
    pub script: Vec<String>,
    /// 宋体 with every character, for whatever the others cannot write.
    pub fallback: Vec<String>,
}
