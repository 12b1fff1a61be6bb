//! Loading a notice: from a file or pasted, then the days that it leaves open, then the preview, then for good. What
//! was read goes along in the form, so that nothing is kept before it is confirmed.

use std::collections::BTreeMap;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use time::{Date, format_description::well_known::Iso8601};

use super::{
    Own, administrator,
    notice::follow,
    preview::{self, DecidePage, LoadPage, region_word},
};
use crate::{
    casework::calendar::{self, Giver, NoticeError, Proposal, regions_for},
    holidays::{self, Kind, Reading},
    store,
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        upload::{Refusal, Upload},
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/calendar/load", get(show).post(create))
        .route("/admin/calendar/decide", post(decide))
        .route("/admin/calendar/confirm", post(confirm))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![LoadPage, DecidePage].into()
}

/// Who loads, and for which regions they may.
struct Loader {
    own: Own,
    regions: Vec<String>,
}

impl Loader {
    async fn of(view: &View, who: &SignedIn) -> Result<Self, Failure> {
        let own = Own::read(view, administrator(who)?).await?;
        let agencies = store::agency::located(view.app.db()).await?;
        Ok(Self {
            regions: regions_for(&own.officer, &agencies),
            own,
        })
    }

    /// The first page, with what was typed and what is wrong with it.
    async fn again(&self, view: &View, typed: &Pairs, errors: FieldErrors) -> Result<Response, Failure> {
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = LoadPage::new(voice(view), &self.regions, typed, errors)?;
        view.page_with(status, page).await
    }
}

/// What goes from step to step.
pub(super) struct Draft {
    pub(super) reading: Reading,
    pub(super) region: String,
    pub(super) note: String,
}

impl Draft {
    /// As a page of ours sent it on.
    fn read(typed: &Pairs) -> Result<Self, Failure> {
        Ok(Self {
            reading: serde_json::from_str(typed.get("reading")).map_err(|_| Failure::Invalid)?,
            region: typed.get("region").to_owned(),
            note: typed.get("note").to_owned(),
        })
    }

    pub(super) fn reading_json(&self) -> String {
        serde_json::to_string(&self.reading).expect("a reading is plain data: it always serialises")
    }
}

/// `GET /admin/calendar/load`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let loader = Loader::of(&view, &who).await?;
    loader
        .again(&view, &Pairs::default(), FieldErrors::default())
        .await
}

/// `POST /admin/calendar/load`
async fn create(view: View, who: SignedIn, sent: Upload<Pairs>) -> Result<Response, Failure> {
    let loader = Loader::of(&view, &who).await?;
    match read(&view, &loader, &sent)? {
        Ok(draft) => proceed(&view, &loader, draft, &BTreeMap::new(), &sent.form).await,
        Err(errors) => loader.again(&view, &sent.form, errors).await,
    }
}

/// Reads the file, or what was pasted, and the words beside it.
fn read(view: &View, loader: &Loader, sent: &Upload<Pairs>) -> Result<Result<Draft, FieldErrors>, Failure> {
    let (voice, typed) = (voice(view), &sent.form);
    let mut errors = FieldErrors::default();
    let region = match loader.regions.as_slice() {
        [only] => Some(only),
        several => several
            .iter()
            .find(|region| region_word(region) == typed.get("region")),
    };
    if region.is_none() {
        errors.add("region", voice.say(key("calendar-region-missing"))?);
    }
    let region = region.cloned().unwrap_or_default();
    let typed_year = typed.get("year").trim();
    let year = typed_year.parse::<i32>().ok();
    if year.is_none() && !typed_year.is_empty() {
        errors.add("year", voice.say(key("calendar-year-wrong"))?);
    }
    for refused in &sent.refused {
        let text = match refused.why {
            Refusal::TooLarge => key("calendar-file-too-large"),
            Refusal::TooMany => key("calendar-file-too-many"),
            Refusal::Empty => key("calendar-file-empty"),
        };
        errors.add("file", voice.say(text)?);
    }
    let pasted = typed.get("pasted");
    let (field, bytes) = match (sent.files.as_slice(), pasted.trim().is_empty()) {
        ([file], true) => ("file", file.content.to_vec()),
        ([], false) => ("pasted", pasted.as_bytes().to_vec()),
        ([], true) if sent.refused.is_empty() => {
            errors.add("file", voice.say(key("calendar-file-missing"))?);
            return Ok(Err(errors));
        }
        ([], true) => return Ok(Err(errors)),
        (_, false) => {
            errors.add("file", voice.say(key("calendar-file-or-pasted"))?);
            return Ok(Err(errors));
        }
        (_, true) => {
            errors.add("file", voice.say(key("calendar-file-too-many"))?);
            return Ok(Err(errors));
        }
    };
    let mut reading = match holidays::read(&bytes, year) {
        Ok(reading) => reading,
        Err(faults) => {
            for fault in faults {
                errors.add(field, fault.to_string());
            }
            return Ok(Err(errors));
        }
    };
    let source = typed.get("source").trim();
    if !source.is_empty() {
        reading.source = vec![source.to_owned()];
    }
    if reading.source.is_empty() {
        errors.add("source", voice.say(key("calendar-source-missing"))?);
    }
    let note = typed.get("note").trim().to_owned();
    if note.chars().count() > preview::MAX_NOTE {
        errors.add("note", voice.say(key("calendar-note-long"))?);
    }
    Ok(if errors.is_empty() {
        Ok(Draft {
            reading,
            region,
            note,
        })
    } else {
        Err(errors)
    })
}

