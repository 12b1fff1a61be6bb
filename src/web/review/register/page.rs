//! The page of the register.

use serde::Serialize;
use time::Date;

use super::read::{Month, Place, Row};
use crate::{
    template::Template,
    text::key,
    web::{
        form::Choice,
        page::{Page, Side, Title},
        wording::{Said, Voice},
    },
};

/// Months to choose from.
const MONTHS: usize = 24;

#[derive(Debug, Serialize)]
pub(crate) struct RegisterPage {
    back: &'static str,
    months: Vec<Choice>,
    caption: String,
    rows: Vec<Row>,
    next: Option<String>,
    csv_href: String,
}

impl RegisterPage {
    pub(super) fn new(
        voice: Voice<'_>,
        (month, today): (Month, Date),
        rows: Vec<Row>,
        next: Option<Place>,
        back: &'static str,
    ) -> Said<Self> {
        let mut months = Vec::new();
        let mut one = Month::of(today);
        for _ in 0..MONTHS {
            months.push(one);
            one = one.before();
        }
        if !months.contains(&month) {
            months.push(month);
        }
        let worded = |one: Month| {
            let (year, number) = (one.year.to_string(), u8::from(one.month).to_string());
            voice.say_with(key("secrecy-month"), &[("year", &year), ("month", &number)])
        };
        let choice = |one: &Month| {
            Ok(Choice {
                value: one.to_string(),
                label: worded(*one)?,
                checked: *one == month,
                ..Choice::default()
            })
        };
        Ok(Self {
            back,
            months: months.iter().map(choice).collect::<Said<_>>()?,
            caption: voice.say_with(key("secrecy-register-caption"), &[("month", &worded(month)?)])?,
            rows,
            next: next.map(|place| format!("/review/register?month={month}&after={place}")),
            csv_href: format!("/review/register.csv?month={month}"),
        })
    }
}

impl Template for RegisterPage {
    const NAME: &'static str = "pages/review/register";

    fn samples() -> Vec<Self> {
        let row = |href: Option<&str>| Row {
            when: "2026年11月26日 09:05".to_owned(),
            number: "QSZJ-2026-00012".to_owned(),
            href: href.map(str::to_owned),
            name: "某路改造工程<script>".to_owned(),
            what: "答复文书和附件2件".to_owned(),
            step: "保密审查".to_owned(),
            verdict: "同意公开".to_owned(),
            who: "保密员戊（保密审查员）".to_owned(),
        };
        let page = |rows: Vec<Row>| Self {
            back: "/review",
            months: vec![Choice {
                value: "2026-11".to_owned(),
                label: "2026年11月".to_owned(),
                checked: !rows.is_empty(),
                ..Choice::default()
            }],
            caption: "2026年11月保密审查汇总表".to_owned(),
            next: (!rows.is_empty()).then(|| "/review/register?month=2026-11&after=1".to_owned()),
            rows,
            csv_href: "/review/register.csv?month=2026-11".to_owned(),
        };
        vec![
            page(vec![row(Some("/review/cases/1/secrecy")), row(None)]),
            page(Vec::new()),
        ]
    }
}

impl Page for RegisterPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("secrecy-register-title"))
    }
}
