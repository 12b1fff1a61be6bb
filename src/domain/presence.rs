//! Who else has a page of a case open: a courtesy between colleagues, not a lock. Whoever is first still wins, and the
//! second sees the conflict page.

use time::{Duration, OffsetDateTime};

use super::id::AccountId;
use crate::law::words;

/// For so long after it was seen last a page counts as open.
pub const OPEN_FOR: Duration = Duration::minutes(2);

/// A page that was put down less long ago is not put down again.
pub const SEEN_EVERY: Duration = Duration::seconds(30);

words! {
    /// A page of a case that several people may have open.
    pub enum PageKind {
        /// 拟答复
        Draft = "draft",
        /// 审核
        Review = "review",
        /// 办件
        Case = "case",
    }
}

/// Somebody who has a page of the case open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    pub account: AccountId,
    pub page: PageKind,
    pub seen_at: OffsetDateTime,
}

impl Present {
    fn is_there(&self, now: OffsetDateTime) -> bool {
        now - self.seen_at < OPEN_FOR
    }
}

/// The others who are there, each once by what they are most at; whoever was seen last comes first.
pub fn others(present: &[Present], reader: AccountId, now: OffsetDateTime) -> Vec<Present> {
    let mut there: Vec<Present> = present
        .iter()
        .filter(|one| one.account != reader && one.is_there(now))
        .copied()
        .collect();
    // Whoever drafts has the case's own page open in another window often enough.
    there.sort_by_key(|one| (one.account, one.page));
    there.dedup_by_key(|one| one.account);
    there.sort_by_key(|one| (std::cmp::Reverse(one.seen_at), one.account));
    there
}

/// Whether the reader's own page is to be put down (anew).
pub fn is_to_be_put_down(
    present: &[Present],
    reader: AccountId,
    page: PageKind,
    now: OffsetDateTime,
) -> bool {
    let mut own = present
        .iter()
        .filter(|one| one.account == reader && one.page == page);
    !own.any(|one| now - one.seen_at < SEEN_EVERY)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn seen(account: u128, page: PageKind, seconds_ago: i64) -> Present {
        Present {
            account: AccountId(Uuid::from_u128(account)),
            page,
            seen_at: NOW - Duration::seconds(seconds_ago),
        }
    }

    #[test]
    fn whoever_was_seen_of_late_is_there_once_by_what_they_are_most_at() {
        let present = [
            seen(1, PageKind::Case, 5),
            seen(2, PageKind::Case, 10),
            seen(2, PageKind::Draft, 70),
            seen(3, PageKind::Review, 119),
            seen(4, PageKind::Case, 120),
        ];
        let me = AccountId(Uuid::from_u128(1));
        assert_eq!(others(&present, me, NOW), [present[2], present[3]]);
        assert!(others(&present[..1], me, NOW).is_empty());
    }

    #[test]
    fn a_page_is_put_down_every_half_minute() {
        let me = AccountId(Uuid::from_u128(1));
        let at = |ago| is_to_be_put_down(&[seen(1, PageKind::Case, ago)], me, PageKind::Case, NOW);
        assert!(!at(29) && at(30));
        let draft = [seen(1, PageKind::Draft, 0), seen(2, PageKind::Case, 0)];
        assert!(is_to_be_put_down(&draft, me, PageKind::Case, NOW));
    }
}
