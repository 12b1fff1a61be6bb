//! The page of the queue.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        casefile::row::{self, QueueRow},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct QueuePage {
    pub(super) may_register: bool,
    /// Whether the register of numbers is theirs.
    pub(super) may_see_numbers: bool,
    pub(super) tabs: Vec<TabLink>,
    /// The tab that is shown, for the filter's form.
    pub(super) tab: String,
    pub(super) stages: Vec<StageChoice>,
    pub(super) caption: String,
    pub(super) rows: Vec<QueueRow>,
    /// Whether a date among them is provisional.
    pub(super) has_provisional: bool,
    /// What to say where there are no rows.
    pub(super) empty: String,
    /// The address of the next page.
    pub(super) next: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct TabLink {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) count: String,
    pub(super) current: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct StageChoice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) count: String,
    pub(super) chosen: bool,
}

impl Template for QueuePage {
    const NAME: &'static str = "pages/desk/queue";

    fn samples() -> Vec<Self> {
        let tab = |current| TabLink {
            name: "我的".to_owned(),
            href: "/desk?tab=mine".to_owned(),
            count: "12".to_owned(),
            current,
        };
        let stage = |chosen| StageChoice {
            value: "in_hand".to_owned(),
            name: "承办中".to_owned(),
            count: "3".to_owned(),
            chosen,
        };
        let page = |rows: Vec<QueueRow>, next: Option<&str>| Self {
            may_register: next.is_some(),
            may_see_numbers: next.is_some(),
            tabs: vec![tab(true), tab(false)],
            tab: "mine".to_owned(),
            stages: vec![stage(true), stage(false)],
            caption: "按答复期限排列，共12件".to_owned(),
            has_provisional: next.is_some(),
            rows,
            empty: "这里没有办件。".to_owned(),
            next: next.map(str::to_owned),
        };
        vec![
            page(row::samples(), Some("/desk?after=2026-01-05_0")),
            page(Vec::new(), None),
        ]
    }
}

impl Page for QueuePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("queue-title"))
    }
}
