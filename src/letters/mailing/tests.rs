//! Every envelope and every 送达回证: what stands on it, and that it stays within its place.

use super::*;
use crate::letters::pdf::look::{self, Placed};
use crate::letters::pdf::{FontConfig, PdfError, Press, Sheet};
use std::sync::LazyLock;
use std::{env, fs, path::Path};

static PRESS: LazyLock<Press> =
    LazyLock::new(|| Press::new(&FontConfig::default()).unwrap_or_else(|error| panic!("{error}")));

/// What stands on a paper. With `GONGKAI_LETTERS` set to a folder it is left there to be looked at.
fn page(name: &str, sheet: &impl Sheet, size: (f64, f64)) -> Vec<Placed> {
    let set = PRESS
        .set(sheet, None)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    if let Some(folder) = env::var_os("GONGKAI_LETTERS") {
        let pdf = PRESS.paper(sheet).unwrap();
        fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
    for found in look::sizes(&set) {
        assert!(
            (found.0 - size.0).abs() < 0.1 && (found.1 - size.1).abs() < 0.1,
            "{name}: {found:?}"
        );
    }
    let pages = look::pages(&set);
    // Twelve letters with the longest titles may take a second page; an envelope has no other side.
    let most = if name == "delivery-slip-longest" { 2 } else { 1 };
    assert!(pages.len() <= most, "{name}: {} pages", pages.len());
    let page: Vec<Placed> = pages.into_iter().flatten().collect();
    for run in &page {
        assert!(
            run.x > 8.0 && run.right < size.0 - 8.0 && run.y > 8.0 && run.y < size.1 - 6.0,
            "{name}: {run:?} leaves the paper"
        );
    }
    page
}

fn envelopes() -> Vec<(String, Envelope, Vec<Placed>)> {
    let set = |(name, envelope): (String, Envelope)| {
        let sheet = EnvelopeSheet::of(&envelope, &PRESS.setter());
        let placed = page(&format!("envelope-{name}"), &sheet, (220.0, 110.0));
        (name, envelope, placed)
    };
    Envelope::named_samples().into_iter().map(set).collect()
}

fn slips() -> Vec<(String, DeliverySlip, Vec<Placed>)> {
    let set = |(name, slip): (String, DeliverySlip)| {
        let sheet = SlipSheet::of(&slip, &PRESS.setter());
        let placed = page(&format!("delivery-slip-{name}"), &sheet, (210.0, 297.0));
        (name, slip, placed)
    };
    DeliverySlip::named_samples().into_iter().map(set).collect()
}

/// The words without the ends of lines, which may stand anywhere in them.
fn joined(page: &[Placed]) -> String {
    let words = page.iter().flat_map(|run| run.words.chars());
    words.filter(|letter| !letter.is_whitespace()).collect()
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn every_envelope_reads_as_reviewed() {
    for (name, _, placed) in envelopes() {
        insta::assert_snapshot!(format!("envelope-{name}"), look::lines(&placed));
    }
}

#[test]
fn every_delivery_slip_reads_as_reviewed() {
    for (name, _, placed) in slips() {
        insta::assert_snapshot!(format!("delivery-slip-{name}"), look::lines(&placed));
    }
}

/// However long name and address are, every word is on the envelope, and none where the post's machines read or print.
#[test]
fn an_envelope_loses_no_word_and_keeps_off_the_machines() {
    for (name, envelope, placed) in envelopes() {
        let all = joined(&placed);
        let said = [&envelope.address, &envelope.sender, &envelope.sender_address];
        let optional = [
            &envelope.agent,
            &envelope.postcode,
            &envelope.sender_postcode,
            &envelope.number,
        ];
        let optional = optional.into_iter().flatten();
        for words in said.into_iter().chain(&envelope.addressees).chain(optional) {
            assert!(
                all.contains(&squeezed(words)),
                "{name}: {words} is not on it: {all}"
            );
        }
        let digits = |run: &&Placed| !run.words.chars().all(|letter| letter.is_ascii_digit());
        for run in placed.iter().filter(digits) {
            assert!(
                run.x > 90.0 || run.y > 26.0,
                "{name}: {run:?} stands where the postcode is read"
            );
            let barcode = run.right > 60.0 && run.x < 165.0 && run.y > 90.0;
            assert!(!barcode, "{name}: {run:?} stands where the bar code is printed");
        }
        // Lines of different parts do not lie on each other.
        for (at, run) in placed.iter().enumerate() {
            for other in placed.iter().skip(at + 1) {
                let height = run.size.min(other.size) * 0.3527 * 0.6;
                let apart = run.right <= other.x + 0.1
                    || other.right <= run.x + 0.1
                    || (run.y - other.y).abs() > height;
                assert!(apart, "{name}: {run:?} and {other:?} lie on each other");
            }
        }
    }
}

#[test]
fn a_delivery_slip_loses_no_word() {
    for (name, slip, placed) in slips() {
        let all = joined(&placed);
        let letters = slip.letters.iter();
        let letters = letters.flat_map(|letter| [&letter.title, &letter.number]);
        let optional = [&slip.agent, &slip.place, &slip.notes].into_iter().flatten();
        let ways = slip.ways.iter().map(|way| &way.label);
        let names = slip.recipients.iter().chain(&slip.deliverers);
        for words in letters
            .chain(optional)
            .chain(ways)
            .chain(names)
            .chain([&slip.issuer])
        {
            assert!(all.contains(&squeezed(words)), "{name}: {words} is not on it");
        }
        let chosen = slip.ways.iter().filter(|way| way.chosen).count();
        assert_eq!(all.matches('√').count(), chosen, "{name}");
    }
}

#[test]
fn a_name_with_a_rare_character_is_set_in_one_face() {
    let (_, _, placed) = envelopes()
        .into_iter()
        .find(|(name, ..)| name == "together")
        .unwrap();
    let rare = placed
        .iter()
        .filter(|run| run.words.contains(['喆', '䶮', '𬭎', '龘', '㑇']));
    let faces: Vec<&str> = rare.map(|run| run.family.as_str()).collect();
    assert!(
        faces.len() >= 3 && faces.iter().all(|face| *face == "Noto Serif CJK SC"),
        "{faces:?}"
    );
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let (_, mut envelope) = Envelope::named_samples().remove(0);
    envelope.addressees = vec!["林\u{e000}".to_owned()];
    let error = PRESS
        .paper(&EnvelopeSheet::of(&envelope, &PRESS.setter()))
        .unwrap_err();
    assert!(
        matches!(
            error,
            PdfError::Glyph {
                character: '\u{e000}',
                ..
            }
        ),
        "{error}"
    );
    let (_, mut slip) = DeliverySlip::named_samples().remove(0);
    slip.notes = Some("见\u{e000}".to_owned());
    let error = PRESS.paper(&SlipSheet::of(&slip, &PRESS.setter())).unwrap_err();
    assert!(
        matches!(
            error,
            PdfError::Glyph {
                character: '\u{e000}',
                ..
            }
        ),
        "{error}"
    );
}

/// One and the same paper is one and the same file, so that a batch that is printed again is the same batch.
#[test]
fn the_same_paper_gives_the_same_file() {
    let (_, envelope) = Envelope::named_samples().remove(0);
    let sheet = EnvelopeSheet::of(&envelope, &PRESS.setter());
    assert_eq!(PRESS.paper(&sheet).unwrap(), PRESS.paper(&sheet).unwrap());
}
