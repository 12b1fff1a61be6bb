//! The receipt page: number, look-up code, last day, and how that day came about. It lives in the session of whoever
//! filed, and nowhere else.

use axum::{http::StatusCode, response::Response};
use serde::Serialize;

use super::{
    case::{Contact, OwnRow, calendar_link, people},
    due::Due,
    load,
};
use crate::{
    casework::compose,
    domain::clock,
    template::Template,
    text::key,
    web::{
        error::Failure,
        filing::Memory,
        page::{Page, Side, Title, View},
    },
};

/// The receipt.
#[derive(Debug, Serialize)]
pub(super) struct Receipt {
    case: String,
    agency_name: String,
    number: String,
    /// It asks for the correction of records.
    for_records: bool,
    code: String,
    due: Due,
    items: Vec<String>,
    /// Who applies, and by whom, masked.
    people: Vec<OwnRow>,
    contact: Contact,
    /// What the link to the calendar file says.
    calendar: Option<String>,
}

/// That the receipt is not shown any more.
#[derive(Debug, Serialize)]
pub(super) struct Gone {}

/// `GET /receipt`
pub(super) async fn show(view: View, memory: Memory) -> Result<Response, Failure> {
    let Some(filed) = memory.filed().await? else {
        return view.page_with(StatusCode::NOT_FOUND, Gone {}).await;
    };
    let loaded = load::case(&view, filed.case).await?;
    let law = &loaded.law;
    let case = &loaded.case;
    let reading = clock::of(case, law);
    let receipt = Receipt {
        case: case.id.to_string(),
        number: case.number.to_string(),
        for_records: case.filing.asks_for.corrects_records(),
        code: filed.code,
        due: Due::explain(view.say(), law, case, &reading)?,
        items: loaded.application.items.iter().map(compose::asked).collect(),
        people: people(view.say(), &loaded)?,
        calendar: calendar_link(&view, &loaded)?,
        contact: load::contact(&loaded.agency),
        agency_name: loaded.agency.name,
    };
    view.page(receipt).await
}

impl Template for Receipt {
    const NAME: &'static str = "pages/portal/receipt";

    fn samples() -> Vec<Self> {
        let receipt = |for_records, due| Self {
            for_records,
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            code: "K7QM-2XW9-D4HT".to_owned(),
            due,
            items: vec!["<script>".to_owned()],
            people: vec![OwnRow {
                label: "姓名".to_owned(),
                value: "甄**".to_owned(),
            }],
            contact: Contact::sample(),
            calendar: (!for_records).then(|| "把这个日子记到手机日历".to_owned()),
        };
        vec![receipt(false, Due::sample()), receipt(true, Due::plain_sample())]
    }
}

impl Page for Receipt {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(if self.for_records {
            key("portal-receipt-title-records")
        } else {
            key("portal-receipt-title")
        })
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}

impl Template for Gone {
    const NAME: &'static str = "pages/portal/receipt_gone";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl Page for Gone {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-receipt-gone"))
    }
}
