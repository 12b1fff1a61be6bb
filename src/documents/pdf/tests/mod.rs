//! Redaction of files as they come, held against poppler's tools, and of files as an attacker makes them.

mod covered;
mod fonts;
mod hostile;
mod kit;
mod scan;

use std::collections::BTreeMap;

use self::kit::{CHINESE, SECRET, chinese, found_in, open, plain_text, redacted, text_of, writes};
use super::{
    Blackout, PageText, PdfError, Source,
    redact::{Remaining, WhyPicture},
};

/// A box over the first line of a page of the kit.
fn over_line(page: usize) -> Blackout {
    Blackout {
        page,
        x: 60.0,
        y: 80.0,
        width: 400.0,
        height: 30.0,
        ground: "personal_privacy".to_owned(),
    }
}

#[test]
fn what_is_under_a_box_is_gone_and_other_pages_keep_their_text() {
    let bytes = writes(&[SECRET, "second page stays", "third page stays"]);
    let (made, report) = redacted(&bytes, &[over_line(1)]);
    assert_eq!(found_in(&made, SECRET), 0);
    assert_eq!(plain_text(&made, 1), "");
    assert_eq!(plain_text(&made, 2), "second page stays");
    assert_eq!(plain_text(&made, 3), "third page stays");
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Box)]));
    assert_eq!((report.pages, report.boxes, report.warnings), (3, 1, 0));
    assert_eq!(report.remaining, []);
}

#[test]
fn without_a_box_the_pages_stay_and_only_what_is_beside_them_goes() {
    let bytes = writes(&["first page", "second page"]);
    let (made, report) = redacted(&bytes, &[]);
    assert_eq!(report.pictures, BTreeMap::new());
    assert_eq!(plain_text(&made, 1), "first page");
    assert_eq!(plain_text(&made, 2), "second page");
}

#[test]
fn chinese_whose_font_does_not_come_along_is_seen_found_and_gone() {
    for encoding in ["UniGB-UCS2-H", "GBK-EUC-H"] {
        let bytes = chinese(encoding, &[CHINESE, "第二页保留"]);
        let source = open(&bytes).unwrap();
        let page = PageText::of(&source, 0).unwrap();
        assert_eq!(
            (page.plain().as_str(), page.unreadable),
            (CHINESE, 0),
            "{encoding}"
        );
        let first = &page.letters[0].area;
        assert!(
            (first.x - 72.0).abs() < 1.0 && (first.y - 87.7).abs() < 2.0,
            "{first:?}"
        );
        let (made, report) = redacted(&bytes, &[over_line(1)]);
        assert_eq!(text_of(&made, 0), "");
        assert_eq!(text_of(&made, 1), "第二页保留");
        assert_eq!(report.warnings, 0, "the stand-in font is there");
    }
}

#[test]
fn words_that_are_blacked_out_here_and_open_there_are_told() {
    let bytes = writes(&[SECRET, "nothing", &format!("see {SECRET} above")]);
    let (_, report) = redacted(&bytes, &[over_line(1)]);
    let expected = Remaining {
        r#box: 1,
        pages: vec![3],
    };
    assert_eq!(report.remaining, [expected]);
}

#[test]
fn a_turned_page_is_measured_as_it_is_shown() {
    for turned in [90, 180, 270] {
        let bytes = kit::turned(SECRET, turned);
        let source = open(&bytes).unwrap();
        let (width, height) = source.sizes()[0];
        assert_eq!(width > height, turned != 180, "{turned}");
        let letters = PageText::of(&source, 0).unwrap().letters;
        let area = letters
            .iter()
            .map(|letter| letter.area)
            .reduce(super::Area::with)
            .unwrap();
        assert!(
            area.x >= 0.0 && area.right() <= width && area.y >= 0.0 && area.bottom() <= height,
            "{area:?}"
        );
        let a_box = Blackout {
            page: 1,
            x: area.x,
            y: area.y,
            width: area.width,
            height: area.height,
            ground: "personal_privacy".to_owned(),
        };
        let (made, _) = redacted(&bytes, &[a_box]);
        assert_eq!(found_in(&made, SECRET), 0, "{turned}");
        let made = open(&made).unwrap();
        let picture = super::Picture::of(&made, &made.cache(), 0, 72.0).unwrap();
        let pixels = picture.rgb.chunks_exact(3).enumerate();
        let mut ink = pixels
            .filter(|(_, pixel)| pixel.iter().any(|byte| *byte < 200))
            .map(|(place, _)| {
                let place = u32::try_from(place).unwrap();
                (f64::from(place % picture.width), f64::from(place / picture.width))
            });
        let in_box = |(x, y): (f64, f64)| {
            x >= area.x - 2.0 && x <= area.right() + 2.0 && y >= area.y - 2.0 && y <= area.bottom() + 2.0
        };
        assert!(ink.next().is_some_and(in_box), "the box is there");
        assert!(ink.all(in_box), "and nothing beside it");
    }
}

#[test]
fn every_page_is_told_as_it_is_done() {
    let source = open(&writes(&["a", "b", "c"])).unwrap();
    let mut heard = Vec::new();
    super::redact(&source, &[over_line(2)], &mut |page, all| heard.push((page, all))).unwrap();
    assert_eq!(heard, [(1, 3), (2, 3), (3, 3)]);
}

#[test]
fn a_box_off_the_page_is_refused() {
    let source = open(&writes(&["a"])).unwrap();
    let refused = super::redact(&source, &[over_line(2)], &mut |_, _| {});
    assert!(matches!(refused, Err(PdfError::Box(_))), "{refused:?}");
}

#[test]
fn too_many_pages_are_refused_before_anything_is_drawn() {
    let pages: Vec<String> = (0..11).map(|page| page.to_string()).collect();
    let bytes = writes(&pages.iter().map(String::as_str).collect::<Vec<_>>());
    let refused = Source::open(&bytes, &kit::face(), 10);
    assert!(matches!(
        refused,
        Err(PdfError::TooManyPages { found: 11, most: 10 })
    ));
}
