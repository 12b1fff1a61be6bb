//! 遮盖内容目录: in which file, on which pages and on what ground something is blacked out, as an attachment bound with the
//! letter. It is made of the marks themselves and has no template, so that no wording can leave one out; it counts, and
//! says nothing of what stood there.

use super::Blackout;
use crate::letters::document::{Annex, AnnexKind, Block, Column, Inline};

/// The title under which the letter names it among its attachments.
const TITLE: &str = "遮盖内容目录";

/// What stands above each column, and how wide it is beside the others.
const COLUMNS: [(&str, u8); 4] = [("文件", 6), ("页", 4), ("处数", 2), ("依据", 12)];

pub(super) fn annex(blackouts: &[Blackout]) -> Annex {
    let cell = |text: &str| vec![Inline::Text(text.to_owned())];
    let row = |blackout: &Blackout| {
        let ground = format!("{}：{}", blackout.ground, blackout.text);
        vec![
            cell(&blackout.file),
            cell(&blackout.pages),
            cell(&blackout.places),
            cell(&ground),
        ]
    };
    Annex {
        kind: AnnexKind::Attachment,
        title: TITLE.to_owned(),
        blocks: vec![Block::Table {
            columns: COLUMNS
                .iter()
                .map(|(label, share)| Column {
                    label: (*label).to_owned(),
                    share: *share,
                })
                .collect(),
            rows: blackouts.iter().map(row).collect(),
        }],
    }
}
