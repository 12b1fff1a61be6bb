//! Pages as pictures.

use std::ops::Range;

use hayro::{PixmapSettings, RenderCache, RenderSettings, render, vello_cpu::color::palette::css::WHITE};

use super::{
    error::PdfError,
    geometry::{Area, pixels, single},
    source::Source,
};

/// The most pixels that a page is drawn with; larger pages are drawn coarser.
const MOST_PIXELS: f64 = 40_000_000.0;

/// The side of the squares in which two pictures are compared, in dots.
const SQUARE: usize = 3;

/// How much more a channel has in one of two squares, a dot, for them to differ.
const DIFFERS: u32 = 32;

/// A page drawn on white: rows from the top, three bytes a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

impl Picture {
    /// Draws a page, counted from nought, at so many dots an inch or as many as its size allows.
    pub fn of<'s>(
        source: &'s Source,
        cache: &RenderCache<'s>,
        index: usize,
        dpi: f64,
    ) -> Result<Self, PdfError> {
        let page = source.page(index)?;
        let (width, height) = *source.sizes().get(index).ok_or(PdfError::Broken)?;
        let scale = scale(width, height, dpi);
        let pixmap = render(
            page,
            cache,
            source.settings(),
            &RenderSettings::default(),
            &PixmapSettings {
                x_scale: single(scale),
                y_scale: single(scale),
                bg_color: WHITE,
            },
        );
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        let rgba = pixmap.data_as_u8_slice();
        let rgb = rgba
            .chunks_exact(4)
            .flat_map(|pixel| pixel.iter().take(3).copied())
            .collect();
        Ok(Self { width, height, rgb })
    }

    /// Paints areas of the page black, each to the pixel that it touches and one further, so that no fringe of a letter
    /// is left beside it.
    pub(super) fn blacken(&mut self, areas: &[Area], scale: f64) {
        for area in areas {
            let (left, right) = span(area.x, area.right(), scale, self.width);
            let (top, bottom) = span(area.y, area.bottom(), scale, self.height);
            for y in top..bottom {
                let row = self.bytes(y, left, right);
                if let Some(pixels) = self.rgb.get_mut(row) {
                    pixels.fill(0);
                }
            }
        }
    }

    /// Whether everything within the areas is black; `most` is what a byte may be, for pictures that were compressed.
    pub(super) fn is_black(&self, areas: &[Area], scale: f64, most: u8) -> bool {
        areas.iter().all(|area| {
            // The rim shares pixels with what stands beside it once the picture was scaled.
            let left = pixels((area.x * scale).ceil()).saturating_add(1).min(self.width);
            let right = pixels((area.right() * scale).floor())
                .saturating_sub(1)
                .min(self.width);
            let top = pixels((area.y * scale).ceil()).saturating_add(1).min(self.height);
            let bottom = pixels((area.bottom() * scale).floor())
                .saturating_sub(1)
                .min(self.height);
            (top..bottom).all(|y| self.row(y, left, right).iter().all(|byte| *byte <= most))
        })
    }

    /// Whether everything within an area has one colour; `most` is how far two bytes of a channel may differ.
    pub(super) fn is_plain(&self, area: Area, scale: f64, most: u8) -> bool {
        let edge = |length: f64, most: u32| pixels((length * scale).round()).min(most);
        let (left, right) = (edge(area.x, self.width), edge(area.right(), self.width));
        let (top, bottom) = (edge(area.y, self.height), edge(area.bottom(), self.height));
        let mut span = [(u8::MAX, u8::MIN); 3];
        for y in top..bottom.max(top.saturating_add(1)) {
            for pixel in self
                .row(y, left, right.max(left.saturating_add(1)))
                .chunks_exact(3)
            {
                for ((low, high), byte) in span.iter_mut().zip(pixel) {
                    *low = (*low).min(*byte);
                    *high = (*high).max(*byte);
                    if high.saturating_sub(*low) > most {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// How much of the two pictures is not the same, from 0 to 1; 1 where their sizes differ. Small squares are held against
    /// each other, not single dots: the same sign is drawn with other rims by another kind of font.
    pub(super) fn difference(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let (mut all, mut differing) = (0_u32, 0_u32);
        for top in (0..self.height).step_by(SQUARE) {
            for left in (0..self.width).step_by(SQUARE) {
                all = all.saturating_add(1);
                let ((one, dots), (two, _)) = (self.square(left, top), other.square(left, top));
                let mut channels = one.iter().zip(two);
                if channels.any(|(one, two)| one.abs_diff(two) > DIFFERS.saturating_mul(dots)) {
                    differing = differing.saturating_add(1);
                }
            }
        }
        f64::from(differing) / f64::from(all.max(1))
    }

    /// The sums of the channels in a square, and how many dots it has.
    fn square(&self, left: u32, top: u32) -> ([u32; 3], u32) {
        let side = u32::try_from(SQUARE).unwrap_or(1);
        let (right, bottom) = ((left + side).min(self.width), (top + side).min(self.height));
        let (mut sums, mut dots) = ([0_u32; 3], 0_u32);
        for y in top..bottom {
            for dot in self.row(y, left, right).chunks_exact(3) {
                dots += 1;
                for (sum, byte) in sums.iter_mut().zip(dot) {
                    *sum += u32::from(*byte);
                }
            }
        }
        (sums, dots)
    }

    /// The picture as PNG.
    pub fn png(&self) -> Result<Vec<u8>, PdfError> {
        let mut bytes = Vec::new();
        let grey = self.grey();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_color(if grey.is_some() {
            png::ColorType::Grayscale
        } else {
            png::ColorType::Rgb
        });
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().map_err(|_| PdfError::Picture)?;
        writer
            .write_image_data(grey.as_deref().unwrap_or(&self.rgb))
            .map_err(|_| PdfError::Picture)?;
        writer.finish().map_err(|_| PdfError::Picture)?;
        Ok(bytes)
    }

    /// One byte a pixel, where nothing on the page has a colour.
    pub(super) fn grey(&self) -> Option<Vec<u8>> {
        let mut grey = Vec::with_capacity(self.rgb.len() / 3);
        for pixel in self.rgb.chunks_exact(3) {
            match pixel {
                [red, green, blue] if red == green && green == blue => grey.push(*red),
                _ => return None,
            }
        }
        Some(grey)
    }

    fn row(&self, y: u32, left: u32, right: u32) -> &[u8] {
        self.rgb.get(self.bytes(y, left, right)).unwrap_or_default()
    }

    /// Where the pixels of a row from one to before another lie.
    fn bytes(&self, y: u32, left: u32, right: u32) -> Range<usize> {
        let place = |x: u32| (u64::from(y) * u64::from(self.width) + u64::from(x)) * 3;
        let index = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        index(place(left))..index(place(right.max(left)))
    }
}

/// First and last pixel (exclusive) that a stretch touches, and one to each side.
fn span(from: f64, to: f64, scale: f64, most: u32) -> (u32, u32) {
    let first = pixels((from * scale).floor()).saturating_sub(1).min(most);
    let last = pixels((to * scale).ceil()).saturating_add(1).min(most);
    (first, last)
}

/// Pixels a point, at so many dots an inch or as many as keep the picture within bounds.
pub(super) fn scale(width: f64, height: f64, dpi: f64) -> f64 {
    let wanted = dpi / 72.0;
    let most = (MOST_PIXELS / (width * height)).sqrt();
    // The renderer counts pixels of a side in sixteen bits.
    let side = f64::from(u16::MAX - 1) / width.max(height);
    wanted.min(most).min(side)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(width: u32, height: u32) -> Picture {
        let bytes = usize::try_from(width * height * 3).unwrap();
        Picture {
            width,
            height,
            rgb: vec![255; bytes],
        }
    }

    #[test]
    fn a_box_covers_every_pixel_that_it_touches() {
        let mut picture = white(20, 20);
        let area = Area {
            x: 5.5,
            y: 5.5,
            width: 4.0,
            height: 4.0,
        };
        picture.blacken(&[area], 1.0);
        assert!(picture.is_black(&[area], 1.0, 0));
        let black = picture
            .rgb
            .chunks_exact(3)
            .filter(|pixel| *pixel == [0, 0, 0])
            .count();
        assert_eq!(black, 7 * 7, "from 4 to 10");
        let beyond = Area {
            x: -5.0,
            y: 18.0,
            width: 100.0,
            height: 100.0,
        };
        picture.blacken(&[beyond], 1.0);
        assert!(
            picture.is_black(&[beyond], 1.0, 0),
            "what lies beyond the page is cut off"
        );
        assert!(!picture.is_black(
            &[Area {
                x: 0.0,
                y: 0.0,
                width: 20.0,
                height: 20.0
            }],
            1.0,
            0
        ));
    }

    #[test]
    fn other_rims_are_no_difference_and_a_sign_is_one() {
        let line = |bytes: [u8; 3]| {
            let mut picture = white(9, 9);
            for row in picture.rgb.chunks_exact_mut(27) {
                for (dot, byte) in row.chunks_exact_mut(3).zip(bytes) {
                    dot.fill(byte);
                }
            }
            picture
        };
        let (sharp, soft) = (line([255, 0, 255]), line([200, 70, 240]));
        assert!(sharp.difference(&soft).abs() < 1e-9);
        assert!(
            (sharp.difference(&white(9, 9)) - 1.0 / 3.0).abs() < 1e-9,
            "three of nine squares"
        );
        assert!(
            (sharp.difference(&white(9, 8)) - 1.0).abs() < 1e-9,
            "another size"
        );
    }

    #[test]
    fn a_huge_page_is_drawn_coarser() {
        assert!((scale(595.0, 842.0, 200.0) - 200.0 / 72.0).abs() < 1e-9);
        let huge = scale(14_400.0, 14_400.0, 200.0);
        assert!(14_400.0 * huge * 14_400.0 * huge <= MOST_PIXELS + 1.0);
    }

    #[test]
    fn a_page_without_colour_is_grey() {
        let mut picture = white(2, 1);
        assert_eq!(picture.grey(), Some(vec![255, 255]));
        picture.rgb[0] = 1;
        assert_eq!(picture.grey(), None);
    }
}
