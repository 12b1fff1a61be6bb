//! Plain text, in whichever encoding it was written.

use encoding_rs::{Encoding, GB18030};

/// The words of a text: UTF-8 or what its first bytes say, else GB18030, as older programs in China write. None where
/// that makes no text: control characters other than line ends and tabs.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        (!had_errors).then(|| text.into_owned())?
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        legacy(bytes)?
    };
    let is_text = text
        .chars()
        .all(|sign| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t'));
    is_text.then_some(text)
}

/// What older Chinese programs wrote, if it is that.
pub(super) fn legacy(bytes: &[u8]) -> Option<String> {
    let (text, had_errors) = GB18030.decode_without_bom_handling(bytes);
    (!had_errors).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_chinese_text_is_read() {
        let (old, ..) = GB18030.encode("林晓舟，䶮\r\n");
        assert_eq!(decode(&old).unwrap(), "林晓舟，䶮\r\n");
        assert_eq!(decode("林晓舟".as_bytes()).unwrap(), "林晓舟");
        assert_eq!(decode("\u{feff}林晓舟".as_bytes()).unwrap(), "林晓舟");
        let wide: Vec<u8> = "\u{feff}林晓舟"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&wide).unwrap(), "林晓舟");
    }

    #[test]
    fn what_is_no_text_is_none() {
        for bytes in [
            b"a\0b".as_slice(),
            b"\xff\xff\xff",
            b"\xfe\xff\xd8\x00",
            b"\x1b[31m",
        ] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
