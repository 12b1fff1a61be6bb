//! Samples of the case page: with every form and every error, with nothing to do, with nothing at all.

use super::page::{
    Action, Actions, Assign, CasePage, Choice, ConfirmReceipt, DepartmentChoices, Plain, RecordDelivery,
    Serve, Worded,
};
use crate::web::{
    casefile::{clues, history, notes, order, present, receipt::Reckoning, samples},
    form::{Field, FieldErrors},
};

pub(super) fn pages() -> Vec<CasePage> {
    let [running, stopped] = samples::clocks();
    let [somebody, nobody] = present::samples();
    let [some_notes, no_notes] = notes::samples();
    let [some_clues, no_clues] = clues::samples();
    let (ways, sections, closed) = order::samples();
    let mut problems = FieldErrors::default();
    problems.add("assign", "所选人员不是该科室的承办人。");
    let full = CasePage {
        problems,
        head: samples::head(Some("规划科 欧阳某某")),
        clock: running.clone(),
        present: somebody.clone(),
        notices: samples::notices(),
        nothing_to_do: None,
        actions: actions(true),
        claim_href: Some("/review/cases/1".to_owned()),
        ways,
        closed,
        sections,
        asked: samples::asked(true),
        clues: some_clues,
        files: samples::files(),
        proposals: samples::proposals(),
        steps: samples::steps(),
        notes: some_notes.clone(),
        letters: samples::letters(),
        history: history::samples(),
        person: samples::person(true),
        facts: vec![samples::row("收件渠道", "互联网")],
        documents_href: "/desk/cases/1/documents".to_owned(),
        attachments_href: Some("/desk/cases/1/attachments".to_owned()),
        publish_href: Some("/desk/cases/1/publish".to_owned()),
        file_href: Some("/desk/cases/1/file.zip".to_owned()),
        check_href: Some("/desk/cases/1/check".to_owned()),
        secrecy_href: Some("/desk/cases/1/secrecy".to_owned()),
        reckoning: Some(Reckoning::sample()),
    };
    let calm = CasePage {
        problems: FieldErrors::default(),
        head: samples::head(Some("规划科")),
        clock: running,
        present: nobody.clone(),
        notices: Vec::new(),
        nothing_to_do: None,
        actions: actions(false),
        claim_href: None,
        ways: Vec::new(),
        closed: Vec::new(),
        sections: Vec::new(),
        asked: samples::asked(false),
        clues: no_clues.clone(),
        files: Vec::new(),
        proposals: Vec::new(),
        steps: Vec::new(),
        notes: no_notes.clone(),
        letters: Vec::new(),
        history: history::samples(),
        person: samples::person(false),
        facts: Vec::new(),
        documents_href: "/desk/cases/1/documents".to_owned(),
        attachments_href: None,
        publish_href: None,
        file_href: None,
        check_href: None,
        secrecy_href: None,
        reckoning: None,
    };
    let done = CasePage {
        problems: FieldErrors::default(),
        head: samples::head(None),
        clock: stopped,
        present: nobody.clone(),
        notices: Vec::new(),
        nothing_to_do: Some("现在没有需要您办理的事项。".to_owned()),
        actions: Actions::default(),
        claim_href: None,
        ways: Vec::new(),
        closed: Vec::new(),
        sections: Vec::new(),
        asked: samples::asked(false),
        clues: no_clues,
        files: Vec::new(),
        proposals: Vec::new(),
        steps: Vec::new(),
        notes: no_notes.clone(),
        letters: samples::letters(),
        history: history::samples(),
        person: samples::person(true),
        facts: Vec::new(),
        documents_href: "/desk/cases/1/documents".to_owned(),
        attachments_href: None,
        publish_href: None,
        file_href: None,
        check_href: None,
        secrecy_href: None,
        reckoning: None,
    };
    vec![full, calm, done]
}

fn actions(wrong: bool) -> Actions {
    let action = |id| Action {
        id,
        name: "分办".to_owned(),
        href: format!("/desk/cases/1/{id}"),
        version: 3,
        error: wrong.then(|| "不能进行这项操作。".to_owned()),
        open: wrong,
    };
    let field = |id: &str| Field {
        id: id.to_owned(),
        value: "\"><script>".to_owned(),
        error: wrong.then(|| "请填写。".to_owned()),
    };
    let choice = |chosen| Choice {
        value: "ems".to_owned(),
        name: "规划科".to_owned(),
        chosen,
    };
    Actions {
        confirm_receipt: Some(ConfirmReceipt {
            action: action("confirm-receipt"),
            rule: "平常信函应当于收到的当日与申请人确认".to_owned(),
            confirmed_on: field("confirmed_on"),
            record: field("confirm_record"),
            evidence: "凭据：双方确认的记录".to_owned(),
        }),
        assign: Some(Assign {
            action: action("assign"),
            to: field("to"),
            departments: vec![DepartmentChoices {
                name: "规划科".to_owned(),
                choices: vec![choice(true), choice(false)],
            }],
        }),
        draft_href: Some("/desk/cases/1/draft".to_owned()),
        plain: vec![Plain {
            action: action("accept"),
            hint: "接办以后由您起草。".to_owned(),
        }],
        serve: Some(Serve {
            action: action("serve"),
            letter: "政府信息公开申请答复书".to_owned(),
            wished: Some("邮寄".to_owned()),
            by: field("by"),
            ways: vec![choice(true), choice(false)],
            mail: field("mail"),
            mails: vec![choice(true), choice(false)],
            waybill: field("waybill"),
            posted_on: field("posted_on"),
            signed_on: field("signed_on"),
            signed_by: field("signed_by"),
            signers: vec![choice(true), choice(false)],
            remark: field("serve_remark"),
        }),
        record_delivery: Some(RecordDelivery {
            action: action("record-delivery"),
            delivered_on: field("delivered_on"),
        }),
        worded: vec![Worded {
            action: action("hand-back"),
            words: field("hand_back_reason"),
            label: "退回理由".to_owned(),
            hint: "说明为什么。".to_owned(),
        }],
    }
}
