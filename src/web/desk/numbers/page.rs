//! The pages of the register.

use serde::Serialize;

use super::read::{Register, Row};
use crate::{
    template::Template,
    text::key,
    web::{
        form::{Choice, encode},
        page::{Page, Side, Title},
        wording::{Said, Voice, series_name},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct RegisterPage {
    series: Vec<Choice>,
    years: Vec<Choice>,
    caption: String,
    /// Where the reader came from: the desk, or the settings where they have no desk.
    back_href: &'static str,
    back: String,
    rows: Vec<Row>,
    next: Option<String>,
    print_href: String,
    csv_href: String,
}

/// The whole year, for paper.
#[derive(Debug, Serialize)]
pub(super) struct PrintPage {
    caption: String,
    back_href: String,
    rows: Vec<Row>,
}

fn caption(voice: Voice<'_>, register: &Register) -> Said {
    voice.say_with(
        key("number-list-caption"),
        &[
            ("agency", &register.agency),
            ("year", &register.year.to_string()),
            ("series", &series_name(voice, &register.series)?),
            ("last", &register.last.to_string()),
        ],
    )
}

fn query(register: &Register) -> String {
    format!("series={}&year={}", encode(&register.series), register.year)
}

impl RegisterPage {
    pub(super) fn new(
        voice: Voice<'_>,
        register: &Register,
        rows: Vec<Row>,
        next: Option<i64>,
        on_desk: bool,
    ) -> Said<Self> {
        let series = register.series_known.iter().map(|series| {
            Ok(Choice {
                value: series.clone(),
                label: series_name(voice, series)?,
                checked: *series == register.series,
                ..Choice::default()
            })
        });
        let years = register.years_known.iter().map(|year| Choice {
            value: year.to_string(),
            label: year.to_string(),
            checked: *year == register.year,
            ..Choice::default()
        });
        let query = query(register);
        Ok(Self {
            series: series.collect::<Said<_>>()?,
            years: years.collect(),
            caption: caption(voice, register)?,
            back_href: if on_desk { "/desk" } else { "/admin/numbers" },
            back: voice.say(if on_desk {
                key("case-back")
            } else {
                key("number-list-back")
            })?,
            rows,
            next: next.map(|after| format!("/desk/numbers?{query}&after={after}")),
            print_href: format!("/desk/numbers/print?{query}"),
            csv_href: format!("/desk/numbers.csv?{query}"),
        })
    }
}

impl PrintPage {
    pub(super) fn new(voice: Voice<'_>, register: &Register, rows: Vec<Row>) -> Said<Self> {
        Ok(Self {
            caption: caption(voice, register)?,
            back_href: format!("/desk/numbers?{}", query(register)),
            rows,
        })
    }
}

fn samples() -> Vec<Row> {
    let letter = Row {
        serial: "1".to_owned(),
        number: Some("青公开〔2026〕1号-答<b>".to_owned()),
        kind: Some("答复书（不予公开）".to_owned()),
        case: Some("QSZJ-2026-00012".to_owned()),
        case_href: Some("/desk/cases/1".to_owned()),
        issued_on: Some("2026年11月16日".to_owned()),
        to: Some("申请人".to_owned()),
        served: Some("当面送达".to_owned()),
        ..Row::default()
    };
    let spoilt = Row {
        serial: "2".to_owned(),
        case_href: None,
        void: Some("作废：误写<b>".to_owned()),
        spoilt: true,
        ..letter.clone()
    };
    let missing = Row {
        serial: "3—7".to_owned(),
        void: Some("缺号".to_owned()),
        missing: true,
        ..Row::default()
    };
    vec![letter, spoilt, missing]
}

impl Template for RegisterPage {
    const NAME: &'static str = "pages/desk/numbers";

    fn samples() -> Vec<Self> {
        let choice = |checked| Choice {
            value: "reply".to_owned(),
            label: "答复".to_owned(),
            checked,
            ..Choice::default()
        };
        let page = |rows: Vec<Row>| Self {
            series: vec![choice(true), choice(false)],
            years: vec![choice(true), choice(false)],
            caption: "2026年答复".to_owned(),
            back_href: "/desk",
            back: "返回办件列表".to_owned(),
            next: (!rows.is_empty()).then(|| "/desk/numbers?after=100".to_owned()),
            rows,
            print_href: "/desk/numbers/print".to_owned(),
            csv_href: "/desk/numbers.csv".to_owned(),
        };
        vec![page(samples()), page(Vec::new())]
    }
}

impl Page for RegisterPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("number-list-title"))
    }
}

impl Template for PrintPage {
    const NAME: &'static str = "pages/desk/numbers_print";

    fn samples() -> Vec<Self> {
        let page = |rows| Self {
            caption: "2026年答复".to_owned(),
            back_href: "/desk/numbers".to_owned(),
            rows,
        };
        vec![page(samples()), page(Vec::new())]
    }
}

impl Page for PrintPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("number-list-title"))
    }
}
