//! The page of what is about to leave.

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
pub(super) struct CheckPage {
    pub(super) problems: FieldErrors,
    pub(super) back: String,
    pub(super) number: String,
    /// Of the letter.
    pub(super) title: String,
    pub(super) recipient: Recipient,
    pub(super) checks: Vec<CheckRow>,
    pub(super) files: Vec<FileRow>,
    /// A file is still being looked through.
    pub(super) waits: bool,
    /// What has to be answered for.
    pub(super) hits: Vec<HitRow>,
    /// How much besides belongs to whoever gets it, and to offices.
    pub(super) told_apart: Option<String>,
    /// Pages on which nothing can be found.
    pub(super) unread: Vec<String>,
    /// Everything is answered for.
    pub(super) cleared: bool,
    pub(super) may_answer: bool,
    pub(super) action: String,
    pub(super) version: u32,
    /// The digest of what is shown.
    pub(super) seen: String,
    pub(super) reason: Field,
    /// The last button.
    pub(super) issue: Option<Issue>,
    /// Where a procedural letter is sent.
    pub(super) send_href: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Recipient {
    pub(super) name: String,
    pub(super) way: String,
    /// The address, where the way needs one.
    pub(super) to: Option<String>,
}

/// Something that the program has verified.
#[derive(Debug, Serialize)]
pub(super) struct CheckRow {
    pub(super) holds: bool,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FileRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) size: String,
    pub(super) pages: Option<String>,
    pub(super) clean: bool,
    pub(super) state: String,
}

/// Something that looks like personal data of somebody else.
#[derive(Debug, Serialize)]
pub(super) struct HitRow {
    pub(super) id: String,
    pub(super) place: String,
    pub(super) kind: String,
    /// What stands around it, with what belongs to others masked.
    pub(super) before: String,
    pub(super) masked: String,
    pub(super) behind: String,
    /// All of it as it stands there, for whoever asks.
    pub(super) whole: String,
    pub(super) lawful: bool,
    pub(super) consent: bool,
    pub(super) error: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Issue {
    pub(super) href: String,
    pub(super) version: u32,
}

impl Template for CheckPage {
    const NAME: &'static str = "pages/desk/check";

    fn samples() -> Vec<Self> {
        let hit = |chosen: &str, wrong: bool| HitRow {
            id: "h-0".to_owned(),
            place: "方案.pdf，第3页".to_owned(),
            kind: "电话".to_owned(),
            before: "联系人王某电话".to_owned(),
            masked: "138****0000".to_owned(),
            whole: "请联系13800000000<".to_owned(),
            behind: "<b>等".to_owned(),
            lawful: chosen == "lawful",
            consent: chosen == "consent",
            error: wrong.then(|| "请选择".to_owned()),
        };
        let file = |pages: Option<&str>| FileRow {
            name: "方案<1>.pdf".to_owned(),
            href: "/desk/cases/1/files/2".to_owned(),
            size: "12 KB".to_owned(),
            pages: pages.map(str::to_owned),
            clean: pages.is_some(),
            state: "没有隐藏内容".to_owned(),
        };
        let page = |wrong: bool, open: bool| {
            let mut problems = FieldErrors::default();
            if wrong {
                problems.add("reason", "请填写。");
                problems.add("h-0", "请选择");
            }
            Self {
                back: "/desk/cases/1".to_owned(),
                number: "QSZJ-2026-00012".to_owned(),
                title: "政府信息公开申请答复书".to_owned(),
                recipient: Recipient {
                    name: "甄某某".to_owned(),
                    way: "邮寄".to_owned(),
                    to: open.then(|| "云州市青溪县人民路12号 671000".to_owned()),
                },
                checks: vec![
                    CheckRow {
                        holds: true,
                        text: "收件人就是本件申请人".to_owned(),
                    },
                    CheckRow {
                        holds: false,
                        text: "送达地址取自本件申请".to_owned(),
                    },
                ],
                files: if open {
                    vec![file(Some("3")), file(None)]
                } else {
                    Vec::new()
                },
                waits: wrong,
                hits: if open {
                    vec![hit("lawful", false), hit("consent", wrong)]
                } else {
                    Vec::new()
                },
                told_apart: Some("另有2处是收件人本人的信息。".to_owned()),
                unread: if open {
                    vec!["方案.pdf第2页没有文字。".to_owned()]
                } else {
                    Vec::new()
                },
                cleared: !wrong,
                may_answer: open && wrong,
                action: "/desk/cases/1/check".to_owned(),
                version: 7,
                seen: "0".repeat(64),
                reason: Field::new("reason", "<公开电话>", &problems),
                issue: (!open).then(|| Issue {
                    href: "/desk/cases/1/issue".to_owned(),
                    version: 7,
                }),
                send_href: (!wrong).then(|| "/desk/cases/1#notices".to_owned()),
                problems,
            }
        };
        let mut nothing = page(false, false);
        nothing.cleared = false;
        vec![page(true, true), page(false, true), page(false, false), nothing]
    }
}

impl Page for CheckPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("presend-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
