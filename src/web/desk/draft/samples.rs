//! Samples of the draft page: everything at once, with errors; complete, with its letter; not begun.

use super::page::{
    AnswerView, Choice, DraftPage, FieldView, FileView, GroupView, Guide, ItemView, PartView, Preview,
};
use crate::web::{
    casefile::{
        clues, comparison, likeness,
        points::{self, Point},
        present, samples,
    },
    form::{Field, FieldErrors},
    pairs::Hidden,
};

pub(super) fn pages() -> Vec<DraftPage> {
    let [running, stopped] = samples::clocks();
    let [somebody, nobody] = present::samples();
    let wrong = DraftPage {
        problems: missing(),
        number: "QSZJ-2026-00012".to_owned(),
        case_href: "/desk/cases/1".to_owned(),
        href: "/desk/cases/1/draft".to_owned(),
        upload_href: "/desk/cases/1/draft/files".to_owned(),
        version: 4,
        clock: running.clone(),
        present: somebody,
        notices: samples::notices(),
        notice: Some("文件已经上传。".to_owned()),
        points: points(),
        alarms: likeness::samples(),
        changes: comparison::samples().into_iter().next(),
        kept: vec![Hidden {
            name: "i1-f-reasons".to_owned(),
            value: "</textarea><script>".to_owned(),
        }],
        items: vec![item(true), item(false)],
        preview_href: "/desk/cases/1/draft/preview".to_owned(),
        preview: lacking(),
    };
    let complete = DraftPage {
        problems: FieldErrors::default(),
        number: "QSZJ-2026-00012".to_owned(),
        case_href: "/desk/cases/1".to_owned(),
        href: "/desk/cases/1/draft".to_owned(),
        upload_href: "/desk/cases/1/draft/files".to_owned(),
        version: 4,
        clock: stopped,
        present: nobody,
        notices: Vec::new(),
        notice: None,
        points: Vec::new(),
        alarms: Vec::new(),
        changes: comparison::samples().pop(),
        kept: Vec::new(),
        items: vec![item(false)],
        preview_href: "/desk/cases/1/draft/preview".to_owned(),
        preview: whole(),
    };
    vec![wrong, complete]
}

fn points() -> Vec<Point> {
    let mut errors = FieldErrors::default();
    errors.add("reply-1", "太长了");
    let open = |(number, point): (usize, Point)| Point {
        field: Some(Field::new(format!("reply-{number}"), "<b>", &errors)),
        ..point
    };
    (1..).zip(points::samples()).map(open).collect()
}

/// What a draft makes: nothing yet, everything, everything and yet not now.
pub(super) fn previews() -> Vec<Preview> {
    let waits = Preview {
        obstacle: Some("第三方还有时间答复。".to_owned()),
        ..whole()
    };
    vec![lacking(), whole(), waits]
}

fn lacking() -> Preview {
    Preview {
        missing: missing(),
        missing_count: 1,
        obstacle: None,
        chain: "保密审查 → 签发".to_owned(),
        letter: None,
        files_href: None,
    }
}

fn whole() -> Preview {
    Preview {
        missing: FieldErrors::default(),
        missing_count: 0,
        obstacle: None,
        chain: "保密审查 → 法制审核 → 签发".to_owned(),
        letter: Some("<article><p>正文</p></article>".to_owned()),
        files_href: Some("/desk/cases/1/draft/letter".to_owned()),
    }
}

fn missing() -> FieldErrors {
    let mut missing = FieldErrors::default();
    missing.add("i1-ground", "第1项：还没有选定处理依据。");
    missing
}

fn field(id: &str, wrong: bool) -> Field {
    Field {
        id: id.to_owned(),
        value: "\"><script>\n第二行".to_owned(),
        error: wrong.then(|| "必须填写。".to_owned()),
    }
}

fn choices() -> Vec<Choice> {
    let choice = |value: &str, chosen| Choice {
        value: value.to_owned(),
        name: "是".to_owned(),
        chosen,
    };
    vec![choice("yes", true), choice("no", false)]
}

fn fields(wrong: bool) -> Vec<FieldView> {
    let view = |id: &str, hint: &str| FieldView {
        label: "理由".to_owned(),
        hint: hint.to_owned(),
        field: field(id, wrong),
        long: false,
        line: None,
        choices: Vec::new(),
    };
    vec![
        FieldView {
            long: true,
            ..view("i1-f-reasons", "结合本案事实说明。")
        },
        FieldView {
            long: true,
            ..view("i1-f-harm", "")
        },
        FieldView {
            line: Some("date"),
            ..view("i1-f-earlier_reply_date", "")
        },
        FieldView {
            line: Some("text"),
            ..view("i1-f-law_name", "全称。")
        },
        FieldView {
            choices: choices(),
            ..view("i1-f-contested", "有争议的选“是”。")
        },
    ]
}

fn answer(chosen: bool, wrong: bool) -> AnswerView {
    AnswerView {
        ground: field("i1-ground", wrong),
        groups: vec![GroupView {
            name: "不予公开".to_owned(),
            choices: choices(),
        }],
        clues: if chosen {
            let [some, _] = clues::samples();
            some.lines
        } else {
            Vec::new()
        },
        guide: chosen.then(|| Guide {
            article: "条例第十六条第一款".to_owned(),
            guidance: "核对类别。".to_owned(),
            statement: "本机关决定不予公开。".to_owned(),
            text: vec!["第十六条".to_owned()],
        }),
        fields: if chosen { fields(wrong) } else { Vec::new() },
    }
}

fn item(wrong: bool) -> ItemView {
    ItemView {
        number: 1,
        title: "某路改造工程施工许可证".to_owned(),
        document_number: wrong.then(|| "某建〔2025〕1号".to_owned()),
        description: wrong.then(|| "2025年办理的<script>".to_owned()),
        answer: answer(wrong, wrong),
        is_partial: wrong,
        parts: vec![PartView {
            id: "i1-p1".to_owned(),
            number: 1,
            what: field("i1-p1-what", wrong),
            answer: answer(true, false),
        }],
        files: if wrong {
            vec![
                FileView {
                    id: "1".to_owned(),
                    number: 1,
                    name: "许可证.pdf".to_owned(),
                    href: "/desk/cases/1/files/1".to_owned(),
                    is_waiting: true,
                    uploaded: true,
                },
                FileView {
                    id: "3".to_owned(),
                    number: 2,
                    name: "附图.pdf".to_owned(),
                    href: "/desk/cases/1/files/3".to_owned(),
                    is_waiting: false,
                    uploaded: true,
                },
            ]
        } else {
            Vec::new()
        },
        offered: if wrong {
            vec![FileView {
                id: "2".to_owned(),
                number: 1,
                name: "调解协议（公开版）.pdf".to_owned(),
                href: "/desk/cases/1/files/2".to_owned(),
                is_waiting: false,
                uploaded: false,
            }]
        } else {
            Vec::new()
        },
        files_error: wrong.then(|| "文件太大。".to_owned()),
        upload_id: "i1-upload".to_owned(),
    }
}
