//! Redacting: the boxes go into the picture of their page, the picture goes into a new file, and the new file is read
//! back before anybody gets it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    boxes::{self, Blackout},
    check,
    copy::{NotCopied, Passage, Written},
    covered,
    error::PdfError,
    geometry::Area,
    raster::{self, Picture},
    source::Source,
    target::{self, Target},
    text::{PageText, is_same_line},
};

/// How finely a page with boxes is drawn, in dots an inch: what an office prints with.
pub(super) const DPI: f64 = 200.0;

/// Why a page is released as a picture, without words that could be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyPicture {
    /// Something on it is blacked out.
    Box,
    /// It belongs to a layer of a file of which not all layers are shown.
    HiddenLayer,
    /// It draws over what it drew before, and that would still be in the file.
    Covered,
    /// It cannot be taken apart safely, or did not look the same afterwards.
    Unsafe,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted {
    pub pages: usize,
    pub boxes: usize,
    /// Pages that are pictures now, counted from one, and why.
    pub pictures: BTreeMap<usize, WhyPicture>,
    /// Words that were blacked out and still stand elsewhere.
    pub remaining: Vec<Remaining>,
    /// How often something of a page could not be drawn; where it is not none, the pages want looking at.
    pub warnings: usize,
}

/// The words under a box are to be read elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// The box, counted from one.
    pub r#box: usize,
    /// The pages where the same words are not blacked out, counted from one.
    pub pages: Vec<usize>,
}

/// Makes the file that may be released. `progress` hears of each page that is done, and how many there are.
pub fn redact(
    source: &Source,
    boxes: &[Blackout],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(Vec<u8>, Redacted), PdfError> {
    source.may_be_redacted()?;
    boxes::check(boxes, source.sizes())?;
    let areas = areas(boxes);
    let mut pictures: Pictures = areas.keys().map(|index| (*index, WhyPicture::Box)).collect();
    let cache = source.cache();
    for index in (0..source.pages()).filter(|index| !areas.contains_key(index)) {
        if covered::hides(source, &cache, index)? {
            pictures.insert(index, WhyPicture::Covered);
        }
    }
    let mut work = Work {
        source,
        hidden: Written::of(source, pictures.keys().copied())?,
        areas,
        pictures,
        drawn: HashMap::new(),
    };
    let texts: Vec<PageText> = (0..source.pages())
        .map(|index| PageText::of(source, index))
        .collect::<Result<_, _>>()?;
    let bytes = work.build(&texts, progress)?;
    let report = Redacted {
        pages: source.pages(),
        boxes: boxes.len(),
        pictures: work
            .pictures
            .iter()
            .map(|(index, why)| (index + 1, *why))
            .collect(),
        remaining: remaining(boxes, &work.areas, &texts),
        warnings: source.warnings(),
    };
    Ok((bytes, report))
}

/// The boxes by their page, counted from nought.
fn areas(boxes: &[Blackout]) -> BTreeMap<usize, Vec<Area>> {
    let mut areas: BTreeMap<usize, Vec<Area>> = BTreeMap::new();
    for a_box in boxes {
        areas.entry(a_box.page - 1).or_default().push(a_box.area());
    }
    areas
}

/// Pages that are pictures, counted from nought, and why.
type Pictures = BTreeMap<usize, WhyPicture>;

struct Work<'s> {
    source: &'s Source,
    areas: BTreeMap<usize, Vec<Area>>,
    /// What the pages write that have a box.
    hidden: Written,
    pictures: Pictures,
    drawn: HashMap<usize, lopdf::Stream>,
}

