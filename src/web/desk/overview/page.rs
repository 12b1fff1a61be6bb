//! The page of the overview.

use serde::Serialize;

use super::course::{Course, Piece, course};
use crate::{
    template::Template,
    text::key,
    web::{
        bars::{self, Bars},
        desk::figure::Figure,
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct OverviewPage {
    /// `2026年11月27日（星期五）`
    pub(super) day: String,
    /// How many working days before the last day count as near.
    pub(super) near: String,
    /// Whether the figures of past years are there for the reader.
    pub(super) annual: bool,
    /// `自2025年12月1日（星期一）至2026年11月27日（星期五）`
    pub(super) period: String,
    pub(super) asked: Asking,
    pub(super) tiles: Vec<Tile>,
    /// What the parts of bars are.
    pub(super) legend: Vec<Tile>,
    pub(super) standings: Vec<Standings>,
    pub(super) course: Option<Course>,
    pub(super) pieces: Vec<PieceLine>,
    pub(super) whole: PieceLine,
    pub(super) outcome_bars: Option<Bars>,
    pub(super) outcomes: Vec<OutcomeLine>,
    pub(super) durations: Vec<DurationLine>,
    pub(super) problems: FieldErrors,
}

/// The form by which the period is chosen.
#[derive(Debug, Serialize)]
pub(super) struct Asking {
    pub(super) from: Field,
    pub(super) until: Field,
    /// Nothing for whoever sees one department alone.
    pub(super) departments: Vec<Choice>,
    pub(super) presets: Vec<Preset>,
}

#[derive(Debug, Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Preset {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// One figure, large.
#[derive(Debug, Serialize)]
pub(super) struct Tile {
    pub(super) name: String,
    /// The look of the part of a bar that counts the same.
    pub(super) part: &'static str,
    pub(super) figure: Figure,
}

/// How open cases stand, by one thing.
#[derive(Debug, Serialize)]
pub(super) struct Standings {
    /// Of its heading on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// By what.
    pub(super) by: String,
    pub(super) bars: Option<Bars>,
    pub(super) lines: Vec<StandingLine>,
}

#[derive(Debug, Serialize)]
pub(super) struct StandingLine {
    pub(super) name: String,
    pub(super) open: Figure,
    /// In the order of the legend.
    pub(super) figures: Vec<Named>,
}

/// A figure with what it counts, for where no head of a column is seen.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) is_late: bool,
    pub(super) figure: Figure,
}

/// What came in and ended in a month or a year.
#[derive(Debug, Serialize)]
pub(super) struct PieceLine {
    pub(super) name: String,
    pub(super) received: Figure,
    pub(super) ended: Figure,
    /// In working days; nothing where nothing ended.
    pub(super) median: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct OutcomeLine {
    pub(super) name: String,
    pub(super) figure: Figure,
    /// `45%`
    pub(super) share: String,
}

#[derive(Debug, Serialize)]
pub(super) struct DurationLine {
    pub(super) name: String,
    pub(super) ended: Figure,
    pub(super) median: Option<String>,
    pub(super) longest: Option<String>,
}

impl Template for OverviewPage {
    const NAME: &'static str = "pages/desk/overview";

    fn samples() -> Vec<Self> {
        let figure = |count: u64| Figure::of(count, || "/desk?tab=all&department=none".to_owned());
        let tile = |count| Tile {
            name: "逾期".to_owned(),
            part: "late",
            figure: figure(count),
        };
        let named = |count, is_late| Named {
            name: "逾期".to_owned(),
            is_late,
            figure: figure(count),
        };
        let line = |name: &str| StandingLine {
            name: name.to_owned(),
            open: figure(12),
            figures: vec![named(2, true), named(0, true), named(10, false)],
        };
        let piece = |count, median: Option<&str>| PieceLine {
            name: "2026年11月".to_owned(),
            received: figure(count),
            ended: figure(count),
            median: median.map(str::to_owned),
        };
        let duration = |longest: Option<&str>| DurationLine {
            name: "规划科<b>".to_owned(),
            ended: figure(3),
            median: longest.map(str::to_owned),
            longest: longest.map(str::to_owned),
        };
        let drawn = [Piece {
            name: "11月".to_owned(),
            received: 7,
            ended: 3,
        }];
        let page = |some: bool, problems: FieldErrors| Self {
            day: "2026年11月27日（星期五）".to_owned(),
            near: "5".to_owned(),
            annual: some,
            period: "自2025年12月1日（星期一）至2026年11月27日（星期五）".to_owned(),
            asked: Asking {
                from: Field::new("from", "\"><script>", &problems),
                until: Field::new("until", "2026-11-27", &problems),
                departments: if some {
                    vec![
                        Choice {
                            value: String::new(),
                            label: "全部科室".to_owned(),
                            chosen: true,
                        },
                        Choice {
                            value: "1".to_owned(),
                            label: "规划科<b>".to_owned(),
                            chosen: false,
                        },
                    ]
                } else {
                    Vec::new()
                },
                presets: [true, false]
                    .map(|current| Preset {
                        name: "今年".to_owned(),
                        href: "/desk/overview?from=2026-01-01".to_owned(),
                        current,
                    })
                    .into(),
            },
            tiles: vec![tile(2), tile(0)],
            legend: vec![tile(2)],
            standings: vec![Standings {
                id: "by-department",
                title: "在办件按科室".to_owned(),
                by: "科室".to_owned(),
                bars: if some { bars::sample() } else { None },
                lines: vec![line("规划科<b>"), line("合计")],
            }],
            course: if some {
                course(&drawn, "2026年11月收到7件".to_owned())
            } else {
                None
            },
            pieces: vec![piece(7, Some("12.5")), piece(0, None)],
            whole: piece(7, None),
            outcome_bars: if some { bars::sample() } else { None },
            outcomes: if some {
                vec![OutcomeLine {
                    name: "予以公开".to_owned(),
                    figure: figure(3),
                    share: "45%".to_owned(),
                }]
            } else {
                Vec::new()
            },
            durations: vec![duration(Some("12")), duration(None)],
            problems,
        };
        let mut problems = FieldErrors::default();
        problems.add("from", "请填写有效的日期");
        vec![page(true, FieldErrors::default()), page(false, problems)]
    }
}

impl Page for OverviewPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("overview-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
