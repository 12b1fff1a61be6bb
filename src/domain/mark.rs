//! 遮盖: what is to be blacked out of a document before a copy of it is handed over (条例第三十七条, 区分处理).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    digest::Digest,
    id::{AccountId, FileId, MarkId},
};
use crate::law::BlackoutKey;

/// A place on a page, in thousandths of a point from its top left corner as it is shown. Whole numbers, so that what was
/// marked, stored and burned in is the same to the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// A marked place with the reason for which it is blacked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub id: MarkId,
    pub file: FileId,
    /// Counted from one.
    pub page: u32,
    pub spot: Spot,
    pub reason: BlackoutKey,
    pub by: AccountId,
}

/// The smallest side of a mark, in thousandths of a point: what is smaller was a slip of the hand.
pub const SMALLEST: i32 = 1_000;

impl Spot {
    /// The part of it that lies on a page of this size, if that is large enough to be meant.
    pub fn within(self, (width, height): (i32, i32)) -> Option<Self> {
        let (left, top) = (self.x.max(0), self.y.max(0));
        let right = self.x.saturating_add(self.width).min(width);
        let bottom = self.y.saturating_add(self.height).min(height);
        let (across, down) = (right.saturating_sub(left), bottom.saturating_sub(top));
        (across >= SMALLEST && down >= SMALLEST).then_some(Self {
            x: left,
            y: top,
            width: across,
            height: down,
        })
    }
}

/// The digest of what is marked, in whichever order it was marked: a copy that was made of other marks is out of date.
pub fn digest(marks: &[Mark]) -> Digest {
    let mut all: Vec<(u32, Spot, &BlackoutKey)> = marks
        .iter()
        .map(|mark| (mark.page, mark.spot, &mark.reason))
        .collect();
    all.sort();
    Digest::of_json(&all)
}

/// What is marked on each page of a document of this content that has a mark: whoever looked at a page looked at exactly
/// these marks on exactly this document.
pub fn pages(document: Digest, marks: &[Mark]) -> BTreeMap<u32, Digest> {
    let mut pages: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
    for mark in marks {
        pages.entry(mark.page).or_default().push(mark.clone());
    }
    pages
        .into_iter()
        .map(|(page, marks)| (page, Digest::of_json(&(document, digest(&marks)))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn spot(x: i32, y: i32, width: i32, height: i32) -> Spot {
        Spot { x, y, width, height }
    }

    #[test]
    fn a_mark_is_cut_to_its_page_and_a_slip_is_none() {
        let page = (595_000, 842_000);
        assert_eq!(
            spot(-5_000, 10_000, 20_000, 9_000).within(page),
            Some(spot(0, 10_000, 15_000, 9_000))
        );
        assert_eq!(
            spot(590_000, 840_000, 20_000, 20_000).within(page),
            Some(spot(590_000, 840_000, 5_000, 2_000))
        );
        for nothing in [
            spot(600_000, 0, 9_000, 9_000),
            spot(0, 0, 999, 9_000),
            spot(i32::MAX, i32::MAX, i32::MAX, i32::MAX),
            spot(9_000, 9_000, -9_000, 9_000),
        ] {
            assert_eq!(nothing.within(page), None, "{nothing:?}");
        }
    }

    #[test]
    fn only_what_is_marked_counts_not_when_and_by_whom() {
        let mark = |id: u128, page, reason: &str| Mark {
            id: MarkId(Uuid::from_u128(id)),
            file: FileId(Uuid::nil()),
            page,
            spot: spot(1_000, 1_000, 1_000, 1_000),
            reason: reason.parse().unwrap(),
            by: AccountId(Uuid::from_u128(id)),
        };
        let (one, two) = (mark(1, 1, "a"), mark(2, 2, "a"));
        assert_eq!(
            digest(&[one.clone(), two.clone()]),
            digest(&[two.clone(), one.clone()])
        );
        assert_eq!(digest(&[mark(3, 1, "a")]), digest(std::slice::from_ref(&one)));
        assert_ne!(digest(&[mark(1, 1, "b")]), digest(std::slice::from_ref(&one)));
        assert_ne!(
            digest(std::slice::from_ref(&one)),
            digest(std::slice::from_ref(&two))
        );

        let document = Digest::of_bytes(b"a document");
        let looked_at = pages(document, &[one.clone(), two.clone(), mark(3, 2, "b")]);
        assert_eq!(looked_at.keys().copied().collect::<Vec<_>>(), [1, 2]);
        let fewer = pages(document, &[one.clone(), two]);
        assert_eq!(
            looked_at.get(&1),
            fewer.get(&1),
            "a page is what it was where nothing on it changed"
        );
        assert_ne!(looked_at.get(&2), fewer.get(&2));
        let other = pages(Digest::of_bytes(b"another document"), &[one]);
        assert_ne!(looked_at.get(&1), other.get(&1));
    }
}
