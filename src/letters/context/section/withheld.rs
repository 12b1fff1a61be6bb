//! Not disclosed, and what has a regime of its own.

use crate::template::Template;
use serde::{Deserialize, Serialize};

/// 不予公开 on 条例第十四条 to 第十六条.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The statutory sentence.
    pub statement: String,
    /// 密级和保密期限, of a state secret.
    pub classification_mark: Option<String>,
    /// The law or administrative regulation that forbids it.
    pub law_name: Option<String>,
    /// The article of that law.
    pub law_article: Option<String>,
    /// Which of the four interests is endangered.
    pub endangered_interest: Option<String>,
    /// What would happen.
    pub harm: Option<String>,
    /// Which interest of the third party.
    pub third_party_interest: Option<String>,
    /// What came of consulting the third party.
    pub third_party_view: Option<String>,
    /// Why no public interest outweighs it.
    pub no_override: Option<String>,
    /// Which of the three classes of internal affairs.
    pub internal_class: Option<String>,
    /// Which of the four classes of process information.
    pub process_class: Option<String>,
    /// In which enforcement file it is.
    pub enforcement_file_name: Option<String>,
    /// The reasons.
    pub reasons: String,
}

impl Template for Withheld {
    const NAME: &'static str = "letters/ground/withheld";

    fn samples() -> Vec<Self> {
        let reasons = "该信息为本机关与有关单位就拟出让地块底价进行磋商的内部函件，所载意见不具有终局性，公开后将影响后续出让活动公正进行。";
        let bare = |finding: &str, article: &str| Self {
            statement: format!(
                "经审查，您申请公开的信息{finding}，根据《中华人民共和国政府信息公开条例》{article}和第三十六条第（三）项的规定，本机关决定不予公开。"
            ),
            reasons: reasons.to_owned(),
            classification_mark: None,
            law_name: None,
            law_article: None,
            endangered_interest: None,
            harm: None,
            third_party_interest: None,
            third_party_view: None,
            no_override: None,
            internal_class: None,
            process_class: None,
            enforcement_file_name: None,
        };
        let some = |words: &str| Some(words.to_owned());
        vec![
            Self {
                classification_mark: some("秘密，10年，由云山市自然资源局确定"),
                ..bare("依法确定为国家秘密", "第十四条")
            },
            Self {
                law_name: some("《中华人民共和国税收征收管理法》"),
                law_article: some("第八条第二款"),
                ..bare("属于法律、行政法规禁止公开的政府信息", "第十四条")
            },
            Self {
                endangered_interest: some("公共安全"),
                harm: some("公开泵站和输水干管的精确坐标、阀门编号，可能使人据以破坏供水设施。"),
                ..bare("公开后可能危及国家安全、公共安全、经济安全、社会稳定", "第十四条")
            },
            Self {
                third_party_interest: some("商业秘密"),
                third_party_view: some("第三方不同意公开，并说明了理由"),
                no_override: some(
                    "该信息仅涉及投标人的报价构成，中标价格和履约情况均已主动公开，不公开不会对公共利益造成重大影响。",
                ),
                ..bare(
                    "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害",
                    "第十五条",
                )
            },
            Self {
                internal_class: some("人事管理"),
                ..bare("属于行政机关的内部事务信息", "第十六条第一款")
            },
            Self {
                process_class: some("磋商信函"),
                ..bare(
                    "属于行政机关在履行行政管理职能过程中形成的过程性信息",
                    "第十六条第二款",
                )
            },
            Self {
                enforcement_file_name: some("某公司未取得采矿许可证擅自采矿案行政处罚案卷"),
                ..bare("属于行政执法案卷信息", "第十六条第二款")
            },
        ]
    }
}

/// 不属于政府信息: a part of what was asked that is no government information (条例第三十七条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotGovernmentInformation {
    /// The statutory sentence.
    pub statement: String,
    /// Why it is none.
    pub reasons: String,
}

impl Template for NotGovernmentInformation {
    const NAME: &'static str = "letters/ground/not_government_information";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经审查，该部分内容不属于政府信息，根据《中华人民共和国政府信息公开条例》第二条和第三十七条的规定，本机关不予公开。".to_owned(),
            reasons: "该页是经办人员参加业余培训的个人笔记，不是本机关在履行行政管理职能过程中制作或者获取的。".to_owned(),
        }]
    }
}

/// 行政查询事项: a law or administrative regulation regulates access specially.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialRegime {
    /// The statutory sentence.
    pub statement: String,
    /// The law or regulation, with its article.
    pub access_regime_law: String,
    /// Where and how to get it under that regime.
    pub where_to_query: String,
}

impl Template for SpecialRegime {
    const NAME: &'static str = "letters/ground/special_regime";

    fn samples() -> Vec<Self> {
        vec![Self {
            statement: "经查，有关法律、行政法规对您申请公开的信息的获取有特别规定，根据《中华人民共和国政府信息公开条例》第三十六条第（七）项的规定，请您依照有关法律、行政法规的规定办理。".to_owned(),
            access_regime_law: "《不动产登记暂行条例》第二十七条".to_owned(),
            where_to_query: "权利人、利害关系人可以持身份证明和利害关系证明材料，到青溪县不动产登记中心（青溪县人民路8号，0990-5550188）查询。".to_owned(),
        }]
    }
}
