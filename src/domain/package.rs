//! 公开材料包: what an applicant gets, exactly as the letter lists it. The letter names its attachments; what is bound with
//! it is part of its PDF, and every other name is a file of the package. Neither more nor less, and each by its digest.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    answer::{Draft, FileRef},
    digest::Digest,
    mark::Mark,
    refusal::Refusal,
};
use crate::law::BlackoutKey;

/// Says what the file is and how it is read.
pub const FORMAT: &str = "gongkai-release/1";

/// Everything that goes out with an answer, as it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: String,
    /// 文号
    pub number: String,
    pub title: String,
    pub issued_on: Date,
    /// What was approved and signed.
    pub content: Digest,
    pub letter: Part,
    /// As the letter lists them.
    pub files: Vec<Part>,
    /// What is blacked out in them.
    pub blackouts: Vec<Blackout>,
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub name: String,
    pub sha256: Digest,
    pub bytes: u64,
}

/// Places of one file that are blacked out for one reason: counted, and nothing of what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blackout {
    pub file: String,
    pub reason: BlackoutKey,
    pub pages: Vec<u32>,
    pub places: usize,
}

/// The files of an answer, each once, in the order of its items.
pub fn files(draft: &Draft) -> Vec<&FileRef> {
    let mut seen = BTreeSet::new();
    let all = draft.items.iter().flat_map(|item| &item.files);
    all.filter(|file| seen.insert(file.id)).collect()
}

/// What is blacked out, file by file and reason by reason.
pub fn blackouts<'m>(files: impl IntoIterator<Item = (&'m str, &'m [Mark])>) -> Vec<Blackout> {
    let of_file = |(file, marks): (&str, &[Mark])| {
        let reasons: BTreeSet<&BlackoutKey> = marks.iter().map(|mark| &mark.reason).collect();
        let of_reason = |reason: &BlackoutKey| {
            let theirs = || marks.iter().filter(|mark| mark.reason == *reason);
            let pages: BTreeSet<u32> = theirs().map(|mark| mark.page).collect();
            Blackout {
                file: file.to_owned(),
                reason: reason.clone(),
                pages: pages.into_iter().collect(),
                places: theirs().count(),
            }
        };
        reasons.into_iter().map(of_reason).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(of_file).collect()
}

/// Whether the letter lists what is handed over, name by name: `listed` without what is bound with it.
pub fn is_listed<S: AsRef<str>>(listed: &[S], files: &[&FileRef]) -> Result<(), Refusal> {
    let same = listed.len() == files.len();
    let mut pairs = listed.iter().zip(files);
    if same && pairs.all(|(listed, file)| listed.as_ref() == file.name) {
        Ok(())
    } else {
        Err(Refusal::NotAsListed)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        answer::ItemAnswer,
        id::{AccountId, FileId, MarkId},
        mark::Spot,
    };

    fn file(number: u128, name: &str) -> FileRef {
        FileRef {
            id: FileId(Uuid::from_u128(number)),
            name: name.to_owned(),
            content: Digest::of_bytes(name.as_bytes()),
        }
    }

    fn draft(items: &[&[FileRef]]) -> Draft {
        let item = |(number, files): (u16, &&[FileRef])| ItemAnswer {
            item: number,
            files: files.to_vec(),
            ..ItemAnswer::default()
        };
        Draft {
            items: (1..).zip(items).map(item).collect(),
        }
    }

    #[test]
    fn what_goes_out_is_what_the_letter_lists_and_neither_more_nor_less() {
        let (one, two) = (file(1, "方案.pdf"), file(2, "附表.pdf"));
        let draft = draft(&[&[one.clone(), two], &[one]]);
        let files = files(&draft);
        assert_eq!(files.len(), 2, "what answers two items goes out once");
        assert_eq!(is_listed(&["方案.pdf", "附表.pdf"], &files), Ok(()));
        for wrong in [
            &["方案.pdf"][..],
            &["方案.pdf", "附表.pdf", "附表二.pdf"],
            &["附表.pdf", "方案.pdf"],
            &["方案.pdf", "附表 .pdf"],
            &[],
        ] {
            assert_eq!(is_listed(wrong, &files), Err(Refusal::NotAsListed), "{wrong:?}");
        }
        let nothing: [&str; 0] = [];
        assert_eq!(is_listed(&nothing, &[]), Ok(()));
    }

    #[test]
    fn what_is_blacked_out_is_counted_by_file_and_reason() {
        let mark = |number: u128, page, reason: &str| Mark {
            id: MarkId(Uuid::from_u128(number)),
            file: FileId(Uuid::from_u128(9)),
            page,
            spot: Spot {
                x: 0,
                y: 0,
                width: 9_000,
                height: 9_000,
            },
            reason: reason.parse().unwrap(),
            by: AccountId(Uuid::from_u128(8)),
        };
        let marks = [
            mark(1, 3, "personal_privacy"),
            mark(2, 1, "personal_privacy"),
            mark(3, 3, "personal_privacy"),
            mark(4, 2, "commercial_secret"),
        ];
        let index = blackouts([("甲.pdf", &marks[..]), ("乙.pdf", &[])]);
        let told: Vec<_> = index
            .iter()
            .map(|row| {
                (
                    row.file.as_str(),
                    row.reason.as_str(),
                    row.pages.as_slice(),
                    row.places,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("甲.pdf", "commercial_secret", &[2][..], 1),
                ("甲.pdf", "personal_privacy", &[1, 3][..], 3),
            ]
        );
    }
}
