//! Samples of the page: everything at once for the handler, the least of everything for a reader, nothing at all.

use super::page::{
    About, AgainstRow, AlikeRow, AppliedPart, AsideForm, AsideRow, CaseRow, EvidencePage, HeardPart,
    HeardRow, ItemText, MatchPart, MatchRow, OtherCase, ReplyRow, SimilarPart, SimilarRow, Table, Take,
    ToldRow,
};
use crate::web::{
    casefile::samples,
    form::{Field, FieldErrors},
    parts,
};

pub(super) fn pages() -> Vec<EvidencePage> {
    vec![page(true), page(false), nothing()]
}

fn some(text: &str, all: bool) -> Option<String> {
    all.then(|| text.to_owned())
}

fn page(all: bool) -> EvidencePage {
    let mut problems = FieldErrors::default();
    if all {
        problems.add("reason-complaint", "请填写。");
    }
    EvidencePage {
        problems: problems.clone(),
        head: samples::head(Some("规划科 欧阳某某")),
        case_href: "/desk/cases/1".to_owned(),
        nothing: false,
        heard: vec![heard(all, &problems)],
        repeated: Some(matches("repeated", all, &problems)),
        applied: Some(applied(all, &problems)),
        several: Some(matches("several_ask", all, &problems)),
        similar: Some(SimilarPart {
            about: about("similar", false),
            rows: vec![SimilarRow {
                id: "similar-0".to_owned(),
                told: told(all, true),
                items: vec![AlikeRow {
                    title: parts::sample(),
                    passages: vec![parts::sample()],
                }],
                aside: aside(all, "similar", &problems),
            }],
        }),
        asides: vec![AsideRow {
            name: "重复申请".to_owned(),
            other: all.then(|| OtherCase {
                number: "QSZJ-2026-00003".to_owned(),
                href: "/desk/cases/3".to_owned(),
            }),
            reason: "不是同一事项<b>".to_owned(),
            who: "欧阳某某，2026年3月2日 9:30".to_owned(),
            restore_href: some("/desk/cases/1/evidence/2/restore", all),
        }],
    }
}

fn nothing() -> EvidencePage {
    EvidencePage {
        problems: FieldErrors::default(),
        head: samples::head(None),
        case_href: "/desk/cases/1".to_owned(),
        nothing: true,
        heard: Vec::new(),
        repeated: None,
        applied: None,
        several: None,
        similar: None,
        asides: Vec::new(),
    }
}

fn about(id: &str, with_grounds: bool) -> About {
    About {
        id: id.to_owned(),
        name: "重复申请".to_owned(),
        reminder: "请逐字核对。".to_owned(),
        article: "条例第三十六条第（六）项".to_owned(),
        grounds: some("重复申请", with_grounds),
    }
}

fn aside(is_handler: bool, kind: &str, errors: &FieldErrors) -> Option<AsideForm> {
    is_handler.then(|| AsideForm {
        href: "/desk/cases/1/evidence".to_owned(),
        kind: kind.to_owned(),
        other: "3".to_owned(),
        what: "QSZJ-2026-00003".to_owned(),
        reason: Field::new(format!("reason-{kind}"), "\"><script>", errors),
    })
}

fn heard(all: bool, errors: &FieldErrors) -> HeardPart {
    let row = |is_mixed: bool| HeardRow {
        number: 1,
        is_mixed,
        passages: vec![parts::sample()],
        against: if is_mixed {
            vec![AgainstRow {
                what: "文件、材料的名称".to_owned(),
                passages: vec![parts::sample()],
            }]
        } else {
            Vec::new()
        },
    };
    HeardPart {
        about: about("complaint", true),
        items: vec![row(true), row(false)],
        aside: aside(all, "complaint", errors),
    }
}

fn matches(kind: &str, all: bool, errors: &FieldErrors) -> MatchPart {
    let text = |full: bool| ItemText {
        title: parts::sample(),
        number: if full { parts::sample() } else { Vec::new() },
        description: if full { parts::sample() } else { Vec::new() },
    };
    MatchPart {
        about: about(kind, all),
        summary: some("申请人共2名。", all),
        rows: vec![MatchRow {
            id: format!("{kind}-0"),
            item: 1,
            why: "文号或者名称相同".to_owned(),
            now: text(all),
            then: text(all),
            is_identical: !all,
            told: told(all, kind == "repeated"),
            take: all.then(|| Take {
                href: "/desk/cases/1/draft?item=1&earlier=3".to_owned(),
                label: "用作“重复申请”的前次答复".to_owned(),
            }),
            aside: aside(all, kind, errors),
        }],
        hidden: some("另有1件不在您的查阅范围内。", all),
    }
}

fn told(all: bool, is_served: bool) -> ToldRow {
    ToldRow {
        number: "QSZJ-2026-00003".to_owned(),
        href: "/desk/cases/3".to_owned(),
        stage: "已办结".to_owned(),
        applicant_kind: "自然人".to_owned(),
        received: some("2026年3月2日（星期一）", all),
        by: some("规划科 欧阳某某", all),
        reply: all.then(|| ReplyRow {
            outcome: "予以公开".to_owned(),
            letter: "青建公开〔2026〕12号，2026年3月20日（星期五）".to_owned(),
            href: "/desk/cases/3/letters/4".to_owned(),
            served: some("2026年3月23日（星期一）", is_served),
            took: some("14个工作日", is_served),
        }),
        fared: if all {
            vec!["行政复议：维持".to_owned()]
        } else {
            Vec::new()
        },
        published: all,
    }
}

fn applied(all: bool, errors: &FieldErrors) -> AppliedPart {
    let row = |why: Option<&str>| CaseRow {
        number: "QSZJ-2026-00003".to_owned(),
        href: "/desk/cases/3".to_owned(),
        subject: "供地计划<script>".to_owned(),
        stage: "已办结".to_owned(),
        received: "2026年3月2日（星期一）".to_owned(),
        outcome: "予以公开".to_owned(),
        ended: "2026年3月23日（星期一）".to_owned(),
        why: why.map(str::to_owned),
    };
    let table = |why: Option<&str>| Table {
        rows: vec![row(why)],
        hidden: some("另有1件不在您的查阅范围内。", all),
        unlisted: some("另有3件更早的没有列出。", all),
    };
    AppliedPart {
        about: about("same_applicant", true),
        summary: some("2026年3月2件，全年5件，总共5件（含本件）", all),
        fee: some("从第11件起收费。", all),
        cases: Some(table(None)),
        represented: all.then(|| table(None)),
        namesakes: Some(table(Some("电话相同"))),
        aside: aside(all, "same_applicant", errors),
    }
}
