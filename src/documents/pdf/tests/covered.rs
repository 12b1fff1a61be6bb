//! Files in which somebody hid something for the eye alone.

use lopdf::{Dictionary, Stream, dictionary};

use super::{
    kit::{File, SECRET, found_in, latin, line, open, plain_text, redacted},
    *,
};
use crate::documents::pdf::hides;

/// A page of these instructions, with a picture `P` of grey stripes among its resources.
fn page(content: &str) -> Vec<u8> {
    let mut file = File::new();
    let dots: Vec<u8> = (0..=255).collect();
    let picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        },
        dots,
    );
    let picture = file.document.add_object(picture);
    let mut resources = latin();
    resources.set("XObject", dictionary! { "P" => picture });
    resources.set(
        "ExtGState",
        dictionary! {
            "Half" => dictionary! { "ca" => 0.5 },
            "Multiply" => dictionary! { "BM" => "Multiply" },
        },
    );
    file.page(content, resources);
    file.bytes(&Dictionary::new())
}

fn is_hidden(content: &str) -> bool {
    let bytes = page(content);
    let source = open(&bytes).unwrap();
    hides(&source, &source.cache(), 0).unwrap()
}

/// A bar over the line of the tests, in a colour.
fn bar(colour: &str) -> String {
    format!("{colour} 60 738 400 20 re f")
}

#[test]
fn a_bar_over_words_is_seen_through() {
    let words = line(SECRET);
    for colour in ["0 g", "1 g", "1 0 0 rg"] {
        let content = format!("{words} {}", bar(colour));
        assert!(is_hidden(&content), "{colour}");
        let bytes = page(&content);
        let (made, report) = redacted(&bytes, &[]);
        assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Covered)]));
        assert_eq!((plain_text(&made, 1).as_str(), found_in(&made, SECRET)), ("", 0));
    }
    let line_over = format!("{words} 0 G 20 w 60 748 m 460 748 l S");
    assert!(is_hidden(&line_over), "a thick line is a bar");
    let picture_over = format!("{words} q 400 0 0 20 60 738 cm /P Do Q");
    assert!(
        !is_hidden(&picture_over),
        "a picture with something on it is looked at"
    );
    let half = format!("{words} 0 g 60 738 100 20 re f");
    assert!(is_hidden(&half), "part of a line");
}

#[test]
fn words_that_are_to_be_seen_stay_words() {
    let words = line(SECRET);
    let contents = [
        words.clone(),
        format!("{} {words}", bar("0.9 g")),
        format!("q /Half gs {} Q {words}", bar("1 1 0 rg")),
        format!("{words} q /Half gs {} Q", bar("1 1 0 rg")),
        format!("{words} q /Multiply gs {} Q", bar("1 1 0 rg")),
        format!("{words} 0 g 60 741 400 0.5 re f"),
        format!("{words} 0 G 1 w 60 738 400 20 re S"),
        format!("{words} 0 g 60 538 400 20 re f"),
        // What a file calls invisible itself: the words of a scan.
        format!("3 Tr {words}"),
    ];
    for content in contents {
        assert!(!is_hidden(&content), "{content}");
    }
}

#[test]
fn words_beside_the_paper_do_not_go_over() {
    let beside = format!("{} BT /F1 12 Tf 72 900 Td ({SECRET}) Tj ET", line("shown"));
    assert!(is_hidden(&beside));
    let (made, report) = redacted(&page(&beside), &[]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Covered)]));
    assert_eq!(found_in(&made, SECRET), 0);
}

#[test]
fn words_behind_the_edge_of_a_cell_do_not_go_over() {
    let words = line(SECRET);
    assert!(
        is_hidden(&format!("q 60 738 60 20 re W n {words} Q")),
        "the end of it"
    );
    assert!(
        is_hidden(&format!("q 60 100 10 10 re W n {words} Q")),
        "all of it"
    );
    assert!(!is_hidden(&format!("q 60 738 400 20 re W n {words} Q")));
    assert!(!is_hidden(&format!("q 60 100 10 10 re W n Q {words}")));
}

#[test]
fn a_bar_over_a_picture_is_seen_through() {
    let picture = "q 400 0 0 400 60 338 cm /P Do Q";
    for colour in ["0 g", "1 g"] {
        assert!(is_hidden(&format!("{picture} {colour} 100 500 200 40 re f")));
    }
    assert!(
        !is_hidden(&format!("0 g 100 500 200 40 re f {picture}")),
        "below it"
    );
    assert!(
        !is_hidden(&format!("{picture} 0 g 100 100 200 40 re f")),
        "beside it"
    );
    assert!(!is_hidden(&format!("{picture} {}", line("a caption"))));
}

#[test]
fn of_a_picture_that_was_cut_only_what_is_shown_goes_over() {
    let picture = "400 0 0 400 60 338 cm /P Do Q";
    assert!(
        is_hidden(&format!("q 60 338 200 400 re W n {picture}")),
        "the right half"
    );
    assert!(
        is_hidden(&format!("q 60 100 10 10 re W n {picture}")),
        "all of it"
    );
    assert!(is_hidden("q 400 0 0 400 400 338 cm /P Do Q"), "beyond the paper");
    assert!(!is_hidden(&format!("q 61 339 397 397 re W n {picture}")), "a rim");
    assert!(
        !is_hidden(&format!("q 60 338 200 400 re W n Q q {picture}")),
        "of before"
    );
    let (made, report) = redacted(&page(&format!("q 60 338 200 400 re W n {picture}")), &[]);
    assert_eq!(report.pictures, BTreeMap::from([(1, WhyPicture::Covered)]));
    assert_eq!(plain_text(&made, 1), "");
}
