//! The page of a day's reminders.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        casefile::due::Left,
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct RemindersPage {
    /// `2026年12月3日（星期四）`
    pub(super) day: String,
    pub(super) is_today: bool,
    /// By what is to be done, the most urgent first.
    pub(super) groups: Vec<Group>,
    /// Where to say that they have been read; nothing where they have.
    pub(super) read_href: Option<String>,
    /// Other days.
    pub(super) days: Vec<Day>,
}

/// What is to be done, and where.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) key: &'static str,
    pub(super) name: String,
    pub(super) what: String,
    /// What the dates of the group are.
    pub(super) about: String,
    pub(super) lines: Vec<Line>,
}

/// A case that is to be seen to.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// Nothing where the case has gone to somebody else meanwhile.
    pub(super) case: Option<CaseLink>,
    pub(super) number: String,
    pub(super) about: String,
    pub(super) about_iso: String,
    /// Nothing where it has been seen to.
    pub(super) left: Option<Left>,
}

#[derive(Debug, Serialize)]
pub(super) struct CaseLink {
    pub(super) href: String,
    pub(super) subject: String,
    pub(super) stage: String,
}

/// The reminders of another day.
#[derive(Debug, Serialize)]
pub(super) struct Day {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) unread: bool,
}

impl Template for RemindersPage {
    const NAME: &'static str = "pages/desk/reminders";

    fn samples() -> Vec<Self> {
        let line = |case: Option<CaseLink>, left: Option<Left>| Line {
            case,
            number: "QSZJ-2026-00012".to_owned(),
            about: "2026年12月18日（星期五）".to_owned(),
            about_iso: "2026-12-18".to_owned(),
            left,
        };
        let case = || CaseLink {
            href: "/desk/cases/1".to_owned(),
            subject: "某路改造工程施工许可证<script>".to_owned(),
            stage: "承办中".to_owned(),
        };
        let left = || Left {
            text: "还剩2个工作日".to_owned(),
            tone: "soon",
        };
        let group = || Group {
            key: "reply_due",
            name: "答复期限临近".to_owned(),
            what: "请抓紧办理。".to_owned(),
            about: "答复期限".to_owned(),
            lines: vec![
                line(Some(case()), Some(left())),
                line(Some(case()), None),
                line(None, None),
            ],
        };
        let day = |unread| Day {
            href: "/desk/reminders/2026-12-11".to_owned(),
            name: "2026年12月11日（星期五）".to_owned(),
            unread,
        };
        let page = |is_today, groups, read_href: Option<&str>, days| Self {
            day: "2026年12月16日（星期三）".to_owned(),
            is_today,
            groups,
            read_href: read_href.map(str::to_owned),
            days,
        };
        vec![
            page(
                true,
                vec![group()],
                Some("/desk/reminders/2026-12-16/read"),
                vec![day(true), day(false)],
            ),
            page(false, vec![group()], None, Vec::new()),
            page(true, Vec::new(), None, Vec::new()),
        ]
    }
}

impl Page for RemindersPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("reminders-title"))
    }
}
