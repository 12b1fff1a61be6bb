//! Parts of cases for the samples of pages: the full, the bare, the long, and what people should not have typed.

use crate::letters::explanation::Line;

use super::{
    Head,
    asked::{Asked, AskedItem, Person, Row, Wishes},
    due::{Clock, Due, Left},
    letter::{AttemptRow, LetterRow},
    notice::Notice,
    progress::Step,
    proposal::{FileLink, Outcome, Part, Proposal},
};

pub(crate) fn head(who: Option<&str>) -> Head {
    Head {
        number: "QSZJ-2026-00012".to_owned(),
        subject: "某路改造工程施工许可证<script>（等3项）".to_owned(),
        stage: "承办中".to_owned(),
        who: who.map(str::to_owned),
    }
}

pub(crate) fn due(tone: &'static str) -> Due {
    Due {
        lead: None,
        on: Some("2026年12月3日（星期四）".to_owned()),
        iso: Some("2026-12-03".to_owned()),
        left: Some(Left {
            text: "还剩3个工作日".to_owned(),
            tone,
        }),
        provisional: false,
    }
}

/// A clock that runs, with everything to explain, and one that stands.
pub(crate) fn clocks() -> [Clock; 2] {
    let step = |text: &str| Line {
        text: text.to_owned(),
        article: "《中华人民共和国政府信息公开条例》第三十三条第二款".to_owned(),
    };
    let running = Clock {
        due: Due {
            provisional: true,
            lead: Some("等待申请人补正，至".to_owned()),
            ..due("soon")
        },
        steps: vec![step("2026年11月5日提交，当日不计。"), step("共20个工作日。")],
        lawful_until: Some("2026年12月4日（星期五）".to_owned()),
        stopped: None,
        late: false,
    };
    let stopped = Clock {
        due: Due {
            left: None,
            ..due("fine")
        },
        steps: vec![step("2026年11月5日收到。")],
        lawful_until: None,
        stopped: Some("2026年11月20日（星期五）已答复送达或者终止，在期限内。".to_owned()),
        late: false,
    };
    [running, stopped]
}

pub(crate) fn notices() -> Vec<Notice> {
    let notice = |text: Option<&str>, words: Option<&str>| Notice {
        tone: "warning",
        title: "法制审核退回修改（某某）".to_owned(),
        text: text.map(str::to_owned),
        words: words.map(str::to_owned),
    };
    vec![
        notice(Some("请核对拟答复。"), None),
        notice(None, Some("理由<b>太简略")),
    ]
}

pub(crate) fn asked(accepts_other_form: bool) -> Asked {
    let item = |full: bool| AskedItem {
        number: if full { 1 } else { 2 },
        title: "某路改造工程施工许可证".to_owned(),
        document_number: full.then(|| "某建〔2025〕1号".to_owned()),
        description: full.then(|| "2025年办理的<script>\n第二行".to_owned()),
        elsewhere: !full,
    };
    Asked {
        items: vec![item(true), item(false)],
        wishes: Some(Wishes {
            form: "电子文本".to_owned(),
            obtain_by: "网上获取".to_owned(),
            accepts_other_form,
        }),
    }
}

pub(crate) fn person(masked: bool) -> Person {
    Person {
        name: "甄某某".to_owned(),
        kind: "自然人".to_owned(),
        rows: vec![row("护照", "ZZ*****00")],
        masked,
    }
}

pub(crate) fn row(label: &str, value: &str) -> Row {
    Row {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

pub(crate) fn files() -> Vec<FileLink> {
    let plain = FileLink {
        name: "许可证<script>.pdf".to_owned(),
        href: "/desk/cases/1/files/2".to_owned(),
        is_waiting: false,
        virus: None,
    };
    vec![
        plain.clone(),
        FileLink {
            is_waiting: true,
            ..plain.clone()
        },
        FileLink {
            virus: Some("Eicar<b>".to_owned()),
            ..plain
        },
    ]
}

pub(crate) fn proposals() -> Vec<Proposal> {
    let outcome = Outcome {
        group: "不予公开".to_owned(),
        name: "属于三类内部事务信息".to_owned(),
        article: "条例第十六条第一款".to_owned(),
        text: vec!["第十六条".to_owned()],
        statement: "本机关决定不予公开。".to_owned(),
        in_letter: vec![row("理由", "因为<b>……\n第二段")],
        on_file: vec![row("是否存在争议", "否")],
    };
    let bare = Outcome {
        in_letter: Vec::new(),
        on_file: Vec::new(),
        ..outcome.clone()
    };
    let part = Part {
        number: 1,
        what: "第3页人员名单".to_owned(),
        outcome: Some(outcome.clone()),
    };
    let whole = Proposal {
        item: 1,
        asked: "某路改造工程施工许可证".to_owned(),
        outcome: Some(outcome),
        parts: vec![part],
        files: files(),
    };
    let second = Proposal {
        item: 2,
        outcome: Some(bare),
        parts: Vec::new(),
        files: Vec::new(),
        ..whole.clone()
    };
    let none = Proposal {
        item: 3,
        outcome: None,
        ..second.clone()
    };
    vec![whole, second, none]
}

pub(crate) fn steps() -> Vec<Step> {
    let step = |state, who: Option<&str>| Step {
        name: "保密审查".to_owned(),
        state,
        state_text: "已通过".to_owned(),
        who: who.map(str::to_owned),
        when: who.map(|_| "2026年11月16日 09:05".to_owned()),
    };
    vec![
        step("done", Some("某某（保密审查员）")),
        step("current", None),
        step("waiting", None),
    ]
}

pub(crate) fn letters() -> Vec<LetterRow> {
    let attempt = |became: Option<&str>, remark: Option<&str>| AttemptRow {
        service: "邮政特快专递（EMS）".to_owned(),
        remark: remark.map(str::to_owned),
        became: became.map(str::to_owned),
    };
    let letter = |attempts: Vec<AttemptRow>, spoilt: Option<&str>| LetterRow {
        title: "政府信息公开申请答复书".to_owned(),
        number: "清住建公开〔2026〕3号".to_owned(),
        issued_on: "2026年11月16日".to_owned(),
        for_agency: spoilt.is_none().then(|| "2026年11月16日（星期一）".to_owned()),
        for_addressee: spoilt.is_none().then(|| "尚不能确定".to_owned()),
        opened: (attempts.len() > 1).then(|| "2026年11月18日（星期三）".to_owned()),
        told: if attempts.is_empty() {
            Vec::new()
        } else {
            vec!["已于2026年11月16日 10:05发邮件告知申请人。".to_owned()]
        },
        attempts,
        spoilt: spoilt.map(str::to_owned),
        href: "/desk/cases/1/letters/2".to_owned(),
        pdf_href: "/desk/cases/1/letters/2/pdf".to_owned(),
        package_href: spoilt
            .is_none()
            .then(|| "/desk/cases/1/letters/2/package".to_owned()),
    };
    vec![
        letter(
            vec![attempt(Some("退件"), Some("收件人<b>")), attempt(None, None)],
            None,
        ),
        letter(Vec::new(), Some("作废原因：误写<b>")),
    ]
}
