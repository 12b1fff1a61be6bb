//! 政府信息公开申请答复书 and 告知书: the answer, item by item.

use super::{Addressee, RemedyContext, Section};
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// What the reply says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyContext {
    /// The organ.
    pub issuer: String,
    /// The title: `政府信息公开申请答复书`.
    pub title: String,
    /// The applicant.
    pub addressee: Addressee,
    /// 申请编号.
    pub application_number: String,
    /// Whether the correction of records was asked for (条例第四十一条), and not information.
    #[serde(default)]
    pub corrects_records: bool,
    /// 收到申请之日: `2026年10月23日`.
    pub received_on: String,
    /// When the corrected application came, 补正.
    pub corrected_on: Option<String>,
    /// One answer for each item of the application.
    pub items: Vec<Item>,
    /// How to object; one for each way. Empty for letters without a remedy of their own.
    pub remedies: Vec<RemedyContext>,
    /// The closing word: `答复`, `告知`.
    pub closing: String,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// Who else gets it.
    pub copies: Vec<String>,
    /// What is blacked out in the files that are handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blackouts: Vec<Blackout>,
}

/// Places of one file that are blacked out for one reason. What stood there is told nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blackout {
    /// The name of the file, as the letter names it among its attachments.
    pub file: String,
    /// `第1、3至5页`
    pub pages: String,
    /// How many places.
    pub places: String,
    /// The reason with the article.
    pub ground: String,
    /// The text of the ground, a line a paragraph.
    pub text: String,
}

/// The answer to one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is about, in short; a heading where there are several items.
    pub heading: String,
    /// What was asked, as the applicant wrote it.
    pub asked: String,
    /// The answer.
    pub section: Section,
}

impl ReplyContext {
    /// Samples with names: one for each section, and the awkward ones.
    pub(super) fn named_samples() -> Vec<(String, Self)> {
        let single = Section::whole_samples()
            .into_iter()
            .map(|(name, section)| (name, Self::sample(vec![section])));
        let awkward = [
            ("mixed", Self::mixed()),
            ("together", Self::together()),
            ("twenty_parts", Self::twenty_parts()),
            ("own_act", Self::own_act()),
            ("records", Self::records()),
            ("twenty_items", Self::twenty_items()),
            ("long_text", Self::long_text()),
            ("markup", Self::markup()),
            ("blacked_out", Self::blacked_out()),
        ];
        single
            .chain(awkward.map(|(name, context)| (name.to_owned(), context)))
            .collect()
    }

    fn sample(sections: Vec<Section>) -> Self {
        let (heading, asked) = if sections.iter().all(Section::corrects_records) {
            (
                "关于农村宅基地登记簿",
                "农村宅基地登记簿；本户宅基地面积记载为210平方米，应当是120平方米，有批准文件为证。",
            )
        } else {
            (
                "关于2025年度国有建设用地供应计划",
                "青溪县2025年度国有建设用地供应计划及其批准文件。",
            )
        };
        let title = match sections.as_slice() {
            [only] => only.sample_title(),
            _ => "政府信息公开申请答复书",
        };
        let closing = if title.ends_with("告知书") {
            "告知"
        } else {
            "答复"
        };
        Self {
            issuer: "青溪县自然资源局".to_owned(),
            title: title.to_owned(),
            addressee: Addressee::alone("林晓舟", "您"),
            application_number: "QXZRZY20261023001".to_owned(),
            corrects_records: sections.iter().all(Section::corrects_records),
            received_on: "2026年10月23日".to_owned(),
            corrected_on: None,
            remedies: RemedyContext::samples_for(&sections, closing),
            items: sections
                .into_iter()
                .map(|section| Item {
                    heading: heading.to_owned(),
                    asked: asked.to_owned(),
                    section,
                })
                .collect(),
            closing: closing.to_owned(),
            attachments: Vec::new(),
            copies: Vec::new(),
            blackouts: Vec::new(),
        }
    }

    fn mixed() -> Self {
        let you = "你单位";
        let named = ["disclosed", "withheld", "partial", "not_held"];
        let samples = Section::whole_samples();
        let sections = named.iter().filter_map(|wanted| {
            let (_, section) = samples.iter().find(|(name, _)| name == wanted)?;
            Some(section.sample_addressed(you))
        });
        let mut reply = Self::sample(sections.collect());
        reply.addressee = Addressee::alone("云山喆䶮𬭎环境科技有限公司", you);
        reply.corrected_on = Some("2026年11月2日".to_owned());
        reply.attachments = vec![
            "青溪县2025年度国有建设用地供应计划".to_owned(),
            "关于青溪县2025年度国有建设用地供应计划的批复（部分内容已作区分处理，遮盖处为不予公开的内容）"
                .to_owned(),
        ];
        reply.copies = vec!["青溪县人民政府办公室".to_owned(), "青溪县档案馆".to_owned()];
        reply
    }

