//! The page.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct MessagesPage {
    pub(super) errors: FieldErrors,
    pub(super) ways: Vec<Way>,
    /// What could not be sent.
    pub(super) aside: Vec<Aside>,
    /// That there is more than is listed.
    pub(super) counted: Option<String>,
    /// To put back or to end all at once, where there are several.
    pub(super) all: Option<All>,
    /// Where to send a test; nothing where no mail is sent.
    pub(super) to: Option<Field>,
}

/// A way in which messages leave.
#[derive(Debug, Serialize)]
pub(super) struct Way {
    pub(super) name: String,
    pub(super) is_set: bool,
    pub(super) quiet: Option<String>,
    pub(super) waiting: String,
    pub(super) last_sent: Option<String>,
    /// When and why something failed, where that has not been set right since.
    pub(super) last_failure: Option<String>,
}

/// A message that could not be sent.
#[derive(Debug, Serialize)]
pub(super) struct Aside {
    pub(super) what: String,
    pub(super) way: String,
    /// The number of the case.
    pub(super) number: Option<String>,
    pub(super) why: String,
    pub(super) attempts: String,
    pub(super) since: String,
    pub(super) retry_href: String,
    pub(super) drop_href: String,
    pub(super) because: Field,
}

/// For all that could not be sent.
#[derive(Debug, Serialize)]
pub(super) struct All {
    pub(super) because: Field,
}

impl Template for MessagesPage {
    const NAME: &'static str = "pages/admin/messages/overview";

    fn samples() -> Vec<Self> {
        let way = |name: &str, is_set: bool, well: bool| Way {
            name: name.to_owned(),
            is_set,
            quiet: is_set.then(|| "21:00至08:00不发送".to_owned()),
            waiting: "3".to_owned(),
            last_sent: well.then(|| "2026年11月20日 09:30".to_owned()),
            last_failure: (is_set && !well).then(|| "2026年11月20日 09:31，连不上服务器".to_owned()),
        };
        let aside = |n: u8, number: Option<&str>, errors: &FieldErrors| Aside {
            what: "文书送达的告知".to_owned(),
            way: "邮件".to_owned(),
            number: number.map(str::to_owned),
            why: "收件服务器拒绝（550 5.1.1）".to_owned(),
            attempts: "1".to_owned(),
            since: "2026年11月20日 09:31".to_owned(),
            retry_href: format!("/admin/messages/{n}/retry"),
            drop_href: format!("/admin/messages/{n}/drop"),
            because: Field::new(format!("because-{n}"), "<空号>", errors),
        };
        let mut errors = FieldErrors::default();
        errors.add("to", "没有发出：连不上服务器。");
        errors.add("because-1", "请写明理由");
        errors.add("because-all", "请写明理由");
        let none = FieldErrors::default();
        vec![
            Self {
                ways: vec![
                    way("邮件", true, true),
                    way("短信", true, false),
                    way("推送", false, false),
                ],
                aside: vec![
                    aside(1, Some("QXZJ-2026-00012"), &errors),
                    aside(2, None, &errors),
                ],
                counted: Some("共120条，这里列出最早的100条。".to_owned()),
                all: Some(All {
                    because: Field::new("because-all", "", &errors),
                }),
                to: Some(Field::new("to", "a@b", &errors)),
                errors,
            },
            Self {
                errors: none.clone(),
                ways: vec![way("邮件", false, false)],
                aside: Vec::new(),
                counted: None,
                all: None,
                to: None,
            },
        ]
    }
}

impl Page for MessagesPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("messages-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
