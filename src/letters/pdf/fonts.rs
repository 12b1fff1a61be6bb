//! The fonts of letters: which, where from, and what they can write.

use super::data::Sheet;
use serde::{Deserialize, Serialize};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};

/// Where fonts lie and which family sets what. An office that owns 仿宋_GB2312 and 方正小标宋简体 puts the files
/// into one of the folders and names the families here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FontConfig {
    /// Folders with `.ttf`, `.otf` and `.ttc` files; those that do not exist are passed over.
    pub folders: Vec<PathBuf>,
    /// The body, 仿宋.
    pub body: String,
    /// The title and the red head, 小标宋 (the bold face, where the family has one).
    pub title: String,
    /// Headings of the first level, 黑体.
    pub heading: String,
    /// Headings of the second level and quotations, 楷体.
    pub script: String,
    /// Whatever the others cannot write, and page numbers, 宋体. It should have every character.
    pub fallback: String,
}

impl Default for FontConfig {
    fn default() -> Self {
        Self {
            folders: default_folders(),
            body: "FandolFang R".to_owned(),
            title: "Noto Serif CJK SC".to_owned(),
            heading: "Noto Sans CJK SC".to_owned(),
            script: "LXGW WenKai".to_owned(),
            fallback: "Noto Serif CJK SC".to_owned(),
        }
    }
}

/// The folder that scripts/setup fills, then those of the Debian packages.
fn default_folders() -> Vec<PathBuf> {
    let own = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
        .map(|data| data.join("gongkai/fonts"));
    let system = [
        "/usr/share/fonts/opentype/noto",
        "/usr/share/fonts/truetype/lxgw-wenkai",
    ];
    own.into_iter().chain(system.map(PathBuf::from)).collect()
}

/// A font that letters need and that is not there.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// No file of the folders has the family.
    #[error(
        "找不到文书字体“{family}”（用于{used_for}）。已查找的文件夹：{folders}。请运行 scripts/setup 安装字体，或者在配置文件 [letters.fonts] 中指定字体文件夹（folders）和字体名称"
    )]
    Family {
        /// The family's name.
        family: String,
        /// What it sets.
        used_for: &'static str,
        /// Where it was looked for.
        folders: String,
    },
    /// A folder or file that is there but cannot be read.
    #[error("无法读取字体：{path}")]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// The faces of the configured families. A file is held in memory from its first use on.
#[derive(Debug)]
pub(super) struct Fonts {
    pub(super) config: FontConfig,
    pub(super) book: FontBook,
    faces: Vec<Face>,
}

#[derive(Debug)]
struct Face {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    pub(super) fn find(config: &FontConfig) -> Result<Self, FontError> {
        let wanted = [
            (&config.body, "正文"),
            (&config.title, "标题"),
            (&config.heading, "一级标题"),
            (&config.script, "二级标题和引文"),
            (&config.fallback, "补字和页码"),
        ];
        let mut fonts = Self {
            config: config.clone(),
            book: FontBook::new(),
            faces: Vec::new(),
        };
        for path in files(&config.folders)? {
            let data = fs::read(&path).map_err(|source| FontError::Read {
                path: path.clone(),
                source,
            })?;
            for (index, info) in (0..).zip(FontInfo::iter(&data)) {
                if wanted.iter().any(|(family, _)| **family == info.family) {
                    fonts.book.push(info);
                    fonts.faces.push(Face {
                        path: path.clone(),
                        index,
                        font: OnceLock::new(),
                    });
                }
            }
        }
        match wanted
            .into_iter()
            .find(|(family, _)| !fonts.book.contains_family(&family.to_lowercase()))
        {
            Some((family, used_for)) => Err(FontError::Family {
                family: family.clone(),
                used_for,
                folders: config
                    .folders
                    .iter()
                    .map(|folder| folder.display().to_string())
                    .collect::<Vec<_>>()
                    .join("、"),
            }),
            None => Ok(fonts),
        }
    }

    /// One face, read from its file when it is first used.
    pub(super) fn font(&self, place: usize) -> Option<Font> {
        let face = self.faces.get(place)?;
        face.font
            .get_or_init(|| {
                fs::read(&face.path)
                    .ok()
                    .and_then(|data| Font::new(Bytes::new(data), face.index))
            })
            .clone()
    }

    /// Whether a family can write every character.
    pub(super) fn writes(&self, family: &str, words: &str) -> bool {
        words.chars().all(|character| self.has(family, character))
    }

    /// The first character that neither its own face nor the fallback has, with the words around it.
    pub(super) fn missing(&self, sheet: &Sheet) -> Option<(char, String)> {
        sheet.words().find_map(|words| {
            let character = words
                .chars()
                .find(|character| !self.has(&self.config.fallback, *character))?;
            Some((character, words.chars().take(40).collect()))
        })
    }

    fn has(&self, family: &str, character: char) -> bool {
        character.is_control()
            || is_selector(character)
            || self
                .book
                .select_family(&family.to_lowercase())
                .filter_map(|place| self.book.info(place))
                .any(|info| info.coverage.contains(u32::from(character)))
    }
}

/// Variation selectors choose among shapes of the character before them; a font without the shape has its own.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn files(folders: &[PathBuf]) -> Result<Vec<PathBuf>, FontError> {
    let mut files = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let unreadable = |source| FontError::Read {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
            if extension.is_some_and(|extension| {
                ["ttf", "otf", "ttc", "otc"]
                    .iter()
                    .any(|known| extension == *known)
            }) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
