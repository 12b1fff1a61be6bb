//! The processing fee.

use proptest::prelude::*;

use super::{LAW, date};
use crate::law::{FeePart, Tariff, TariffKey, Tier};

fn tariff(key: TariffKey) -> &'static Tariff {
    LAW.tariff(key, date("2026-11-22"))
}

#[test]
fn fees_are_those_of_the_tariff() {
    let items = [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2_000),
        (31, 2_200),
        (40, 4_000),
        (41, 4_300),
        (50, 7_000),
        (60, 11_000),
    ];
    let pages = [
        (0, 0),
        (30, 0),
        (31, 10),
        (68, 380),
        (100, 700),
        (101, 720),
        (150, 1_700),
        (200, 2_700),
        (201, 2_740),
        (250, 4_700),
    ];
    for (key, table) in [(TariffKey::Item, items.as_slice()), (TariffKey::Page, &pages)] {
        for (count, yuan) in table {
            assert_eq!(tariff(key).fee(*count).unwrap().yuan, *yuan, "{key} {count}");
        }
    }
}

#[test]
fn a_fee_is_told_tier_by_tier() {
    let fee = tariff(TariffKey::Item).fee(45).unwrap();
    let told: Vec<_> = fee
        .parts
        .iter()
        .map(|part| (part.from, part.through, part.rate, part.yuan))
        .collect();
    assert_eq!(
        told,
        [
            (1, 10, 0, 0),
            (11, 30, 100, 2_000),
            (31, 40, 200, 2_000),
            (41, 45, 300, 1_500)
        ]
    );
}

#[test]
fn what_cannot_be_written_down_is_no_fee() {
    assert_eq!(tariff(TariffKey::Item).fee(u64::MAX), None);
    assert_eq!(tariff(TariffKey::Page).fee(u64::MAX), None);
    assert!(tariff(TariffKey::Page).fee(1 << 58).is_some());
    assert!(tariff(TariffKey::Item).fee(1 << 30).is_some());
}

#[test]
fn tiers_that_do_not_fit_are_named() {
    let plain = tariff(TariffKey::Item).clone();
    let flaw = |change: fn(&mut Vec<Tier>)| {
        let mut changed = plain.clone();
        change(&mut changed.tiers);
        changed.flaw()
    };
    assert_eq!(plain.flaw(), None);
    let changes: [fn(&mut Vec<Tier>); 6] = [
        Vec::clear,
        |tiers| tiers[0].from = 2,
        |tiers| tiers[1].from = 31,
        |tiers| tiers[2].block = Some(0),
        |tiers| tiers[2].block = None,
        |tiers| tiers[0].block = Some(5),
    ];
    for change in changes {
        assert!(flaw(change).is_some());
    }
}

proptest! {
    /// Against adding up one by one.
    #[test]
    fn a_fee_is_the_sum_of_what_each_costs(count in 0u64..4_000) {
        let rate = |nth: u64| match nth {
            ..=10 => 0,
            11..=30 => 100,
            _ => 200 + (nth - 31) / 10 * 100,
        };
        let fee = tariff(TariffKey::Item).fee(count).unwrap();
        prop_assert_eq!(fee.yuan, (1..=count).map(rate).sum::<u64>());
        prop_assert_eq!(fee.parts.iter().map(FeePart::count).sum::<u64>(), count);
        for part in &fee.parts {
            prop_assert_eq!((part.rate, part.last_rate), (rate(part.from), rate(part.through)));
        }
    }
}