    /// Several applied together, by an agent.
    fn together() -> Self {
        let addressee = Addressee::together();
        let samples = Section::whole_samples();
        let partial = samples.iter().find(|(name, _)| name == "partial");
        let sections = partial.map(|(_, section)| section.sample_addressed(&addressee.you));
        let mut reply = Self::sample(sections.into_iter().collect());
        reply.addressee = addressee;
        reply
    }

    /// With two files in which something is blacked out, for two reasons.
    fn blacked_out() -> Self {
        let samples = Section::whole_samples();
        let partial = samples.into_iter().filter(|(name, _)| name == "partial");
        let mut reply = Self::sample(partial.map(|(_, section)| section).collect());
        let privacy = (
            "个人隐私（《中华人民共和国政府信息公开条例》第十五条）",
            "第十五条　涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。\n\
             但是，第三方同意公开或者行政机关认为不公开会对公共利益造成重大影响的，予以公开。",
        );
        let internal = (
            "内部事务信息（《中华人民共和国政府信息公开条例》第十六条第一款）",
            "第十六条第一款　行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。",
        );
        let files = [
            "2025年度保障性住房分配登记表（公开版）.pdf",
            "minutes_2025-03.pdf",
        ];
        reply.attachments = files.map(str::to_owned).to_vec();
        let rows = [
            (files[0], "第1至30页", "555", privacy),
            (files[1], "第2、4页", "3", privacy),
            (files[1], "第7页", "1", internal),
        ];
        let row = |(file, pages, places, (ground, text)): (&str, &str, &str, (&str, &str))| Blackout {
            file: file.to_owned(),
            pages: pages.to_owned(),
            places: places.to_owned(),
            ground: ground.to_owned(),
            text: text.to_owned(),
        };
        reply.blackouts = rows.map(row).to_vec();
        reply
    }

    /// Twenty parts withheld, with long names, and nothing said of how they were taken out.
    fn twenty_parts() -> Self {
        let mut reply = Self::sample(
            Section::whole_samples()
                .into_iter()
                .filter(|(name, _)| name == "partial")
                .map(|(_, section)| section)
                .collect(),
        );
        for item in &mut reply.items {
            item.section.repeat_parts(20);
        }
        reply.attachments = vec!["青溪县2025年度国有建设用地供应计划（部分公开）".to_owned()];
        reply
    }

    /// Several records, each with an end of its own.
    fn records() -> Self {
        let samples = Section::whole_samples();
        let sections = samples.into_iter().map(|(_, section)| section);
        let mut reply = Self::sample(sections.filter(Section::corrects_records).collect());
        "更正政府信息申请答复书".clone_into(&mut reply.title);
        reply
    }

    /// A province answers: it reconsiders its own act, and the State Council may overrule it.
    fn own_act() -> Self {
        let withheld = Section::whole_samples()
            .into_iter()
            .find(|(name, _)| name == "withheld");
        let mut reply = Self::sample(withheld.into_iter().map(|(_, section)| section).collect());
        "江左省人民政府".clone_into(&mut reply.issuer);
        reply.remedies = vec![RemedyContext::sample_ruling()];
        reply
    }

    fn twenty_items() -> Self {
        let sections: Vec<Section> = Section::whole_samples()
            .into_iter()
            .map(|(_, section)| section)
            .collect();
        let mut reply = Self::sample(sections.iter().cycle().take(20).cloned().collect());
        reply.attachments = (1..=12)
            .map(|n| format!("第{n}批次征地补偿安置方案及其批准文件"))
            .collect();
        reply
    }

    fn long_text() -> Self {
        let mut reply = Self::sample(
            Section::samples()
                .into_iter()
                .map(|(_, section)| section)
                .take(1)
                .collect(),
        );
        let sentence =
            "请公开青溪县高新技术产业开发区范围内历年土地征收、补偿、安置的全部批准文件、公告、听证笔录。";
        for item in &mut reply.items {
            item.asked = vec![sentence.repeat(9); 6].join("\n\n");
        }
        reply
    }

    fn markup() -> Self {
        let mut reply = Self::sample(
            Section::samples()
                .into_iter()
                .map(|(_, section)| section)
                .take(1)
                .collect(),
        );
        let nasty = "#import \"x\" *b* $a$ <script>alert(1)</script> {{x}} {{{y}}} &amp; \\ [c] @d _e_ `f` \u{202e}镜";
        nasty.clone_into(&mut reply.addressee.name);
        reply.attachments = vec![nasty.to_owned()];
        for item in &mut reply.items {
            nasty.clone_into(&mut item.asked);
        }
        reply
    }
}

impl Template for ReplyContext {
    const NAME: &'static str = "letters/reply";

    fn samples() -> Vec<Self> {
        Self::named_samples()
            .into_iter()
            .map(|(_, context)| context)
            .collect()
    }
}
