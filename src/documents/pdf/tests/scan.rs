//! Scans and photographs.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

use super::{
    super::{PdfError, pdf_of},
    kit::{open, redacted},
    over_line,
};

fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

#[test]
fn a_scan_is_a_page_that_can_be_redacted() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let pdf = pdf_of(picture(format, 400, 560)).unwrap();
        let source = open(&pdf).unwrap();
        assert_eq!(source.sizes().len(), 1);
        let (width, height) = source.sizes()[0];
        assert!(
            (width - 595.0).abs() < 10.0 && (height - 842.0).abs() < 10.0,
            "{width} × {height}"
        );
        let (_, report) = redacted(&pdf, &[over_line(1)]);
        assert_eq!(report.boxes, 1);
    }
    let wide = open(&pdf_of(picture(ImageFormat::Png, 560, 400)).unwrap()).unwrap();
    let (width, height) = wide.sizes()[0];
    assert!(width > height);
}

#[test]
fn what_a_camera_wrote_beside_the_picture_stays_behind() {
    let plain = picture(ImageFormat::Jpeg, 40, 56);
    let note = b"Exif\0\0GPS 30.123 120.456";
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    let told = [&plain[..2], &[0xff, 0xe1], &length, note, &plain[2..]].concat();
    let pdf = pdf_of(told).unwrap();
    assert!(!pdf.windows(3).any(|window| window == b"GPS"));
}

#[test]
fn a_picture_that_cannot_be_read_or_is_too_large_is_refused() {
    let broken = picture(ImageFormat::Png, 40, 56)[..60].to_vec();
    assert!(matches!(pdf_of(broken), Err(PdfError::Scan)));
    let strip = picture(ImageFormat::Png, 12_001, 1);
    assert!(matches!(pdf_of(strip), Err(PdfError::Scan)));
}
