//! What a file really is, by its content. The name is only believed where it agrees.

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
    }
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
}

/// The kind of a file, where name and content agree on one that is taken in.
pub fn sniff(bytes: &[u8], name: &str) -> Result<Kind, WrongKind> {
    if bytes.is_empty() {
        return Err(WrongKind::Empty);
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let named = extension
        .as_deref()
        .and_then(Kind::of_extension)
        .ok_or(WrongKind::Extension)?;
    let found = of_content(bytes).ok_or(WrongKind::Content)?;
    if named == found {
        Ok(found)
    } else {
        Err(WrongKind::Mismatch { named, found })
    }
}

fn of_content(bytes: &[u8]) -> Option<Kind> {
    match infer::get(bytes) {
        Some(kind) => match kind.extension() {
            "pdf" => Some(Kind::Pdf),
            "png" => Some(Kind::Png),
            "jpg" => Some(Kind::Jpeg),
            "docx" => Some(Kind::Docx),
            "xlsx" => Some(Kind::Xlsx),
            _ => None,
        },
        None if is_text(bytes) => Some(Kind::Text),
        None => None,
    }
}

/// UTF-8 without control characters other than line ends and tabs, and no markup that a browser would run.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        text.chars()
            .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

    #[test]
    fn content_and_name_must_agree() {
        assert_eq!(sniff(PDF, "材料.PDF"), Ok(Kind::Pdf));
        assert_eq!(sniff(JPEG, "照片.jpg"), Ok(Kind::Jpeg));
        assert_eq!(sniff(JPEG, "照片.jpeg"), Ok(Kind::Jpeg));
        assert_eq!(sniff("说明\n第二行".as_bytes(), "a.txt"), Ok(Kind::Text));
        assert_eq!(
            sniff(PNG, "a.pdf"),
            Err(WrongKind::Mismatch {
                named: Kind::Pdf,
                found: Kind::Png
            })
        );
        assert_eq!(
            sniff(b"hello", "a.pdf"),
            Err(WrongKind::Mismatch {
                named: Kind::Pdf,
                found: Kind::Text
            })
        );
    }

    #[test]
    fn other_kinds_are_refused_whatever_they_are_called() {
        assert_eq!(sniff(b"MZ\x90\0\x03\0\0\0", "a.pdf"), Err(WrongKind::Content));
        assert_eq!(
            sniff(b"<html><script>1</script></html>", "a.txt"),
            Err(WrongKind::Content)
        );
        assert_eq!(sniff(b"PK\x03\x04\x14\0\0\0", "a.docx"), Err(WrongKind::Content));
        assert_eq!(sniff(PDF, "a.exe"), Err(WrongKind::Extension));
        assert_eq!(sniff(PDF, "noextension"), Err(WrongKind::Extension));
        assert_eq!(sniff(b"", "a.pdf"), Err(WrongKind::Empty));
        assert_eq!(sniff(b"\xc3\x28\x00", "a.txt"), Err(WrongKind::Content));
    }
}
