//! From how a case stands to the page on which its answer is published.

use super::page::{FileRow, FoundPart, FoundRow, PublishForm, PublishPage, Standing, Withdraw};
use crate::{
    casework::{
        presend::{Found, Place},
        publish::{PublishError, Publishing, TypedAnswer, WordingPart},
    },
    domain::{
        account::Officer,
        published::{self, NotPublished, PublishedAnswer, State},
    },
    imports::catalogue::Wrong,
    store,
    text::{Key, key, words},
    web::{
        access::cases_at,
        desk::presend::kind_of,
        error::Failure,
        form::{Choices, Field, FieldErrors},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// What was typed, and why nothing was done.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    typed: Option<TypedAnswer>,
    errors: FieldErrors,
    /// What was found in what was typed, and what that means.
    found: Option<(Key, Vec<Found>)>,
}

impl Attempt {
    pub(super) fn is_well(&self) -> bool {
        self.errors.is_empty()
    }

    /// Why nothing was done, said where it belongs.
    pub(super) fn of(
        voice: Voice<'_>,
        typed: Option<TypedAnswer>,
        error: PublishError,
    ) -> Result<Self, Failure> {
        let mut attempt = Self {
            typed,
            ..Self::default()
        };
        let errors = &mut attempt.errors;
        match error {
            PublishError::Wrong(wrong) => {
                for (part, why) in wrong {
                    errors.add(part.as_str(), said(voice, why)?);
                }
            }
            PublishError::Tells(found) => {
                errors.add("found", voice.say(key("publish-tells"))?);
                attempt.found = Some((key("publish-tells"), found));
            }
            PublishError::Asks(found) => {
                errors.add(WordingPart::Because.as_str(), voice.say(key("publish-asks"))?);
                attempt.found = Some((key("publish-asks"), found));
            }
            PublishError::File(file) => {
                let told = voice.say_with(key("publish-file-wrong"), &[("file", &file)])?;
                errors.add(WordingPart::Files.as_str(), told);
            }
            PublishError::Refused(NotPublished::SecondPerson) => {
                errors.add("standing", voice.say(key("publish-second"))?);
            }
            error @ (PublishError::NotTheirs
            | PublishError::Stale
            | PublishError::Refused(_)
            | PublishError::Act(_)) => return Err(super::failure(error)),
        }
        Ok(attempt)
    }
}

fn said(voice: Voice<'_>, why: Wrong) -> Said {
    match why {
        Wrong::TooLong(most) => voice.say_with(key("publish-wrong-long"), &[("count", &most.to_string())]),
        Wrong::Hidden => voice.say(key("publish-wrong-hidden")),
        Wrong::TooMany(most) => voice.say_with(key("publish-wrong-many"), &[("count", &most.to_string())]),
        Wrong::Missing | Wrong::NoDay | Wrong::Ahead | Wrong::NoLink | Wrong::Again(_) | Wrong::OfTwo => {
            voice.say(key("publish-wrong-missing"))
        }
    }
}

pub(super) async fn page(
    view: &View,
    officer: &Officer,
    publishing: &Publishing,
    attempt: Attempt,
) -> Result<PublishPage, Failure> {
    let (voice, case) = (voice(view), &publishing.case);
    let verdict = match publishing.verdict {
        Ok(()) => None,
        Err(NotPublished::DecidedAgainst) => Some(voice.say(key("publish-against"))?),
        Err(_) => Some(voice.say(key("publish-not-given"))?),
    };
    let latest = publishing
        .latest
        .as_ref()
        .filter(|latest| latest.state != State::Dropped);
    let open = latest.filter(|latest| latest.state == State::Prepared);
    let is_public = latest.is_some_and(|latest| latest.state == State::Published);
    let (prepares, confirms) = (
        published::prepares(case, officer),
        published::confirms(case, officer),
    );
    let may_confirm = open.is_some_and(|open| confirms && open.may_be_confirmed(officer).is_ok());
    let form = (prepares && verdict.is_none() && !is_public).then(|| form(publishing, open, &attempt));
    let found = match &attempt.found {
        Some((told, found)) => found_part(voice, *told, found)?,
        None if publishing.found.is_empty() => None,
        None => found_part(voice, key("publish-found"), &publishing.found)?,
    };
    let standing = match latest {
        Some(latest) => Some(standing(view, officer, latest).await?),
        None => None,
    };
    let because = || Field::new("because", "", &attempt.errors);
    Ok(PublishPage {
        back: format!("{}/{}", cases_at(officer), case.id),
        number: case.number.to_string(),
        action: format!("/desk/cases/{}/publish", case.id),
        standing,
        found,
        form,
        confirm: open
            .filter(|_| may_confirm && verdict.is_none())
            .map(|open| open.version),
        needs_second: open.is_some() && !may_confirm,
        give_up: open.filter(|_| prepares || confirms).map(|open| open.version),
        withdraw: latest
            .filter(|latest| latest.state == State::Published && (prepares || confirms))
            .map(|latest| Withdraw {
                version: latest.version,
                because: because(),
            }),
        verdict,
        problems: attempt.errors,
    })
}

fn form(publishing: &Publishing, open: Option<&PublishedAnswer>, attempt: &Attempt) -> PublishForm {
    let before = open.map(|open| TypedAnswer {
        title: open.wording.title.clone(),
        asked: open.wording.asked.clone(),
        answered: open.wording.answered.clone(),
        topics: open.wording.topics.join("、"),
        files: open.chosen(),
        because: open
            .cleared
            .as_ref()
            .map(|(_, because)| because.clone())
            .unwrap_or_default(),
    });
    let typed = attempt.typed.clone().or(before).unwrap_or_default();
    let errors = &attempt.errors;
    let field = |part: WordingPart, value: &str| Field::new(part.as_str(), value, errors);
    let files = publishing.released.iter().map(|released| {
        let file = &released.file;
        (file.file.to_string(), file.name.clone(), None)
    });
    let chosen: Vec<String> = typed.files.iter().map(ToString::to_string).collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    PublishForm {
        version: open.map(|open| open.version.to_string()).unwrap_or_default(),
        title: field(WordingPart::Title, &typed.title),
        asked: field(WordingPart::Asked, &typed.asked),
        answered: field(WordingPart::Answered, &typed.answered),
        topics: field(WordingPart::Topics, &typed.topics),
        because: field(WordingPart::Because, &typed.because),
        files: Choices::new(WordingPart::Files.as_str(), files, &chosen, errors),
    }
}

/// What a state is called.
pub(super) fn state_name(state: State) -> Key {
    match state {
        State::Prepared => key("publish-state-prepared"),
        State::Published => key("publish-state-published"),
        State::Withdrawn => key("publish-state-withdrawn"),
        State::Dropped => key("publish-state-dropped"),
    }
}

async fn standing(view: &View, officer: &Officer, answer: &PublishedAnswer) -> Result<Standing, Failure> {
    let (voice, app) = (voice(view), &view.app);
    let by = store::account::get(app.db(), store::Scope::of(answer.agency), answer.prepared_by).await?;
    let name = by.map(|by| by.name).unwrap_or_default();
    let at = words::instant(view.lang, answer.prepared_at, app.clock.offset());
    let mut lines = Vec::new();
    if let Some(confirmed) = answer.confirmed {
        let day = voice.weekday(confirmed.on);
        lines.push(voice.say_with(key("publish-published-on"), &[("day", &day)])?);
    }
    if let Some(withdrawn) = &answer.withdrawn {
        let day = voice.weekday(withdrawn.on);
        let told = [("day", day.as_str()), ("because", withdrawn.because.as_str())];
        lines.push(voice.say_with(key("publish-withdrawn-on"), &told)?);
    }
    let wording = &answer.wording;
    Ok(Standing {
        state: voice.say(state_name(answer.state))?,
        prepared: voice.say_with(key("publish-prepared-by"), &[("name", &name), ("at", &at)])?,
        lines,
        public_href: answer.is_known().then(|| format!("/published/{}", answer.id)),
        title: wording.title.clone(),
        asked: wording.asked.clone(),
        answered: wording.answered.clone(),
        topics: wording.topics.join("、"),
        files: answer
            .files
            .iter()
            .map(|file| FileRow {
                href: format!("{}/{}/files/{}", cases_at(officer), answer.case, file.file),
                name: file.name.clone(),
            })
            .collect(),
        because: answer.cleared.as_ref().map(|(_, because)| because.clone()),
    })
}

fn found_part(voice: Voice<'_>, told: Key, found: &[Found]) -> Said<Option<FoundPart>> {
    let row = |one: &Found| {
        let place = match &one.place {
            Place::Letter => voice.say(key("publish-in-words"))?,
            Place::File(file, page) => voice.say_with(
                key("publish-in-file"),
                &[("file", &file.name), ("page", &page.to_string())],
            )?,
        };
        let (kind, masked) = kind_of(one);
        Ok(FoundRow {
            place,
            kind: voice.say(kind)?,
            before: one.before.clone(),
            masked,
            behind: one.behind.clone(),
        })
    };
    Ok(Some(FoundPart {
        told: voice.say(told)?,
        rows: found.iter().map(row).collect::<Said<_>>()?,
    }))
}
