//! Files that are containers of parts: office files of both generations, and archives.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{Kind, WrongKind};

/// How the older office files begin.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How an archive begins; an empty one has only its end.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What a container is, or why it is not taken in; none where the file is no container.
pub(super) fn kind(bytes: &[u8]) -> Option<Result<Kind, WrongKind>> {
    if bytes.starts_with(OLE) {
        Some(older(bytes))
    } else if ARCHIVES.iter().any(|begin| bytes.starts_with(begin)) {
        Some(archive(bytes))
    } else {
        None
    }
}

/// Word and Excel up to 2003, and WPS. A newer file with a password is wrapped into the same container.
fn older(bytes: &[u8]) -> Result<Kind, WrongKind> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| WrongKind::Content)?;
    if file.exists("/EncryptedPackage") {
        return Err(WrongKind::Encrypted);
    }
    let is_locked = |file: &mut cfb::CompoundFile<Cursor<&[u8]>>| {
        let mut head = [0; 12];
        let stream = file.open_stream("/WordDocument").ok();
        // The ninth bit of the flags that every Word file begins with.
        stream.is_some_and(|mut stream| stream.read_exact(&mut head).is_ok())
            && head.get(11).is_some_and(|flags| flags & 1 == 1)
    };
    let found = if file.is_stream("/WordDocument") {
        if is_locked(&mut file) {
            return Err(WrongKind::Encrypted);
        }
        Kind::Doc
    } else if file.is_stream("/Workbook") || file.is_stream("/Book") {
        Kind::Xls
    } else {
        return Err(WrongKind::Content);
    };
    let is_macro = |name: &str| matches!(name, "VBA" | "_VBA_PROJECT_CUR" | "Macros");
    if file.walk().any(|entry| is_macro(entry.name())) {
        return Err(WrongKind::Macros);
    }
    Ok(found)
}

/// Word and Excel since 2007, or an archive of anything.
fn archive(bytes: &[u8]) -> Result<Kind, WrongKind> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WrongKind::Content)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.to_ascii_lowercase()))
        .collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    if !has("[content_types].xml") {
        return Ok(Kind::Zip);
    }
    let found = if has("word/document.xml") {
        Kind::Docx
    } else if has("xl/workbook.xml") {
        Kind::Xlsx
    } else {
        return Err(WrongKind::Content);
    };
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) || says_macros(&mut archive) {
        return Err(WrongKind::Macros);
    }
    Ok(found)
}

/// The most of a list of parts that is read.
const MOST_TYPES: u64 = 1024 * 1024;

fn says_macros(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut types = String::new();
    let read = archive
        .by_name("[Content_Types].xml")
        .ok()
        .and_then(|part| part.take(MOST_TYPES).read_to_string(&mut types).ok());
    read.is_some() && types.contains("macroEnabled")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn zip(parts: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            writer.start_file(*part, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"<x/>").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn ole(streams: &[&str]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for stream in streams {
            if let Some((storage, _)) = stream.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
                file.create_storage_all(storage).unwrap();
            }
            file.create_stream(stream).unwrap().write_all(&[0; 64]).unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn office_files_are_told_by_their_parts() {
        let word = ["[Content_Types].xml", "word/document.xml"];
        assert_eq!(kind(&zip(&word)), Some(Ok(Kind::Docx)));
        let sheet = zip(&["[Content_Types].xml", "xl/workbook.xml"]);
        assert_eq!(kind(&sheet), Some(Ok(Kind::Xlsx)));
        let slides = zip(&["[Content_Types].xml", "ppt/presentation.xml"]);
        assert_eq!(kind(&slides), Some(Err(WrongKind::Content)));
        assert_eq!(kind(&zip(&["a.pdf"])), Some(Ok(Kind::Zip)));
        assert_eq!(kind(&ole(&["/WordDocument"])), Some(Ok(Kind::Doc)));
        assert_eq!(kind(&ole(&["/Workbook"])), Some(Ok(Kind::Xls)));
        assert_eq!(
            kind(&ole(&["/PowerPoint Document"])),
            Some(Err(WrongKind::Content))
        );
        assert_eq!(kind(b"%PDF-1.7"), None);
    }

    #[test]
    fn macros_and_passwords_are_told() {
        let parts = ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"];
        assert_eq!(kind(&zip(&parts)), Some(Err(WrongKind::Macros)));
        let old = ole(&["/WordDocument", "/Macros/VBA/dir"]);
        assert_eq!(kind(&old), Some(Err(WrongKind::Macros)));
        let locked = ole(&["/EncryptedPackage", "/EncryptionInfo"]);
        assert_eq!(kind(&locked), Some(Err(WrongKind::Encrypted)));
    }

    #[test]
    fn the_ruins_of_a_container_are_none() {
        assert_eq!(kind(b"PK\x03\x04\x14\0\0\0"), Some(Err(WrongKind::Content)));
        assert_eq!(kind(&[OLE, &[0; 600]].concat()), Some(Err(WrongKind::Content)));
    }
}
