//! Made-up pages, so that every part of the templates is seen.

use super::page::{
    Column, DonePart, ImportPage, ImportRow, ImportsPage, Labelled, PlanForm, ProblemRow, Progress,
    ResultPart, Undo,
};
use crate::web::{
    casefile::asked::Row,
    form::{Choices, Field, FieldErrors},
};

fn row() -> Row {
    Row {
        label: "行数".to_owned(),
        value: "1<b>".to_owned(),
    }
}

fn choices(id: &str, errors: &FieldErrors) -> Choices {
    let options = [
        ("a".to_owned(), "甲<b>".to_owned(), Some("说明".to_owned())),
        ("b".to_owned(), "乙".to_owned(), None),
    ];
    Choices::new(id, options, &["a"], errors)
}

fn labelled(id: &str, errors: &FieldErrors) -> Labelled {
    Labelled {
        label: "办理结果“不知道”（3行）".to_owned(),
        choices: choices(id, errors),
    }
}

fn errors(ids: &[&str]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for id in ids {
        errors.add(*id, "请选择");
    }
    errors
}

pub(super) fn lists() -> Vec<ImportsPage> {
    let import = ImportRow {
        href: "/desk/import/1".to_owned(),
        name: "台账<b>.xlsx".to_owned(),
        by: "赵收件".to_owned(),
        on: "2026年11月16日".to_owned(),
        state: "已导入".to_owned(),
        taken: "12".to_owned(),
    };
    let list = |problems: FieldErrors, rows| ImportsPage {
        file: Field::new("register", "", &problems),
        limits: "最大50 MB".to_owned(),
        rows,
        problems,
    };
    vec![
        list(errors(&["register"]), Vec::new()),
        list(FieldErrors::default(), vec![import]),
    ]
}

fn bare() -> ImportPage {
    ImportPage {
        problems: FieldErrors::default(),
        href: "/desk/import/1".to_owned(),
        name: "台账<b>.xlsx".to_owned(),
        state: "等待对应各列".to_owned(),
        facts: vec![row()],
        trouble: None,
        progress: None,
        plan: None,
        result: None,
        done: None,
    }
}

fn plan(errors: &FieldErrors, sheets: bool, again: bool) -> PlanForm {
    PlanForm {
        sheets: sheets.then(|| choices("sheet", errors)),
        heads: choices("head", errors),
        sheet: "0".to_owned(),
        head: "1".to_owned(),
        columns: vec![Column {
            head: "编号".to_owned(),
            sample: "1<b>".to_owned(),
            choices: choices("column-0", errors),
        }],
        always: vec![labelled("always-kind", errors)],
        again,
    }
}

fn result(errors: &FieldErrors, full: bool) -> ResultPart {
    let problem = |is_warning| ProblemRow {
        row: "3".to_owned(),
        kind: "错误".to_owned(),
        is_warning,
        field: "收到日期".to_owned(),
        value: "三月<b>".to_owned(),
        wrong: "不是日期".to_owned(),
        advice: "请改成日期".to_owned(),
    };
    ResultPart {
        counts: vec![row()],
        unknown: if full {
            vec![labelled("value-0", errors)]
        } else {
            Vec::new()
        },
        first: if full {
            vec![problem(false), problem(true)]
        } else {
            Vec::new()
        },
        more: full.then(|| "共300处".to_owned()),
        table_href: full.then(|| "/desk/import/1/problems.csv".to_owned()),
        choice: choices("choice", errors),
        columns_href: "/desk/import/1?columns=yes".to_owned(),
    }
}

fn done(error: Option<&str>, full: bool) -> DonePart {
    DonePart {
        counts: vec![row()],
        queue_href: full.then(|| "/desk?import=1".to_owned()),
        table_href: full.then(|| "/desk/import/1/problems.csv".to_owned()),
        undo: full.then(|| Undo {
            what: "撤销12件".to_owned(),
            error: error.map(str::to_owned),
        }),
    }
}

pub(super) fn pages() -> Vec<ImportPage> {
    let wrong = errors(&["column-0", "always-kind", "choice", "value-0", "columns"]);
    let progress = Progress {
        text: "已检查1行".to_owned(),
        done: 1,
        total: 2,
    };
    vec![
        ImportPage {
            progress: Some(progress),
            ..bare()
        },
        ImportPage {
            trouble: Some("文件是空的<b>".to_owned()),
            ..bare()
        },
        ImportPage {
            plan: Some(plan(&wrong, true, true)),
            problems: wrong.clone(),
            ..bare()
        },
        ImportPage {
            plan: Some(plan(&FieldErrors::default(), false, false)),
            ..bare()
        },
        ImportPage {
            result: Some(result(&wrong, true)),
            problems: wrong,
            ..bare()
        },
        ImportPage {
            result: Some(result(&FieldErrors::default(), false)),
            ..bare()
        },
        ImportPage {
            done: Some(done(Some("请勾选"), true)),
            problems: errors(&["sure"]),
            ..bare()
        },
        ImportPage {
            done: Some(done(None, true)),
            ..bare()
        },
        ImportPage {
            done: Some(done(None, false)),
            ..bare()
        },
    ]
}
