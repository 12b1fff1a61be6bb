//! Photographs without what a camera or a program wrote beside the picture: place, time, owner, a small first version of
//! it before it was cut.

/// The same picture with nothing but the picture. What is no sound JPEG goes over as it is: it shows what it shows.
pub(super) fn bare(jpeg: &[u8]) -> Vec<u8> {
    strip(jpeg).unwrap_or_else(|| jpeg.to_vec())
}

fn strip(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut bare = jpeg.get(..2).filter(|start| *start == [0xff, 0xd8])?.to_vec();
    let mut rest = jpeg.get(2..)?;
    loop {
        let [0xff, marker, ..] = *rest else { return None };
        // From the first scan on there is only the picture.
        if marker == 0xda {
            bare.extend_from_slice(rest);
            return Some(bare);
        }
        let length = match rest {
            [_, _, high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])),
            _ => return None,
        };
        let segment = rest.get(..length.checked_add(2)?)?;
        if is_picture(marker, segment) {
            bare.extend_from_slice(segment);
        }
        rest = rest.get(segment.len()..)?;
    }
}

/// Whether a segment tells how the picture is made: all but the application's own ones and comments, of which only
/// JFIF, the colour profile and Adobe's note on colours are needed.
fn is_picture(marker: u8, segment: &[u8]) -> bool {
    let says = |name: &[u8]| segment.get(4..).is_some_and(|body| body.starts_with(name));
    match marker {
        0xe0 => says(b"JFIF\0"),
        0xe2 => says(b"ICC_PROFILE\0"),
        0xee => says(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    }

    #[test]
    fn only_the_picture_is_left() {
        let picture = [
            segment(0xe0, b"JFIF\0abc"),
            segment(0xdb, b"table"),
            segment(0xee, b"Adobe"),
        ]
        .concat();
        let told = [
            segment(0xe1, b"Exif\0\0GPS"),
            segment(0xfe, b"comment"),
            segment(0xed, b"Photoshop"),
        ]
        .concat();
        let scan = b"\xff\xda\0\x04ab picture \xff\xe1 bytes \xff\xd9";
        let whole = [b"\xff\xd8", picture.as_slice(), told.as_slice(), scan].concat();
        assert_eq!(bare(&whole), [b"\xff\xd8", picture.as_slice(), scan].concat());
    }

    #[test]
    fn what_is_no_picture_is_not_touched() {
        for odd in [
            &b""[..],
            b"\xff\xd8",
            b"\xff\xd8\xff\xe1\xff\xff",
            b"no picture",
            b"\xff\xd8\xff\xe1\0\0",
        ] {
            assert_eq!(bare(odd), odd);
        }
    }
}
