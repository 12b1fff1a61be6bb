//! Packages: files that hold files. They are opened in memory, within limits, and never written to a disk; what is not
//! taken out of them is named with its reason, so that nothing is dropped in silence.

mod archive;
#[cfg(test)]
mod tests;

use super::{Kind, WrongKind, mail, sniff};
use crate::{config::Documents, law::words};

words! {
    /// Why a file of a package is not taken out of it.
    pub enum LeftOut {
        /// Files of its kind are not taken in.
        Kind = "kind",
        /// Its content is not what its name says.
        Content = "content",
        Macros = "macros",
        Encrypted = "encrypted",
        /// It lies in a package in a package in a package.
        Nested = "nested",
        /// Its name leads out of the package.
        Path = "path",
        Empty = "empty",
        Broken = "broken",
    }
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// With the names of the packages it lies in: `包.zip/文件夹/协议.pdf`.
    pub name: String,
    pub found: Result<(Kind, Vec<u8>), LeftOut>,
}

/// Takes the files out of a package. It is refused as a whole where it goes over a limit or cannot be opened.
pub fn unpack(kind: Kind, name: &str, bytes: &[u8], limits: &Documents) -> Result<Vec<Unpacked>, WrongKind> {
    let mut opening = Opening {
        files: limits.package_files,
        bytes: limits.package_mb.saturating_mul(1024 * 1024),
        ratio: limits.package_ratio,
        found: Vec::new(),
    };
    opening.open(kind, name, bytes, 0)?;
    Ok(opening.found)
}

/// How deep packages may lie in each other.
const DEEPEST: u8 = 1;

/// A package that is being opened, with what is left of the limits.
struct Opening {
    files: usize,
    bytes: u64,
    ratio: u64,
    found: Vec<Unpacked>,
}

impl Opening {
    fn open(&mut self, kind: Kind, name: &str, bytes: &[u8], depth: u8) -> Result<(), WrongKind> {
        if kind == Kind::Mail {
            for attachment in mail::attachments(bytes) {
                self.count(attachment.bytes.len())?;
                let path = safe(&attachment.name).ok_or(LeftOut::Path);
                let shown = shown(&attachment.name);
                self.take(format!("{name}/{shown}"), path.map(|_| attachment.bytes), depth)?;
            }
            return Ok(());
        }
        self.archive(name, bytes, depth)
    }

    /// Notes one more file of so many bytes.
    fn count(&mut self, bytes: usize) -> Result<(), WrongKind> {
        self.files = self.files.checked_sub(1).ok_or(WrongKind::TooMany)?;
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.bytes = self.bytes.checked_sub(bytes).ok_or(WrongKind::TooLarge)?;
        Ok(())
    }

    /// Takes a file, or a package in the package.
    fn take(&mut self, name: String, bytes: Result<Vec<u8>, LeftOut>, depth: u8) -> Result<(), WrongKind> {
        let sniffed = bytes.and_then(|bytes| match sniff(&bytes, &name, Kind::ALL) {
            Ok(kind) => Ok((kind, bytes)),
            Err(wrong) => Err(left_out(wrong)),
        });
        let (kind, bytes) = match sniffed {
            Ok(found) => found,
            Err(why) => {
                self.leave(name, why);
                return Ok(());
            }
        };
        let is_package = match kind {
            Kind::Zip => true,
            Kind::Mail => !mail::attachments(&bytes).is_empty(),
            Kind::Pdf
            | Kind::Png
            | Kind::Jpeg
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Text
            | Kind::Doc
            | Kind::Xls
            | Kind::Wps => false,
        };
        if is_package && depth == DEEPEST {
            self.leave(name, LeftOut::Nested);
            return Ok(());
        }
        let inner = is_package.then(|| (name.clone(), bytes.clone()));
        if kind != Kind::Zip {
            self.found.push(Unpacked {
                name,
                found: Ok((kind, bytes)),
            });
        }
        let Some((name, bytes)) = inner else {
            return Ok(());
        };
        match self.open(kind, &name, &bytes, depth + 1) {
            // Limits are limits of the whole.
            Err(wrong @ (WrongKind::TooMany | WrongKind::TooLarge)) => return Err(wrong),
            Err(wrong) => self.leave(name, left_out(wrong)),
            Ok(()) => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: String, why: LeftOut) {
        self.found.push(Unpacked {
            name,
            found: Err(why),
        });
    }
}

fn left_out(wrong: WrongKind) -> LeftOut {
    match wrong {
        WrongKind::Empty => LeftOut::Empty,
        WrongKind::Extension => LeftOut::Kind,
        WrongKind::Content | WrongKind::Mismatch { .. } => LeftOut::Content,
        WrongKind::Macros => LeftOut::Macros,
        WrongKind::Encrypted => LeftOut::Encrypted,
        WrongKind::TooMany | WrongKind::TooLarge => LeftOut::Broken,
    }
}

/// The path of a file, if it stays within its package.
fn safe(name: &str) -> Option<&str> {
    let is_step = |part: &str| part.is_empty() || part == "." || part == "..";
    let is_odd = name.chars().any(|sign| sign.is_control() || sign == ':');
    (!is_odd && !name.split(['/', '\\']).any(is_step)).then_some(name)
}

/// The most characters of a name that are shown.
const LONGEST_NAME: usize = 200;

/// A name as it is shown and kept; its end, which says what it is, always stays.
fn shown(name: &str) -> String {
    let name = name.replace('\\', "/");
    let signs: Vec<char> = name.chars().filter(|sign| !sign.is_control()).collect();
    let first = signs.len().saturating_sub(LONGEST_NAME);
    signs.into_iter().skip(first).collect()
}
