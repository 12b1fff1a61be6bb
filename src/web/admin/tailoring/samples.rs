//! Samples of the pages of templates, for their audit.

use super::{
    VersionRow,
    edit::{EditPage, SpecimenChoice, Stale},
    meaning::FieldRow,
    overview::{Overview, SlotRow},
    version::VersionPage,
};
use crate::web::{
    difference::Line,
    form::{Field, FieldErrors},
};

pub(super) fn overview() -> Overview {
    let row = |is_own| SlotRow {
        title: "答复书（不予公开）".to_owned(),
        href: "/admin/templates/reply_withheld".to_owned(),
        state: "本机关第2版，2026年11月26日起".to_owned(),
        is_own,
    };
    Overview {
        kinds: vec![row(true), row(false)],
        sections: vec![row(false)],
    }
}

fn version_row() -> VersionRow {
    VersionRow {
        number: 2,
        href: "/admin/templates/reply_withheld/versions/2".to_owned(),
        from_on: "2026年11月26日（星期四）".to_owned(),
        what: "本机关模板".to_owned(),
        note: "<b>改开头</b>".to_owned(),
        by: "甄管理".to_owned(),
        at: "2026年11月26日 9:30".to_owned(),
    }
}

fn lines() -> Vec<Line> {
    let line = |mark, removed, added, after_gap| Line {
        mark,
        removed,
        added,
        number: 3,
        text: "<issuer>{{issuer}}</issuer>".to_owned(),
        after_gap,
    };
    vec![
        line("", false, false, false),
        line("−", true, false, true),
        line("+", false, true, false),
    ]
}

pub(super) fn edits() -> Vec<EditPage> {
    let page = |errors: FieldErrors, stale: Option<Stale>, letter: Option<&str>, full: bool| EditPage {
        title: "答复书（不予公开）".to_owned(),
        href: "/admin/templates/reply_withheld".to_owned(),
        state: "标准文书".to_owned(),
        must_say: vec!["文号".to_owned()],
        after: 2,
        stale,
        source: Field::new("source", "<letter>{{x}}</letter>".to_owned(), &errors),
        from_on: Field::new("from_on", "2026-11-26".to_owned(), &errors),
        note: Field::new("note", String::new(), &errors),
        specimens: vec![
            SpecimenChoice {
                value: 0,
                title: "答复书（不予公开）：属于国家秘密".to_owned(),
                chosen: true,
            },
            SpecimenChoice {
                value: 1,
                title: "答复书（不予公开）：二十项".to_owned(),
                chosen: false,
            },
        ],
        letter: letter.map(str::to_owned),
        tried: 2,
        difference: if full { lines() } else { Vec::new() },
        fields: vec![
            FieldRow {
                path: "issuer".to_owned(),
                meaning: "机关全称".to_owned(),
                example: "青溪县自然资源局".to_owned(),
                optional: false,
            },
            FieldRow {
                path: "corrected_on".to_owned(),
                meaning: "收到补正之日".to_owned(),
                example: String::new(),
                optional: true,
            },
        ],
        versions: if full { vec![version_row()] } else { Vec::new() },
        errors,
    };
    let mut errors = FieldErrors::default();
    for id in ["source", "from_on", "note"] {
        errors.add(id, "第3行第2列：没有这个字段");
    }
    let stale = Stale {
        number: 3,
        href: "/admin/templates/reply_withheld/versions/3".to_owned(),
    };
    vec![
        page(FieldErrors::default(), None, Some("<article></article>"), false),
        page(errors, Some(stale), None, true),
    ]
}

pub(super) fn versions() -> Vec<VersionPage> {
    let page = |difference| VersionPage {
        title: "答复书（不予公开）".to_owned(),
        back: "/admin/templates/reply_withheld".to_owned(),
        row: version_row(),
        source: "<letter>{{x}}</letter>".to_owned(),
        begin_href: "/admin/templates/reply_withheld?from=2".to_owned(),
        difference,
    };
    vec![page(lines()), page(Vec::new())]
}
