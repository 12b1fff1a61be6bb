//! The fonts of letters: which, where from, and what they can write.

use super::Sheet;
use crate::law::words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};

/// Where fonts lie and which families set what. An office that owns `仿宋_GB2312` and 方正小标宋简体 puts the files
/// into one of the folders and names the families here. Of a list the first family that is there is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FontConfig {
    /// Folders with `.ttf`, `.otf` and `.ttc` files, searched with the folders in them; those that do not exist are
    /// passed over.
    pub folders: Vec<PathBuf>,
    /// The body, 仿宋.
    pub body: Vec<String>,
    /// The title and the red head, 小标宋 (the bold face, where the family has one).
    pub title: Vec<String>,
    /// Headings of the first level, 黑体.
    pub heading: Vec<String>,
    /// Headings of the second level and quotations, 楷体.
    pub script: Vec<String>,
    /// Whatever the others cannot write, and page numbers, 宋体. It should have every character.
    pub fallback: Vec<String>,
}

impl Default for FontConfig {
    fn default() -> Self {
        let families = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            folders: default_folders(),
            body: families(&["FandolFang R", SONG]),
            title: families(&[SONG]),
            heading: families(&["Noto Sans CJK SC"]),
            script: families(&["LXGW WenKai", SONG]),
            fallback: families(&[SONG]),
        }
    }
}

const SONG: &str = "Noto Serif CJK SC";

/// The folder that scripts/setup fills, then those of the Debian packages.
fn default_folders() -> Vec<PathBuf> {
    let own = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
        .map(|data| data.join("gongkai/fonts"));
    own.into_iter()
        .chain([PathBuf::from("/usr/share/fonts")])
        .collect()
}

words! {
    /// A kind of text, as far as it has a typeface of its own.
    pub enum Typeface {
        Body = "body",
        Title = "title",
        Heading = "heading",
        Script = "script",
        Fallback = "fallback",
    }
}

impl FontConfig {
    /// The families for a kind of text, the preferred one first.
    pub fn families(&self, typeface: Typeface) -> &[String] {
        match typeface {
            Typeface::Body => &self.body,
            Typeface::Title => &self.title,
            Typeface::Heading => &self.heading,
            Typeface::Script => &self.script,
            Typeface::Fallback => &self.fallback,
        }
    }
}

impl Families {
    /// The family of a kind of text.
    pub(in crate::letters) fn of(&self, typeface: Typeface) -> &str {
        match typeface {
            Typeface::Body => &self.body,
            Typeface::Title => &self.title,
            Typeface::Heading => &self.heading,
            Typeface::Script => &self.script,
            Typeface::Fallback => &self.fallback,
        }
    }
}

/// The family that sets each kind of text.
#[derive(Clone, Debug, Serialize)]
pub(in crate::letters) struct Families {
    pub(super) body: String,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) script: String,
    pub(super) fallback: String,
}

/// A font that letters need and that is not there.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// No file of the folders has one of the families.
    #[error(
        "找不到{used_for}所用的字体“{families}”。已查找的文件夹：{folders}。请运行scripts/setup安装字体，或者把字体文件放入其中一个文件夹"
    )]
    Family {
        /// The names, any of which would do.
        families: String,
        /// What they set.
        used_for: &'static str,
        /// Where they were looked for.
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
    pub(super) families: Families,
    pub(super) book: FontBook,
    /// What was asked for.
    pub(super) config: FontConfig,
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
        let lists = [
            &config.body,
            &config.title,
            &config.heading,
            &config.script,
            &config.fallback,
        ];
        let wanted: BTreeSet<&str> = lists.into_iter().flatten().map(String::as_str).collect();
        let (mut book, mut faces) = (FontBook::new(), Vec::new());
        for path in files(&config.folders)? {
            let data = fs::read(&path).map_err(|source| FontError::Read {
                path: path.clone(),
                source,
            })?;
            for index in 0..ttf_parser::fonts_in_collection(&data).unwrap_or(1) {
                // Its names are read at once, its characters take time: so names first.
                if !names(&data, index)
                    .iter()
                    .any(|name| wanted.iter().any(|family| name.starts_with(family)))
                {
                    continue;
                }
                if let Some(info) =
                    FontInfo::new(&data, index).filter(|info| wanted.contains(info.family.as_str()))
                {
                    book.push(info);
                    faces.push(Face {
                        path: path.clone(),
                        index,
                        font: OnceLock::new(),
                    });
                }
            }
        }
        let chosen = |families: &[String], used_for| chosen(&book, families, used_for, &config.folders);
        let families = Families {
            body: chosen(&config.body, "正文")?,
            title: chosen(&config.title, "标题")?,
            heading: chosen(&config.heading, "一级标题")?,
            script: chosen(&config.script, "二级标题和引文")?,
            fallback: chosen(&config.fallback, "补字和页码")?,
        };
        Ok(Self {
            families,
            book,
            config: config.clone(),
            faces,
        })
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
    pub(super) fn missing(&self, sheet: &impl Sheet) -> Option<(char, String)> {
        sheet.words().into_iter().find_map(|words| {
            let character = words
                .chars()
                .find(|character| !self.has(&self.families.fallback, *character))?;
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

/// The first of the families that is there; the log says where it is not the one that was preferred.
fn chosen(
    book: &FontBook,
    families: &[String],
    used_for: &'static str,
    folders: &[PathBuf],
) -> Result<String, FontError> {
    let found = families
        .iter()
        .find(|family| book.contains_family(&family.to_lowercase()));
    match (found, families.first()) {
        (Some(found), Some(preferred)) => {
            if found != preferred {
                tracing::warn!(%preferred, %found, used_for, "a typeface of letters is missing: another one stands in");
            }
            Ok(found.clone())
        }
        (None, _) | (_, None) => Err(FontError::Family {
            families: families.join("”或者“"),
            used_for,
            folders: folders
                .iter()
                .map(|folder| folder.display().to_string())
                .collect::<Vec<_>>()
                .join("、"),
        }),
    }
}

/// The family names of a face, in every language it has them.
fn names(data: &[u8], index: u32) -> Vec<String> {
    let Ok(face) = ttf_parser::Face::parse(data, index) else {
        return Vec::new();
    };
    let families = face
        .names()
        .into_iter()
        .filter(|name| name.name_id == ttf_parser::name_id::FAMILY);
    families.filter_map(|name| name.to_string()).collect()
}

/// Every font file of the folders and the folders in them, in order, each once.
fn files(folders: &[PathBuf]) -> Result<Vec<PathBuf>, FontError> {
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    let mut waiting: VecDeque<PathBuf> = folders.iter().filter(|folder| folder.is_dir()).cloned().collect();
    while let Some(folder) = waiting.pop_front() {
        let unreadable = |source| FontError::Read {
            path: folder.clone(),
            source,
        };
        if !seen.insert(folder.canonicalize().map_err(unreadable)?) {
            continue;
        }
        let entries = fs::read_dir(&folder)
            .map_err(unreadable)?
            .collect::<Result<Vec<_>, _>>()
            .map_err(unreadable)?;
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                waiting.push_back(path);
            } else if is_font(&path) {
                files.push(path);
            }
        }
    }
    Ok(files)
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    extension.is_some_and(|extension| {
        ["ttf", "otf", "ttc", "otc"]
            .iter()
            .any(|known| extension == *known)
    })
}
