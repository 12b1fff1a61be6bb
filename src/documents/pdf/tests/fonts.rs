//! Fonts tell nothing of what is gone: neither by their shapes nor by their tables.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{Blackout, redact::WhyPicture},
    kit::{plain_text, redacted},
};

const BROWSER: &[u8] = include_bytes!("../../../../fixtures/samples/subset.pdf");
const LETTER: &[u8] = include_bytes!("../../../../fixtures/samples/letter.pdf");
const LATIN: &[u8] = include_bytes!("../../../../fixtures/samples/latin.pdf");
const HANZI: &[u8] = include_bytes!("../../../../fixtures/samples/hanzi.pdf");
const DRAWN: &[u8] = include_bytes!("../../../../fixtures/samples/drawn.pdf");

/// All of an A4 page.
fn whole(page: usize) -> Blackout {
    Blackout {
        page,
        x: 0.0,
        y: 0.0,
        width: 595.0,
        height: 841.0,
        ground: "personal_privacy".to_owned(),
    }
}

fn unpacked(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    document.decompress();
    let objects = document.objects.values();
    let streams = objects.filter_map(|object| object.as_stream().ok());
    streams.map(|stream| stream.content.clone()).collect()
}

/// Every sign of which some table of a font says that a code means it.
fn told(pdf: &[u8]) -> BTreeSet<char> {
    let mut told = BTreeSet::new();
    for stream in unpacked(pdf) {
        let table = String::from_utf8_lossy(&stream).into_owned();
        for block in table.split("beginbfchar").skip(1) {
            let block = block.split("endbfchar").next().unwrap();
            for line in block.lines().filter(|line| line.starts_with('<')) {
                let meaning = line.split('<').nth(2).unwrap().trim_end_matches('>');
                let units: Vec<u16> = data_encoding::HEXUPPER
                    .decode(meaning.as_bytes())
                    .unwrap()
                    .chunks(2)
                    .map(|pair| u16::from_be_bytes(pair.try_into().unwrap()))
                    .collect();
                told.extend(String::from_utf16(&units).unwrap().chars());
            }
        }
    }
    told
}

fn signs(text: &str) -> BTreeSet<char> {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The bytes of all programs of fonts.
fn programs(pdf: &[u8]) -> usize {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    document.decompress();
    let mut sizes = BTreeMap::new();
    for object in document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
    {
        for file in [&b"FontFile"[..], b"FontFile2", b"FontFile3"] {
            if let Ok(id) = object.get(file).and_then(lopdf::Object::as_reference) {
                let stream = document.get_object(id).unwrap().as_stream().unwrap();
                sizes.insert(id, stream.content.len());
            }
        }
    }
    sizes.values().sum()
}

#[test]
fn a_browsers_font_tells_only_of_the_signs_on_pages_that_go_over() {
    let (made, report) = redacted(BROWSER, &[whole(1)]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Box)]));
    assert_eq!(plain_text(&made, 2), "beta 93");
    assert_eq!(told(&made).difference(&signs("beta 93")).collect::<String>(), " ");
    // The table of a font's measures: the number of shapes stands in its third pair of bytes.
    let streams = unpacked(&made);
    let mut fonts = streams.iter().filter(|stream| stream.starts_with(&[0, 1, 0, 0]));
    let font = fonts.next().expect("a font");
    let at = font
        .windows(4)
        .position(|tag| tag == b"maxp")
        .expect("its measures");
    let offset: [u8; 4] = font[at + 8..at + 12].try_into().unwrap();
    let offset = usize::try_from(u32::from_be_bytes(offset)).unwrap();
    assert_eq!(
        font[offset + 4..offset + 6],
        [0, 8],
        "b, e, t, a, 9, 3, blank, and what stands for none"
    );
}

#[test]
fn fonts_with_postscript_shapes_are_cut_down_likewise() {
    for (boxed, kept) in [(1, 2), (2, 1)] {
        let (made, report) = redacted(LETTER, &[whole(boxed)]);
        assert_eq!(report.pictures, BTreeMap::from([(boxed, WhyPicture::Box)]));
        let text = plain_text(LETTER, kept);
        assert_eq!(plain_text(&made, kept), text);
        let gone = signs(&plain_text(LETTER, boxed));
        let gone: BTreeSet<char> = gone.difference(&signs(&text)).copied().collect();
        assert!(gone.len() > 20, "{gone:?}");
        assert_eq!(told(&made).intersection(&gone).collect::<String>(), "");
        assert!(programs(&made) < programs(LETTER) * 3 / 4, "{}", programs(&made));
    }
}

