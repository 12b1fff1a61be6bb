//! A letter as PDF, in a program that has set letters before.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use gongkai::{
    letters::{Batch, FontConfig, LetterContext, Letters, Sides},
    template::Templates,
    text::Texts,
};
use sha2::{Digest, Sha256};

use super::{
    measure::{Yardstick, report, times},
    program::resident,
};

/// What a letter may take.
const AT_MOST: Duration = Duration::from_millis(100);

/// A reply about one item, and the longest of all.
const SAMPLES: [(&str, &str); 2] = [
    ("letter PDF, one item", "reply-partial"),
    ("letter PDF, twenty items", "reply-twenty_items"),
];

pub(crate) async fn measure() {
    let texts = Arc::new(Texts::load().unwrap());
    let templates = Arc::new(Templates::load(texts).unwrap());
    let letters = Letters::new(templates, &FontConfig::default()).unwrap();
    let bytes = vec![7_u8; 1 << 20];
    let yardstick = Yardstick {
        name: "SHA-256 of 1 MiB",
        times: times(200, async || {
            std::hint::black_box(Sha256::digest(std::hint::black_box(&bytes)));
        })
        .await,
    };
    for (name, sample) in SAMPLES {
        let sample = LetterContext::samples()
            .into_iter()
            .find(|found| found.name == sample)
            .unwrap();
        let mut serial = 0;
        let times = times(100, async || {
            serial += 1;
            let context = another(&sample.context, serial);
            let document = letters.compose(&context).unwrap();
            let number = format!("青住建公开〔2026〕{serial}号");
            let document = document.with_number_and_date(&number, "2026年11月20日".to_owned());
            std::hint::black_box(letters.pdf(&document).unwrap());
        })
        .await;
        report(name, &times, AT_MOST, &yardstick);
    }
    batch(&letters);
}

/// How many letters a batch has.
const BATCH: u32 = 1_000;

/// What a batch may hold in memory beyond what the program holds anyway, in MiB: no more than a few letters.
const BATCH_AT_MOST: u64 = 64;

/// A thousand letters, each set and joined to one file for the printer, with what has been done told on the way.
fn batch(letters: &Letters) {
    let sample = LetterContext::samples()
        .into_iter()
        .find(|found| found.name == SAMPLES[0].1)
        .unwrap();
    let target = tempfile::tempfile().unwrap();
    let mut batch = Batch::new(target, Sides::Both).unwrap();
    let (mut begun, mut most) = (None, 0);
    let start = Instant::now();
    for serial in 1..=BATCH {
        let document = letters.compose(&another(&sample.context, serial)).unwrap();
        let number = format!("青住建公开〔2026〕{serial}号");
        let document = document.with_number_and_date(&number, "2026年11月20日".to_owned());
        batch.add(&number, &letters.pdf(&document).unwrap()).unwrap();
        if serial % 100 == 0 {
            let now = resident("self").unwrap_or_default();
            most = most.max(now - *begun.get_or_insert(now));
            eprintln!("{serial} of {BATCH} letters, {} s", start.elapsed().as_secs());
        }
    }
    let size = batch.finish().unwrap().metadata().unwrap().len() >> 20;
    let (took, most) = (start.elapsed(), most >> 20);
    let verdict = if most <= BATCH_AT_MOST { "≤" } else { "> !" };
    println!(
        "{:<30} {:.1} s, {:.1} ms a letter, {size} MiB; memory grows by {most} MiB {verdict} {BATCH_AT_MOST} MiB",
        format!("batch of {BATCH} letters"),
        took.as_secs_f64(),
        took.as_secs_f64() * 1000.0 / f64::from(BATCH),
    );
}

/// The same letter to somebody else, about something else: typst remembers what it has set.
fn another(context: &LetterContext, serial: u32) -> LetterContext {
    let mut context = context.clone();
    match &mut context {
        LetterContext::Receipt(receipt) => receipt.addressee.name = format!("甄某{serial}"),
        LetterContext::Notice(notice) => notice.addressee.name = format!("甄某{serial}"),
        LetterContext::Reply(reply) => {
            reply.addressee.name = format!("甄某{serial}");
            reply.application_number = format!("QXZJ-2026-{serial:05}");
            for item in &mut reply.items {
                item.asked = format!("第{serial}号地块：{}", item.asked);
                item.heading = format!("{}（第{serial}号地块）", item.heading);
            }
        }
    }
    context
}
