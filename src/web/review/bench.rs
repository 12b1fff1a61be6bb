//! The reviewer's workbench: what is to be opened, the documents with what is blacked out, what others said, how like cases
//! fared, and what became of the draft since it was here last.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use time::Date;

use super::case::AT;
use crate::{
    casework::{
        self, Office,
        document::Opened,
        review::{Precedent, Submission},
    },
    domain::{
        account::Officer,
        answer::Draft,
        consultation,
        digest::Digest,
        event::Event,
        id::CaseId,
        notice::{About, Notice},
        words::WordsRef,
    },
    text::key,
    web::{
        casefile::{
            comparison::{self, Comparison},
            dossier::Dossier,
            fared::fared,
            likeness::{self, AlarmRow},
            points::{self, Point},
        },
        error::Failure,
        page::View,
        wording::{Said, Voice, voice},
    },
};

#[derive(Debug, Default, Serialize)]
pub(super) struct Bench {
    /// What goes out: whoever approves opens each part.
    pub(super) parts: Vec<PartRow>,
    pub(super) documents: Vec<DocumentRow>,
    pub(super) opinions: Vec<OpinionRow>,
    /// Documents that fared otherwise elsewhere.
    pub(super) alarms: Vec<AlarmRow>,
    pub(super) same_request: Vec<PrecedentRow>,
    pub(super) same_ground: Vec<PrecedentRow>,
    /// With what the draft came back before.
    pub(super) points: Vec<Point>,
    pub(super) comparison: Option<Comparison>,
}

/// A part of what goes out.
#[derive(Debug, Serialize)]
pub(super) struct PartRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) opened: bool,
}

/// A document that was found, and where something is blacked out on it.
#[derive(Debug, Serialize)]
pub(super) struct DocumentRow {
    pub(super) name: String,
    pub(super) marks: usize,
    /// How far the reader is with the second look; none where nothing of it goes out.
    pub(super) look: Option<Look>,
    pub(super) pages: Vec<PageLink>,
}

