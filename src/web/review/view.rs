//! From the dossier to the reviewer's page.

use super::{
    case::AT,
    page::{Decision, Question, ReviewPage},
    reviewer_may_decide,
};
use crate::{
    casework,
    domain::{
        account::Officer,
        answer::Draft,
        digest::Digest,
        event::{Event, Recorded},
        refusal::Refusal,
        stage::Stage,
    },
    law::StepKey,
    text::key,
    web::{
        casefile::{
            asked::{Asked, Person},
            bundle,
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

/// A decision that was not taken: what was typed, and what is wrong.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) typed: Pairs,
    pub(super) errors: FieldErrors,
}

/// What the reviewers of this case approve: the letter as it would go out now, and its digest.
struct Shown {
    letter: String,
    content: Digest,
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
        applicant,
        texts,
        names,
        ..
    } = dossier;
    let shown = match (&case.stage, &dossier.draft) {
        (Stage::InReview(..) | Stage::Approved(..), Some(draft)) => Some(letter(view, dossier, draft).await?),
        _ => None,
    };
    let verdict = reviewer_may_decide(case, officer, voice.law);
    let mut notices = verdict_notices(voice, dossier, shown.as_ref(), verdict.as_ref().err())?;
    notices.extend(notice::notices(voice, dossier, today)?);
    let decision = match (verdict, &shown) {
        (Ok(step), Some(shown)) => Some(decision(voice, dossier, step, shown, attempt)?),
        _ => None,
    };
    let remarks = events.iter().filter(|recorded| is_remark(recorded));
    Ok(ReviewPage {
        problems: attempt.map(|attempt| attempt.errors.clone()).unwrap_or_default(),
        head: dossier.head(voice)?,
        person: Person::of(voice, applicant, dossier.needs_contact(officer))?,
        clock: Clock::of(voice, case, today)?,
        notices,
        steps: progress(voice, case, events, names, offset)?,
        asked: Asked::of(voice, &filed.application)?,
        files: dossier.evidence(officer, AT),
        file_href: bundle::href(dossier, officer),
        proposals: dossier
            .draft
            .as_ref()
            .map(|draft| proposals(voice, case.id, &filed.application, draft, AT))
            .unwrap_or_default(),
        letter: shown.map(|shown| shown.letter),
        history: history::entries(voice, case, remarks, names, texts, offset)?,
        decision,
    })
}

async fn letter(view: &View, dossier: &Dossier, draft: &Draft) -> Result<Shown, Failure> {
    let office = &view.app.office;
    let (document, content) = casework::preview(office, dossier.case.agency, dossier.case.id, draft).await?;
    Ok(Shown {
        letter: office.letters.html_within(&document),
        content,
    })
}

/// Why the reader does not decide, and whether what would leave is still what was submitted.
fn verdict_notices(
    voice: Voice<'_>,
    dossier: &Dossier,
    shown: Option<&Shown>,
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

fn decision(
    voice: Voice<'_>,
    dossier: &Dossier,
    step: StepKey,
    shown: &Shown,
    attempt: Option<&Attempt>,
) -> Said<Decision> {
    let none = (Pairs::default(), FieldErrors::default());
    let (typed, errors) = attempt.map_or((&none.0, &none.1), |attempt| (&attempt.typed, &attempt.errors));
    let rule = voice.law.review_chain().iter().find(|rule| rule.key == step);
    let question = |question: &crate::law::Question| {
        let id = format!("q-{}", question.key);
        Question {
            yes: typed.get(&id) == "yes",
            no: typed.get(&id) == "no",
            error: errors.of(&id),
            text: question.text.clone(),
            id,
        }
    };
    let case = dossier.case.id;
    Ok(Decision {
        name: voice.step(step).to_owned(),
        approve: match step {
            StepKey::SignOff => voice.step(step).to_owned(),
            StepKey::Confidentiality | StepKey::Legal => {
                voice.say_with(key("review-approve"), &[("step", voice.step(step))])?
            }
        },
        approve_href: format!("{AT}/{case}/approve"),
        send_back_href: format!("{AT}/{case}/send-back"),
        version: dossier.case.version,
        step: step.as_str(),
        content: shown.content.to_string(),
        questions: rule
            .map(|rule| rule.questions.iter().map(question).collect())
            .unwrap_or_default(),
        words: Field::new("words", typed.get("words"), errors),
    })
}

/// What reviewers said, and what became of their approvals.
fn is_remark(recorded: &Recorded) -> bool {
    matches!(
        recorded.event,
        Event::SentBack { .. }
            | Event::StepApproved { .. }
            | Event::ApprovalsVoided { .. }
            | Event::SubmittedForReview { .. }
    )
}
