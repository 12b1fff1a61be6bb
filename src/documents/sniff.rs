//! What a file really is, by its content. The name is only believed where it agrees.

use super::{compound, mail, plain};
use crate::law::words;

words! {
    /// The kinds of file that are taken in.
    pub enum Kind {
        Pdf = "pdf",
        Png = "png",
        Jpeg = "jpeg",
        Docx = "docx",
        Xlsx = "xlsx",
        Text = "txt",
        Doc = "doc",
        Xls = "xls",
        Wps = "wps",
        Mail = "eml",
        Zip = "zip",
    }
}

/// Kinds that an answer may hand over.
pub const ANSWERS: &[Kind] = &[
    Kind::Pdf,
    Kind::Png,
    Kind::Jpeg,
    Kind::Docx,
    Kind::Xlsx,
    Kind::Text,
];

/// What becomes of a kind of file before its pages can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// It is looked at as it is.
    Itself,
    /// LibreOffice turns it into a PDF.
    Converted,
    /// Its words are set by the program.
    Set,
    /// It has no pages, only files.
    Unpacked,
}

impl Kind {
    /// The media type under which it is kept and sent.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain; charset=utf-8",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Wps => "application/vnd.ms-works",
            Self::Mail => "message/rfc822",
            Self::Zip => "application/zip",
        }
    }

    /// The kind of a file that was kept under a media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.media_type() == media_type)
    }

    pub fn becomes(self) -> Becomes {
        match self {
            Self::Pdf | Self::Png | Self::Jpeg => Becomes::Itself,
            Self::Docx | Self::Xlsx | Self::Doc | Self::Xls | Self::Wps => Becomes::Converted,
            Self::Text | Self::Mail => Becomes::Set,
            Self::Zip => Becomes::Unpacked,
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jpg" => Some(Self::Jpeg),
            other => other.parse().ok(),
        }
    }
}

/// Why a file is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongKind {
    #[error("the file is empty")]
    Empty,
    #[error("files with this extension are not taken in")]
    Extension,
    #[error("the content is of no kind that is taken in")]
    Content,
    #[error("the name says {named}, the content is {found}")]
    Mismatch { named: Kind, found: Kind },
    #[error("the file has macros")]
    Macros,
    #[error("the file is encrypted")]
    Encrypted,
    #[error("the package has too many files")]
    TooMany,
    #[error("the package is too large when it is unpacked")]
    TooLarge,
}

/// The kind of a file, where name and content agree on one of those that are `taken` here.
pub fn sniff(bytes: &[u8], name: &str, taken: &[Kind]) -> Result<Kind, WrongKind> {
    if bytes.is_empty() {
        return Err(WrongKind::Empty);
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let named = extension
        .as_deref()
        .and_then(Kind::of_extension)
        .filter(|kind| taken.contains(kind))
        .ok_or(WrongKind::Extension)?;
    let found = of_content(bytes, named)?;
    if named == found {
        Ok(found)
    } else {
        Err(WrongKind::Mismatch { named, found })
    }
}

/// What the content is. The name only tells apart what is the same in content: a Word file from a file of WPS, a mail
/// from the text that it also is.
fn of_content(bytes: &[u8], named: Kind) -> Result<Kind, WrongKind> {
    if let Some(found) = compound::kind(bytes) {
        return match (named, found?) {
            (Kind::Wps, Kind::Doc) => Ok(Kind::Wps),
            (_, found) => Ok(found),
        };
    }
    // Before anything else: a mail may hold the beginning of any file.
    if named == Kind::Mail && mail::is_mail(bytes) {
        return Ok(Kind::Mail);
    }
    match infer::get(bytes).map(|kind| (kind.extension(), kind.matcher_type())) {
        Some(("pdf", _)) => Ok(Kind::Pdf),
        Some(("png", _)) => Ok(Kind::Png),
        Some(("jpg", _)) => Ok(Kind::Jpeg),
        // What a browser would run is no text.
        Some((_, infer::MatcherType::Text)) => Err(WrongKind::Content),
        // Two letters at the beginning make a picture of some kinds; a text has no sign that a picture has.
        Some(_) if named != Kind::Text => Err(WrongKind::Content),
        _ if plain::decode(bytes).is_some() => Ok(Kind::Text),
        _ => Err(WrongKind::Content),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
    const MAIL: &[u8] = b"From: a@example.cn\r\nSubject: x\r\n\r\nhello\r\n";

    fn any(bytes: &[u8], name: &str) -> Result<Kind, WrongKind> {
        sniff(bytes, name, Kind::ALL)
    }

    fn mismatch(named: Kind, found: Kind) -> Result<Kind, WrongKind> {
        Err(WrongKind::Mismatch { named, found })
    }

    #[test]
    fn content_and_name_must_agree() {
        assert_eq!(any(PDF, "材料.PDF"), Ok(Kind::Pdf));
        assert_eq!(any(JPEG, "照片.jpg"), Ok(Kind::Jpeg));
        assert_eq!(any(JPEG, "照片.jpeg"), Ok(Kind::Jpeg));
        assert_eq!(any("说明\n第二行".as_bytes(), "a.txt"), Ok(Kind::Text));
        assert_eq!(any(b"\xcb\xb5\xc3\xf7\r\n", "a.txt"), Ok(Kind::Text), "GBK");
        assert_eq!(any(b"BM is no picture", "a.txt"), Ok(Kind::Text));
        assert_eq!(any(MAIL, "a.eml"), Ok(Kind::Mail));
        assert_eq!(any(MAIL, "a.txt"), Ok(Kind::Text));
        assert_eq!(any(PNG, "a.pdf"), mismatch(Kind::Pdf, Kind::Png));
        assert_eq!(any(b"hello", "a.pdf"), mismatch(Kind::Pdf, Kind::Text));
        assert_eq!(any(b"hello", "a.eml"), mismatch(Kind::Mail, Kind::Text));
        assert_eq!(any(b"{\\rtf1}", "a.doc"), Err(WrongKind::Content));
    }

    #[test]
    fn other_kinds_are_refused_whatever_they_are_called() {
        assert_eq!(any(b"MZ\x90\0\x03\0\0\0", "a.pdf"), Err(WrongKind::Content));
        assert_eq!(
            any(b"<html><script>1</script></html>", "a.txt"),
            Err(WrongKind::Content)
        );
        assert_eq!(any(b"PK\x03\x04\x14\0\0\0", "a.docx"), Err(WrongKind::Content));
        assert_eq!(any(PDF, "a.exe"), Err(WrongKind::Extension));
        assert_eq!(any(PDF, "a.docm"), Err(WrongKind::Extension));
        assert_eq!(any(PDF, "noextension"), Err(WrongKind::Extension));
        assert_eq!(any(b"", "a.pdf"), Err(WrongKind::Empty));
        assert_eq!(any(b"\xc3\x28\x00", "a.txt"), Err(WrongKind::Content));
    }

    #[test]
    fn what_is_taken_depends_on_the_place() {
        assert_eq!(sniff(MAIL, "a.eml", ANSWERS), Err(WrongKind::Extension));
        assert_eq!(sniff(PDF, "a.pdf", ANSWERS), Ok(Kind::Pdf));
    }

    #[test]
    fn a_media_type_is_of_one_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_media_type(kind.media_type()), Some(*kind));
        }
    }
}
