//! 遮盖内容目录: in which file, on which pages and on what ground something is blacked out, as an attachment bound with the
//! letter. It is made of the marks themselves and has no template, so that no wording can leave one out; it counts, and
//! says nothing of what stood there.

use std::collections::BTreeMap;

use super::Blackout;
use crate::letters::document::{Annex, AnnexKind, Block, Column, Inline};

/// The title under which the letter names it among its attachments.
const TITLE: &str = "遮盖内容目录";

/// What stands above each column, and how wide it is beside the others.
const COLUMNS: [(&str, u8); 4] = [("文件", 9), ("页", 7), ("处数", 3), ("依据", 11)];

/// What stands above the text of the articles.
const ARTICLES: &str = "依据的条文：";

pub(super) fn annex(blackouts: &[Blackout]) -> Annex {
    let cell = |text: &str| vec![Inline::Text(text.to_owned())];
    let row = |blackout: &Blackout| {
        vec![
            cell(&blackout.file),
            cell(&blackout.pages),
            cell(&blackout.places),
            cell(&blackout.ground),
        ]
    };
    let table = Block::Table {
        columns: COLUMNS
            .iter()
            .map(|(label, share)| Column {
                label: (*label).to_owned(),
                share: *share,
            })
            .collect(),
        rows: blackouts.iter().map(row).collect(),
    };
    Annex {
        kind: AnnexKind::Attachment,
        title: TITLE.to_owned(),
        blocks: [table].into_iter().chain(articles(blackouts)).collect(),
    }
}

/// The text of each ground, once, however many files and pages it is for.
fn articles(blackouts: &[Blackout]) -> Vec<Block> {
    let said = |text: &str| vec![Inline::Text(text.to_owned())];
    let paragraph = |text: &str| Block::Paragraph { text: said(text) };
    let grounds: BTreeMap<&str, &str> = blackouts
        .iter()
        .filter(|blackout| !blackout.text.is_empty())
        .map(|blackout| (blackout.ground.as_str(), blackout.text.as_str()))
        .collect();
    let each = grounds.iter().flat_map(|(ground, text)| {
        let quote = Block::Quote {
            paragraphs: text.lines().map(said).collect(),
        };
        [paragraph(ground), quote]
    });
    let head = (!grounds.is_empty()).then(|| paragraph(ARTICLES));
    head.into_iter().chain(each).collect()
}
