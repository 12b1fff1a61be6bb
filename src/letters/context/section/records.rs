//! 更正政府信息记录 (条例第四十一条).

use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 已予更正.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordCorrected {
    /// The statutory sentence.
    pub statement: String,
    /// Which record, and how it read.
    pub records_corrected: String,
    /// How it reads now.
    pub records_now: String,
    /// Since when.
    pub records_corrected_on: String,
}

impl Template for RecordCorrected {
    const NAME: &'static str = "letters/ground/record_corrected";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审核，您要求更正的政府信息记录不准确，情况属实，根据《中华人民共和国政府信息公开条例》第四十一条的规定，本机关予以更正，现将更正的情况告知如下。".to_owned(),
            records_corrected: "《青溪县2025年农村宅基地登记簿》中您的宅基地面积，原记载为“210平方米”。".to_owned(),
            records_now: "“120平方米”，与宅基地批准文件一致。".to_owned(),
            records_corrected_on: "2026年11月12日".to_owned(),
        }]
    }
}

/// 不予更正.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordUnchanged {
    /// The statutory sentence.
    pub statement: String,
    /// In short: accurate, not about the applicant, or not shown.
    pub unchanged_because: String,
    /// What was looked at.
    pub evidence_checked: String,
    /// Why it comes to that.
    pub reasons: String,
}

impl Template for RecordUnchanged {
    const NAME: &'static str = "letters/ground/record_unchanged";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审核，您要求更正的政府信息记录不符合《中华人民共和国政府信息公开条例》第四十一条规定的更正条件，本机关不予更正。".to_owned(),
            unchanged_because: "提供的证据不能证明记录不准确".to_owned(),
            evidence_checked: "您提供的宅基地照片二张；本机关调取的批准文件和测绘报告".to_owned(),
            reasons: "照片不能反映面积；批准文件、测绘报告记载的面积与登记簿一致。".to_owned(),
        }]
    }
}

/// 转送有权更正的行政机关处理.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordTransferred {
    /// The statutory sentence.
    pub statement: String,
    /// Why it is not this organ.
    pub reasons: String,
    /// The organ that may correct it.
    pub competent_organ_name: String,
    /// How to reach it.
    pub competent_organ_contact: String,
}

impl Template for RecordTransferred {
    const NAME: &'static str = "letters/ground/record_transferred";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审核，更正您所反映的政府信息记录不属于本机关职能范围，根据《中华人民共和国政府信息公开条例》第四十一条的规定，本机关已经转送有权更正的行政机关处理，现予告知。".to_owned(),
            reasons: "该登记簿由青溪县农业农村局制作和管理。".to_owned(),
            competent_organ_name: "青溪县农业农村局".to_owned(),
            competent_organ_contact: "青溪县人民路8号，0990-5550188".to_owned(),
        }]
    }
}

/// 告知向有权更正的行政机关提出.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordReferred {
    /// The statutory sentence.
    pub statement: String,
    /// Why it is not this organ.
    pub reasons: String,
    /// The organ that may correct it.
    pub competent_organ_name: String,
    /// How to reach it.
    pub competent_organ_contact: String,
}

impl Template for RecordReferred {
    const NAME: &'static str = "letters/ground/record_referred";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审核，更正您所反映的政府信息记录不属于本机关职能范围，根据《中华人民共和国政府信息公开条例》第四十一条的规定，请您向有权更正的行政机关提出。".to_owned(),
            reasons: "该登记簿由青溪县农业农村局制作和管理。".to_owned(),
            competent_organ_name: "青溪县农业农村局".to_owned(),
            competent_organ_contact: "青溪县人民路8号，0990-5550188".to_owned(),
        }]
    }
}
