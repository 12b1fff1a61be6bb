//! 信息处理费: what an application costs, by progressive tiers. Whole yuan; no amount that does not fit is guessed.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid, word::words};

words! {
    /// By what is charged. Each must have a rule in `tariffs.toml`.
    pub enum TariffKey {
        /// 按件: the applications of one applicant in one calendar month.
        Item = "item",
        /// 按量: the pages of one application.
        Page = "page",
    }
}

/// What each of something costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// By what is charged.
    pub key: TariffKey,
    /// Its Chinese name.
    pub name: String,
    /// What is counted, in Chinese: `件`.
    pub unit: String,
    /// What is added up, in Chinese.
    pub counted: String,
    /// The rule.
    pub article: Article,
    /// The point of the list of disputed points that the rule settles by default.
    #[serde(default)]
    pub disputed: Option<String>,
    /// From the first on, without a gap.
    pub tiers: Vec<Tier>,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Tariff);

/// A rate and where it begins; it ends where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The first that costs this.
    pub from: u64,
    /// Yuan for each.
    pub rate: u64,
    /// After how many of them the rate rises, where it does; only in the last tier.
    #[serde(default)]
    pub block: Option<u64>,
    /// By how many yuan it rises.
    #[serde(default)]
    pub rise: u64,
}

/// A fee and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// In all.
    pub yuan: u64,
    /// Tier by tier, none that nothing falls into.
    pub parts: Vec<FeePart>,
}

/// What the items or pages of one tier cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeePart {
    /// The first of them.
    pub from: u64,
    /// The last of them.
    pub through: u64,
    /// Yuan for the first.
    pub rate: u64,
    /// Yuan for the last; another one only where very many blocks are told at once.
    pub last_rate: u64,
    /// For all of them.
    pub yuan: u64,
}

/// So many blocks of a rising tier are told one by one, further ones at once.
const BLOCKS_TOLD: u64 = 100;

impl Tariff {
    /// What so many cost; none if that is more than can be written down.
    pub fn fee(&self, count: u64) -> Option<Fee> {
        let mut parts = Vec::new();
        for (index, tier) in self.tiers.iter().enumerate() {
            let next = self.tiers.get(index + 1);
            let through = next.map_or(count, |next| count.min(next.from.saturating_sub(1)));
            if through < tier.from {
                break;
            }
            match tier.block {
                None => parts.push(FeePart::even(tier.from, through, tier.rate)?),
                Some(block) => tier.rising(through, block, &mut parts)?,
            }
        }
        let yuan = parts
            .iter()
            .try_fold(0_u64, |yuan, part| yuan.checked_add(part.yuan))?;
        Some(Fee { yuan, parts })
    }

    /// What is wrong with the tiers, if anything.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        let starts_at_one = self.tiers.first().is_some_and(|tier| tier.from == 1);
        let ascends = self.tiers.is_sorted_by(|one, next| one.from < next.from);
        let before_last = self.tiers.iter().rev().skip(1);
        if !starts_at_one {
            Some("第一档应当从1开始")
        } else if !ascends {
            Some("各档的起点应当递增")
        } else if self.tiers.iter().any(|tier| tier.block == Some(0)) {
            Some("每档递增的数量不能是0")
        } else if self
            .tiers
            .iter()
            .any(|tier| tier.block.is_none() && tier.rise > 0)
        {
            Some("单价递增的，应当写明每多少递增一次")
        } else if before_last.into_iter().any(|tier| tier.block.is_some()) {
            Some("只有最后一档的单价可以递增")
        } else {
            None
        }
    }
}

impl Tier {
    /// The blocks of a tier whose rate rises, up to the one that ends with `through`.
    fn rising(&self, through: u64, block: u64, parts: &mut Vec<FeePart>) -> Option<()> {
        let mut rate = self.rate;
        let mut from = self.from;
        for _ in 0..BLOCKS_TOLD {
            let last = through.min(from.saturating_add(block - 1));
            parts.push(FeePart::even(from, last, rate)?);
            if last == through {
                return Some(());
            }
            (from, rate) = (last + 1, rate.checked_add(self.rise)?);
        }
        let all = through - from + 1;
        let (full, rest) = (all / block, all % block);
        let [rate, rise, full, rest, block] = [rate, self.rise, full, rest, block].map(u128::from);
        // Each full block costs `rise` more than the one before it, and the rest as much again.
        let blocks = rate.checked_mul(full)?;
        let rises = rise.checked_mul(full.checked_mul(full.saturating_sub(1))? / 2)?;
        let last_rate = rate.checked_add(rise.checked_mul(full)?)?;
        let yuan = block
            .checked_mul(blocks.checked_add(rises)?)?
            .checked_add(rest.checked_mul(last_rate)?)?;
        let last_rate = if rest == 0 { last_rate - rise } else { last_rate };
        parts.push(FeePart {
            from,
            through,
            rate: u64::try_from(rate).ok()?,
            last_rate: u64::try_from(last_rate).ok()?,
            yuan: u64::try_from(yuan).ok()?,
        });
        Some(())
    }
}

impl FeePart {
    fn even(from: u64, through: u64, rate: u64) -> Option<Self> {
        Some(Self {
            from,
            through,
            rate,
            last_rate: rate,
            yuan: (through - from + 1).checked_mul(rate)?,
        })
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        self.through - self.from + 1
    }
}
