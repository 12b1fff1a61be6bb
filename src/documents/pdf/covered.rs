//! What a page draws and does not show: a bar that somebody laid over a name hides it from the eye alone, the name is still in
//! the file; of a picture that was cut in an office program all of it is. A page with such a place is not released as it is,
//! but as the picture that it looks like.

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
        font::GlyphRun,
    },
    kurbo::{BezPath, Rect, Shape as _},
};

use super::{
    error::PdfError,
    geometry::Area,
    raster::{self, Picture},
    source::Source,
    text,
};

/// What a file with such a page is said to hold.
pub const COVERED: &str = "被图形盖住、裁掉的内容";

/// How finely a page is drawn to see what is to be seen of it, in dots an inch.
const DPI: f64 = 72.0;

/// The most that two bytes of a place differ in which nothing is to be seen.
const PLAIN: u8 = 24;

/// How opaque a colour is that hides what is under it.
const OPAQUE: f32 = 0.9;

/// How much of a page is looked at piece by piece, in square points: some four hundred sheets of A4.
const MOST_LOOKED_AT: f64 = 200_000_000.0;

/// How much of the side of a picture is its rim.
const RIM: f64 = 0.02;

/// Lines that are thinner, in points, are rules and underlines.
const THICK: f64 = 4.0;

/// Whether a page, counted from nought, shows less than it draws: words that were drawn over or stand where nothing is
/// shown, pictures that were drawn over or of which only a part is shown. Words that a file itself calls invisible (those of a scan) are no such thing.
pub fn hides<'s>(source: &'s Source, cache: &hayro::RenderCache<'s>, index: usize) -> Result<bool, PdfError> {
    let (width, height) = *source.sizes().get(index).ok_or(PdfError::Broken)?;
    let paper = Area {
        x: 0.0,
        y: 0.0,
        width,
        height,
    };
    let mut layers = Layers {
        windows: vec![Some(paper)],
        ..Layers::default()
    };
    source.walk(index, &mut layers)?;
    if layers.is_cut || layers.beside > 1 {
        return Ok(true);
    }
    if layers.covers.is_empty() {
        return Ok(false);
    }
    let shown = Shown {
        picture: Picture::of(source, cache, index, DPI)?,
        scale: raster::scale(width, height, DPI),
        paper,
    };
    Ok(layers.hide_signs(&shown) || layers.hide_pictures(&shown))
}

/// What is to be seen of a page.
struct Shown {
    picture: Picture,
    scale: f64,
    paper: Area,
}

impl Shown {
    /// Whether the middle of an area has one colour.
    fn is_plain(&self, area: Area) -> bool {
        let middle = Area {
            x: area.x + area.width * 0.2,
            y: area.y + area.height * 0.2,
            width: area.width * 0.6,
            height: area.height * 0.6,
        };
        self.picture.is_plain(middle, self.scale, PLAIN)
    }
}

/// Something that was drawn, and when.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    at: usize,
    area: Area,
}

/// What a page draws, in its order.
#[derive(Debug, Default)]
struct Layers {
    count: usize,
    /// Letters, characters and digits; marks between them tell nothing.
    signs: Vec<Drawn>,
    /// How many of them stand where nothing is shown: beside the paper, or behind the edge of a cell.
    beside: usize,
    pictures: Vec<Drawn>,
    /// What could hide something that was drawn before it.
    covers: Vec<Drawn>,
    /// Of the groups that are open whether they let through what lies below.
    groups: Vec<bool>,
    /// Through which the page shows what it draws, the paper first; none where they let nothing be seen.
    windows: Vec<Option<Area>>,
    /// Whether a part of a picture is not shown.
    is_cut: bool,
}

impl Layers {
    /// Whether several signs are covered or stand beside the window. One alone may be a spot.
    fn hide_signs(&self, shown: &Shown) -> bool {
        let hidden = self
            .signs
            .iter()
            .filter(|sign| shown.is_plain(sign.area) && self.covers.iter().any(|cover| cover.hides(sign)));
        self.beside + hidden.take(2).count() > 1
    }

    /// Whether a piece of a picture is covered, or may be where there are too many pieces to look at each.
    fn hide_pictures(&self, shown: &Shown) -> bool {
        let mut looked_at = 0.0;
        for cover in &self.covers {
            let below = self.pictures.iter().filter(|picture| picture.at < cover.at);
            let pieces = below.filter_map(|picture| picture.area.common(cover.area)?.common(shown.paper));
            for piece in pieces.filter(|piece| piece.width > THICK && piece.height > THICK) {
                looked_at += piece.width * piece.height;
                if looked_at > MOST_LOOKED_AT || shown.is_plain(piece) {
                    return true;
                }
            }
        }
        false
    }

    fn next(&mut self, area: Area) -> Drawn {
        self.count += 1;
        let at = self.count;
        Drawn { at, area }
    }

    fn window(&self) -> Option<Area> {
        self.windows.last().copied().flatten()
    }

    fn cover(&mut self, area: Area, blend: BlendMode, opacity: f32) {
        let lets_through = self.groups.iter().any(|lets_through| *lets_through);
        if !lets_through && blend == BlendMode::Normal && opacity > OPAQUE {
            let drawn = self.next(area);
            self.covers.push(drawn);
        }
    }
}

impl Drawn {
    fn hides(&self, sign: &Self) -> bool {
        self.at > sign.at && self.area.holds_middle_of(sign.area)
    }
}

impl<'a> Device<'a> for Layers {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            // What the font does not tell may be anything.
            if text::meaning(glyph).is_none_or(|says| says.chars().any(char::is_alphanumeric)) {
                let area = text::room_of(glyph, &props);
                if self.window().is_some_and(|window| window.holds_middle_of(area)) {
                    let drawn = self.next(area);
                    self.signs.push(drawn);
                } else {
                    self.beside += 1;
                }
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let room = match mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => 0.0,
            DrawMode::Stroke(line) => f64::from(line.line_width) / 2.0,
            DrawMode::Invisible => return,
        };
        let area = path.bounding_box().inflate(room, room);
        let area = Area::of(props.transform.transform_rect_bbox(area));
        if room > 0.0 && area.width.min(area.height) < THICK {
            return;
        }
        let opacity = match &props.paint {
            Paint::Color(color) => color.to_rgba().components()[3],
            Paint::Pattern(_) => 1.0,
        };
        if props.soft_mask.is_none() {
            self.cover(area, props.blend_mode, opacity);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let whole = Rect::new(0.0, 0.0, width, height);
        let area = Area::of(props.transform.transform_rect_bbox(whole));
        self.is_cut |= is_cut(area, self.window());
        // A stencil lets through what lies between its dots.
        if let Image::Raster(_) = image {
            self.cover(area, props.blend_mode, 1.0);
        }
        let drawn = self.next(area);
        self.pictures.push(drawn);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        let lets_through = opacity <= OPAQUE || mask.is_some() || blend != BlendMode::Normal;
        self.groups.push(lets_through);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let room = Area::of(clip.path.bounding_box());
        let window = self.window().and_then(|window| window.common(room));
        self.windows.push(window);
    }

    fn pop_clip(&mut self) {
        self.windows.pop();
    }
}

/// Whether a window leaves out more of a picture than a rim.
fn is_cut(picture: Area, window: Option<Area>) -> bool {
    let shown = window.and_then(|window| picture.common(window));
    let (width, height) = shown.map_or((0.0, 0.0), |shown| (shown.width, shown.height));
    picture.width - width > THICK.max(picture.width * RIM)
        || picture.height - height > THICK.max(picture.height * RIM)
}
