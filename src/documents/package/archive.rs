//! Zip archives.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{
    super::{WrongKind, plain},
    LeftOut, Opening, safe, shown,
};

/// A file may be so large whatever it was packed to: a short text packs very well.
const ALWAYS: u64 = 1024 * 1024;

impl Opening {
    pub(super) fn archive(&mut self, package: &str, bytes: &[u8], depth: u8) -> Result<(), WrongKind> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WrongKind::Content)?;
        if archive.is_empty() {
            return Err(WrongKind::Empty);
        }
        for place in 0..archive.len() {
            let (name, is_file) = {
                // Raw: it is opened only after it is known not to be locked.
                let entry = archive.by_index_raw(place).map_err(|_| WrongKind::Content)?;
                if entry.encrypted() {
                    return Err(WrongKind::Encrypted);
                }
                if entry.is_dir() {
                    continue;
                }
                (name_of(entry.name_raw()), entry.is_file())
            };
            let full = format!("{package}/{}", shown(&name));
            let content = if is_file && safe(&name).is_some() {
                self.read(&mut archive, place)?
            } else {
                Err(LeftOut::Path)
            };
            self.count(content.as_ref().map_or(0, Vec::len))?;
            self.take(full, content, depth)?;
        }
        Ok(())
    }

    /// The content of an entry, whatever its head says about its size.
    fn read(
        &self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        place: usize,
    ) -> Result<Result<Vec<u8>, LeftOut>, WrongKind> {
        let Ok(entry) = archive.by_index(place) else {
            return Ok(Err(LeftOut::Broken));
        };
        let by_ratio = entry.compressed_size().saturating_mul(self.ratio).max(ALWAYS);
        let most = by_ratio.min(self.bytes);
        let mut bytes = Vec::new();
        if entry
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .is_err()
        {
            return Ok(Err(LeftOut::Broken));
        }
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            return Err(WrongKind::TooLarge);
        }
        Ok(Ok(bytes))
    }
}

/// The name of an entry: UTF-8, or what older Chinese programs write.
fn name_of(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => plain::legacy(raw).unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned()),
    }
}
