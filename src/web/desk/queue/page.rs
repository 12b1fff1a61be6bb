//! The page of the queue.

use serde::Serialize;

use super::{
    cell::{Cell, Row, Unread},
    column::Column,
    facet::{Chip, ChipGroup, TabLink},
    panel::{Active, Choice, DayRange, Group, Kept, Panel, Select},
};
use crate::{
    store::view,
    template::Template,
    text::key,
    web::{
        casefile::row,
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
        wording::{Said, Voice},
    },
};

#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is there or not"
)]
pub(super) struct QueuePage {
    pub(super) may_register: bool,
    /// That tests of the online channel wait.
    pub(super) tests: Option<String>,
    /// Whether the register of numbers is theirs.
    pub(super) may_see_numbers: bool,
    /// Whether they take cases up that nobody has.
    pub(super) may_take_next: bool,
    pub(super) tabs: Vec<TabLink>,
    pub(super) views: Vec<ViewLink>,
    /// The query of this page.
    pub(super) here: String,
    /// Where something is done with all of it at once.
    pub(super) bulk_all: String,
    /// All of it as a table.
    pub(super) exports: Vec<Export>,
    /// All of it as the register.
    pub(super) ledgers: Vec<Export>,
    /// The name of the new view.
    pub(super) name: Field,
    pub(super) is_shared: bool,
    pub(super) display: Display,
    pub(super) chips: Vec<ChipGroup>,
    pub(super) panel: Panel,
    pub(super) active: Vec<Active>,
    /// The address without anything that is set.
    pub(super) clear: String,
    pub(super) caption: String,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Row>,
    /// Whether a date among them is provisional.
    pub(super) has_provisional: bool,
    /// What to say where there are no rows.
    pub(super) empty: String,
    /// The address of the first page, where this is not it.
    pub(super) first: Option<String>,
    /// The address of the next page.
    pub(super) next: Option<String>,
    pub(super) problems: FieldErrors,
}

#[derive(Debug, Serialize)]
pub(super) struct ViewLink {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) current: bool,
    pub(super) shared: bool,
    /// Where to send what forgets it; nothing where it is somebody else's.
    pub(super) forget: Option<String>,
}

/// A kind of table.
#[derive(Debug, Serialize)]
pub(super) struct Export {
    pub(super) href: String,
    pub(super) name: String,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) name: String,
    /// What sorts by it.
    pub(super) href: Option<String>,
    /// Which way the rows are sorted by it, where they are.
    pub(super) sorted: Option<&'static str>,
}

/// How the reader wants the queue shown.
#[derive(Debug, Serialize)]
pub(super) struct Display {
    pub(super) columns: Vec<Choice>,
    pub(super) is_dense: bool,
    pub(super) has_keys: bool,
}

impl Display {
    pub(super) fn of(voice: Voice<'_>, kept: Option<&view::Display>, chosen: &[Column]) -> Said<Self> {
        let choice = |column: &Column| {
            Ok(Choice {
                id: format!("column-{column}"),
                value: column.to_string(),
                label: voice.say(column.name())?,
                chosen: chosen.contains(column),
            })
        };
        Ok(Self {
            columns: Column::ALL.iter().map(choice).collect::<Said<_>>()?,
            is_dense: kept.is_some_and(|kept| kept.is_dense),
            has_keys: kept.is_none_or(|kept| kept.has_keys),
        })
    }
}

impl Template for QueuePage {
    const NAME: &'static str = "pages/desk/queue";

    fn samples() -> Vec<Self> {
        vec![sample(false), sample(true)]
    }
}

