//! One template: its source, what it makes of made-up letters, what it changes, and its versions.

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Serialize;
use time::{Date, format_description::well_known::Iso8601};

use super::{Own, VersionRow, meaning, problem, rows, samples, specimens, state, title};
use crate::{
    casework::tailoring::{MAX_NOTE, MAX_SOURCE, NewVersion, TailoringError, add},
    letters::{Problem, Specimen},
    store::StoreError,
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        difference,
        download::{How, download},
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        wording::{Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/templates/{slot}", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![EditPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct EditPage {
    pub(super) errors: FieldErrors,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) state: String,
    pub(super) must_say: Vec<String>,
    /// The newest version that the form was begun on.
    pub(super) after: u32,
    /// Somebody saved that version meanwhile.
    pub(super) stale: Option<Stale>,
    pub(super) source: Field,
    pub(super) from_on: Field,
    pub(super) note: Field,
    pub(super) specimens: Vec<SpecimenChoice>,
    /// What the template makes of the chosen specimen; nothing where it does not do.
    pub(super) letter: Option<String>,
    /// How many specimens it was tried with.
    pub(super) tried: usize,
    /// What it changes against the standard template; nothing where it is the same.
    pub(super) difference: Vec<difference::Line>,
    pub(super) fields: Vec<meaning::FieldRow>,
    pub(super) versions: Vec<VersionRow>,
}

/// What somebody else did meanwhile.
#[derive(Debug, Serialize)]
pub(super) struct Stale {
    pub(super) number: u32,
    pub(super) href: String,
}

#[derive(Debug, Serialize)]
pub(super) struct SpecimenChoice {
    pub(super) value: usize,
    pub(super) title: String,
    pub(super) chosen: bool,
}

/// The form as it came.
#[derive(Debug, Default)]
struct Typed {
    source: String,
    from_on: String,
    note: String,
    specimen: usize,
    after: u32,
}

impl Typed {
    fn read(pairs: &Pairs) -> Result<Self, Failure> {
        Ok(Self {
            // Browsers send CR LF; a template has the ends of lines that its lines are counted by.
            source: pairs.get("source").replace("\r\n", "\n"),
            from_on: pairs.get("from_on").trim().to_owned(),
            note: pairs.get("note").trim().to_owned(),
            specimen: pairs.get("specimen").parse().unwrap_or_default(),
            after: pairs.get("after").parse().map_err(|_| Failure::Invalid)?,
        })
    }
}

/// What is asked for by address: a version to begin on.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Begin {
    from: Option<u32>,
}

/// `GET /admin/templates/{slot}`
async fn show(
    view: View,
    who: SignedIn,
    Path(slot): Path<String>,
    Query(begin): Query<Begin>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who, &slot).await?;
    let source = match begin.from {
        Some(number) => {
            let version = own.versions.iter().find(|version| version.number == number);
            let version = version.ok_or(Failure::NotFound)?;
            version.source.clone().unwrap_or_else(|| own.standard())
        }
        None => own.standing(&view),
    };
    let typed = Typed {
        source,
        from_on: view.app.office.today().to_string(),
        after: own.newest(),
        ..Typed::default()
    };
    let page = Tried::of(&view, &own, &typed)?
        .page(&view, &own, &typed, Shown::default())
        .await?;
    view.page(page).await
}

/// `POST /admin/templates/{slot}`
async fn update(
    view: View,
    who: SignedIn,
    Path(slot): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who, &slot).await?;
    let mut typed = Typed::read(&pairs)?;
    match pairs.get("do") {
        "standard" => {
            typed.source = own.standard();
            save(&view, &who, &own, typed, true).await
        }
        "save" => save(&view, &who, &own, typed, false).await,
        "pdf" => pdf(&view, &own, &typed).await,
        _ => {
            let tried = Tried::of(&view, &own, &typed)?;
            let status = if tried.problems.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            let page = tried.page(&view, &own, &typed, Shown::default()).await?;
            view.page_with(status, page).await
        }
    }
}

/// What the page says besides what trying the template brought.
#[derive(Debug, Default)]
struct Shown {
    errors: FieldErrors,
    stale: Option<u32>,
}

/// A template that was tried.
struct Tried {
    specimens: Vec<Specimen>,
    /// What it makes of the chosen specimen.
    letter: Option<crate::letters::Document>,
    problems: Vec<Problem>,
}

impl Tried {
    fn of(view: &View, own: &Own<'_>, typed: &Typed) -> Result<Self, Failure> {
        let office = &view.app.office;
        let specimens = specimens::of(voice(view), &view.law, &own.agency, &own.slot, office.today())
            .map_err(anyhow::Error::from)?;
        let tried = office
            .letters
            .try_template(&own.slot, &typed.source, &own.kind.template, &specimens);
        let (letter, problems) = match tried {
            Ok(mut made) => {
                let at = typed.specimen.min(made.len().saturating_sub(1));
                (made.drain(..).nth(at), Vec::new())
            }
            Err(problems) => (None, problems),
        };
        Ok(Self {
            specimens,
            letter,
            problems,
        })
    }

