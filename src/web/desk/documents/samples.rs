//! Samples of the pages of documents: the empty, the full, the broken, and what people should not have typed.

use super::page::{
    CopyRow, Corner, DocumentRow, DocumentsPage, EverywherePage, FoundIn, HitRow, KindChoice, Look, MarkRow,
    NextLook, PageLink, Progress, ReasonChoice, SearchPage, SheetPage,
};
use crate::web::{
    casefile::{
        proposal::FileLink,
        samples::{files, head},
    },
    form::{Field, FieldErrors},
};

fn errors(id: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(id, "不对");
    errors
}

fn row() -> DocumentRow {
    DocumentRow {
        id: "2".to_owned(),
        name: "<script>调解协议.pdf".to_owned(),
        href: Some("/desk/cases/1/documents/2/pages/1".to_owned()),
        search_href: Some("/desk/cases/1/documents/2/search".to_owned()),
        original_href: Some("/desk/cases/1/files/2".to_owned()),
        progress: None,
        facts: vec!["30页".to_owned()],
        problem: None,
        warnings: vec!["与“副本.pdf”内容相同".to_owned()],
        left_out: Vec::new(),
        again_href: None,
        copies: vec![
            CopyRow {
                name: "调解协议（公开版）.pdf".to_owned(),
                href: "/desk/cases/1/files/3".to_owned(),
                text: "12处遮盖".to_owned(),
                is_current: true,
            },
            CopyRow {
                name: "调解协议（公开版）.pdf".to_owned(),
                href: "/desk/cases/1/files/4".to_owned(),
                text: "11处遮盖".to_owned(),
                is_current: false,
            },
        ],
        copy_href: Some("/desk/cases/1/documents/2/copy".to_owned()),
    }
}

fn list(problems: FieldErrors, rows: Vec<DocumentRow>) -> DocumentsPage {
    DocumentsPage {
        head: head(Some("公开科 王芳")),
        case_href: "/desk/cases/1".to_owned(),
        href: "/desk/cases/1/documents".to_owned(),
        may_bring: true,
        upload: Field::new("documents", "", &problems),
        is_working: rows.iter().any(|row| row.progress.is_some()),
        rows,
        quarantined: vec![FileLink {
            virus: Some("Eicar<b>".to_owned()),
            ..files().remove(0)
        }],
        problems,
    }
}

pub(super) fn lists() -> Vec<DocumentsPage> {
    let waiting = DocumentRow {
        href: None,
        search_href: None,
        progress: Some(Progress {
            text: "正在读取".to_owned(),
            done: 3,
            pages: 30,
        }),
        facts: Vec::new(),
        warnings: Vec::new(),
        copies: Vec::new(),
        copy_href: None,
        ..row()
    };
    let failed = DocumentRow {
        href: None,
        search_href: None,
        problem: Some("文件已加密".to_owned()),
        again_href: Some("/desk/cases/1/documents/2/again".to_owned()),
        ..row()
    };
    let package = DocumentRow {
        name: "材料<b>.zip".to_owned(),
        href: None,
        search_href: None,
        facts: vec!["压缩包".to_owned()],
        warnings: Vec::new(),
        left_out: vec!["“材料.zip/程序.exe”没有取出".to_owned()],
        copies: Vec::new(),
        copy_href: None,
        ..row()
    };
    vec![
        list(FieldErrors::default(), vec![row(), waiting, failed, package]),
        list(errors("documents"), Vec::new()),
        DocumentsPage {
            may_bring: false,
            ..list(FieldErrors::default(), Vec::new())
        },
    ]
}

fn reasons() -> Vec<ReasonChoice> {
    let reason = |label: &str, checked| ReasonChoice {
        value: "personal_privacy".to_owned(),
        label: label.to_owned(),
        checked,
    };
    vec![reason("个人隐私", true), reason("国家秘密", false)]
}

fn sheet(problems: FieldErrors) -> SheetPage {
    SheetPage {
        head: head(Some("公开科 王芳")),
        name: "<script>调解协议.pdf".to_owned(),
        list_href: "/desk/cases/1/documents".to_owned(),
        search_href: "/desk/cases/1/documents/2/search".to_owned(),
        href: "/desk/cases/1/documents/2/pages/2".to_owned(),
        remove_href: "/desk/cases/1/documents/2/pages/2/remove".to_owned(),
        picture: "/desk/cases/1/documents/2/pages/2/picture".to_owned(),
        number: 2,
        pages: 3,
        width: 793,
        height: 1122,
        across: 595_000,
        down: 842_000,
        may_mark: true,
        remark_href: None,
        look: None,
        marks: vec![MarkRow {
            id: "5".to_owned(),
            number: 1,
            reason: "个人隐私".to_owned(),
            text: "林晓舟<b>".to_owned(),
            x: 72_000,
            y: 72_000,
            width: 60_000,
            height: 14_000,
        }],
        reasons: reasons(),
        corner: Some(Corner {
            x: 100_000,
            y: 100_000,
            cancel_href: "/desk/cases/1/documents/2/pages/2".to_owned(),
        }),
        left: Field::new("left", "10", &problems),
        top: Field::new("top", "", &problems),
        breadth: Field::new("breadth", "", &problems),
        depth: Field::new("depth", "", &problems),
        before: Some("/desk/cases/1/documents/2/pages/1".to_owned()),
        after: Some("/desk/cases/1/documents/2/pages/3".to_owned()),
        others: (1..=3)
            .map(|number| PageLink {
                number,
                href: format!("/desk/cases/1/documents/2/pages/{number}"),
                is_here: number == 2,
                marks: usize::from(number == 2),
            })
            .collect(),
        lines: vec!["甲方：林晓舟".to_owned()],
        unsearchable: Some("本页是图像".to_owned()),
        problems,
    }
}

