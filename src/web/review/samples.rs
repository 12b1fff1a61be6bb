//! Samples of the reviewers' pages: to be decided, with errors; kept apart; nothing waiting.

use super::bench::{Bench, DocumentRow, Look, OpinionRow, PageLink, PartRow, PrecedentRow, Seen};
use super::claim;
use super::page::{Bypass, Decision, MoreQueue, NoticePage, Question, QueuePage, ReviewPage};
use super::pointed::{PlaceChoice, PointRow, Pointed};
use crate::web::{
    casefile::{
        clues, comparison, history, likeness, notes, points, present, proposal::FileLink, row, samples,
    },
    form::{Field, FieldErrors},
};

pub(super) fn queues() -> Vec<QueuePage> {
    let letters = |next: Option<&str>| MoreQueue {
        caption: "等待审核的程序性文书，共1件".to_owned(),
        rows: row::samples(),
        next: next.map(str::to_owned),
    };
    let claims = |next: Option<&str>| MoreQueue {
        caption: "可以认领的办件，共1件".to_owned(),
        ..letters(next)
    };
    let queue = |rows, next: Option<&str>, claims, letters| QueuePage {
        claims,
        steps: "您负责：保密审查。".to_owned(),
        caption: "等待审核的办件，共4件".to_owned(),
        standing_in: next.map(|_| "您现在代局领导某某审核。".to_owned()),
        has_provisional: next.is_some(),
        rows,
        next: next.map(str::to_owned),
        letters,
    };
    vec![
        queue(
            row::samples(),
            Some("/review?after=2026-01-05_0"),
            Some(claims(Some("/review?claims_after=2026-01-05_0"))),
            Some(letters(Some("/review?letters_after=2026-01-05_0"))),
        ),
        queue(Vec::new(), None, Some(claims(None)), Some(letters(None))),
        queue(Vec::new(), None, None, None),
    ]
}

fn bench() -> Bench {
    let precedent = |number: &str, fared: &[&str]| PrecedentRow {
        number: number.to_owned(),
        href: "/desk/cases/3".to_owned(),
        on: "2026年3月2日（星期一）".to_owned(),
        outcome: "过程性信息".to_owned(),
        fared: fared.iter().map(|one| (*one).to_owned()).collect(),
        shares_ground: fared.is_empty(),
    };
    let part = |name: &str, opened| PartRow {
        name: name.to_owned(),
        href: "/review/cases/1/files/2".to_owned(),
        opened,
    };
    let page = |number, marks, seen: Option<bool>| PageLink {
        number,
        href: format!("/desk/cases/1/documents/2/pages/{number}"),
        marks,
        opened: seen.map(|yes| Seen { yes }),
    };
    Bench {
        parts: vec![part("方案<b>.pdf", true), part("清单.pdf", false)],
        documents: vec![
            DocumentRow {
                name: "登记册.pdf".to_owned(),
                marks: 3,
                look: Some(Look { pages: 2, seen: 1 }),
                pages: vec![page(1, 0, None), page(4, 3, Some(true)), page(5, 1, Some(false))],
            },
            DocumentRow {
                name: "来信<b>.pdf".to_owned(),
                marks: 0,
                look: None,
                pages: vec![page(1, 0, None)],
            },
        ],
        opinions: vec![OpinionRow {
            who: "某某公司".to_owned(),
            said: "不同意公开".to_owned(),
            reasons: Some("涉及<商业秘密".to_owned()),
        }],
        alarms: likeness::samples(),
        same_request: vec![precedent("QSZJ-2026-00003", &["行政复议：维持"])],
        same_ground: vec![precedent("QSZJ-2026-00004", &[])],
        points: points::samples(),
        comparison: comparison::samples().into_iter().next(),
    }
}

fn pointed() -> Pointed {
    let mut errors = FieldErrors::default();
    errors.add("point-1-place", "请选择");
    errors.add("point-1-page", "请填写页码");
    errors.add("point-1-words", "太长了");
    let choice = |value: &str, label: &str| PlaceChoice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == "line-2",
    };
    let row = |number: usize| PointRow {
        number,
        place: Field::new(format!("point-{number}-place"), "line-2", &errors),
        page: Field::new(format!("point-{number}-page"), "", &errors),
        words: Field::new(format!("point-{number}-words"), "<b>", &errors),
        lines: vec![
            choice("line-1", "第1行：青溪县自然资源局"),
            choice("line-2", "第2行：<答复书"),
        ],
        files: vec![choice("file-1", "方案.pdf")],
    };
    Pointed {
        rows: vec![row(1), row(2)],
        count: 2,
        more_href: "/review/cases/1/points".to_owned(),
        open: true,
    }
}

