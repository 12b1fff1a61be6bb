//! 线索 on the pages of a case: what is found, in a line each, with the way to the passages.

use serde::Serialize;

use super::dossier::Dossier;
use crate::{
    casework::evidence::{self, Asker, Looking, Summary},
    domain::clue::Leaning,
    law::{ClueKind, GroundKey},
    text::{Key, key},
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// The part of a case's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Clues {
    /// Where the passages are.
    pub(crate) href: String,
    pub(crate) lines: Vec<ClueLine>,
    /// `已排除2条线索`
    pub(crate) aside: Option<String>,
}

/// What is found of one kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ClueLine {
    /// `重复申请`
    pub(crate) name: String,
    pub(crate) text: String,
    /// Where on the page of the clues it stands.
    pub(crate) href: String,
    /// The grounds on which it may bear.
    #[serde(skip)]
    grounds: Vec<GroundKey>,
    /// The items of which it speaks; empty where it speaks of the applicant.
    #[serde(skip)]
    items: Vec<u16>,
}

impl ClueLine {
    /// Whether it stands beside an item, on a ground; before one is chosen, wherever it may bear on any.
    pub(crate) fn concerns(&self, item: u16, ground: Option<&GroundKey>) -> bool {
        let fits = match ground {
            Some(ground) => self.grounds.contains(ground),
            None => !self.grounds.is_empty(),
        };
        fits && (self.items.is_empty() || self.items.contains(&item))
    }
}

/// The address of the page of the clues.
pub(crate) fn href(dossier: &Dossier) -> String {
    format!("/desk/cases/{}/evidence", dossier.case.id)
}

/// What is looked at, by the reader of a page.
pub(crate) fn looking<'a>(view: &'a View, dossier: &'a Dossier) -> Looking<'a> {
    Looking {
        office: &view.app.office,
        law: &view.law,
        officer: &dossier.reader,
        case: &dossier.case,
        application: &dossier.filed.application,
        applicant: dossier.applicant.as_ref(),
    }
}

/// The lines of a case.
pub(crate) async fn clues(view: &View, dossier: &Dossier) -> Result<Clues, Failure> {
    let summary = evidence::summary(looking(view, dossier)).await?;
    Ok(worded(voice(view), dossier, &summary)?)
}

fn worded(voice: Voice<'_>, dossier: &Dossier, summary: &Summary) -> Said<Clues> {
    let href = href(dossier);
    let line = |kind: ClueKind, text: String, items: Vec<u16>| {
        let clue = voice.law.clue(kind, dossier.case.worked_on());
        ClueLine {
            name: clue.name.clone(),
            text,
            href: format!("{href}#{kind}"),
            grounds: clue.grounds.clone(),
            items,
        }
    };
    let mut lines = Vec::new();
    for kind in ClueKind::ALL.iter().copied().filter(|kind| kind.is_heard()) {
        if let Some((text, items)) = heard(voice, summary, kind)? {
            lines.push(line(kind, text, items));
        }
    }
    let repeated = summary.cases_of(ClueKind::Repeated, &summary.repeated);
    if !repeated.is_empty() {
        let counts = [
            ("count", repeated.len().to_string()),
            ("answered", summary.answered(&repeated).to_string()),
        ];
        let text = with(voice, key("clues-repeated"), &counts)?;
        let found = summary.repeated.iter();
        let found = found.filter(|found| repeated.contains(&found.case));
        lines.push(line(
            ClueKind::Repeated,
            text,
            found.map(|found| found.item).collect(),
        ));
    }
    if let Some(text) = asker(voice, summary)? {
        lines.push(line(ClueKind::SameApplicant, text, Vec::new()));
    }
    let several = summary.cases_of(ClueKind::SeveralAsk, &summary.several);
    if !several.is_empty() {
        let counts = [
            ("people", summary.others().to_string()),
            ("count", several.len().to_string()),
            ("answered", summary.answered(&several).to_string()),
        ];
        let text = with(voice, key("clues-several"), &counts)?;
        let items = summary.several.iter().map(|found| found.item).collect();
        lines.push(line(ClueKind::SeveralAsk, text, items));
    }
    Ok(Clues {
        href,
        lines,
        aside: match summary.aside.len() {
            0 => None,
            count => Some(with(voice, key("clues-aside"), &[("count", count.to_string())])?),
        },
    })
}

fn with(voice: Voice<'_>, text: Key, arguments: &[(&str, String)]) -> Said {
    let arguments: Vec<(&str, &str)> = arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    voice.say_with(text, &arguments)
}

/// What the words show of one kind, and in which items.
fn heard(voice: Voice<'_>, summary: &Summary, kind: ClueKind) -> Said<Option<(String, Vec<u16>)>> {
    let heard: Vec<_> = summary.heard.iter().filter(|heard| heard.kind == kind).collect();
    if heard.is_empty() || summary.is_aside(kind, None) {
        return Ok(None);
    }
    let items: Vec<u16> = heard.iter().map(|heard| heard.item).collect();
    let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
    let numbers = numbers.join("、");
    let is_mixed = heard.iter().all(|heard| heard.leaning == Leaning::Mixed);
    let text = if is_mixed {
        key("clues-heard-mixed")
    } else {
        key("clues-heard-clear")
    };
    Ok(Some((voice.say_with(text, &[("items", &numbers)])?, items)))
}

/// How often the applicant applied: `2026年11月3件，全年12件，共15件（含本件）`.
pub(crate) fn asker(voice: Voice<'_>, summary: &Summary) -> Said<Option<String>> {
    let Some(asker) = summary.asker.as_ref() else {
        return Ok(None);
    };
    if summary.is_aside(ClueKind::SameApplicant, None) {
        return Ok(None);
    }
    let Asker {
        on,
        month,
        year,
        total,
        more,
        cases,
        represented,
    } = asker;
    let mut said = Vec::new();
    if !cases.is_empty() {
        let text = if *more {
            key("clues-asker-more")
        } else {
            key("clues-asker")
        };
        let arguments = [
            ("year", on.year().to_string()),
            ("month", u8::from(on.month()).to_string()),
            ("inmonth", month.to_string()),
            ("inyear", year.to_string()),
            ("total", total.to_string()),
        ];
        said.push(with(voice, text, &arguments)?);
    }
    if !represented.is_empty() {
        let count = [("count", represented.len().to_string())];
        said.push(with(voice, key("clues-agent"), &count)?);
    }
    Ok(Some(said.join("；")))
}

pub(crate) fn samples() -> [Clues; 2] {
    let line = |name: &str| ClueLine {
        name: name.to_owned(),
        text: "与该申请人此前的1件申请要求相同的信息<b>".to_owned(),
        href: "/desk/cases/1/evidence#repeated".to_owned(),
        grounds: Vec::new(),
        items: Vec::new(),
    };
    let href = "/desk/cases/1/evidence".to_owned();
    let some = Clues {
        href: href.clone(),
        lines: vec![line("重复申请"), line("同一申请人")],
        aside: Some("已排除1条线索".to_owned()),
    };
    let none = Clues {
        href,
        lines: Vec::new(),
        aside: None,
    };
    [some, none]
}
