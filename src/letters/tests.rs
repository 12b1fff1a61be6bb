//! Every letter with every sample, as words, as a web page and as PDF.

use super::context::Sample;
use super::*;
use crate::template;
use crate::text::Texts;

fn templates() -> Arc<Templates> {
    Arc::new(Templates::load(Arc::new(Texts::load().unwrap())).unwrap())
}

fn letters() -> Letters {
    // A machine without the fonts fails here, with the message that an operator gets.
    Letters::new(templates(), &FontConfig::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn composed() -> Vec<(String, Document)> {
    let templates = templates();
    let compose = |sample: Sample| (sample.name, sample.context.compose(&templates).unwrap());
    LetterContext::samples().into_iter().map(compose).collect()
}

#[test]
fn every_letter_reads_as_reviewed() {
    for (name, document) in composed() {
        insta::assert_snapshot!(name, plain::text(&document));
    }
}