/// A page with everything, or with as little as there can be.
fn sample(is_bare: bool) -> QueuePage {
    let say = |text: &str| text.to_owned();
    let some = |text: &str| (!is_bare).then(|| text.to_owned());
    let choice = |chosen| Choice {
        id: say("stage-in_hand"),
        value: say("in_hand"),
        label: say("承办中（3）"),
        chosen,
    };
    let tab = |current| TabLink {
        name: say("我的"),
        href: say("/desk?tab=mine"),
        count: say("12"),
        current,
    };
    let chip = |current: bool, urgent| Chip {
        name: say("已逾期"),
        href: current.then(|| say("/desk?tab=mine")),
        count: say("0"),
        current,
        urgent,
    };
    let group = |is_single| Group {
        name: "stage",
        label: say("环节"),
        is_single,
        choices: vec![choice(true), choice(false)],
    };
    let day = |error: Option<&str>| Field {
        id: say("due_from"),
        value: say("2026-01-05"),
        error: error.map(say),
    };
    let saved = |forget: Option<&str>, current| ViewLink {
        name: say("本周要答复的"),
        href: say("/desk?tab=mine&due=5"),
        current,
        shared: !current,
        forget: forget.map(say),
    };
    let head = |href: Option<&str>, sorted| Head {
        name: say("答复期限"),
        href: href.map(say),
        sorted,
    };
    let cell = |text: Option<&str>, tags: &[&str], due| Cell {
        label: say("申请人"),
        text: text.map(say),
        tags: tags.iter().map(|tag| say(tag)).collect(),
        due,
    };
    let row = |row: row::QueueRow| Row {
        unread: row.who.as_ref().map(|_| Unread {
            href: say("/desk/cases/1/notes"),
            text: say("新留言2条"),
        }),
        id: say("1"),
        href: row.href,
        number: row.number,
        subject: row.subject,
        cells: vec![
            cell(Some("甄某某"), &[], None),
            cell(None, &["已延期"], None),
            cell(None, &[], Some(row.due)),
            cell(None, &[], None),
        ],
    };
    let mut problems = FieldErrors::default();
    if !is_bare {
        problems.add("name", "请给这个视图起个名字");
    }
    QueuePage {
        may_register: !is_bare,
        tests: some("渠道测试：1件待办理"),
        may_see_numbers: !is_bare,
        may_take_next: !is_bare,
        tabs: vec![tab(true), tab(false)],
        views: if is_bare {
            Vec::new()
        } else {
            vec![saved(Some("/desk/views/1/forget"), true), saved(None, false)]
        },
        bulk_all: say("/desk/bulk?all=yes&tab=mine"),
        here: say("tab=mine"),
        exports: vec![Export {
            href: say("/desk/export/csv?tab=mine"),
            name: say("CSV"),
        }],
        ledgers: vec![Export {
            href: say("/desk/ledger/csv?tab=mine"),
            name: say("CSV"),
        }],
        name: day((!is_bare).then_some("请给这个视图起个名字")),
        is_shared: is_bare,
        display: Display {
            columns: vec![choice(true), choice(false)],
            is_dense: is_bare,
            has_keys: is_bare,
        },
        chips: if is_bare {
            Vec::new()
        } else {
            vec![ChipGroup {
                name: say("期限"),
                chips: vec![chip(true, true), chip(false, false)],
            }]
        },
        panel: Panel {
            kept: vec![Kept {
                name: "tab",
                value: say("mine"),
            }],
            groups: vec![group(true), group(false)],
            selects: vec![Select {
                name: "handler",
                label: say("承办人"),
                choices: vec![choice(true), choice(false)],
            }],
            days: vec![DayRange {
                label: say("收到之日"),
                from: day(Some("请填写日期")),
                until: day(None),
            }],
            open: is_bare,
            clear: say("/desk?tab=mine"),
        },
        active: if is_bare {
            Vec::new()
        } else {
            vec![Active {
                text: say("承办中"),
                href: say("/desk?tab=mine"),
            }]
        },
        clear: say("/desk?tab=mine"),
        caption: say("按答复期限排列，共12件"),
        heads: vec![
            head(Some("/desk?sort=due"), Some("ascending")),
            head(Some("/desk?sort=due"), Some("descending")),
            head(Some("/desk?sort=stage"), None),
            head(None, None),
        ],
        has_provisional: !is_bare,
        rows: if is_bare {
            Vec::new()
        } else {
            row::samples().into_iter().map(row).collect()
        },
        empty: say("这里没有办件。"),
        first: some("/desk?tab=mine"),
        next: some("/desk?after=0_2026-01-05_0"),
        problems,
    }
}

impl Page for QueuePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("queue-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