    async fn page(
        self,
        view: &View,
        own: &Own<'_>,
        typed: &Typed,
        shown: Shown,
    ) -> Result<EditPage, Failure> {
        let (voice, office) = (voice(view), &view.app.office);
        let mut errors = shown.errors;
        for found in &self.problems {
            errors.add("source", problem::text(voice, found)?);
        }
        let choices = self.specimens.iter().enumerate();
        let choices = choices.map(|(value, specimen)| SpecimenChoice {
            value,
            title: specimen.title.clone(),
            chosen: value == typed.specimen,
        });
        Ok(EditPage {
            title: title(voice, &view.law, &own.slot)?,
            href: own.href(),
            state: state(voice, &own.versions, office.today())?,
            must_say: view.law.must_say(own.kind).map(str::to_owned).collect(),
            after: shown.stale.unwrap_or(typed.after),
            stale: shown.stale.map(|number| Stale {
                number,
                href: format!("{}/versions/{number}", own.href()),
            }),
            source: Field::new("source", typed.source.clone(), &errors),
            from_on: Field::new("from_on", typed.from_on.clone(), &errors),
            note: Field::new("note", typed.note.clone(), &errors),
            tried: self.specimens.len(),
            specimens: choices.collect(),
            letter: self.letter.map(|document| office.letters.html_within(&document)),
            difference: difference::lines(&own.standard(), &typed.source),
            fields: meaning::rows(voice, &view.law, &own.slot, &own.kind.template)?,
            versions: rows(view, voice, own).await?,
            errors,
        })
    }
}

/// The form as a version, or what is wrong with it, field by field.
fn version(
    voice: Voice<'_>,
    own: &Own<'_>,
    typed: &Typed,
    standard: bool,
) -> Result<NewVersion, FieldErrorsOr> {
    let mut errors = FieldErrors::default();
    let from_on = Date::parse(&typed.from_on, &Iso8601::DATE).ok();
    if from_on.is_none() {
        errors.add("from_on", voice.say(key("field-not-a-date"))?);
    }
    if typed.note.chars().count() > MAX_NOTE {
        errors.add(
            "note",
            voice.say_with(key("template-note-long"), &[("most", &MAX_NOTE.to_string())])?,
        );
    }
    if typed.source.len() > MAX_SOURCE {
        let most = (MAX_SOURCE / 1024).to_string();
        errors.add(
            "source",
            voice.say_with(key("template-source-long"), &[("most", &most)])?,
        );
    }
    match from_on {
        Some(from_on) if errors.is_empty() => Ok(NewVersion {
            slot: own.slot.clone(),
            source: (!standard).then(|| typed.source.clone()),
            from_on,
            note: typed.note.clone(),
            after: typed.after,
        }),
        Some(_) | None => Err(FieldErrorsOr::Errors(errors)),
    }
}

/// What is wrong with a form, or a text that is not there.
enum FieldErrorsOr {
    Errors(FieldErrors),
    Text(crate::text::MissingText),
}

impl From<crate::text::MissingText> for FieldErrorsOr {
    fn from(text: crate::text::MissingText) -> Self {
        Self::Text(text)
    }
}

async fn save(
    view: &View,
    who: &SignedIn,
    own: &Own<'_>,
    typed: Typed,
    standard: bool,
) -> Result<Response, Failure> {
    let (voice, office) = (voice(view), &view.app.office);
    let tried = Tried::of(view, own, &typed)?;
    let mut shown = Shown::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match version(voice, own, &typed, standard) {
        Err(FieldErrorsOr::Errors(errors)) => shown.errors = errors,
        Err(FieldErrorsOr::Text(text)) => return Err(text.into()),
        Ok(new) => match add(office, &who.officer(), &own.agency, new, &tried.specimens).await {
            Ok(version) => {
                let number = version.number.to_string();
                let day = voice.weekday(version.from_on);
                let said = voice.say_with(key("template-saved"), &[("number", &number), ("day", &day)])?;
                view.visit.flash(true, said).await?;
                return Ok(Redirect::to(&own.href()).into_response());
            }
            Err(TailoringError::NotTheirs) => return Err(Failure::NotFound),
            Err(TailoringError::Stale(newest)) => {
                status = StatusCode::CONFLICT;
                shown.stale = Some(newest.number);
            }
            Err(TailoringError::Store(StoreError::Conflict)) => {
                status = StatusCode::CONFLICT;
                shown.stale = Some(own.newest() + 1);
            }
            Err(TailoringError::Past) => shown.errors.add("from_on", voice.say(key("template-past"))?),
            Err(TailoringError::Same) => shown.errors.add("source", voice.say(key("template-same"))?),
            // They stand below the source anyway.
            Err(TailoringError::Problems(_)) => {}
            Err(
                error @ (TailoringError::TooLong | TailoringError::Compose(_) | TailoringError::Store(_)),
            ) => {
                return Err(anyhow::Error::from(error).into());
            }
        },
    }
    let page = tried.page(view, own, &typed, shown).await?;
    view.page_with(status, page).await
}

/// The chosen specimen as PDF, marked as a draft.
async fn pdf(view: &View, own: &Own<'_>, typed: &Typed) -> Result<Response, Failure> {
    let tried = Tried::of(view, own, typed)?;
    let Some(document) = tried.letter else {
        let page = tried.page(view, own, typed, Shown::default()).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    };
    let letters = Arc::clone(&view.app.office.letters);
    let bytes = tokio::task::spawn_blocking(move || letters.pdf(&document))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(anyhow::Error::from)?;
    Ok(download(
        How::Show,
        "application/pdf",
        &format!("{}.pdf", own.slot),
        bytes,
    ))
}

impl Template for EditPage {
    const NAME: &'static str = "pages/admin/tailoring/edit";

    fn samples() -> Vec<Self> {
        samples::edits()
    }
}

impl Page for EditPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
