//! 登记回执 (条例第三十一条、第四十五条): the application is here, and by when it will be answered.

use super::Addressee;
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// What the receipt says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptContext {
    /// The organ.
    pub issuer: String,
    /// The title: `政府信息公开申请登记回执`.
    #[serde(default = "title_of_old")]
    pub title: String,
    /// Whether the correction of records was asked for (条例第四十一条), and not information.
    #[serde(default)]
    pub corrects_records: bool,
    /// The applicant.
    pub addressee: Addressee,
    /// 申请编号.
    pub application_number: String,
    /// How it came: `互联网提交`.
    pub channel: String,
    /// When it was handed in, if that is another day than the day of receipt.
    pub submitted_on: Option<String>,
    /// 收到申请之日: `2026年10月23日（星期五）`.
    pub received_on: String,
    /// Why this is the day of receipt: `双方确认之日`.
    pub received_because: String,
    /// The article on the day of receipt.
    pub received_article: String,
    /// What was asked, item by item, as the applicant wrote it.
    pub items: Vec<String>,
    /// How the applicant wants to have it: `电子文本，网上获取`.
    pub form: Option<String>,
    /// The last day to answer: `2026年11月20日（星期五）`.
    pub due_on: String,
    /// The length of the period: `20个工作日`.
    pub period: String,
    /// The article on the period.
    pub due_article: String,
    /// How the last day came about, step by step.
    pub due_steps: Vec<String>,
    /// Whether the last day depends on a calendar that is not published yet.
    pub provisional: bool,
    /// Where to follow the application.
    pub lookup: Option<Lookup>,
    /// Whom to ask: name of the unit, telephone, address, hours.
    pub contact: String,
}

/// Where the applicant can follow the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The address of the page.
    pub address: String,
    /// What is needed there: `申请编号和查询码（查询码见提交成功页面）`.
    pub with: String,
}

/// The title of the receipts that were kept before they held one.
fn title_of_old() -> String {
    "政府信息公开申请登记回执".to_owned()
}

impl Template for ReceiptContext {
    const NAME: &'static str = "letters/receipt";

    fn samples() -> Vec<Self> {
        let plain = Self {
            issuer: "青溪县自然资源局".to_owned(),
            title: title_of_old(),
            corrects_records: false,
            addressee: Addressee::alone("林晓舟", "您"),
            application_number: "QXZRZY20261023001".to_owned(),
            channel: "互联网提交".to_owned(),
            submitted_on: Some("2026年10月22日（星期四）".to_owned()),
            received_on: "2026年10月23日（星期五）".to_owned(),
            received_because: "经互联网渠道提交的申请，以双方确认之日为收到申请之日".to_owned(),
            received_article: "《中华人民共和国政府信息公开条例》第三十一条第（三）项".to_owned(),
            items: vec!["青溪县2025年度国有建设用地使用权出让计划及其批准文件。".to_owned()],
            form: Some("电子文本，网上获取".to_owned()),
            due_on: "2026年11月20日（星期五）".to_owned(),
            period: "20个工作日".to_owned(),
            due_article: "《中华人民共和国政府信息公开条例》第三十三条第二款".to_owned(),
            due_steps: vec![
                "2026年10月23日收到申请，当日不计入；自2026年10月26日起计算。".to_owned(),
                "至2026年11月20日共20个工作日。".to_owned(),
            ],
            provisional: false,
            lookup: Some(Lookup {
                address: "https://xxgk.example.cn/status".to_owned(),
                with: "申请编号和查询码（查询码见提交成功页面）".to_owned(),
            }),
            contact: "青溪县自然资源局政府信息公开办公室，电话0990-5550123".to_owned(),
        };
        let awkward = Self {
            issuer: "某某省青溪市高新技术产业开发区管理委员会综合行政执法和应急管理局".to_owned(),
            addressee: Addressee::alone(
                "青溪市<script>alert(1)</script>{{x}}科技发展有限责任公司喆䶮𬭎分公司",
                "你单位",
            ),
            channel: "当面提交".to_owned(),
            submitted_on: None,
            items: (1..=20)
                .map(|n| format!("第{n}项：#import \"x\" *b* $a$ <b>{{{{y}}}}</b> & 青溪高新区2025年第{n}批次征地补偿安置方案、听证笔录及公示材料"))
                .collect(),
            form: None,
            due_on: "2027年1月18日（星期一）（暂定）".to_owned(),
            provisional: true,
            lookup: None,
            ..plain.clone()
        };
        let together = Self {
            addressee: Addressee::together(),
            channel: "邮寄（平常信函）".to_owned(),
            ..plain.clone()
        };
        let records = Self {
            title: "更正政府信息申请登记回执".to_owned(),
            corrects_records: true,
            items: vec!["农村宅基地登记簿；本户宅基地面积记载为210平方米，应当是120平方米。".to_owned()],
            form: None,
            due_article: "《中华人民共和国政府信息公开条例》第三十三条第二款、第四十一条".to_owned(),
            ..plain.clone()
        };
        vec![plain, awkward, together, records]
    }
}
