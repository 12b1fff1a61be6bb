//! Disclosed, already public, in part.

use super::Section;
use crate::letters::words;
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 予以公开.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// The statutory sentence.
    pub statement: String,
    /// What is handed over, and how, where and when.
    pub supply_description: String,
    /// Why a public interest outweighs a third party's.
    pub public_interest_weighing: Option<String>,
}

impl Template for Disclosed {
    const NAME: &'static str = "letters/ground/disclosed";

    fn samples() -> Vec<Self> {
        let plain = Self {
            statement: "经审查，您申请公开的信息可以公开，根据《中华人民共和国政府信息公开条例》第三十六条第（二）项和第四十条的规定，本机关予以公开，提供的内容和方式如下。".to_owned(),
            supply_description: "《青溪县2025年度国有建设用地供应计划》及其批准文件的电子文本作为附件随本答复书一并提供。".to_owned(),
            public_interest_weighing: None,
        };
        let weighed = Self {
            supply_description: "一、检测报告全文，电子文本；\n二、整改通知书，纸质复制件，请于2026年11月30日前到青溪县人民路8号本机关政府信息公开办公室领取。".to_owned(),
            public_interest_weighing: Some("该检测报告直接关系周边居民饮用水安全，不公开可能对公共利益造成重大影响。".to_owned()),
            ..plain.clone()
        };
        vec![plain, weighed]
    }
}

/// 已主动公开.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlreadyPublic {
    /// The statutory sentence.
    pub statement: String,
    /// Exactly where it is to be found.
    pub whereabouts: String,
    /// Its address on the web.
    pub whereabouts_url: Option<String>,
}

impl Template for AlreadyPublic {
    const NAME: &'static str = "letters/ground/already_public";

    fn samples() -> Vec<Self> {
        let web = Self {
            statement: "经查，您申请公开的信息已经主动公开，根据《中华人民共和国政府信息公开条例》第三十六条第（一）项的规定，现将获取该信息的方式、途径告知如下。".to_owned(),
            whereabouts: "青溪县人民政府门户网站“政府信息公开”栏目，《青溪县2025年度国有建设用地供应计划》。".to_owned(),
            whereabouts_url: Some("https://www.example.gov.cn/zwgk/fdzdgknr/tdgy/2025/content_1023456789.html?from=catalogue&view=full".to_owned()),
        };
        let gazette = Self {
            whereabouts: "《青溪县人民政府公报》2025年第6期第14页，可在青溪县档案馆政府信息查阅点（青溪县人民路6号，工作日9:00至17:00）查阅。".to_owned(),
            whereabouts_url: None,
            ..web.clone()
        };
        vec![web, gazette]
    }
}

/// 部分公开: a part is handed over, another withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partial {
    /// The statutory sentence.
    pub statement: String,
    /// What is handed over, and how.
    pub supply_description: String,
    /// How what is withheld was taken out: 遮盖, 删除.
    #[serde(default)]
    pub separation_means: Option<String>,
    /// What is withheld, each part on its own ground; none yet in the preview of a draft.
    #[serde(default)]
    pub parts: Vec<Part>,
}

/// A withheld part (条例第三十七条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which part, in words that do not give it away.
    pub part: String,
    /// The name of the ground, as the index of withheld parts shows it.
    #[serde(default)]
    pub ground: String,
    /// The article of the ground, with its law.
    #[serde(default)]
    pub article: String,
    /// Why.
    pub section: Section,
}

impl Template for Partial {
    const NAME: &'static str = "letters/ground/partial";

    fn samples() -> Vec<Self> {
        let section = |at: usize| {
            super::withheld::Withheld::samples()
                .into_iter()
                .nth(at)
                .map(|mut section| {
                    section.statement = words::on_part(&section.statement);
                    Section::Withheld(section)
                })
        };
        let parts = [
            "附件3中竞买人报价测算的内容",
            "第12页至第15页中自然人的姓名、住址和联系电话",
        ];
        let parts = (0_usize..).zip(parts).filter_map(|(at, part)| {
            section(at + 3).map(|section| Part {
                part: part.to_owned(),
                ground: ["商业秘密、个人隐私", "内部事务信息"]
                    .get(at)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                article: cited(
                    ["第十五条", "第十六条第一款"]
                        .get(at)
                        .copied()
                        .unwrap_or_default(),
                ),
                section,
            })
        });
        let notes = super::withheld::NotGovernmentInformation::samples()
            .into_iter()
            .map(|section| Part {
                part: "附件4末页背面的手写内容".to_owned(),
                ground: "不属于政府信息的内容".to_owned(),
                article: cited("第二条、第三十七条"),
                section: Section::NotGovernmentInformation(section),
            });
        vec![Self {
            statement: "经审查，您申请公开的信息中含有不应当公开或者不属于政府信息的内容，但能够作区分处理，根据《中华人民共和国政府信息公开条例》第三十七条的规定，本机关向您提供可以公开的内容，并对不予公开的内容说明理由。".to_owned(),
            supply_description: "可以公开的内容经区分处理后，以电子文本作为附件随本答复书提供。".to_owned(),
            separation_means: Some("遮盖".to_owned()),
            parts: parts.chain(notes).collect(),
        }]
    }
}

fn cited(place: &str) -> String {
    format!("《中华人民共和国政府信息公开条例》{place}")
}
