//! 无法提供.

use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 本机关不掌握: searched, and not found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotHeld {
    /// The statutory sentence.
    pub statement: String,
    /// The systems and archives that were searched.
    pub search_systems: String,
    /// The units that searched.
    pub search_units: String,
    /// The keywords.
    pub search_words: String,
    /// When.
    pub search_dates: String,
    /// Why it is not there: `未制作`.
    pub absence_cause: String,
    /// What has become of it, where it should be there.
    pub absence_explanation: Option<String>,
}

impl Template for NotHeld {
    const NAME: &'static str = "letters/ground/not_held";

    fn samples() -> Vec<Self> {
        let plain = Self {
            statement: "经检索，本机关没有您申请公开的信息，根据《中华人民共和国政府信息公开条例》第三十六条第（四）项的规定，告知您该政府信息不存在。".to_owned(),
            search_systems: "办公自动化系统、土地市场动态监测与监管系统、本机关档案室2024年至2026年目录".to_owned(),
            search_units: "自然资源开发利用股、耕地保护股、办公室".to_owned(),
            search_words: "“供应计划”“出让计划”“批复”“2025”".to_owned(),
            search_dates: "2026年11月3日至5日".to_owned(),
            absence_cause: "未制作".to_owned(),
            absence_explanation: None,
        };
        let explained = Some("按照《青溪县国有建设用地供应管理办法》，本应于每年3月编制供应计划；2025年因机构改革期间职责划转，该年度计划未编制。".to_owned());
        vec![
            plain.clone(),
            Self {
                absence_explanation: explained,
                ..plain
            },
        ]
    }
}

/// 不属于本机关负责公开.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "they bear the keys of the law's data")]
#[serde(deny_unknown_fields)]
pub struct OtherOrgan {
    /// The statutory sentence.
    pub statement: String,
    /// Why it is not this organ.
    pub reasons: String,
    /// The organ responsible, where it can be told.
    pub other_organ_name: Option<String>,
    /// How to reach it.
    pub other_organ_contact: Option<String>,
}

impl Template for OtherOrgan {
    const NAME: &'static str = "letters/ground/other_organ";

    fn samples() -> Vec<Self> {
        let known = Self {
            statement: "经审查，您申请公开的信息不属于本机关负责公开，根据《中华人民共和国政府信息公开条例》第十条和第三十六条第（五）项的规定，现予告知。".to_owned(),
            reasons: "该信息由青溪县财政局制作，依照《中华人民共和国政府信息公开条例》第十条第一款，由制作该政府信息的行政机关负责公开。".to_owned(),
            other_organ_name: Some("青溪县财政局".to_owned()),
            other_organ_contact: Some("青溪县人民路3号，0990-5550166".to_owned()),
        };
        let unknown = Self {
            other_organ_name: None,
            other_organ_contact: None,
            ..known.clone()
        };
        vec![known, unknown]
    }
}

/// 没有现成信息需要另行制作.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedsCreation {
    /// The statutory sentence.
    pub statement: String,
    /// Why it is no existing record.
    pub reasons: String,
}

impl Template for NeedsCreation {
    const NAME: &'static str = "letters/ground/needs_creation";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审查，您申请公开的内容需要本机关对现有政府信息进行加工、分析，根据《中华人民共和国政府信息公开条例》第三十八条的规定，本机关不予提供。".to_owned(),
            reasons: "本机关没有按乡镇和用途逐年汇总的统计表，需要从历年三百余宗出让档案中逐宗摘录、汇总。".to_owned(),
        }]
    }
}

/// 补正后申请内容仍不明确.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillUnclear {
    /// The statutory sentence.
    pub statement: String,
    /// The number of the correction notice.
    pub correction_number: String,
    /// What it asked for.
    pub correction_asked: String,
    /// What the applicant then wrote.
    pub correction_reply: String,
    /// What is still unclear.
    pub unclear_points: String,
}

impl Template for StillUnclear {
    const NAME: &'static str = "letters/ground/still_unclear";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "您提交补正材料后，申请内容仍不明确，本机关无法据此检索，根据《中华人民共和国政府信息公开条例》第二十九条第二款第（二）项和第三十条的规定，告知您无法提供。".to_owned(),
            correction_number: "青自然资公开〔2026〕31号".to_owned(),
            correction_asked: "请写明所申请信息的名称、文号或者形成时间。".to_owned(),
            correction_reply: "您补正为“与该项目有关的全部文件”。".to_owned(),
            unclear_points: "没有写明项目名称、文件名称、文号或者形成时间，本机关以“该项目”无法确定检索范围。".to_owned(),
        }]
    }
}
