//! What a photograph holds beside its picture: where and when it was taken, by which telephone, small pictures of it, words.

/// What a camera or a program wrote into a picture.
const NOTES: &str = "拍摄信息或者其他附加数据";

/// What was put behind its end.
const BEHIND: &str = "图像之后的数据";

/// Parts of a PNG that only say how it is to be drawn.
const DRAWING: [&[u8]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"pHYs", b"cHRM", b"sBIT", b"bKGD",
];

/// What a PNG or JPEG holds besides the picture, each once, by its name. What cannot be followed to its end is told as
/// notes: it is made clean rather than trusted.
pub fn beside_picture(bytes: &[u8]) -> Vec<&'static str> {
    let found = if bytes.starts_with(b"\x89PNG") {
        png(bytes)
    } else {
        jpeg(bytes)
    };
    found.unwrap_or_else(|| vec![NOTES])
}

fn number(bytes: &[u8], at: usize, of: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(of)?)?;
    Some(
        digits
            .iter()
            .fold(0, |number, digit| number << 8 | usize::from(*digit)),
    )
}

fn png(bytes: &[u8]) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    let mut at = 8;
    loop {
        let length = number(bytes, at, 4)?;
        let kind = bytes.get(at + 4..at + 8)?;
        if !DRAWING.contains(&kind) && !found.contains(&NOTES) {
            found.push(NOTES);
        }
        at = at.checked_add(length)?.checked_add(12)?;
        if kind == b"IEND" {
            break;
        }
    }
    if at < bytes.len() {
        found.push(BEHIND);
    }
    Some(found)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<&'static str>> {
    let mut found = Vec::new();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        // The picture itself begins.
        if marker == 0xda {
            break;
        }
        let length = number(bytes, at + 2, 2)?;
        let is_note = match marker {
            // The colours of the picture, and how they are packed.
            0xe0 | 0xee => false,
            0xe2 => !bytes.get(at + 4..)?.starts_with(b"ICC_PROFILE\0"),
            0xe1..=0xef | 0xfe => true,
            _ => false,
        };
        if is_note && !found.contains(&NOTES) {
            found.push(NOTES);
        }
        at = at.checked_add(2)?.checked_add(length)?;
    }
    if !bytes.ends_with(b"\xff\xd9") {
        found.push(BEHIND);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], &kind, content, &[0; 4]].concat()
    }

    fn a_png(extra: &[u8], behind: &[u8]) -> Vec<u8> {
        let head = b"\x89PNG\r\n\x1a\n".to_vec();
        let picture = [chunk(*b"IHDR", &[0; 13]), chunk(*b"IDAT", &[1, 2])].concat();
        [
            head,
            picture,
            extra.to_vec(),
            chunk(*b"IEND", &[]),
            behind.to_vec(),
        ]
        .concat()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, content].concat()
    }

    fn a_jpeg(extra: &[u8], behind: &[u8]) -> Vec<u8> {
        let begin = [&[0xff, 0xd8][..], &segment(0xe0, b"JFIF\0")].concat();
        let picture = [segment(0xda, &[0; 6]), vec![1, 2, 3, 0xff, 0xd9]].concat();
        [begin, extra.to_vec(), picture, behind.to_vec()].concat()
    }

    #[test]
    fn notes_of_a_camera_and_what_hangs_behind_a_picture_are_found() {
        let nothing: [&str; 0] = [];
        assert_eq!(beside_picture(&a_png(&[], &[])), nothing);
        assert_eq!(beside_picture(&a_png(&chunk(*b"eXIf", b"GPS"), &[])), [NOTES]);
        assert_eq!(
            beside_picture(&a_png(&chunk(*b"tEXt", b"Author"), b"PK")),
            [NOTES, BEHIND]
        );
        assert_eq!(beside_picture(&a_jpeg(&[], &[])), nothing);
        assert_eq!(beside_picture(&a_jpeg(&segment(0xe1, b"Exif\0\0"), &[])), [NOTES]);
        assert_eq!(beside_picture(&a_jpeg(&segment(0xfe, b"comment"), &[])), [NOTES]);
        assert_eq!(beside_picture(&a_jpeg(&[], b"\0")), [BEHIND]);
        let colours = segment(0xe2, b"ICC_PROFILE\0");
        assert_eq!(beside_picture(&a_jpeg(&colours, &[])), nothing);
    }

    #[test]
    fn a_picture_that_ends_too_early_is_not_trusted() {
        for whole in [a_png(&[], &[]), a_jpeg(&[], &[])] {
            for end in 8..whole.len() - 8 {
                assert!(!beside_picture(&whole[..end]).is_empty(), "{end}");
            }
        }
    }
}
