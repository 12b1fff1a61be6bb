//! The page.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct ChannelPage {
    pub(super) errors: FieldErrors,
    /// What is wrong now.
    pub(super) troubles: Vec<String>,
    /// How many of the tests of twelve months went well.
    pub(super) rate: Option<String>,
    pub(super) rows: Vec<Row>,
    /// That there are more than are listed.
    pub(super) more: Option<String>,
    pub(super) beats: Vec<Beat>,
    pub(super) every: Choices,
    pub(super) receive_hours: Field,
    pub(super) answer_days: Field,
    pub(super) mail: Field,
    pub(super) phone: Field,
}

/// A test.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) number: String,
    pub(super) on: String,
    pub(super) steps: Vec<StepCell>,
    pub(super) filed: String,
    pub(super) received: String,
    pub(super) answered: String,
    pub(super) read: String,
    pub(super) result: String,
    /// The colour of the result.
    pub(super) tag: &'static str,
}

/// A step over the pages.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StepCell {
    pub(super) name: String,
    /// Its status and the time that it took.
    pub(super) said: String,
    pub(super) failed: bool,
}

/// A way by which heartbeats go.
#[derive(Debug, Serialize)]
pub(super) struct Beat {
    pub(super) name: String,
    /// Where they go; nothing where none are wanted.
    pub(super) to: Option<String>,
    /// When anything went that way last.
    pub(super) last_sent: Option<String>,
    /// How the last heartbeat stands.
    pub(super) state: Option<String>,
    pub(super) failed: bool,
}

impl Template for ChannelPage {
    const NAME: &'static str = "pages/admin/channel";

    fn samples() -> Vec<Self> {
        let step = |failed| StepCell {
            name: "办事指南".to_owned(),
            said: "200，12毫秒".to_owned(),
            failed,
        };
        let row = Row {
            number: "渠道测试20261120".to_owned(),
            on: "2026年11月20日（星期五）".to_owned(),
            steps: vec![step(false), step(true)],
            filed: "2026年11月20日 09:30".to_owned(),
            received: "—".to_owned(),
            answered: "—".to_owned(),
            read: "—".to_owned(),
            result: "办理中".to_owned(),
            tag: "soon",
        };
        let beat = |full: bool, failed| Beat {
            name: "邮件".to_owned(),
            to: full.then(|| "a@example.cn".to_owned()),
            last_sent: full.then(|| "2026年11月20日 09:30".to_owned()),
            state: full.then(|| "没有发出<b>".to_owned()),
            failed,
        };
        let page = |full: bool, errors: FieldErrors| Self {
            troubles: if full {
                vec!["渠道测试20261120：没有按时确认收件".to_owned()]
            } else {
                Vec::new()
            },
            rate: full.then(|| "12次中11次".to_owned()),
            rows: if full { vec![row.clone()] } else { Vec::new() },
            more: full.then(|| "另有3次".to_owned()),
            beats: vec![beat(full, full), beat(full, false)],
            every: Choices::new("every", [("off", "不测试".to_owned(), None)], &["off"], &errors),
            receive_hours: Field::new("receive_hours", "8", &errors),
            answer_days: Field::new("answer_days", "3", &errors),
            mail: Field::new("mail", "<a>", &errors),
            phone: Field::new("phone", "", &errors),
            errors,
        };
        let mut errors = FieldErrors::default();
        for id in ["every", "receive_hours", "answer_days", "mail", "phone"] {
            errors.add(id, "请填写");
        }
        vec![page(true, errors), page(false, FieldErrors::default())]
    }
}

impl Page for ChannelPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("channel-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
