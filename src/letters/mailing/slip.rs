//! 送达回证: what the recipient signs, and who delivered it.

use super::super::pdf::{Families, Run, Setter, Sheet};
use serde::{Deserialize, Serialize};

/// What stands on a 送达回证. What is not known yet stays empty, to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliverySlip {
    /// 送达机关
    pub issuer: String,
    /// What is delivered, in order.
    pub letters: Vec<Delivered>,
    /// 受送达人, in order.
    pub recipients: Vec<String>,
    /// 代理人 of the recipients.
    pub agent: Option<String>,
    /// 送达地点
    pub place: Option<String>,
    /// The ways of delivery to choose from, 送达方式.
    pub ways: Vec<Choice>,
    /// 送达人
    pub deliverers: Vec<String>,
    /// 备注
    pub notes: Option<String>,
}

/// A letter that is delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// Its title: `政府信息公开申请答复书`.
    pub title: String,
    /// Its number, 文号.
    pub number: String,
}

/// One of several to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it is.
    pub label: String,
    /// Whether it is the one.
    pub chosen: bool,
}

impl DeliverySlip {
    /// Samples with names, the awkward ones among them.
    pub fn named_samples() -> Vec<(String, Self)> {
        let reply = Delivered {
            title: "政府信息公开申请答复书".to_owned(),
            number: "青自然资公开〔2026〕3号".to_owned(),
        };
        let ways = ["直接送达", "邮寄送达", "委托送达"].map(|label| Choice {
            label: label.to_owned(),
            chosen: label == "直接送达",
        });
        let plain = Self {
            issuer: "青溪县自然资源局".to_owned(),
            letters: vec![reply.clone()],
            recipients: vec!["林晓舟".to_owned()],
            agent: None,
            place: Some("青溪县人民路8号青溪县自然资源局政府信息公开办公室".to_owned()),
            ways: ways.to_vec(),
            deliverers: vec!["甄某".to_owned()],
            notes: None,
        };
        let blank = Self {
            place: None,
            ways: ways.map(|way| Choice { chosen: false, ..way }).to_vec(),
            deliverers: Vec::new(),
            ..plain.clone()
        };
        let names = [
            "林晓舟",
            "喆䶮𬭎",
            "欧阳晓舟",
            "阿依古丽·买买提江",
            "龘靐齉",
            "司马䲜",
        ];
        let together = Self {
            recipients: names.map(str::to_owned).to_vec(),
            agent: Some("公孙㑇".to_owned()),
            deliverers: vec!["甄某".to_owned(), "贾试用".to_owned()],
            notes: Some("收件人要求在信封上注明“亲启”。\n附件共2份、37页。".to_owned()),
            ..plain.clone()
        };
        let longest = Self {
            issuer: "江左省云山市青溪县高新技术产业开发区管理委员会自然资源和规划建设局".to_owned(),
            letters: (1..=12)
                .map(|serial| Delivered {
                    title: "政府信息公开申请不予重复处理告知书".to_owned(),
                    number: format!("青高新管自然资规建公开〔2026〕{}号", 1200 + serial),
                })
                .collect(),
            recipients: vec!["云山喆䶮𬭎环境科技有限公司青溪高新技术产业开发区分公司".to_owned()],
            place: Some("江左省云山市青溪县高新技术产业开发区创新创业服务中心西侧原农业机械厂职工家属院临时过渡安置房第三排第十二号".to_owned()),
            notes: Some("<b>{{x}} #panic() & 无法联系时放置于门卫处。".repeat(4)),
            ..plain.clone()
        };
        [
            ("plain", plain),
            ("blank", blank),
            ("together", together),
            ("longest", longest),
        ]
        .map(|(name, slip)| (name.to_owned(), slip))
        .into()
    }
}

/// A 送达回证 as the layout reads it.
#[derive(Debug, Serialize)]
pub(in crate::letters) struct SlipSheet {
    fonts: Families,
    issuer: Run,
    letters: Vec<Delivered>,
    recipients: Vec<Run>,
    agent: Option<Run>,
    place: Option<Run>,
    ways: Vec<Choice>,
    deliverers: Vec<Run>,
    notes: Vec<String>,
}

impl SlipSheet {
    pub(in crate::letters) fn of(slip: &DeliverySlip, setter: &Setter<'_>) -> Self {
        let named = |names: &[String]| names.iter().map(|name| setter.named(name)).collect();
        Self {
            fonts: setter.families(),
            issuer: setter.named(&slip.issuer),
            letters: slip.letters.clone(),
            recipients: named(&slip.recipients),
            agent: slip.agent.as_deref().map(|name| setter.named(name)),
            place: slip.place.as_deref().map(|place| setter.named(place)),
            ways: slip.ways.clone(),
            deliverers: named(&slip.deliverers),
            notes: slip
                .notes
                .iter()
                .flat_map(|notes| notes.lines())
                .map(str::to_owned)
                .collect(),
        }
    }
}

impl Sheet for SlipSheet {
    const LAYOUT: &'static str = "delivery-slip.typ";

    fn words(&self) -> Vec<&str> {
        let runs = [&self.issuer]
            .into_iter()
            .chain(&self.recipients)
            .chain(&self.agent)
            .chain(&self.place)
            .chain(&self.deliverers);
        let letters = self.letters.iter();
        runs.map(|run| run.words.as_str())
            .chain(letters.flat_map(|letter| [letter.title.as_str(), letter.number.as_str()]))
            .chain(self.ways.iter().map(|way| way.label.as_str()))
            .chain(self.notes.iter().map(String::as_str))
            .collect()
    }
}
