//! 逐条审核意见: the points with which a draft came back, each with its place and what was done about it.

use serde::Serialize;

use super::dossier::Dossier;
use crate::{
    casework::{self, Office},
    domain::{
        digest::Digest,
        event::Event,
        id::FileId,
        review::{Place, Raised},
        words::WordsRef,
    },
    store::file::Purpose,
    text::key,
    web::{
        error::Failure,
        form::Field,
        wording::{Said, Voice},
    },
};

/// A point, for reading.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Point {
    /// Counted from one.
    pub(crate) number: usize,
    /// `文书第5行：“经审查……”`
    pub(crate) place: String,
    /// The page that it hangs on.
    pub(crate) href: Option<String>,
    pub(crate) words: String,
    pub(crate) who: String,
    /// What was done about it, once somebody said so.
    pub(crate) reply: Option<String>,
    /// Where the reader says it.
    pub(crate) field: Option<Field>,
}

/// The points with which the draft last came back.
pub(crate) async fn points(
    office: &Office,
    voice: Voice<'_>,
    dossier: &Dossier,
) -> Result<Vec<Point>, Failure> {
    let case = &dossier.case;
    let lines = match reviewed(dossier) {
        Some(content) if !case.points.is_empty() => {
            let submitted = casework::review::submission(office, case.agency, case.id, content).await?;
            submitted.map(|submitted| submitted.lines).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let points = (1..).zip(&case.points);
    Ok(points
        .map(|(number, raised)| point(voice, dossier, &lines, number, raised))
        .collect::<Said<_>>()?)
}

/// What stood before the reviewer who last sent it back.
fn reviewed(dossier: &Dossier) -> Option<Digest> {
    let (mut submitted, mut reviewed) = (None, None);
    for recorded in &dossier.history {
        if let Event::SubmittedForReview { content, .. } = &recorded.event {
            submitted = Some(*content);
        }
        if matches!(recorded.event, Event::SentBack { .. }) {
            reviewed = submitted;
        }
    }
    reviewed
}

fn point(
    voice: Voice<'_>,
    dossier: &Dossier,
    lines: &[String],
    number: usize,
    raised: &Raised,
) -> Said<Point> {
    let written = |words: WordsRef| match dossier.texts.get(&words.id) {
        Some(Some(text)) => Ok(text.clone()),
        Some(None) | None => voice.say(key("event-words-erased")),
    };
    let case = dossier.case.id;
    let (place, href) = match raised.point.place {
        Place::Letter { line } => {
            let quote = usize::from(line).checked_sub(1).and_then(|at| lines.get(at));
            let place = voice.say_with(
                key("point-at-line"),
                &[
                    ("line", &line.to_string()),
                    ("quote", &quote.map(|quote| beginning(quote)).unwrap_or_default()),
                ],
            )?;
            (place, None)
        }
        Place::Page { file, page } => {
            let place = voice.say_with(
                key("point-at-page"),
                &[("file", file_name(dossier, file)), ("page", &page.to_string())],
            )?;
            let href = format!("/desk/cases/{case}/documents/{file}/pages/{page}");
            let mut files = dossier.files.iter();
            let is_document = files.any(|known| known.id == file && known.purpose == Purpose::Source);
            (place, is_document.then_some(href))
        }
    };
    let by = raised.by.map(|by| dossier.names.person(by)).unwrap_or_default();
    let step = dossier.names.step(voice, &raised.step);
    Ok(Point {
        number,
        place,
        href,
        words: written(raised.point.words)?,
        who: format!("{step} {by}"),
        reply: raised.reply.map(written).transpose()?,
        field: None,
    })
}

fn file_name(dossier: &Dossier, id: FileId) -> &str {
    let file = dossier.files.iter().find(|file| file.id == id);
    file.map_or("", |file| &file.name)
}

/// The most characters of a line by which it is told.
const BEGINNING: usize = 24;

/// A line, or its first characters and that it goes on.
pub(crate) fn beginning(line: &str) -> String {
    let first: String = line.chars().take(BEGINNING).collect();
    if first.len() < line.len() {
        format!("{first}……")
    } else {
        first
    }
}

pub(crate) fn samples() -> Vec<Point> {
    let point = |number, reply: Option<&str>, href: Option<&str>| Point {
        number,
        place: "文书第5行：“经审查，<b>你申请的……”".to_owned(),
        href: href.map(str::to_owned),
        words: "请写明第几项".to_owned(),
        who: "法制审核 法制员己（法制审核员）".to_owned(),
        reply: reply.map(str::to_owned),
        field: None,
    };
    vec![
        point(1, None, None),
        point(2, Some("已改<br>"), Some("/desk/cases/1/documents/2/pages/3")),
    ]
}
