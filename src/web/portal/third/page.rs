//! The page of a consultation: everything that a third party may know of it.

use serde::Serialize;

use super::{
    attached::AttachedRow,
    deadline::{Deadline, Point},
    given::Given,
    messages::Messages,
};
use crate::{
    template::Template,
    text::key,
    web::{
        page::{Page, Side, Title},
        portal::case::{Contact, Rights},
    },
};

/// What concerns a third party, and nothing else: neither who applied, nor what else was asked, nor who else was consulted.
#[derive(Debug, Serialize)]
pub(super) struct ConsultationPage {
    pub(super) link: String,
    pub(super) agency_name: String,
    /// Who is asked.
    pub(super) addressee: String,
    pub(super) letter: LetterRow,
    /// What the information is, as the letter says it.
    pub(super) asked: Vec<String>,
    /// What the agency wrote to them.
    pub(super) findings: Option<String>,
    /// What goes with the letter.
    pub(super) attached: Vec<AttachedRow>,
    /// The sentences of the letter.
    pub(super) statement: String,
    /// The law in plain words.
    pub(super) points: Vec<Point>,
    pub(super) silence: Point,
    pub(super) deadline: Option<Deadline>,
    /// An answer is still taken.
    pub(super) may_answer: bool,
    /// Something was typed that waits to be sent.
    pub(super) has_draft: bool,
    pub(super) given: Option<Given>,
    /// It is disclosed all the same.
    pub(super) decision: Option<Decision>,
    /// What became of it.
    pub(super) outcome: Option<Outcome>,
    pub(super) messages: Messages,
    pub(super) contact: Contact,
}

/// 决定公开: the letter that told of it, and what can be done against it.
#[derive(Debug, Serialize)]
pub(super) struct Decision {
    pub(super) letter: LetterRow,
    pub(super) rights: Option<Rights>,
}

/// The answer went out.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// On which day.
    pub(super) on: String,
    /// Whether the information is disclosed.
    pub(super) said: String,
}

/// A letter.
#[derive(Debug, Serialize)]
pub(super) struct LetterRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) issued_on: String,
}

impl LetterRow {
    fn sample() -> Self {
        Self {
            id: "0".to_owned(),
            title: "政府信息公开征求第三方意见书".to_owned(),
            number: "清住建公开〔2026〕3号-征".to_owned(),
            issued_on: "2026年11月23日（星期一）".to_owned(),
        }
    }
}

impl ConsultationPage {
    fn sample() -> Self {
        Self {
            link: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            addressee: "青溪县<b>公司".to_owned(),
            letter: LetterRow::sample(),
            asked: vec!["竣工验收资料<b>".to_owned()],
            findings: Some("载有贵单位的报价<b>".to_owned()),
            attached: vec![AttachedRow::sample(true), AttachedRow::sample(false)],
            statement: "请自收到本意见书之日起书面提出意见。".to_owned(),
            points: vec![Point::sample(true), Point::sample(false)],
            silence: Point::sample(true),
            deadline: Some(Deadline::sample(false)),
            may_answer: true,
            has_draft: false,
            given: None,
            decision: None,
            outcome: None,
            messages: Messages::sample(&["fa****example.cn", "199****0077"], false),
            contact: Contact::sample(),
        }
    }
}

impl Template for ConsultationPage {
    const NAME: &'static str = "pages/portal/third/consultation";

    fn samples() -> Vec<Self> {
        let late = Self {
            deadline: Some(Deadline::sample(true)),
            has_draft: true,
            findings: None,
            attached: Vec::new(),
            ..Self::sample()
        };
        let answered = |online| Self {
            may_answer: false,
            given: Some(Given::sample(online)),
            decision: online.then(|| Decision {
                letter: LetterRow::sample(),
                rights: None,
            }),
            ..Self::sample()
        };
        let contested = |rights| Self {
            may_answer: false,
            given: Some(Given::sample(true)),
            decision: Some(Decision {
                letter: LetterRow::sample(),
                rights: Some(rights),
            }),
            ..Self::sample()
        };
        let on_its_way = Self {
            deadline: None,
            messages: Messages::sample(&["fa****example.cn"], true),
            ..Self::sample()
        };
        let closed = Self {
            may_answer: false,
            deadline: None,
            outcome: Some(Outcome {
                on: "2026年12月15日（星期二）".to_owned(),
                said: "不公开".to_owned(),
            }),
            messages: Messages::sample(&[], false),
            silence: Point::sample(false),
            asked: Vec::new(),
            ..Self::sample()
        };
        let samples = vec![
            Self::sample(),
            late,
            on_its_way,
            answered(true),
            answered(false),
            closed,
        ];
        let contested = Rights::samples().into_iter().map(contested);
        samples.into_iter().chain(contested).collect()
    }
}

impl Page for ConsultationPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-third-title"))
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