fn bypass(wrong: &str) -> Bypass {
    let mut errors = FieldErrors::default();
    if !wrong.is_empty() {
        errors.add("reason-leader", wrong);
    }
    Bypass {
        name: "分管领导审批".to_owned(),
        step: "leader".to_owned(),
        href: "/review/cases/1/bypass".to_owned(),
        version: 7,
        reason: Field::new("reason-leader", "出差", &errors),
    }
}

pub(super) fn cases() -> Vec<ReviewPage> {
    let [running, stopped] = samples::clocks();
    let mut problems = FieldErrors::default();
    problems.add("q-state_secret", "请选择“符合”。");
    let [somebody, nobody] = present::samples();
    let [some_notes, no_notes] = notes::samples();
    let [some_clues, no_clues] = clues::samples();
    let to_decide = ReviewPage {
        problems,
        head: samples::head(Some("规划科 欧阳某某")),
        person: samples::person(true),
        clock: running,
        present: somebody,
        notices: samples::notices(),
        notes: some_notes,
        desk_href: "/desk/cases/1".to_owned(),
        steps: samples::steps(),
        asked: samples::asked(true),
        clues: some_clues,
        files: samples::files(),
        file_href: Some("/desk/cases/1/file.zip".to_owned()),
        proposals: samples::proposals(),
        bench: bench(),
        letter: Some("<article><p>正文</p></article>".to_owned()),
        history: history::samples(),
        claims: claim::samples(),
        decision: Some(Decision {
            unopened: 2,
            pointed: Some(pointed()),
            ..decision()
        }),
        bypasses: vec![bypass("请写明理由"), bypass("")],
    };
    let nothing = ReviewPage {
        problems: FieldErrors::default(),
        head: samples::head(None),
        person: samples::person(false),
        clock: stopped,
        present: nobody,
        notices: Vec::new(),
        notes: no_notes,
        desk_href: "/desk/cases/1".to_owned(),
        steps: Vec::new(),
        asked: samples::asked(false),
        clues: no_clues,
        files: Vec::new(),
        file_href: None,
        proposals: Vec::new(),
        bench: Bench::default(),
        letter: None,
        history: Vec::new(),
        claims: Vec::new(),
        decision: None,
        bypasses: Vec::new(),
    };
    vec![to_decide, nothing]
}

pub(super) fn notices() -> Vec<NoticePage> {
    let [running, stopped] = samples::clocks();
    let mut problems = FieldErrors::default();
    problems.add("q-state_secret", "请选择“符合”。");
    let page = |problems, clock, decision: Option<Decision>| NoticePage {
        problems,
        head: samples::head(Some("规划科 欧阳某某")),
        case_href: "/review/cases/1".to_owned(),
        person: samples::person(true),
        clock,
        notices: samples::notices(),
        name: "补正告知书".to_owned(),
        asked: samples::asked(true),
        files: decision
            .as_ref()
            .map(|_| FileLink {
                name: "投标文件第3至5页".to_owned(),
                href: "/review/cases/1/files/2".to_owned(),
                is_waiting: false,
                virus: None,
            })
            .into_iter()
            .collect(),
        letter: decision
            .as_ref()
            .map(|_| "<article><p>正文</p></article>".to_owned()),
        history: decision.as_ref().map(|_| history::samples()).unwrap_or_default(),
        decision,
    };
    vec![
        page(problems, running, Some(decision())),
        page(FieldErrors::default(), stopped, None),
    ]
}

fn decision() -> Decision {
    let question = |yes, no, error: Option<&str>| Question {
        id: "q-state_secret".to_owned(),
        text: "拟提供的文书和附件逐项看过，不含国家秘密".to_owned(),
        yes,
        no,
        error: error.map(str::to_owned),
    };
    Decision {
        name: "保密审查".to_owned(),
        instead_of: Some("这一步由您代局领导某某办理。".to_owned()),
        approve: "保密审查通过".to_owned(),
        approve_href: "/review/cases/1/approve".to_owned(),
        send_back_href: "/review/cases/1/send-back".to_owned(),
        version: 6,
        step: "confidentiality".to_owned(),
        content: "0".repeat(64),
        questions: vec![
            question(true, false, None),
            question(false, true, Some("请选择“符合”。")),
        ],
        words: Field {
            id: "words".to_owned(),
            value: "<script>".to_owned(),
            error: Some("请填写。".to_owned()),
        },
        words_hint: "通过时可以不填。".to_owned(),
        unopened: 0,
        pointed: None,
    }
}
