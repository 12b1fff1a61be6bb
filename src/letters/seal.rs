//! The image of a seal, 印章, as letters bear it. An image is no electronic signature: it shows where the seal stands.

use std::io::Cursor;

/// The image of an agency's seal: a square PNG whose ground is transparent, so that the words under it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    png: Vec<u8>,
    size_mm: u8,
}

/// The sizes that a seal may have, in millimetres: 42 is that of a county's or department's (国发〔1999〕25号).
pub const SEAL_SIZES_MM: std::ops::RangeInclusive<u8> = 38..=50;

/// The usual size.
pub const SEAL_SIZE_MM: u8 = 42;

/// A seal needs so many pixels on a side to be sharp on paper: 300 to the inch on 42 mm are 496.
const FEWEST: u32 = 480;

/// No more, so that a small file cannot fill the memory.
const MOST: u32 = 2400;

/// The largest file.
pub const SEAL_MOST_BYTES: usize = 2 << 20;

/// What is wrong with an image of a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not a PNG, or a damaged one.
    #[error("not a PNG")]
    NotPng,
    /// More bytes than a seal needs.
    #[error("more bytes than a seal needs")]
    TooLarge,
    /// Too few or too many pixels.
    #[error("{width} × {height} pixels: {FEWEST} to {MOST} a side are wanted")]
    Pixels {
        /// Pixels in a line.
        width: u32,
        /// Lines.
        height: u32,
    },
    /// Not a square.
    #[error("{width} × {height} pixels are not a square")]
    NotSquare {
        /// Pixels in a line.
        width: u32,
        /// Lines.
        height: u32,
    },
    /// No transparent ground: it would cover the words under it.
    #[error("the ground is not transparent")]
    Opaque,
    /// Nothing but ground.
    #[error("there is nothing to see")]
    Empty,
    /// A size that seals do not have.
    #[error("{0} mm")]
    Size(u8),
}

impl Seal {
    /// The seal, if the image is fit to be one.
    pub fn new(png: Vec<u8>, size_mm: u8) -> Result<Self, SealError> {
        if !SEAL_SIZES_MM.contains(&size_mm) {
            return Err(SealError::Size(size_mm));
        }
        if png.len() > SEAL_MOST_BYTES {
            return Err(SealError::TooLarge);
        }
        check(&png)?;
        Ok(Self { png, size_mm })
    }

    /// The image.
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    /// How wide and high it is on paper.
    pub fn size_mm(&self) -> u8 {
        self.size_mm
    }
}

fn check(png: &[u8]) -> Result<(), SealError> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| SealError::NotPng)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width.min(height) < FEWEST || width.max(height) > MOST {
        return Err(SealError::Pixels { width, height });
    }
    // A scan is seldom cut to the pixel.
    if width.abs_diff(height) * 50 > width {
        return Err(SealError::NotSquare { width, height });
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(SealError::NotPng)?];
    let frame = reader.next_frame(&mut pixels).map_err(|_| SealError::NotPng)?;
    let samples = frame.color_type.samples();
    if !matches!(
        frame.color_type,
        png::ColorType::Rgba | png::ColorType::GrayscaleAlpha
    ) {
        return Err(SealError::Opaque);
    }
    let seen = pixels
        .chunks_exact(samples)
        .filter(|pixel| pixel.last().is_some_and(|alpha| *alpha > 127));
    let (seen, all) = (seen.count(), pixels.len() / samples);
    // The strokes of a seal take a third of its disc; what leaves less than a tenth of the square free is no seal.
    if seen * 10 > all * 9 {
        Err(SealError::Opaque)
    } else if seen * 1000 < all {
        Err(SealError::Empty)
    } else {
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A ring, as PNG.
    pub(in crate::letters) fn image(width: u32, height: u32, colour: png::ColorType) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        let mut pixels = Vec::new();
        let half = f64::from(width) / 2.0;
        for y in 0..height {
            for x in 0..width {
                let far = (f64::from(x) - half).hypot(f64::from(y) - half);
                let inked = far < half && far > half * 0.9 || far < half * 0.3;
                pixels.extend(match (colour, inked) {
                    (png::ColorType::Rgba, true) => vec![200, 20, 20, 255],
                    (png::ColorType::Rgba, false) => vec![0, 0, 0, 0],
                    (_, true) => vec![200, 20, 20],
                    (_, false) => vec![255, 255, 255],
                });
            }
        }
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_ring_on_transparent_ground_is_a_seal() {
        let seal = Seal::new(image(500, 500, png::ColorType::Rgba), SEAL_SIZE_MM).unwrap();
        assert_eq!(seal.size_mm(), 42);
    }

    #[test]
    fn what_is_no_seal_is_refused() {
        let rgba = png::ColorType::Rgba;
        let of = |png: Vec<u8>| Seal::new(png, 42).unwrap_err();
        assert_eq!(of(b"GIF89a".to_vec()), SealError::NotPng);
        let mut cut = image(500, 500, rgba);
        cut.truncate(cut.len() / 2);
        assert_eq!(of(cut), SealError::NotPng);
        assert_eq!(
            of(image(500, 600, rgba)),
            SealError::NotSquare {
                width: 500,
                height: 600
            }
        );
        assert_eq!(
            of(image(100, 100, rgba)),
            SealError::Pixels {
                width: 100,
                height: 100
            }
        );
        assert_eq!(of(image(500, 500, png::ColorType::Rgb)), SealError::Opaque);
        assert_eq!(of(vec![0; SEAL_MOST_BYTES + 1]), SealError::TooLarge);
        assert_eq!(Seal::new(image(500, 500, rgba), 60), Err(SealError::Size(60)));
    }
}
