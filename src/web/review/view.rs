//! From the dossier to the reviewer's page.

use super::{
    bench,
    case::AT,
    claim,
    decision::{self, Attempt, Shown},
    page::{Bypass, Decision, ReviewPage},
    pointed, reviewer_may_decide,
};
use crate::{
    casework::{
        self,
        review::{self, Submission},
    },
    domain::{
        account::Officer,
        answer::Draft,
        case::Case,
        digest::Digest,
        event::{Event, Recorded},
        presence::PageKind,
        refusal::Refusal,
        review::PlannedStep,
        stage::Stage,
    },
    text::key,
    web::{
        casefile::{
            self,
            asked::{Asked, Person},
            bundle, clues,
            dossier::Dossier,
            due::Clock,
            history,
            notice::{self, Notice},
            progress::progress,
            proposal::proposals,
        },
        error::Failure,
        form::{Field, FieldErrors},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// What the reviewers of this case approve: the letter as it would go out now, and its digest.
struct Composed {
    letter: String,
    content: Digest,
    submission: Submission,
}

pub(super) async fn page(
    view: &View,
    dossier: &Dossier,
    officer: &Officer,
    attempt: Option<&Attempt>,
) -> Result<ReviewPage, Failure> {
    let (voice, office) = (voice(view), &view.app.office);
    let (today, offset) = (office.today(), office.clock.offset());
    let Dossier {
        case,
        history: events,
        filed,
        texts,
        names,
        ..
    } = dossier;
    let shown = match (&case.stage, &dossier.draft) {
        (Stage::InReview(..) | Stage::Approved(..), Some(draft)) => Some(letter(view, dossier, draft).await?),
        _ => None,
    };
    let verdict = reviewer_may_decide(case, officer, voice.law);
    let claims = claim::claims(voice, dossier, officer, today)?;
    let why_not = verdict.as_ref().err().filter(|_| claims.is_empty());
    let mut notices = verdict_notices(voice, dossier, shown.as_ref(), why_not)?;
    notices.extend(casefile::claim::claimed(voice, dossier)?);
    notices.extend(notice::notices(voice, dossier, today)?);
    if let Some(shown) = &shown {
        review::remember(office, officer, case, shown.content).await?;
    }
    let decision = match (verdict, &shown) {
        (Ok(step), Some(shown)) => Some(Decision {
            unopened: review::unopened(office, officer, case).await?,
            ..decision(voice, (dossier, officer), &step, shown, attempt)?
        }),
        _ => None,
    };
    let submission = shown.as_ref().map(|shown| (&shown.submission, shown.content));
    let remarks = events.iter().filter(|recorded| is_remark(recorded));
    Ok(ReviewPage {
        problems: attempt.map(|attempt| attempt.errors.clone()).unwrap_or_default(),
        head: dossier.head(voice)?,
        person: Person::of_case(voice, dossier, dossier.needs_contact(officer))?,
        clock: Clock::of(voice, case, today)?,
        present: casefile::present::present(view, officer, dossier, PageKind::Review).await?,
        notices,
        notes: casefile::notes::part(view, officer, dossier, "review").await?,
        desk_href: format!("/desk/cases/{}", case.id),
        steps: progress(voice, case, events, names, offset)?,
        asked: Asked::of(voice, case, &filed.application)?,
        clues: clues::clues(view, dossier).await?,
        files: dossier.evidence(officer, AT),
        file_href: bundle::href(dossier, officer),
        proposals: dossier
            .draft
            .as_ref()
            .map(|draft| proposals(voice, case.id, &filed.application, draft, AT))
            .unwrap_or_default(),
        bench: bench::bench(view, dossier, officer, submission).await?,
        letter: shown.map(|shown| shown.letter),
        history: history::entries(voice, case, remarks, names, texts, offset)?,
        decision,
        claims,
        bypasses: bypasses(voice, case, officer, attempt),
    })
}

/// The form of the step that is the reader's, with the rows for points.
fn decision(
    voice: Voice<'_>,
    (dossier, officer): (&Dossier, &Officer),
    step: &PlannedStep,
    shown: &Composed,
    attempt: Option<&Attempt>,
) -> Said<Decision> {
    let case = &dossier.case;
    let at = format!("{AT}/{}", case.id);
    let none = (Pairs::default(), FieldErrors::default());
    let typed = attempt.map_or((&none.0, &none.1), |attempt| (&attempt.typed, &attempt.errors));
    let pointed = pointed::form(voice, dossier, &shown.submission, typed, &at)?;
    let shown = Shown {
        at,
        version: case.version,
        content: shown.content,
        words_hint: voice.say(key("review-words-hint"))?,
        instead_of: case
            .instead_of(voice.law, officer, step)
            .map(|absent| dossier.names.person(absent)),
    };
    let mut decision = decision::of(voice, step, shown, attempt)?;
    decision.pointed = Some(pointed);
    Ok(decision)
}

/// The steps that the reader may leave out.
fn bypasses(voice: Voice<'_>, case: &Case, officer: &Officer, attempt: Option<&Attempt>) -> Vec<Bypass> {
    let form = |step: &PlannedStep| {
        let id = format!("reason-{}", step.key);
        let typed = attempt.map(|attempt| attempt.typed.get(&id)).unwrap_or_default();
        let none = FieldErrors::default();
        let errors = attempt.map_or(&none, |attempt| &attempt.errors);
        Bypass {
            name: voice.planned(step).to_owned(),
            step: step.key.to_string(),
            href: format!("{AT}/{}/bypass", case.id),
            version: case.version,
            reason: Field::new(id, typed, errors),
        }
    };
    let steps = case.steps_to_bypass(officer).unwrap_or_default();
    steps.into_iter().map(form).collect()
}

async fn letter(view: &View, dossier: &Dossier, draft: &Draft) -> Result<Composed, Failure> {
    let office = &view.app.office;
    let (document, content) = casework::preview(office, dossier.case.agency, dossier.case.id, draft).await?;
    Ok(Composed {
        letter: office.letters.html_within(&document),
        submission: Submission::of(&office.letters, &document, draft),
        content,
    })
}

/// Why the reader does not decide, and whether what would leave is still what was submitted.
fn verdict_notices(
    voice: Voice<'_>,
    dossier: &Dossier,
    shown: Option<&Composed>,
    refusal: Option<&Refusal>,
) -> Said<Vec<Notice>> {
    let mut notices = Vec::new();
    let submitted = dossier.case.stage.review().map(|review| review.content);
    if let (Some(submitted), Some(shown)) = (submitted, shown)
        && submitted != shown.content
    {
        notices.push(Notice {
            tone: "warning",
            title: voice.say(key("review-changed"))?,
            text: Some(voice.say(key("review-changed-text"))?),
            words: None,
        });
    }
    match refusal {
        Some(Refusal::KeptApart) => notices.push(Notice {
            tone: "warning",
            title: voice.say(key("review-kept-apart"))?,
            text: Some(voice.refusal(&Refusal::KeptApart)?),
            words: None,
        }),
        Some(_) => notices.push(Notice {
            tone: "info",
            title: voice.say(key("review-not-waiting"))?,
            text: None,
            words: None,
        }),
        None => {}
    }
    Ok(notices)
}

/// What reviewers said, and what became of their approvals.
fn is_remark(recorded: &Recorded) -> bool {
    matches!(
        recorded.event,
        Event::SentBack { .. }
            | Event::StepClaimed { .. }
            | Event::StepWaived { .. }
            | Event::StepBypassed { .. }
            | Event::StepApproved { .. }
            | Event::PointSettled { .. }
            | Event::ApprovalsVoided { .. }
            | Event::SubmittedForReview { .. }
    )
}
