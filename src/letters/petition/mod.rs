//! 行政复议申请书: what an applicant hands in at the organ of reconsideration. It is theirs, not the agency's: nothing of it
//! is kept, and it has neither number nor date before they sign it.
//!
//! One list of paragraphs, of which both the PDF and the Word file are made.

mod sample;
#[cfg(test)]
mod tests;

use super::pdf::{Families, Setter, Sheet};
use super::words::sentences;
use serde::Serialize;

/// The title.
const TITLE: &str = "行政复议申请书";

/// Everything that stands in it, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Petition {
    /// 申请人, the first one first.
    pub applicants: Vec<PetitionParty>,
    /// 委托代理人.
    pub agent: Option<PetitionParty>,
    /// 被申请人.
    pub respondent: PetitionParty,
    /// 行政复议机关.
    pub organ: String,
    /// 行政复议请求, in order.
    pub requests: Vec<String>,
    /// 事实和理由, as the applicant wrote them.
    pub reasons: String,
    /// 附件, in order.
    pub enclosures: Vec<String>,
}

/// Somebody who is named in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PetitionParty {
    /// The name.
    pub name: String,
    /// What else is told of them: `居民身份证号码`, and the number.
    pub rows: Vec<(&'static str, String)>,
}

/// How a paragraph is set; in Word the name of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Style {
    Title,
    /// A person or an organ: what they are stands in front of the name.
    Party,
    Heading,
    Body,
    /// 此致, and the organ under it.
    Salute,
    Organ,
    /// Where it is signed.
    Signature,
    Date,
    Enclosure,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Para {
    pub(super) style: Style,
    /// What stands in front, set off from the words.
    pub(super) label: String,
    /// A name, which is set in one face.
    pub(super) name: String,
    pub(super) words: String,
}

impl Para {
    fn of(style: Style, words: impl Into<String>) -> Self {
        Self {
            style,
            label: String::new(),
            name: String::new(),
            words: words.into(),
        }
    }

    fn party(role: &str, party: &PetitionParty) -> Self {
        let rows = party
            .rows
            .iter()
            .map(|(label, value)| format!("，{label}：{value}"));
        Self {
            style: Style::Party,
            label: format!("{role}："),
            name: party.name.clone(),
            words: rows.chain(["。".to_owned()]).collect(),
        }
    }
}

impl Petition {
    /// The paragraphs in the order of the page.
    pub(super) fn paragraphs(&self) -> Vec<Para> {
        let mut page = vec![Para::of(Style::Title, TITLE)];
        page.extend(self.applicants.iter().map(|party| Para::party("申请人", party)));
        page.extend(self.agent.iter().map(|party| Para::party("委托代理人", party)));
        page.push(Para::party("被申请人", &self.respondent));
        page.push(Para::of(Style::Heading, "行政复议请求"));
        page.extend(numbered(&self.requests, Style::Body, "；", "。"));
        page.push(Para::of(Style::Heading, "事实和理由"));
        let reasons = sentences(&self.reasons);
        let lines = reasons.lines().map(str::trim).filter(|line| !line.is_empty());
        page.extend(lines.map(|line| Para::of(Style::Body, line)));
        page.push(Para::of(Style::Salute, "此致"));
        page.push(Para::of(Style::Organ, self.organ.as_str()));
        page.push(Para::of(Style::Signature, "申请人（签名或者盖章）："));
        page.push(Para::of(Style::Date, "年　　月　　日"));
        page.push(Para::of(Style::Enclosure, "附件："));
        page.extend(numbered(&self.enclosures, Style::Enclosure, "", ""));
        page
    }
}

fn numbered(
    entries: &[String],
    style: Style,
    between: &'static str,
    end: &'static str,
) -> impl Iterator<Item = Para> {
    let last = entries.len();
    (1..).zip(entries).map(move |(number, entry): (usize, &String)| {
        let stop = if number == last { end } else { between };
        Para::of(style, format!("{number}. {entry}{stop}"))
    })
}

/// The application as the layout reads it.
#[derive(Debug, Serialize)]
pub(super) struct PetitionSheet {
    fonts: Families,
    title: String,
    paragraphs: Vec<Set>,
}

/// A paragraph with the faces chosen.
#[derive(Debug, Serialize)]
struct Set {
    style: Style,
    label: String,
    name: super::pdf::Run,
    words: String,
}

impl PetitionSheet {
    pub(super) fn of(petition: &Petition, setter: &Setter<'_>) -> Self {
        let set = |para: Para| Set {
            style: para.style,
            label: para.label,
            name: setter.named(&para.name),
            words: para.words,
        };
        Self {
            fonts: setter.families(),
            title: TITLE.to_owned(),
            paragraphs: petition.paragraphs().into_iter().map(set).collect(),
        }
    }
}

impl Sheet for PetitionSheet {
    const LAYOUT: &'static str = "petition.typ";

    fn words(&self) -> Vec<&str> {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .flat_map(|set| [set.label.as_str(), set.name.words.as_str(), set.words.as_str()])
            .chain([self.title.as_str()])
            .collect()
    }
}
