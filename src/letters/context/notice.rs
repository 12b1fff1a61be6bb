//! 程序性文书: what is told before the answer, to the applicant or to others: correction, consultation, extension, fee,
//! reasons, delay. The statutory sentences come from the law's data; the handler writes what is asked or found.

use super::{Addressee, RemedyContext};
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// What the letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeContext {
    /// The organ.
    pub issuer: String,
    /// The title: `政府信息公开申请补正告知书`.
    pub title: String,
    /// Whom it is to.
    pub addressee: Addressee,
    /// Whether that is the applicant. To others the letter names neither the applicant nor their number.
    pub to_applicant: bool,
    /// Who asks for the correction of records, in a letter that sends their matter on to the organ that has to tell them of
    /// the result: the only letter that names the applicant to another.
    #[serde(default)]
    pub on_behalf_of: Option<String>,
    /// 申请编号.
    pub application_number: String,
    /// 收到申请之日: `2026年10月23日`.
    pub received_on: String,
    /// What was asked, as far as it concerns this letter.
    pub asked: Vec<String>,
    /// What the handler asks, found or decided, in their own words.
    pub findings: Option<String>,
    /// The statutory sentences, filled in.
    pub statement: String,
    /// Dates and amounts to take away, each with its label.
    pub facts: Vec<Labelled>,
    /// How the last day came about, step by step.
    pub steps: Vec<String>,
    /// How to object. Empty for letters without a remedy of their own.
    pub remedies: Vec<RemedyContext>,
    /// Whether the addressee is asked for an opinion, and finds a slip to send back.
    pub return_slip: bool,
    /// Whom to ask: name of the unit, telephone, address, hours.
    pub contact: String,
}

/// A fact with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    pub label: String,
    pub value: String,
}

impl Labelled {
    pub fn new(label: &str, value: impl Into<String>) -> Self {
        Self {
            label: label.to_owned(),
            value: value.into(),
        }
    }
}

impl NoticeContext {
    pub(super) fn named_samples() -> Vec<(String, Self)> {
        let correction = Self::plain();
        let consultation = Self {
            title: "政府信息公开征求第三方意见书".to_owned(),
            addressee: Addressee::alone("青溪县喆䶮𬭎建设工程有限责任公司", "你单位"),
            to_applicant: false,
            findings: Some("申请人申请公开的竣工验收资料中，载有你单位的施工组织设计和报价。".to_owned()),
            statement: "该政府信息公开后可能损害你单位的合法权益。根据《中华人民共和国政府信息公开条例》第三十二条的规定，请你单位自收到本意见书之日起15个工作日内书面提出意见；不同意公开的，请说明理由。逾期未提出意见的，由本机关依照该条例的规定决定是否公开。".to_owned(),
            facts: vec![Labelled::new("答复意见期限", "自收到本意见书之日起15个工作日")],
            return_slip: true,
            ..correction.clone()
        };
        let consultation_bare = Self {
            asked: Vec::new(),
            ..consultation.clone()
        };
        let extension = Self {
            title: "政府信息公开申请延长答复期限告知书".to_owned(),
            findings: Some("需要查找的档案数量较多，正在逐卷核对。".to_owned()),
            statement: "因不能在规定的期限内答复，经本机关政府信息公开工作机构负责人同意，根据《中华人民共和国政府信息公开条例》第三十三条第二款的规定，答复期限延长20个工作日，本机关将于2026年12月18日（星期五）前（含当日）答复您。".to_owned(),
            facts: vec![Labelled::new("延长后的答复期限", "2026年12月18日（星期五）")],
            steps: vec!["从次日起数20个工作日。".to_owned(), "延长20个工作日。".to_owned()],
            ..correction.clone()
        };
        let disclosure = Self {
            title: "政府信息公开决定告知书".to_owned(),
            statement: "本机关收到了你单位不同意公开的意见。本机关认为不公开可能对公共利益造成重大影响，根据《中华人民共和国政府信息公开条例》第三十二条的规定，决定予以公开，现将决定公开的政府信息内容和理由书面告知你单位。".to_owned(),
            facts: Vec::new(),
            remedies: vec![RemedyContext::sample_either()],
            return_slip: false,
            ..consultation.clone()
        };
        let transfer = Self {
            title: "更正政府信息申请转送函".to_owned(),
            addressee: Addressee::alone("青溪县农业农村局", "你机关"),
            to_applicant: false,
            on_behalf_of: Some("林晓舟".to_owned()),
            asked: vec!["农村宅基地登记簿；本户宅基地面积记载为210平方米，应当是120平方米。".to_owned()],
            findings: Some("该登记簿由你机关制作和管理，随函附申请人提交的批准文件复印件。".to_owned()),
            statement: "更正该政府信息记录不属于本机关职能范围。根据《中华人民共和国政府信息公开条例》第四十一条的规定，现转送你机关处理，请审核后将处理结果告知申请人。".to_owned(),
            facts: vec![Labelled::new("申请人的联系方式", "电话0990-5550199")],
            ..correction.clone()
        };
        let awkward = Self {
            addressee: Addressee::alone(
                "青溪市<script>alert(1)</script>{{x}}科技发展有限责任公司喆䶮𬭎分公司",
                "你单位",
            ),
            asked: (1..=20)
                .map(|n| format!("第{n}项：#import \"x\" *b* $a$ <b>{{{{y}}}}</b> & 征地补偿安置方案"))
                .collect(),
            findings: Some("一、请写明文件名称或者文号。\n二、请写明希望的获取方式。".to_owned()),
            ..correction.clone()
        };
        let bare = Self {
            findings: None,
            asked: Vec::new(),
            facts: Vec::new(),
            ..correction.clone()
        };
        let of_nothing_in_particular = Self {
            asked: Vec::new(),
            ..consultation.clone()
        };
        let together = Self {
            addressee: Addressee::together(),
            statement: correction.statement.replace('您', "你们"),
            ..correction.clone()
        };
        [
            ("correction", correction),
            ("together", together),
            ("consultation", consultation),
            ("consultation-2", of_nothing_in_particular),
            ("extension", extension),
            ("disclosure_decision", disclosure),
            ("transfer", transfer),
            ("awkward", awkward),
            ("bare", bare),
            ("consultation_bare", consultation_bare),
        ]
        .map(|(name, context)| (name.to_owned(), context))
        .into()
    }

    fn plain() -> Self {
        Self {
            issuer: "青溪县自然资源局".to_owned(),
            title: "政府信息公开申请补正告知书".to_owned(),
            addressee: Addressee::alone("林晓舟", "您"),
            to_applicant: true,
            on_behalf_of: None,
            application_number: "QXZRZY-2026-00012".to_owned(),
            received_on: "2026年10月23日".to_owned(),
            asked: vec!["青溪县2025年度土地供应资料。".to_owned()],
            findings: Some("申请内容不明确：请写明所需信息的名称、文号，或者便于查询的其他特征。".to_owned()),
            statement: "根据《中华人民共和国政府信息公开条例》第三十条的规定，请您自收到本告知书之日起10个工作日内补正。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。".to_owned(),
            facts: vec![Labelled::new("补正期限", "自收到本告知书之日起10个工作日")],
            steps: Vec::new(),
            remedies: Vec::new(),
            return_slip: false,
            contact: "青溪县自然资源局政府信息公开办公室，电话0990-5550123".to_owned(),
        }
    }
}

impl Template for NoticeContext {
    const NAME: &'static str = "letters/notice";

    fn samples() -> Vec<Self> {
        Self::named_samples()
            .into_iter()
            .map(|(_, context)| context)
            .collect()
    }
}
