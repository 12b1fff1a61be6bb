//! 信封: DL, 220 × 110 mm, after GB/T 1416.

use super::super::pdf::{Families, Run, Setter, Sheet};
use serde::{Deserialize, Serialize};

/// What stands on an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The postcode of the place it goes to; without one the boxes stay empty.
    pub postcode: Option<String>,
    /// The address it goes to.
    pub address: String,
    /// Whom it is for, in order. They get one letter.
    pub addressees: Vec<String>,
    /// The agent whose address it is, 代理人: hands it on to the addressees.
    pub agent: Option<String>,
    /// The organ that sends it.
    pub sender: String,
    /// The address of the organ.
    pub sender_address: String,
    /// The postcode of the organ.
    pub sender_postcode: Option<String>,
    /// The number of the letter in it, 文号, by which one that comes back finds its case.
    pub number: Option<String>,
}

impl Envelope {
    /// Samples with names, the awkward ones among them.
    pub fn named_samples() -> Vec<(String, Self)> {
        let plain = Self {
            postcode: Some("671000".to_owned()),
            address: "江左省云山市青溪县人民路12号3幢2单元501室".to_owned(),
            addressees: vec!["林晓舟".to_owned()],
            agent: None,
            sender: "青溪县自然资源局".to_owned(),
            sender_address: "江左省云山市青溪县人民路8号".to_owned(),
            sender_postcode: Some("671001".to_owned()),
            number: Some("青自然资公开〔2026〕3号".to_owned()),
        };
        let several = [
            "林晓舟",
            "喆䶮𬭎",
            "欧阳晓舟",
            "阿依古丽·买买提江",
            "龘靐齉",
            "司马䲜",
            "贾试用",
        ];
        let together = Self {
            addressees: several.map(str::to_owned).to_vec(),
            agent: Some("公孙㑇".to_owned()),
            ..plain.clone()
        };
        let organisation = Self {
            addressees: vec!["云山喆䶮𬭎环境科技有限公司青溪高新技术产业开发区分公司".to_owned()],
            ..plain.clone()
        };
        let longest = Self {
            address: "江左省云山市青溪县高新技术产业开发区创新创业服务中心西侧原农业机械厂职工家属院临时过渡安置房第三排第十二号（青溪县第二中学后门斜对面），请先拨打电话预约，无人时请放在门卫处".to_owned(),
            addressees: vec!["中国农业机械工业协会江左省分会青溪县高新技术产业开发区专业合作社联合社党支部".to_owned(); 2],
            sender: "江左省云山市青溪县高新技术产业开发区管理委员会自然资源和规划建设局（政府信息公开办公室）".to_owned(),
            sender_address: "江左省云山市青溪县高新技术产业开发区创新创业服务中心主楼西侧十二层1208室".to_owned(),
            ..plain.clone()
        };
        let bare = Self {
            postcode: None,
            sender_postcode: None,
            number: None,
            ..plain.clone()
        };
        let abroad = Self {
            postcode: Some("SW1A 2AA".to_owned()),
            address: "10 Downing Street, London, United Kingdom 英国".to_owned(),
            addressees: vec!["<b>{{x}} #panic() & Smith-Übergång".to_owned()],
            ..plain.clone()
        };
        [
            ("plain", plain),
            ("together", together),
            ("organisation", organisation),
            ("longest", longest),
            ("bare", bare),
            ("abroad", abroad),
        ]
        .map(|(name, envelope)| (name.to_owned(), envelope))
        .into()
    }
}

/// An envelope as the layout reads it.
#[derive(Debug, Serialize)]
pub(in crate::letters) struct EnvelopeSheet {
    fonts: Families,
    /// A digit for each of the six boxes, or nothing.
    boxes: Vec<String>,
    address: Run,
    addressees: Vec<Run>,
    agent: Option<Run>,
    sender: Run,
    sender_address: Run,
    sender_boxes: Vec<String>,
    number: Option<String>,
}

impl EnvelopeSheet {
    pub(in crate::letters) fn of(envelope: &Envelope, setter: &Setter<'_>) -> Self {
        let (boxes, address) = placed(envelope.postcode.as_deref(), &envelope.address);
        let (sender_boxes, sender_address) =
            placed(envelope.sender_postcode.as_deref(), &envelope.sender_address);
        Self {
            fonts: setter.families(),
            boxes,
            address: setter.named(&address),
            addressees: envelope
                .addressees
                .iter()
                .map(|name| setter.named(name))
                .collect(),
            agent: envelope.agent.as_deref().map(|name| setter.named(name)),
            sender: setter.named(&envelope.sender),
            sender_address: setter.named(&sender_address),
            sender_boxes,
            number: envelope.number.clone(),
        }
    }
}

/// The digits for the boxes, and the address. A postcode that is not of six digits goes before the address, as it would
/// otherwise be lost.
fn placed(postcode: Option<&str>, address: &str) -> (Vec<String>, String) {
    match postcode {
        None => (Vec::new(), address.to_owned()),
        Some(code) if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            (code.chars().map(String::from).collect(), address.to_owned())
        }
        Some(other) => (Vec::new(), format!("{other} {address}")),
    }
}

impl Sheet for EnvelopeSheet {
    const LAYOUT: &'static str = "envelope.typ";

    fn words(&self) -> Vec<&str> {
        let single = [&self.address, &self.sender, &self.sender_address];
        let runs = single.into_iter().chain(&self.addressees).chain(&self.agent);
        runs.map(|run| run.words.as_str())
            .chain(self.number.as_deref())
            .collect()
    }
}
