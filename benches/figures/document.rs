//! Documents that are looked at and redacted: a page of the sample register, and five hundred of them.

use std::time::{Duration, Instant};

use gongkai::{
    config::Documents,
    documents::{
        pdf::{Blackout, Face, PageText, Picture, Source, redact},
        worker::{Page, WorkError, Worker},
    },
    letters::FontConfig,
};
use lopdf::{Document, Object};

use super::{
    measure::{Times, Yardstick, report, times},
    program::PROGRAM,
};

/// Thirty pages of Chinese with tables, the last of them a scan.
const REGISTER: &[u8] = include_bytes!("../../fixtures/samples/register.pdf");

/// Dots an inch of a page on the screen, and of a page that is burned in.
const SCREEN: f64 = 120.0;
const BURNED: f64 = 200.0;

/// What a page may take.
const AT_MOST: Duration = Duration::from_secs(1);

/// How many pages a long document has.
const LONG: usize = 500;

/// Boxes on each page.
const BOXES: u8 = 5;

pub(crate) async fn measure() {
    let face = Face::of(FontConfig::default().folders);
    let source = Source::open(REGISTER, &face, 10_000).unwrap();
    let cache = source.cache();
    let mut page = 0;
    let mut next = || {
        page = (page + 1) % source.pages();
        page
    };
    let plain = times(60, async || {
        std::hint::black_box(Picture::of(&source, &cache, next(), BURNED).unwrap());
    })
    .await;
    let yardstick = Yardstick {
        name: "drawing it at 200 dpi",
        times: plain,
    };
    let shown = times(60, async || {
        let index = next();
        let picture = Picture::of(&source, &cache, index, SCREEN).unwrap();
        std::hint::black_box((picture.png().unwrap(), PageText::of(&source, index).unwrap()));
    })
    .await;
    report("page: picture and words", &shown, AT_MOST, &yardstick);
    report("page: redacted, read back", &redacted(&face), AT_MOST, &yardstick);
    long(&source);
}

/// The whole register, opened, redacted and read back, as so much a page.
fn redacted(face: &Face) -> Times {
    let each = (0..3).map(|_| {
        let begun = Instant::now();
        let source = Source::open(REGISTER, face, 10_000).unwrap();
        let boxes = boxes(source.pages());
        std::hint::black_box(redact(&source, &boxes, &mut |_, _| {}).unwrap());
        begun.elapsed() / u32::try_from(source.pages()).unwrap()
    });
    Times::of(each.collect(), None)
}

fn boxes(pages: usize) -> Vec<Blackout> {
    let of_page = |page: usize| {
        (0..BOXES).map(move |place| Blackout {
            page,
            x: 80.0,
            y: 100.0 + 60.0 * f64::from(place),
            width: 120.0,
            height: 14.0,
            ground: "privacy".to_owned(),
        })
    };
    (1..=pages).flat_map(of_page).collect()
}

/// Five hundred pages in a process of their own, as the program works on them, with what is done told on the way.
fn long(source: &Source) {
    let bytes = repeated(source.pages());
    let worker = Worker::new(
        PROGRAM.into(),
        FontConfig::default().folders,
        Documents::default(),
    );
    let begun = Instant::now();
    let mut each = |page: Page, pages: usize| -> Result<(), WorkError> {
        if page.number.is_multiple_of(100) {
            eprintln!(
                "looked at {} of {pages} pages, {} s",
                page.number,
                begun.elapsed().as_secs()
            );
        }
        Ok(())
    };
    worker.look(bytes.clone(), SCREEN, &mut each).unwrap();
    told("looked at", begun.elapsed(), bytes.len());
    let begun = Instant::now();
    let (made, _) = worker
        .redact(bytes, boxes(LONG), &mut |progress| {
            if progress.page.is_multiple_of(100) {
                eprintln!(
                    "redacted {} of {} pages, {} s",
                    progress.page,
                    progress.pages,
                    begun.elapsed().as_secs()
                );
            }
        })
        .unwrap();
    told("redacted", begun.elapsed(), made.len());
}

fn told(what: &str, took: Duration, bytes: usize) {
    println!(
        "{:<30} {:.1} s, {:.0} ms a page, {} MiB",
        format!("{LONG} pages {what}"),
        took.as_secs_f64(),
        took.as_secs_f64() * 1_000.0 / 500.0,
        bytes >> 20,
    );
}

/// The register over and over, each page an object of its own.
fn repeated(pages: usize) -> Vec<u8> {
    let mut document = Document::load_mem(REGISTER).unwrap();
    let originals: Vec<_> = document.page_iter().collect();
    assert_eq!(originals.len(), pages);
    let root = document
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    let mut kids = Vec::with_capacity(LONG);
    for number in 0..LONG {
        let mut page = document
            .get_dictionary(originals[number % pages])
            .unwrap()
            .clone();
        // What a page inherits is not found any more where it hangs elsewhere.
        page.set("Parent", root);
        kids.push(Object::Reference(document.add_object(page)));
    }
    let tree = document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
    tree.set("Count", i64::try_from(LONG).unwrap());
    tree.set("Kids", kids);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
