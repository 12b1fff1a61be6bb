//! 署名, 成文日期 and the seal over them.

use super::*;
use crate::letters::seal::{Seal, tests::image};
use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::Image;

fn seal(size_mm: u8) -> Seal {
    Seal::new(image(500, 500, png::ColorType::Rgba), size_mm).unwrap()
}

/// The images of each page: left, top, width and height in millimetres.
fn images(frame: &Frame, at: Point, found: &mut Vec<[f64; 4]>) {
    for (place, item) in frame.items() {
        let at = at + *place;
        match item {
            FrameItem::Group(group) => images(&group.frame, at, found),
            FrameItem::Image(Image { .. }, size, _) => {
                found.push([at.x.to_mm(), at.y.to_mm(), size.x.to_mm(), size.y.to_mm()]);
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

#[test]
fn the_date_ends_four_characters_from_the_margin_and_the_organ_is_centred_over_it() {
    let set = PRESS
        .set(&LetterSheet::of(&letter(2, 0), None, PRESS.desk.fonts()), None)
        .unwrap();
    let page = look::pages(&set).remove(0);
    let line = |words: &str| {
        let runs: Vec<&look::Placed> = page
            .iter()
            .filter(|run| run.y > 150.0 && words.contains(&run.words))
            .collect();
        let left = runs.iter().map(|run| run.x).fold(f64::MAX, f64::min);
        let right = runs.iter().map(|run| run.right).fold(0.0, f64::max);
        (left, right)
    };
    let (date, organ) = (line("2026年11月22日"), line("青溪县自然资源局"));
    let character = 15.75 * 25.4 / 72.0;
    // An odd page has its outer margin of 26 mm on the right.
    assert!((210.0 - 26.0 - date.1 - 4.0 * character).abs() < 0.3, "{date:?}");
    assert!(
        ((date.0 + date.1) - (organ.0 + organ.1)).abs() < 0.3,
        "{date:?} {organ:?}"
    );
}

/// 端正、居中下压: upright and centred on both lines, their middle a little below its own, its upper edge less than a line
/// below the body; and all of it on the page of the signature, wherever on the page that is.
#[test]
fn the_seal_is_pressed_on_signature_and_date() {
    for size_mm in [38, 42, 50] {
        let seal = seal(size_mm);
        for lines in 2..14 {
            let document = Document {
                blocks: (0..lines)
                    .map(|_| paragraph("本机关经审查认为应当公开。"))
                    .collect(),
                ..letter(0, 0)
            };
            let sheet = LetterSheet::of(&document, Some(size_mm), PRESS.desk.fonts());
            let set = PRESS.set(&sheet, Some(&seal)).unwrap();
            let placed: Vec<Vec<[f64; 4]>> = set
                .pages()
                .iter()
                .map(|page| {
                    let mut found = Vec::new();
                    images(&page.frame, Point::zero(), &mut found);
                    found
                })
                .collect();
            let name = format!("{size_mm} mm, {lines} lines");
            let (last, before) = placed.split_last().unwrap();
            assert!(before.iter().all(Vec::is_empty), "{name}");
            let [[left, top, width, height]] = last[..] else {
                panic!("{name}: {last:?}")
            };
            assert!(
                (width - f64::from(size_mm)).abs() < 0.1 && (height - width).abs() < 0.1,
                "{name}"
            );
            let page = look::pages(&set).pop().unwrap();
            let text: Vec<&look::Placed> = page.iter().filter(|run| run.y < 262.0).collect();
            let date = text.iter().filter(|run| "2026年11月22日".contains(&run.words));
            let (mut from, mut to, mut base) = (f64::MAX, 0.0_f64, 0.0_f64);
            for run in date {
                (from, to, base) = (from.min(run.x), to.max(run.right), base.max(run.y));
            }
            assert!(
                (f64::midpoint(from, to) - (left + width / 2.0)).abs() < 0.3,
                "{name}: centred"
            );
            // A line is 225 mm / 22; its letters reach 0.12 of their size below the base line.
            let (pitch, size) = (225.0 / 22.0, 15.75 * 25.4 / 72.0);
            let middle = base + 0.12 * size - f64::midpoint(pitch, size);
            let below = middle - (top + height / 2.0);
            assert!(
                (0.5..13.0).contains(&below),
                "{name}: {below} mm below the middle of the seal"
            );
            assert!(
                top < base - pitch && top + height > base,
                "{name}: it covers both lines"
            );
            let body = text
                .iter()
                .filter(|run| run.y < base - pitch - 1.0)
                .map(|run| run.y);
            let body = body.fold(0.0, f64::max) + 0.12 * size;
            assert!(
                top > body && top - body < pitch,
                "{name}: {} mm below the body",
                top - body
            );
            assert!(top + height < 297.0 - 24.0, "{name}: it ends at {}", top + height);
        }
    }
}

#[test]
fn a_draft_bears_no_seal_and_a_sealed_letter_is_an_archive_file() {
    let draft = Document {
        number: None,
        signature: Signature {
            issuer: "青溪县自然资源局".to_owned(),
            date: None,
        },
        ..letter(1, 0)
    };
    let seal = seal(42);
    assert_eq!(
        PRESS.pdf(&draft, Some(&seal)).unwrap(),
        PRESS.pdf(&draft, None).unwrap()
    );
    let (bare, sealed) = (
        PRESS.pdf(&letter(1, 0), None).unwrap(),
        PRESS.pdf(&letter(1, 0), Some(&seal)).unwrap(),
    );
    assert!(sealed.len() > bare.len());
    assert!(String::from_utf8_lossy(&sealed).contains("<pdfaid:part>2</pdfaid:part>"));
}
