//! The font that writes Chinese where a file names one and does not bring it along. Without it such text would vanish
//! from the picture without a word.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use hayro::hayro_interpret::{
    InterpreterSettings,
    font::{FontData, FontQuery},
    hayro_cmap::{CharacterCollection, CidFamily},
};

/// Families that have the characters of GB 18030, the best first. They are looked for by the names of their files, as
/// reading all fonts of a machine for their names takes longer than drawing a page.
const FAMILIES: [&str; 9] = [
    "NotoSerifCJK",
    "NotoSerifSC",
    "SourceHanSerif",
    "NotoSansCJK",
    "NotoSansSC",
    "SourceHanSans",
    "FandolSong",
    "wqy-zenhei",
    "DroidSansFallback",
];

/// Where the stand-in for Chinese fonts is looked for, once it is needed. Cheap to clone.
#[derive(Clone)]
pub struct Face {
    folders: Arc<Vec<PathBuf>>,
    found: Arc<OnceLock<Option<(FontData, u32)>>>,
}

impl Face {
    /// The best one of these folders and the folders in them.
    pub fn of(folders: Vec<PathBuf>) -> Self {
        Self {
            folders: Arc::new(folders),
            found: Arc::new(OnceLock::new()),
        }
    }

    fn get(&self) -> Option<(FontData, u32)> {
        self.found.get_or_init(|| find(&self.folders)).clone()
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face")
            .field("folders", &self.folders)
            .finish_non_exhaustive()
    }
}

/// How pages are read: fonts that do not come along are taken from this machine.
pub(super) fn settings(face: &Face, warn: impl Fn() + Send + Sync + 'static) -> InterpreterSettings {
    let face = face.clone();
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(standard) => Some(standard.get_font_data()),
            FontQuery::Fallback(wanted) if is_east_asian(wanted.character_collection.as_ref()) => face.get(),
            FontQuery::Fallback(wanted) => Some(wanted.pick_standard_font().get_font_data()),
        }),
        warning_sink: Arc::new(move |_| warn()),
        ..InterpreterSettings::default()
    }
}

/// Whether a font writes in characters that no standard font of PDF has.
fn is_east_asian(collection: Option<&CharacterCollection>) -> bool {
    collection.is_some_and(|collection| match collection.family {
        CidFamily::AdobeGB1 | CidFamily::AdobeCNS1 | CidFamily::AdobeJapan1 | CidFamily::AdobeKorea1 => true,
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => false,
    })
}

fn find(folders: &[PathBuf]) -> Option<(FontData, u32)> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, 0, &mut files);
    }
    files.sort();
    let (_, _, path) = files.first()?;
    let data = fs::read(path).ok()?;
    let index = simplified(&data);
    Some((Arc::new(data), index))
}

/// The fonts of a folder and the folders in it, with how good they are: a regular face before a bold one.
fn collect(folder: &Path, depth: usize, files: &mut Vec<(usize, bool, PathBuf)>) {
    if depth > 8 {
        return;
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, depth + 1, files);
            continue;
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if let Some(rank) = FAMILIES.iter().position(|family| name.starts_with(family)) {
            files.push((rank, !name.contains("Regular"), path));
        }
    }
}

/// Of a collection the face for simplified Chinese.
fn simplified(data: &[u8]) -> u32 {
    let faces = ttf_parser::fonts_in_collection(data).unwrap_or(1);
    let is_simplified = |index: &u32| {
        ttf_parser::Face::parse(data, *index).is_ok_and(|face| {
            let mut names = face.names().into_iter().filter_map(|name| name.to_string());
            names.any(|name| name.ends_with(" SC") || name.contains("CJKsc"))
        })
    };
    (0..faces).find(is_simplified).unwrap_or(0)
}
