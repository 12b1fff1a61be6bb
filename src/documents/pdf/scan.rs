//! Scans and photographs as PDF: a page that holds the picture and nothing that a camera wrote beside it.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

use super::{
    error::PdfError,
    raster::Picture,
    target::{Target, embedded},
};

/// The longest side of a scan, in pixels: A3 at 600 dots an inch.
const LONGEST_SIDE: u32 = 12_000;

/// Memory for unpacking one, in bytes.
const MEMORY: u64 = 700 * 1024 * 1024;

/// A4, in points.
const PAPER: (f64, f64) = (595.0, 842.0);

/// The file as PDF: a picture becomes a page, everything else is taken for a PDF.
pub fn pdf_of(bytes: Vec<u8>) -> Result<Vec<u8>, PdfError> {
    let is_picture = bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff");
    if is_picture { page(&bytes) } else { Ok(bytes) }
}

fn page(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let decode = || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE);
        limits.max_image_height = Some(LONGEST_SIDE);
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        // A telephone turns the picture by a note beside it.
        let turned = decoder.orientation()?;
        let mut image = DynamicImage::from_decoder(decoder)?;
        image.apply_orientation(turned);
        Ok::<_, image::ImageError>(image)
    };
    let image = decode().map_err(|_| PdfError::Scan)?;
    let rgb = image.into_rgb8();
    let (width, height) = rgb.dimensions();
    let picture = Picture {
        width,
        height,
        rgb: rgb.into_raw(),
    };
    let (across, down) = (f64::from(width), f64::from(height));
    let paper = if across > down { (PAPER.1, PAPER.0) } else { PAPER };
    let scale = (paper.0 / across).min(paper.1 / down);
    let mut target = Target::new();
    target.add_picture(
        embedded(&picture)?,
        ((across * scale).max(1.0), (down * scale).max(1.0)),
    );
    target.finish()
}
