//! A letter without the names that stand in it, for whoever must not find anybody by it.

use super::{Block, Document, Entry, Inline};

impl Document {
    /// The same letter without any name of a person or body that its template marked as one.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        nameless(&mut self.addressee);
        let annexes = self.annexes.iter_mut().flat_map(|annex| &mut annex.blocks);
        self.blocks
            .iter_mut()
            .chain(annexes)
            .flat_map(runs)
            .for_each(nameless);
        self
    }
}

fn nameless(runs: &mut Vec<Inline>) {
    runs.retain(|run| match run {
        Inline::Text(_) => true,
        Inline::Name(_) => false,
    });
}

/// Every line of a block.
fn runs(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text } => vec![text],
        Block::Quote { paragraphs } | Block::Remedy { paragraphs } => paragraphs.iter_mut().collect(),
        Block::List { entries } => entries.iter_mut().collect(),
        Block::Facts { rows } => rows.iter_mut().flat_map(|row| &mut row.value).collect(),
        Block::Table { rows, .. } => rows.iter_mut().flatten().collect(),
        Block::Form { rows } => rows
            .iter_mut()
            .flat_map(|row| match &mut row.entry {
                Entry::Words(paragraphs) => paragraphs.iter_mut().collect(),
                Entry::Number | Entry::Choices(_) | Entry::Blank(_) | Entry::Signature => Vec::new(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_left_anywhere_and_everything_else_is() {
        let name = || Inline::Name("林喆舟".to_owned());
        let text = |words: &str| Inline::Text(words.to_owned());
        let line = || vec![text("申请人"), name(), text("提出")];
        let value = serde_json::json!({
            "kind": "reply", "issuer": "青溪县住房和城乡建设局", "number": null, "title": "答复书",
            "addressee": [name()],
            "blocks": [
                { "block": "paragraph", "text": line() },
                { "block": "quote", "paragraphs": [line()] },
                { "block": "list", "entries": [line()] },
                { "block": "facts", "rows": [{ "label": "申请人", "value": [line()] }] },
                { "block": "form", "rows": [{ "label": "申请人", "entry": { "words": [line()] } }] },
            ],
            "closing": null, "attachments": [],
            "signature": { "issuer": "青溪县住房和城乡建设局", "date": null }, "copies": [],
            "annexes": [{ "kind": "slip", "title": "回执", "blocks": [{ "block": "paragraph", "text": line() }] }],
        });
        let letter: Document = serde_json::from_value(value).unwrap();
        let left = serde_json::to_string(&letter.without_names()).unwrap();
        assert!(!left.contains("林喆舟"), "{left}");
        assert_eq!(left.matches("提出").count(), 6, "{left}");
    }
}
