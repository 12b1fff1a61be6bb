//! The page of the workload.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        bars::{self, Bars},
        desk::figure::Figure,
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct WorkloadPage {
    /// `2026年11月27日（星期五）`
    pub(super) day: String,
    /// From how many working days on a last day counts as near.
    pub(super) near: String,
    pub(super) departments: Vec<Department>,
    pub(super) bars: Option<Bars>,
}

#[derive(Debug, Serialize)]
pub(super) struct Department {
    /// Of its heading on the page.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) total: Line,
    pub(super) people: Vec<Line>,
}

/// What a department or a person has.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    /// Who stands in, where the person is away.
    pub(super) away: Option<String>,
    pub(super) open: Figure,
    pub(super) waiting: Figure,
    pub(super) in_review: Figure,
    pub(super) near: Figure,
    pub(super) late: Figure,
    /// The next last day.
    pub(super) next: Option<Next>,
    pub(super) ended: Figure,
}

#[derive(Debug, Serialize)]
pub(super) struct Next {
    pub(super) text: String,
    pub(super) iso: String,
}

impl Template for WorkloadPage {
    const NAME: &'static str = "pages/desk/workload";

    fn samples() -> Vec<Self> {
        let figure = |count, linked: bool| Figure {
            count,
            href: linked.then(|| "/desk?tab=all".to_owned()),
        };
        let line = |name: &str, some: bool| Line {
            name: name.to_owned(),
            away: some.then(|| "外出，至2026年12月3日（星期四）由王某某代行".to_owned()),
            open: figure(12, some),
            waiting: figure(2, some),
            in_review: figure(3, some),
            near: figure(1, some),
            late: figure(u64::from(some), some),
            next: some.then(|| Next {
                text: "2026年12月3日（星期四）".to_owned(),
                iso: "2026-12-03".to_owned(),
            }),
            ended: figure(4, some),
        };
        let department = |people| Department {
            id: "department-0".to_owned(),
            name: "规划科<b>".to_owned(),
            total: line("合计", true),
            people,
        };
        let page = |departments, bars| Self {
            day: "2026年11月27日（星期五）".to_owned(),
            near: "5".to_owned(),
            departments,
            bars,
        };
        vec![
            page(
                vec![
                    department(vec![line("欧阳某某", true), line("未接办", false)]),
                    department(Vec::new()),
                ],
                bars::sample(),
            ),
            page(Vec::new(), None),
        ]
    }
}

impl Page for WorkloadPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("workload-title"))
    }
}