/// Of how many pages somebody has looked at how many.
#[derive(Debug, Serialize)]
pub(super) struct Look {
    pub(super) pages: usize,
    pub(super) seen: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct PageLink {
    pub(super) number: u32,
    pub(super) href: String,
    pub(super) marks: usize,
    /// Whether the reader has looked at what is blacked out here; none where nothing of it goes out.
    pub(super) opened: Option<Seen>,
}

/// Whether somebody has looked at something.
#[derive(Debug, Serialize)]
pub(super) struct Seen {
    pub(super) yes: bool,
}

/// What somebody said who was consulted.
#[derive(Debug, Serialize)]
pub(super) struct OpinionRow {
    pub(super) who: String,
    pub(super) said: String,
    pub(super) reasons: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct PrecedentRow {
    pub(super) number: String,
    pub(super) href: String,
    /// `2026年3月2日（星期一）`
    pub(super) on: String,
    pub(super) outcome: String,
    /// How it fared; empty where nobody contested it.
    pub(super) fared: Vec<String>,
    pub(super) shares_ground: bool,
}

pub(super) async fn bench(
    view: &View,
    dossier: &Dossier,
    officer: &Officer,
    now: Option<(&Submission, Digest)>,
) -> Result<Bench, Failure> {
    let (voice, office, case) = (voice(view), &view.app.office, &dossier.case);
    let Some(draft) = &dossier.draft else {
        return Ok(Bench::default());
    };
    let opened = casework::review::opened_by(office, officer, case).await?;
    let parts = parts(case.id, draft, &opened);
    let reading = (&case.parts_to_open(), &opened);
    let documents = casework::document::of_case(office, case.agency, case.id).await?;
    let alarms = casework::review::alarms(office, officer, voice.law, case).await?;
    let application = (&dossier.filed.application, draft);
    let precedents = casework::review::precedents(office, officer, case, application).await?;
    Ok(Bench {
        parts,
        documents: documents
            .iter()
            .map(|one| document(case.id, one, reading))
            .collect(),
        opinions: opinions(voice, dossier, office.today())?,
        alarms: likeness::rows(voice, &alarms)?,
        same_request: rows(voice, &precedents.same_request)?,
        same_ground: rows(voice, &precedents.same_ground)?,
        points: points::points(office, voice, dossier).await?,
        comparison: comparison(office, voice, dossier, now).await?,
    })
}

/// The files that go out, each once.
fn parts(case: CaseId, draft: &Draft, opened: &BTreeSet<Digest>) -> Vec<PartRow> {
    let mut rows: Vec<PartRow> = Vec::new();
    for file in draft.items.iter().flat_map(|item| &item.files) {
        let href = format!("{AT}/{case}/files/{}", file.id);
        if rows.iter().all(|row| row.href != href) {
            rows.push(PartRow {
                name: file.name.clone(),
                opened: opened.contains(&file.content),
                href,
            });
        }
    }
    rows
}

fn document(
    case: CaseId,
    opened: &Opened,
    (to_open, seen): (&BTreeSet<Digest>, &BTreeSet<Digest>),
) -> DocumentRow {
    let blackouts = opened.blackouts();
    let seen = |page: u32| {
        let on_it = blackouts.get(&page).filter(|on_it| to_open.contains(on_it))?;
        Some(Seen {
            yes: seen.contains(on_it),
        })
    };
    let mut marks: BTreeMap<u32, usize> = BTreeMap::new();
    for mark in &opened.marks {
        *marks.entry(mark.page).or_default() += 1;
    }
    // The first page too, so that a document without any mark can be looked at.
    marks.entry(1).or_default();
    let file = opened.file.id;
    let link = |(number, marks)| PageLink {
        number,
        href: format!("/desk/cases/{case}/documents/{file}/pages/{number}"),
        marks,
        opened: seen(number),
    };
    let pages: Vec<PageLink> = marks.into_iter().map(link).collect();
    let looks: Vec<bool> = pages
        .iter()
        .filter_map(|page| page.opened.as_ref())
        .map(|seen| seen.yes)
        .collect();
    DocumentRow {
        name: opened.file.name.clone(),
        marks: opened.marks.len(),
        look: (!looks.is_empty()).then(|| Look {
            pages: looks.len(),
            seen: looks.iter().filter(|seen| **seen).count(),
        }),
        pages,
    }
}

fn opinions(voice: Voice<'_>, dossier: &Dossier, today: Date) -> Said<Vec<OpinionRow>> {
    let written = |words: WordsRef| dossier.texts.get(&words.id).cloned().flatten();
    let case = &dossier.case;
    let mut rows = Vec::new();
    for notice in case.notices.iter().filter(|notice| notice.letter().is_some()) {
        let About::Consultation { party, .. } = &notice.matter else {
            continue;
        };
        let who = dossier.parties.get(party).and_then(Option::as_ref);
        rows.push(OpinionRow {
            who: who.map(|party| party.name.to_string()).unwrap_or_default(),
            said: said(voice, dossier, notice, today)?,
            reasons: notice
                .opinion
                .as_ref()
                .and_then(|opinion| opinion.reasons)
                .and_then(written),
        });
    }
    Ok(rows)
}

/// What they said, and of what they were shown what may be disclosed.
fn said(voice: Voice<'_>, dossier: &Dossier, notice: &Notice, today: Date) -> Said {
    let said = voice.consulted(consultation::result(&dossier.case, voice.law, notice, today))?;
    let agreed = notice
        .opinion
        .iter()
        .flat_map(|opinion| opinion.agreed.iter().copied());
    let titles: Vec<String> = dossier
        .shown(agreed)
        .into_iter()
        .map(|(_, title)| title)
        .collect();
    if titles.is_empty() {
        return Ok(said);
    }
    voice.say_with(
        key("third-opinion-with"),
        &[("said", &said), ("titles", &titles.join("、"))],
    )
}

fn rows(voice: Voice<'_>, precedents: &[Precedent]) -> Said<Vec<PrecedentRow>> {
    precedents
        .iter()
        .map(|precedent| {
            let case = &precedent.case;
            let items = case.draft.iter().flat_map(|draft| &draft.reference.items);
            let mut outcomes: Vec<&str> = items
                .filter_map(|item| voice.law.ground(&item.ground))
                .map(|ground| ground.name.as_str())
                .collect();
            outcomes.dedup();
            let fared = case.appeals.iter().map(|appeal| fared(voice, appeal));
            Ok(PrecedentRow {
                number: case.number.to_string(),
                href: format!("/desk/cases/{}", case.id),
                on: case
                    .answer()
                    .map(|letter| voice.weekday(letter.issued_on))
                    .unwrap_or_default(),
                outcome: outcomes.join("、"),
                fared: fared.collect::<Said<_>>()?,
                shares_ground: !precedent.grounds.is_empty(),
            })
        })
        .collect()
}

/// What changed since it was submitted the time before; where what would leave has changed since, what that is.
async fn comparison(
    office: &Office,
    voice: Voice<'_>,
    dossier: &Dossier,
    now: Option<(&Submission, Digest)>,
) -> Result<Option<Comparison>, Failure> {
    let case = &dossier.case;
    let submitted: Vec<Digest> = dossier
        .history
        .iter()
        .filter_map(|recorded| {
            if let Event::SubmittedForReview { content, .. } = &recorded.event {
                Some(*content)
            } else {
                None
            }
        })
        .collect();
    let Some((now, content)) = now else {
        return Ok(None);
    };
    let before = match submitted.as_slice() {
        // What would leave is no longer what was submitted.
        [.., last] if *last != content => last,
        [.., before, _] => before,
        _ => return Ok(None),
    };
    let before = casework::review::submission(office, case.agency, case.id, *before).await?;
    Ok(before
        .map(|before| comparison::of(voice, &before, now))
        .transpose()?)
}
