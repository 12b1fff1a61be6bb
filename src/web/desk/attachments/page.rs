//! The page of what third parties may be shown.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{Head, proposal::FileLink, samples},
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

/// What may go with a letter to a third party, and the form for another.
#[derive(Debug, Serialize)]
pub(super) struct AttachmentsPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) case_href: String,
    pub(super) href: String,
    pub(super) rows: Vec<Row>,
    pub(super) may_prepare: bool,
    /// The longest title, in characters.
    pub(super) most: String,
    pub(super) title: Field,
    pub(super) source: Choices,
    pub(super) file: Field,
}

/// A file under its title.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) link: FileLink,
    pub(super) size: String,
    /// Whether it was looked through, and what that found.
    pub(super) state: String,
    /// A letter names it.
    pub(super) is_used: bool,
    pub(super) remove_href: Option<String>,
}

impl Template for AttachmentsPage {
    const NAME: &'static str = "pages/desk/attachments";

    fn samples() -> Vec<Self> {
        let row = |is_used: bool, is_waiting: bool, virus: Option<&str>| Row {
            link: FileLink {
                name: "投标文件<b>第3至5页".to_owned(),
                href: "/desk/cases/1/files/2".to_owned(),
                is_waiting,
                virus: virus.map(str::to_owned),
            },
            size: "1.2 MB".to_owned(),
            state: "已经检查".to_owned(),
            is_used,
            remove_href: (!is_used).then(|| "/desk/cases/1/attachments/2/remove".to_owned()),
        };
        let page = |rows, may_prepare, problems: FieldErrors| Self {
            head: samples::head(Some("规划科 欧阳某某")),
            case_href: "/desk/cases/1".to_owned(),
            href: "/desk/cases/1/attachments".to_owned(),
            rows,
            may_prepare,
            most: "60".to_owned(),
            title: Field::new("title", "\"><script>", &problems),
            source: Choices::new(
                "source",
                [
                    ("upload", "上传新的文件".to_owned(), None),
                    ("0", "方案<b>（公开版）.pdf".to_owned(), Some("提示".to_owned())),
                ],
                &["upload"],
                &problems,
            ),
            file: Field::new("file", "", &problems),
            problems,
        };
        let mut problems = FieldErrors::default();
        for id in ["title", "source", "file"] {
            problems.add(id, "不对<b>");
        }
        let rows = vec![
            row(true, false, None),
            row(false, true, None),
            row(false, false, Some("Eicar")),
        ];
        vec![
            page(rows, true, problems),
            page(Vec::new(), true, FieldErrors::default()),
            page(Vec::new(), false, FieldErrors::default()),
        ]
    }
}

impl Page for AttachmentsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("attachment-page"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
