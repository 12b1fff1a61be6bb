//! The page on which an answer is published.

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
pub(super) struct PublishPage {
    pub(super) problems: FieldErrors,
    pub(super) back: String,
    pub(super) number: String,
    pub(super) action: String,
    /// Why nothing can be published.
    pub(super) verdict: Option<String>,
    /// What was prepared last, as it stands.
    pub(super) standing: Option<Standing>,
    /// What looks like personal data, and what that means.
    pub(super) found: Option<FoundPart>,
    pub(super) form: Option<PublishForm>,
    /// The version that the reader sees, for whoever confirms.
    pub(super) confirm: Option<i64>,
    pub(super) needs_second: bool,
    pub(super) give_up: Option<i64>,
    pub(super) withdraw: Option<Withdraw>,
}

#[derive(Debug, Serialize)]
pub(super) struct Standing {
    pub(super) state: String,
    pub(super) prepared: String,
    /// Since when it is public, and since when not any more.
    pub(super) lines: Vec<String>,
    pub(super) public_href: Option<String>,
    pub(super) title: String,
    pub(super) asked: String,
    pub(super) answered: String,
    pub(super) topics: String,
    pub(super) files: Vec<FileRow>,
    /// Why what looks like personal data may be public.
    pub(super) because: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct FileRow {
    pub(super) href: String,
    pub(super) name: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FoundPart {
    /// What has to be done about it.
    pub(super) told: String,
    pub(super) rows: Vec<FoundRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct FoundRow {
    pub(super) place: String,
    pub(super) kind: String,
    pub(super) before: String,
    pub(super) masked: String,
    pub(super) behind: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PublishForm {
    /// The version that is prepared anew; empty where it is the first.
    pub(super) version: String,
    pub(super) title: Field,
    pub(super) asked: Field,
    pub(super) answered: Field,
    pub(super) topics: Field,
    pub(super) files: Choices,
    pub(super) because: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct Withdraw {
    pub(super) version: i64,
    pub(super) because: Field,
}

impl Template for PublishPage {
    const NAME: &'static str = "pages/desk/publish/publish";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        for field in ["title", "asked", "answered", "topics", "files", "because"] {
            errors.add(field, "请改正<b>");
        }
        let page = |errors: &FieldErrors| Self {
            problems: errors.clone(),
            back: "/desk/cases/1".to_owned(),
            number: "QSZJ-2026-00012".to_owned(),
            action: "/desk/cases/1/publish".to_owned(),
            verdict: None,
            standing: None,
            found: None,
            form: None,
            confirm: None,
            needs_second: false,
            give_up: None,
            withdraw: None,
        };
        let none = FieldErrors::default();
        vec![
            Self {
                form: Some(form(&none, false)),
                ..page(&none)
            },
            Self {
                standing: Some(standing(true)),
                found: Some(found()),
                form: Some(form(&errors, true)),
                needs_second: true,
                give_up: Some(1),
                ..page(&errors)
            },
            Self {
                standing: Some(standing(false)),
                confirm: Some(2),
                ..page(&none)
            },
            Self {
                standing: Some(standing(true)),
                withdraw: Some(Withdraw {
                    version: 3,
                    because: Field::new("because", "", &none),
                }),
                ..page(&none)
            },
            Self {
                verdict: Some("还没有答复<b>".to_owned()),
                ..page(&none)
            },
        ]
    }
}

fn standing(full: bool) -> Standing {
    Standing {
        state: "待他人核对".to_owned(),
        prepared: "由承办人乙写成".to_owned(),
        lines: if full {
            vec!["2026年11月28日起公开".to_owned()]
        } else {
            Vec::new()
        },
        public_href: full.then(|| "/published/1".to_owned()),
        title: "分配方案<b>".to_owned(),
        asked: "第一段\n第二段".to_owned(),
        answered: "予以公开".to_owned(),
        topics: if full {
            "住房、保障".to_owned()
        } else {
            String::new()
        },
        files: if full {
            vec![FileRow {
                href: "/desk/cases/1/files/2".to_owned(),
                name: "方案<b>.pdf".to_owned(),
            }]
        } else {
            Vec::new()
        },
        because: full.then(|| "是公开的办公电话".to_owned()),
    }
}

fn found() -> FoundPart {
    FoundPart {
        told: "请删去".to_owned(),
        rows: vec![FoundRow {
            place: "文字中".to_owned(),
            kind: "电话".to_owned(),
            before: "请致电<b>".to_owned(),
            masked: "199****1542".to_owned(),
            behind: "联系".to_owned(),
        }],
    }
}

fn form(errors: &FieldErrors, full: bool) -> PublishForm {
    let field = |id: &str| Field::new(id, "甲<b>", errors);
    let files = [("1", "方案<b>.pdf".to_owned(), None)];
    PublishForm {
        version: if full { "1".to_owned() } else { String::new() },
        title: field("title"),
        asked: field("asked"),
        answered: field("answered"),
        topics: field("topics"),
        files: Choices::new("files", files.into_iter().filter(|_| full), &["1"], errors),
        because: field("because"),
    }
}

impl Page for PublishPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("publish-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
