//! A letter as PDF, in a program that has set letters before.

use std::{sync::Arc, time::Duration};

use gongkai::{
    letters::{FontConfig, LetterContext, Letters},
    template::Templates,
    text::Texts,
};
use sha2::{Digest, Sha256};

use super::measure::{Yardstick, report, times};

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
