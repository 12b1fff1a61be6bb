//! A page read for its signs alone: whatever else it draws is passed over.

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
        font::{GlyphRun, PositionedGlyph},
    },
    kurbo::BezPath,
};

use super::{error::PdfError, source::Source};

/// Shows each sign of a page, counted from nought, in the order in which the page writes them.
pub(super) fn each(
    source: &Source,
    index: usize,
    take: impl FnMut(&PositionedGlyph<'_>, &DrawProps<'_>),
) -> Result<(), PdfError> {
    source.walk(index, &mut Signs(take))
}

struct Signs<F>(F);

impl<'a, F: FnMut(&PositionedGlyph<'_>, &DrawProps<'_>)> Device<'a> for Signs<F> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            (self.0)(glyph, &props);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
