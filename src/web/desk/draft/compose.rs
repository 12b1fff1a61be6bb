//! The page of a draft, put together: what is missing, which steps it would pass, the letter that it makes.

use super::{
    page::{DraftPage, Preview},
    typed::{TypedDraft, reply_id},
    view::{self, Desk},
};
use crate::{
    casework::{
        self,
        review::{self, Submission},
    },
    domain::{
        answer::Draft,
        event::Event,
        id::{FileId, TextId},
        presence::PageKind,
        refusal::Refusal,
    },
    store::file::Scan,
    web::{
        casefile::{
            claim, clues,
            comparison::{self, Comparison},
            dossier::Dossier,
            due::Clock,
            likeness::{self, AlarmRow},
            notice,
            points::{self, Point},
            present::present,
        },
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// How the page is shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// For the summary at the top.
    pub(super) problems: FieldErrors,
    /// For beside the fields.
    pub(super) beside: FieldErrors,
    pub(super) notice: Option<String>,
    /// The version of the case that the person has seen; the newest where the page is fetched anew.
    pub(super) version: Option<u32>,
}

impl Shown {
    /// The form again, on the version on which it was begun.
    pub(super) fn of(pairs: &Pairs) -> Self {
        Self {
            version: pairs.get("version").parse().ok(),
            ..Self::default()
        }
    }

    /// The form with what keeps it from being saved or submitted.
    pub(super) fn refused(voice: Voice<'_>, refusal: &Refusal) -> Said<Self> {
        let mut shown = Self::default();
        if let Refusal::Incomplete(all) = refusal {
            shown.problems = view::sentences(voice, all)?;
            shown.beside = view::beside(voice, all)?;
        } else {
            let about_points = matches!(refusal, Refusal::PointsOpen(_));
            let at = if about_points { "points" } else { "item-1" };
            shown.problems.add(at, voice.refusal(refusal)?);
        }
        Ok(shown)
    }
}

pub(super) async fn page(
    view: &View,
    dossier: &Dossier,
    typed: &TypedDraft,
    shown: Shown,
) -> Result<DraftPage, Failure> {
    let (voice, office, case) = (voice(view), &view.app.office, &dossier.case);
    let files = dossier.documents();
    let documents = casework::document::of_case(office, case.agency, case.id).await?;
    let copies: Vec<FileId> = documents
        .iter()
        .filter_map(|opened| opened.current_copy().map(|copy| copy.file.id))
        .collect();
    let waits = dossier.files.iter().filter(|file| file.scan == Scan::Waiting);
    let waiting: Vec<FileId> = waits.map(|file| file.id).collect();
    let draft = typed.draft(&view.law, &files, &dossier.case.items);
    let errors = if shown.beside.is_empty() {
        &shown.problems
    } else {
        &shown.beside
    };
    let clues = clues::clues(view, dossier).await?;
    let desk = Desk {
        voice,
        asks_for: case.filing.asks_for,
        on: case.worked_on(),
        errors,
        case: case.id,
        files: &files,
        copies: &copies,
        waiting: &waiting,
        clues: &clues.lines,
    };
    let href = format!("/desk/cases/{}/draft", case.id);
    let mut notices = notice::notices(voice, dossier, office.today())?;
    notices.extend(claim::notices(voice, dossier, office.today())?);
    Ok(DraftPage {
        number: case.number.to_string(),
        case_href: format!("/desk/cases/{}", case.id),
        upload_href: format!("{href}/files"),
        href,
        version: shown.version.unwrap_or(case.version),
        clock: Clock::of(voice, case, office.today())?,
        present: present(view, &dossier.reader, dossier, PageKind::Draft).await?,
        notices,
        notice: shown.notice,
        points: points(view, dossier, typed, errors).await?,
        alarms: alarms(view, dossier).await?,
        kept: view::kept(desk, typed),
        items: view::items(desk, &dossier.filed.application.items, &case.items, typed)?,
        preview_href: format!("/desk/cases/{}/draft/preview", case.id),
        changes: changes(view, dossier, &draft).await?,
        preview: preview(view, dossier, &draft).await?,
        problems: shown.problems,
    })
}

/// The points with which it came back, each with the field for what was done about it.
async fn points(
    view: &View,
    dossier: &Dossier,
    typed: &TypedDraft,
    errors: &FieldErrors,
) -> Result<Vec<Point>, Failure> {
    let points = points::points(&view.app.office, voice(view), dossier).await?;
    let ids = dossier.case.points.iter().map(|raised| raised.point.words.id);
    let row = |(point, id): (Point, TextId)| {
        let reply = typed.replies.get(&id.to_string());
        let reply = reply.map(String::as_str).unwrap_or_default();
        Point {
            field: Some(Field::new(reply_id(id), reply, errors)),
            ..point
        }
    };
    Ok(points.into_iter().zip(ids).map(row).collect())
}

/// Documents that fared otherwise in other cases, by the draft as it was saved.
async fn alarms(view: &View, dossier: &Dossier) -> Result<Vec<AlarmRow>, Failure> {
    let (office, voice) = (&view.app.office, voice(view));
    let alarms = review::alarms(office, &dossier.reader, voice.law, &dossier.case).await?;
    Ok(likeness::rows(voice, &alarms)?)
}

/// What changed since it was approved, where the approvals are void for it.
async fn changes(view: &View, dossier: &Dossier, draft: &Draft) -> Result<Option<Comparison>, Failure> {
    let (office, case) = (&view.app.office, &dossier.case);
    let voided = dossier.history.iter().rev().find_map(|recorded| {
        if let Event::ApprovalsVoided { approved, .. } = &recorded.event {
            Some(*approved)
        } else {
            None
        }
    });
    let Some(approved) = voided.filter(|_| case.voided) else {
        return Ok(None);
    };
    let before = review::submission(office, case.agency, case.id, approved).await?;
    let read = casework::proofread(office, case.agency, case.id, draft).await?;
    let (Some(before), Some(letter)) = (before, read.letter) else {
        return Ok(None);
    };
    let now = Submission::of(&office.letters, &letter, draft);
    Ok(Some(comparison::of(voice(view), &before, &now)?))
}

/// What the draft makes so far.
pub(super) async fn preview(view: &View, dossier: &Dossier, draft: &Draft) -> Result<Preview, Failure> {
    let (voice, office) = (voice(view), &view.app.office);
    let read = casework::proofread(office, dossier.case.agency, dossier.case.id, draft).await?;
    let steps = voice.several_planned(&read.plan.steps);
    let obstacle = read.obstacle.as_ref();
    let files_href = format!("/desk/cases/{}/draft/letter", dossier.case.id);
    Ok(Preview {
        files_href: read.missing.is_empty().then_some(files_href),
        missing_count: read.missing.len(),
        missing: view::sentences(voice, &read.missing)?,
        obstacle: obstacle.map(|refusal| voice.refusal(refusal)).transpose()?,
        chain: steps.join(" → "),
        letter: read.letter.map(|document| office.letters.html_within(&document)),
    })
}