impl<'s> Work<'s> {
    /// Writes the file and reads it back, until every page is either what it was or a picture of it. Each round makes at
    /// least one more page a picture, so it ends.
    fn build(
        &mut self,
        texts: &[PageText],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<u8>, PdfError> {
        loop {
            let bytes = match self.write(progress)? {
                Ok(bytes) => bytes,
                Err(others) => {
                    self.pictures.extend(others);
                    continue;
                }
            };
            let pictures: BTreeSet<usize> = self.pictures.keys().copied().collect();
            let other = check::read_back(self.source, &bytes, &pictures, &self.areas, texts)?;
            if other.is_empty() {
                return Ok(bytes);
            }
            self.pictures
                .extend(other.into_iter().map(|index| (index, WhyPicture::Unsafe)));
        }
    }

    /// Writes the file once; or tells which pages cannot go over as they are.
    fn write(
        &mut self,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Result<Vec<u8>, Pictures>, PdfError> {
        let mut target = Target::new();
        let tree = target.tree;
        let all = self.source.pages();
        let cache = self.source.cache();
        // Copied pages share what they use; so the passage lasts from the first to the last of them.
        let (mut copied, mut others) = (BTreeMap::new(), Pictures::new());
        let kept = (0..all).filter(|index| !self.pictures.contains_key(index));
        let written = Written::of(self.source, kept)?;
        let mut passage = Passage::new(self.source, &mut target.document, &written);
        for index in (0..all).filter(|index| !self.pictures.contains_key(index)) {
            match passage.page(index, tree)? {
                Ok(page) => {
                    copied.insert(index, page.page);
                }
                Err(NotCopied::HiddenLayer) => {
                    others.insert(index, WhyPicture::HiddenLayer);
                }
                Err(NotCopied::TooDeep | NotCopied::Unreadable) => {
                    others.insert(index, WhyPicture::Unsafe);
                }
            }
        }
        others.extend(
            passage
                .drawn_fonts()
                .into_iter()
                .map(|index| (index, WhyPicture::Unsafe)),
        );
        let telling = written.telling(&self.hidden, &passage.into_whole());
        others.extend(telling.into_iter().map(|index| (index, WhyPicture::Unsafe)));
        if !others.is_empty() {
            // Pieces of them lie in the file already: it is written anew without.
            return Ok(Err(others));
        }
        for (index, size) in self.source.sizes().iter().enumerate() {
            match copied.remove(&index) {
                Some(page) => target.add(page),
                None => target.add_picture(self.picture(&cache, index, *size)?, *size),
            }
            progress(index + 1, all);
        }
        target.finish().map(Ok)
    }

    /// The picture of a page with its boxes; drawn once.
    fn picture(
        &mut self,
        cache: &hayro::RenderCache<'s>,
        index: usize,
        (width, height): (f64, f64),
    ) -> Result<lopdf::Stream, PdfError> {
        if let Some(drawn) = self.drawn.get(&index) {
            return Ok(drawn.clone());
        }
        let mut picture = Picture::of(self.source, cache, index, DPI)?;
        if let Some(areas) = self.areas.get(&index) {
            picture.blacken(areas, raster::scale(width, height, DPI));
        }
        let drawn = target::embedded(&picture)?;
        self.drawn.insert(index, drawn.clone());
        Ok(drawn)
    }
}

/// For every box the pages on which the same words still stand: single signs are everywhere and tell nothing.
fn remaining(boxes: &[Blackout], areas: &BTreeMap<usize, Vec<Area>>, texts: &[PageText]) -> Vec<Remaining> {
    let open: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let hidden = areas.get(&index).map(Vec::as_slice).unwrap_or_default();
            let shown = text
                .letters
                .iter()
                .filter(|letter| !hidden.iter().any(|area| area.holds_middle_of(letter.area)));
            shown
                .flat_map(|letter| letter.text.chars())
                .filter(|sign| !sign.is_whitespace())
                .collect()
        })
        .collect();
    let of_box = |(number, a_box): (usize, &Blackout)| {
        let words = words_under(a_box, texts.get(a_box.page - 1)?);
        let pages: Vec<usize> = (1..)
            .zip(&open)
            .filter(|(_, text)| words.iter().any(|word| text.contains(word.as_str())))
            .map(|(page, _)| page)
            .collect();
        (!pages.is_empty()).then_some(Remaining { r#box: number, pages })
    };
    (1..).zip(boxes).filter_map(of_box).collect()
}

/// What stands under a box, a word for each of its lines.
fn words_under(a_box: &Blackout, text: &PageText) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<Area> = None;
    for letter in text
        .letters
        .iter()
        .filter(|letter| a_box.area().holds_middle_of(letter.area))
    {
        let signs = letter.text.chars().filter(|sign| !sign.is_whitespace());
        match words.last_mut() {
            Some(word) if before.is_some_and(|before| is_same_line(before, letter.area)) => {
                word.extend(signs);
            }
            _ => words.push(signs.collect()),
        }
        before = Some(letter.area);
    }
    words.retain(|word| word.chars().count() > 1);
    words
}
