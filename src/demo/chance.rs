//! Chance that is the same every time.
//!
//! splitmix64 (Steele, Lea, Flood 2014): five lines, good enough for made-up people, and unlike a crate's generator
//! it cannot change what the demonstration looks like with the next upgrade. Nothing secret is ever drawn from it.

use uuid::Uuid;

/// A sequence of numbers that looks like chance and follows from its seed.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`; 0 where there is nothing to choose.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number of a closed range.
    pub(super) fn between(&mut self, from: u16, to: u16) -> u16 {
        from + u16::try_from(self.below(usize::from(to.saturating_sub(from)) + 1)).unwrap_or(0)
    }

    /// Whether something happens that does so in so many of a hundred cases.
    pub(super) fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        of.get(self.below(of.len()))
            .expect("lists to choose from are not empty, as the material is checked")
    }

    /// One of a list, each as often as its weight says.
    pub(super) fn weighted<'a, T>(&mut self, of: &'a [(T, usize)]) -> &'a T {
        let mut at = self.below(of.iter().map(|(_, weight)| weight).sum());
        let found = of.iter().find(|(_, weight)| {
            let here = at < *weight;
            at = at.saturating_sub(*weight);
            here
        });
        &found
            .or(of.last())
            .expect("lists to choose from are not empty, as the material is checked")
            .0
    }

    /// A number of so many decimal digits, with leading zeros.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from_digit(u32::try_from(self.below(10)).unwrap_or(0), 10).unwrap_or('0'))
            .collect()
    }

    /// An id that is the same in every run.
    pub(super) fn uuid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_the_same_every_time_and_stays_in_bounds() {
        let (mut a, mut b) = (Chance::seeded(7), Chance::seeded(7));
        assert!((0..100).all(|_| a.next() == b.next()));
        assert!((0..1000).all(|_| (3..=5).contains(&a.between(3, 5))));
        assert!((0..1000).all(|_| *a.weighted(&[("never", 0), ("always", 3)]) == "always"));
        assert_eq!(a.digits(4).len(), 4);
    }
}
