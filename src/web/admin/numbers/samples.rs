//! What the pages of the numbers are tried with.

use super::{
    begin::BeginPage,
    kind::{KindPage, SeriesField},
    overview::{KindRow, NumbersPage, SeriesRow},
    pattern::PatternPage,
};
use crate::{
    template::Template,
    web::form::{Choice, Field, FieldErrors},
};

const PATTERN: &str = "青川自然资源公开[{year}]{serial}号-{suffix}<b>";

fn wrong(fields: &[&str]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in fields {
        errors.add(*field, "格式中应当有{serial}");
    }
    errors
}

fn field(id: &str, value: &str, errors: &FieldErrors) -> Field {
    Field::new(id, value, errors)
}

impl Template for NumbersPage {
    const NAME: &'static str = "pages/admin/numbers/overview";

    fn samples() -> Vec<Self> {
        let kind = |own| KindRow {
            name: "答复书（不予公开）".to_owned(),
            href: "/admin/numbers/kinds/reply_withheld".to_owned(),
            series: "答复".to_owned(),
            pattern: PATTERN.to_owned(),
            suffix: if own { String::new() } else { "答".to_owned() },
            next: "青川自然资源公开[2026]12号-答".to_owned(),
            own,
        };
        let series = SeriesRow {
            name: "答复".to_owned(),
            stands: "本年已用到第11号".to_owned(),
            href: "/admin/numbers/begin/reply".to_owned(),
            register_href: "/desk/numbers?series=reply&year=2026".to_owned(),
        };
        let page = |odd: bool, series| Self {
            pattern: PATTERN.to_owned(),
            has_other_brackets: odd,
            faults: if odd {
                vec!["答复书：可能与“登记回执”编出同一个文号".to_owned()]
            } else {
                Vec::new()
            },
            kinds: vec![kind(true), kind(false)],
            series,
        };
        vec![page(true, vec![series]), page(false, Vec::new())]
    }
}

impl Template for PatternPage {
    const NAME: &'static str = "pages/admin/numbers/pattern";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, stale: Option<&str>| Self {
            stale: stale.map(str::to_owned),
            digest: "0".repeat(64),
            pattern: field("pattern", PATTERN, &errors),
            has_other_brackets: stale.is_some(),
            errors,
        };
        vec![
            page(wrong(&["pattern"]), None),
            page(FieldErrors::default(), Some("已被修改为<b>")),
        ]
    }
}

impl Template for KindPage {
    const NAME: &'static str = "pages/admin/numbers/kind";

    fn samples() -> Vec<Self> {
        let choice = |checked| Choice {
            id: "series".to_owned(),
            value: "reply".to_owned(),
            label: "答复".to_owned(),
            hint: Some("本年尚未使用".to_owned()),
            checked,
        };
        let page = |errors: FieldErrors, stale: Option<&str>| Self {
            name: "答复书（不予公开）".to_owned(),
            href: "/admin/numbers/kinds/reply_withheld".to_owned(),
            stale: stale.map(str::to_owned),
            digest: "0".repeat(64),
            usual: PATTERN.to_owned(),
            pattern: field("pattern", PATTERN, &errors),
            suffix: field("suffix", "答\"<b>", &errors),
            series: SeriesField {
                choices: vec![choice(true), choice(false)],
                error: errors.of("series"),
            },
            has_other_brackets: stale.is_some(),
            errors,
        };
        vec![
            page(wrong(&["pattern", "suffix", "series"]), None),
            page(FieldErrors::default(), Some("已被修改为<b>")),
        ]
    }
}

impl Template for BeginPage {
    const NAME: &'static str = "pages/admin/numbers/begin";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, stale| Self {
            name: "答复".to_owned(),
            href: "/admin/numbers/begin/reply".to_owned(),
            stands: "本年已用到第11号".to_owned(),
            stale,
            last: 11,
            begin: field("begin", "十二", &errors),
            reason: field("reason", "纸质登记簿用到第120号<b>", &errors),
            errors,
        };
        vec![
            page(wrong(&["begin", "reason"]), false),
            page(FieldErrors::default(), true),
        ]
    }
}
