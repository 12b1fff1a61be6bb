//! The page of the form.

use serde::Serialize;

use crate::{
    template::Template,
    text::key,
    web::page::{Page, Side, Title},
};

#[derive(Debug, Serialize)]
pub(crate) struct SecrecyPage {
    pub(super) back: String,
    pub(super) number: String,
    /// 填表日期: when the answer went into review; none where only procedural letters did.
    pub(super) filled_on: Option<String>,
    /// 拟公开单位
    pub(super) unit: String,
    pub(super) standing: Option<String>,
    /// 信息名称、载体形式
    pub(super) infos: Vec<Info>,
    /// 拟公开方式
    pub(super) way: String,
    /// 拟公开时间
    pub(super) when: Option<String>,
    pub(super) steps: Vec<StepRow>,
    /// What was said of versions before.
    pub(super) earlier: Vec<StepRow>,
    pub(super) notices: Vec<NoticeRow>,
}

/// Something that is to leave.
#[derive(Debug, Serialize)]
pub(super) struct Info {
    pub(super) name: String,
    pub(super) carrier: String,
}

/// A step with what it said.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StepRow {
    pub(super) name: String,
    pub(super) verdict: String,
    pub(super) words: Option<String>,
    pub(super) who: Option<String>,
    pub(super) when: Option<String>,
    pub(super) answers: Vec<Answer>,
}

/// The answer to a question of the checklist.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Answer {
    pub(super) question: String,
    pub(super) said: String,
}

/// What was said of a procedural letter.
#[derive(Debug, Serialize)]
pub(super) struct NoticeRow {
    pub(super) letter: String,
    pub(super) step: String,
    pub(super) verdict: String,
    pub(super) who: String,
    pub(super) when: String,
}

impl Template for SecrecyPage {
    const NAME: &'static str = "pages/desk/secrecy";

    fn samples() -> Vec<Self> {
        let step = |said: bool| StepRow {
            name: "保密审查（自审）".to_owned(),
            verdict: if said { "同意公开" } else { "审查中" }.to_owned(),
            words: said.then(|| "附件<b>已看过".to_owned()),
            who: said.then(|| "保密员戊代局领导庚".to_owned()),
            when: said.then(|| "2026年11月26日 09:05".to_owned()),
            answers: vec![Answer {
                question: "不含工作秘密".to_owned(),
                said: "符合".to_owned(),
            }],
        };
        let page = |full: bool| Self {
            back: "/review/cases/1".to_owned(),
            number: "QSZJ-2026-00012".to_owned(),
            filled_on: full.then(|| "2026年11月26日（星期四）".to_owned()),
            unit: "青溪县住房和城乡建设局 规划科".to_owned(),
            standing: full.then(|| "审查中".to_owned()),
            infos: if full {
                vec![Info {
                    name: "方案<1>.pdf".to_owned(),
                    carrier: "电子文件（PDF）".to_owned(),
                }]
            } else {
                Vec::new()
            },
            way: "依申请公开：邮寄".to_owned(),
            when: full.then(|| "不迟于2026年12月3日（星期四）".to_owned()),
            steps: if full {
                vec![step(true), step(false)]
            } else {
                Vec::new()
            },
            earlier: if full { vec![step(true)] } else { Vec::new() },
            notices: vec![NoticeRow {
                letter: "补正告知书".to_owned(),
                step: "保密审查".to_owned(),
                verdict: "同意公开".to_owned(),
                who: "保密员戊".to_owned(),
                when: "2026年11月26日 09:05".to_owned(),
            }],
        };
        let mut bare = page(true);
        bare.notices.clear();
        vec![page(true), page(false), bare]
    }
}

impl Page for SecrecyPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("secrecy-title"))
    }
}