#[test]
fn a_simple_font_is_cut_down_likewise() {
    let (made, report) = redacted(LATIN, &[whole(1)]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Box)]));
    assert_eq!(plain_text(&made, 2), "beta 93");
    assert_eq!(told(&made).difference(&signs("beta 93")).collect::<String>(), " ");
    assert!(programs(&made) < programs(LATIN), "{}", programs(&made));
    let (made, report) = redacted(LATIN, &[]);
    assert_eq!(report.pictures, BTreeMap::new());
    assert_eq!(
        (plain_text(&made, 1), plain_text(&made, 2)),
        ("Zoe 55".to_owned(), "beta 93".to_owned())
    );
}

#[test]
fn a_font_that_cannot_be_cut_down_is_made_anew_of_its_outlines() {
    let (made, report) = redacted(HANZI, &[whole(1)]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Box)]));
    assert_eq!(plain_text(&made, 2), "公开内容");
    assert_eq!((programs(&made), told(&made)), (0, signs("公开内容")));
    let (made, report) = redacted(HANZI, &[]);
    assert_eq!(report.pictures, BTreeMap::new());
    assert_eq!(plain_text(&made, 1), "甄别泽");
}

/// How many signs a file draws by instructions.
fn drawn_signs(pdf: &[u8]) -> usize {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let fonts = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let signs = fonts.filter_map(|font| font.get(b"CharProcs").ok()?.as_dict().ok());
    signs.map(lopdf::Dictionary::len).sum()
}

#[test]
fn of_a_font_that_is_drawn_only_the_signs_go_over_that_are_written() {
    let (made, report) = redacted(DRAWN, &[whole(1)]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Box)]));
    // How far apart poppler sets such signs is a guess of its own.
    let words = |pdf: &[u8]| plain_text(pdf, 2).split_whitespace().collect::<String>();
    let text = words(DRAWN);
    assert!(text.contains("公开内容"), "{text}");
    assert_eq!(words(&made), text);
    let written = signs(&text);
    assert_eq!(told(&made).difference(&written).collect::<String>().trim(), "");
    assert_eq!(drawn_signs(&made), written.len() + 1, "and the blank");
    assert!(drawn_signs(&made) < drawn_signs(DRAWN));
    let (made, report) = redacted(DRAWN, &[]);
    assert_eq!(report.pictures, BTreeMap::new());
    assert_eq!(words(&made), text);
}

#[test]
fn a_page_whose_font_would_tell_becomes_a_picture() {
    // The font stands in the resources themselves, where nothing tells it from another: it would go over whole.
    let mut document = lopdf::Document::load_mem(DRAWN).unwrap();
    let pages: Vec<lopdf::ObjectId> = document.page_iter().collect();
    for page in pages {
        let resources = document
            .get_dictionary(page)
            .unwrap()
            .get(b"Resources")
            .unwrap()
            .clone();
        let (at, _) = document.dereference(&resources).unwrap();
        let mut resources = match at {
            Some(at) => document.get_dictionary(at).unwrap().clone(),
            None => resources.as_dict().unwrap().clone(),
        };
        let (_, fonts) = document.dereference(resources.get(b"Font").unwrap()).unwrap();
        let mut fonts = fonts.as_dict().unwrap().clone();
        for (_, font) in &mut fonts {
            *font = document.dereference(font).unwrap().1.clone();
        }
        resources.set("Font", fonts);
        document
            .get_dictionary_mut(page)
            .unwrap()
            .set("Resources", resources);
    }
    let mut direct = Vec::new();
    document.save_to(&mut direct).unwrap();
    let (made, report) = redacted(&direct, &[whole(1)]);
    let both = BTreeMap::from([(1, WhyPicture::Box), (2, WhyPicture::Unsafe)]);
    assert_eq!(report.pictures, both);
    assert_eq!((programs(&made), told(&made)), (0, BTreeSet::new()));
    // Where no page has a box, nothing is to be told.
    let (made, report) = redacted(&direct, &[]);
    assert_eq!(report.pictures, BTreeMap::new());
    assert!(plain_text(&made, 2).contains("公开内容"));
}