pub(super) fn sheets() -> Vec<SheetPage> {
    let bare = SheetPage {
        may_mark: false,
        remark_href: Some("/review/cases/1?place=file-2&page=3#points".to_owned()),
        look: Some(Look {
            pages: 2,
            seen: 1,
            next: Some(NextLook {
                number: 4,
                href: "/desk/cases/1/documents/2/pages/4".to_owned(),
            }),
            review_href: "/review/cases/1".to_owned(),
        }),
        marks: Vec::new(),
        corner: None,
        before: None,
        after: None,
        lines: Vec::new(),
        unsearchable: None,
        ..sheet(FieldErrors::default())
    };
    let without_marks = SheetPage {
        look: Some(Look {
            pages: 1,
            seen: 1,
            next: None,
            review_href: "/review/cases/1".to_owned(),
        }),
        marks: Vec::new(),
        corner: None,
        ..sheet(FieldErrors::default())
    };
    vec![
        sheet(FieldErrors::default()),
        sheet(errors("left")),
        bare,
        without_marks,
    ]
}

fn found(problems: FieldErrors) -> SearchPage {
    let hit = |number: u32, is_marked| HitRow {
        id: format!("hit-{number}"),
        value: "1:1,2,3,4".to_owned(),
        page: number,
        page_href: format!("/desk/cases/1/documents/2/pages/{number}"),
        kind: "身份证号码".to_owned(),
        before: "证件".to_owned(),
        text: "110101199003077774".to_owned(),
        behind: "，住".to_owned(),
        is_marked,
        checked: !is_marked,
    };
    SearchPage {
        head: head(Some("公开科 王芳")),
        name: "<script>调解协议.pdf".to_owned(),
        list_href: "/desk/cases/1/documents".to_owned(),
        pages_href: "/desk/cases/1/documents/2/pages/1".to_owned(),
        href: "/desk/cases/1/documents/2/search".to_owned(),
        may_mark: true,
        words: Field::new("words", "林晓舟\n</textarea>", &problems),
        kinds: vec![
            KindChoice {
                value: "identity",
                label: "身份证号码".to_owned(),
                checked: true,
            },
            KindChoice {
                value: "phone",
                label: "电话号码".to_owned(),
                checked: false,
            },
        ],
        was_asked: true,
        summary: "找到2处".to_owned(),
        hits: vec![hit(1, false), hit(2, true)],
        more: true,
        unsearchable: Some("第3页是图像".to_owned()),
        reasons: reasons(),
        problems,
    }
}

pub(super) fn searches() -> Vec<SearchPage> {
    let first = SearchPage {
        was_asked: false,
        hits: Vec::new(),
        reasons: Vec::new(),
        more: false,
        unsearchable: None,
        words: Field::new("words", "", &FieldErrors::default()),
        ..found(FieldErrors::default())
    };
    let nothing = SearchPage {
        hits: Vec::new(),
        reasons: Vec::new(),
        more: false,
        unsearchable: None,
        ..found(FieldErrors::default())
    };
    vec![
        found(FieldErrors::default()),
        found(errors("words")),
        found(errors("hits")),
        first,
        nothing,
        SearchPage {
            may_mark: false,
            reasons: Vec::new(),
            ..found(FieldErrors::default())
        },
    ]
}

pub(super) fn everywhere() -> Vec<EverywherePage> {
    let whole = |problems: FieldErrors| {
        let SearchPage {
            head,
            words,
            kinds,
            hits,
            unsearchable,
            ..
        } = found(FieldErrors::default());
        EverywherePage {
            head,
            list_href: "/desk/cases/1/documents".to_owned(),
            href: "/desk/cases/1/documents/search".to_owned(),
            words: Field::new("words", words.value, &problems),
            kinds,
            was_asked: true,
            summary: "在1份文件中找到2处".to_owned(),
            documents: vec![FoundIn {
                number: 1,
                name: "包.zip/协议<b>.docx".to_owned(),
                search_href: "/desk/cases/1/documents/2/search".to_owned(),
                hits,
                unsearchable,
            }],
            unread: Some("“图纸.pdf”没有查".to_owned()),
            stopped: Some("查到“附件.pdf”为止".to_owned()),
            problems,
        }
    };
    vec![
        whole(FieldErrors::default()),
        whole(errors("words")),
        EverywherePage {
            was_asked: false,
            documents: Vec::new(),
            unread: None,
            stopped: None,
            ..whole(FieldErrors::default())
        },
    ]
}