/// `POST /admin/calendar/decide`: what a person says of the days that the file leaves open.
async fn decide(view: View, who: SignedIn, Form(typed): Form<Pairs>) -> Result<Response, Failure> {
    let loader = Loader::of(&view, &who).await?;
    let draft = Draft::read(&typed)?;
    let mut said = BTreeMap::new();
    for (day, kind) in typed.with_prefix("day-") {
        let day = Date::parse(day, &Iso8601::DATE).map_err(|_| Failure::Invalid)?;
        let kind = match kind {
            "rest" => Kind::Rest,
            "work" => Kind::Work,
            "neither" => Kind::Neither,
            _ => return Err(Failure::Invalid),
        };
        said.insert(day, kind);
    }
    if typed.has("others") {
        for day in &draft.reading.undecided {
            said.entry(day.date).or_insert(Kind::Neither);
        }
    }
    proceed(&view, &loader, draft, &said, &typed).await
}

/// The next page that there is: the days that are still open, or the preview.
async fn proceed(
    view: &View,
    loader: &Loader,
    draft: Draft,
    said: &BTreeMap<Date, Kind>,
    typed: &Pairs,
) -> Result<Response, Failure> {
    let notice = match draft.reading.clone().settle(said) {
        Ok(notice) => notice,
        Err(open) => {
            // Whoever sees them for the first time has forgotten nothing.
            let was_asked = typed.has("reading");
            let status = if was_asked {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::OK
            };
            let page = DecidePage::new(voice(view), &draft, said, was_asked.then_some(open.as_slice()))?;
            return view.page_with(status, page).await;
        }
    };
    let proposal = Proposal {
        region: draft.region,
        notice,
        note: draft.note,
    };
    match preview::page(view, &loader.own, &proposal, None).await? {
        Ok(page) => view.page(page).await,
        Err(error) => refused(view, loader, typed, error).await,
    }
}

/// `POST /admin/calendar/confirm`
async fn confirm(view: View, who: SignedIn, Form(typed): Form<Pairs>) -> Result<Response, Failure> {
    let loader = Loader::of(&view, &who).await?;
    let draft = Draft::read(&typed)?;
    let revision: i64 = typed.get("revision").parse().map_err(|_| Failure::Invalid)?;
    let notice = draft
        .reading
        .settle(&BTreeMap::new())
        .map_err(|_| Failure::Invalid)?;
    let proposal = Proposal {
        region: draft.region,
        notice,
        note: draft.note,
    };
    let giver = Giver::Officer(&loader.own.officer);
    match calendar::load(&view.app.office, giver, proposal.clone(), Some(revision)).await {
        Ok(loaded) => {
            follow(&view.app.office, loaded.id).await;
            let text = voice(&view).say(key("calendar-loaded-now"))?;
            view.visit.flash(true, text).await?;
            Ok(Redirect::to(&format!("/admin/calendar/notices/{}", loaded.id)).into_response())
        }
        Err(NoticeError::Stale) => {
            let told = NoticeError::Stale.to_string();
            match preview::page(&view, &loader.own, &proposal, Some(told)).await? {
                Ok(page) => view.page_with(StatusCode::CONFLICT, page).await,
                Err(error) => refused(&view, &loader, &typed, error).await,
            }
        }
        Err(error) => refused(&view, &loader, &typed, error).await,
    }
}

/// The first page, with why this notice cannot be loaded.
async fn refused(
    view: &View,
    loader: &Loader,
    typed: &Pairs,
    error: NoticeError,
) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let field = if typed.get("pasted").trim().is_empty() {
        "file"
    } else {
        "pasted"
    };
    match error {
        NoticeError::Store(error) => return Err(error.into()),
        NoticeError::Faults(faults) => {
            for fault in faults {
                errors.add(field, fault.to_string());
            }
        }
        error @ (NoticeError::NoAgency(_) | NoticeError::NotTheirs) => {
            errors.add("region", error.to_string());
        }
        error @ (NoticeError::Misfit(_) | NoticeError::Same(_) | NoticeError::Stale) => {
            errors.add(field, error.to_string());
        }
    }
    loader.again(view, typed, errors).await
}
