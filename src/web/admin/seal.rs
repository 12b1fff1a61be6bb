//! 印章图样: the image of the agency's seal that letters bear from now on.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Serialize;

use super::administrator;
use crate::{
    casework::{
        ActError,
        seal::{self, SealingError},
    },
    domain::account::Officer,
    letters::{LetterContext, SEAL_SIZE_MM, SEAL_SIZES_MM, Seal, SealError, words},
    store::{self, Scope},
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        download::{How, download},
        error::Failure,
        extract::SignedIn,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        upload::{Refusal, Upload},
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/seal", get(show).post(update))
        .route("/admin/seal/remove", post(remove))
        .route("/admin/seal/image", get(image))
        .route("/admin/seal/sample", get(sample))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![SealPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
struct SealPage {
    errors: FieldErrors,
    /// What somebody else has done to it meanwhile.
    stale: Option<String>,
    /// What names the seal that this page shows.
    seen: String,
    /// The seal that letters bear now.
    now: Option<Standing>,
    file: Field,
    size: Field,
    least: u8,
    most: u8,
}

/// The seal that letters bear now.
#[derive(Debug, Serialize)]
struct Standing {
    size_mm: u8,
    since: String,
    by: String,
}

/// `GET /admin/seal`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let size = store::seal::get(view.app.db(), Scope::of(officer.agency)).await?;
    let size = size.map_or(SEAL_SIZE_MM, |row| row.size_mm).to_string();
    let page = page(&view, &officer, &size, FieldErrors::default()).await?;
    view.page(page).await
}

/// The page again, after somebody else was first.
async fn conflict(view: &View, officer: &Officer, size: &str) -> Result<Response, Failure> {
    let voice = voice(view);
    let mut page = page(view, officer, size, FieldErrors::default()).await?;
    page.stale = Some(match &page.now {
        Some(now) => voice.say_with(key("seal-stale"), &[("by", &now.by), ("since", &now.since)])?,
        None => voice.say(key("seal-stale-removed"))?,
    });
    view.page_with(StatusCode::CONFLICT, page).await
}

async fn page(view: &View, officer: &Officer, size: &str, errors: FieldErrors) -> Result<SealPage, Failure> {
    let scope = Scope::of(officer.agency);
    let row = store::seal::get(view.app.db(), scope).await?;
    let seen = seal::name_of(row.as_ref());
    let now = match row {
        Some(row) => {
            let by = store::account::get(view.app.db(), scope, row.by).await?;
            Some(Standing {
                size_mm: row.size_mm,
                since: voice(view).weekday(row.at.to_offset(view.app.office.clock.offset()).date()),
                by: by.map(|account| account.name).unwrap_or_default(),
            })
        }
        None => None,
    };
    Ok(SealPage {
        stale: None,
        seen,
        now,
        file: Field::new("file", "", &errors),
        size: Field::new("size", size, &errors),
        least: *SEAL_SIZES_MM.start(),
        most: *SEAL_SIZES_MM.end(),
        errors,
    })
}

/// `POST /admin/seal`: a seal in the place of the one before.
async fn update(view: View, who: SignedIn, sent: Upload<Pairs>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let voice = voice(&view);
    let typed = sent.form.get("size").trim();
    let size = typed.parse().ok().filter(|size| SEAL_SIZES_MM.contains(size));
    let mut errors = FieldErrors::default();
    // Everything that is wrong is said at once, in the order of the form.
    let png = chosen(voice, &sent)?;
    if let Err(wrong) = &png {
        errors.add("file", wrong);
    }
    if size.is_none() {
        errors.add("size", sizes(voice)?);
    }
    if let (Ok(png), Some(size)) = (png, size) {
        match seal::put(&view.app.office, &officer, png, size, sent.form.get("seen")).await {
            Ok(()) => {
                view.visit.flash(true, voice.say(key("seal-saved"))?).await?;
                return Ok(Redirect::to("/admin/seal").into_response());
            }
            Err(SealingError::Stale) => return conflict(&view, &officer, typed).await,
            Err(SealingError::Unfit(why)) => errors.add("file", unfit(voice, why)?),
            Err(SealingError::Act(error)) => return Err(error.into()),
        }
    }
    let page = page(&view, &officer, typed, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// The image that was sent, or why it will not do in any size.
fn chosen(voice: Voice<'_>, sent: &Upload<Pairs>) -> Said<Result<Vec<u8>, String>> {
    let png = match (sent.files.as_slice(), sent.refused.first()) {
        ([file], None) => file.content.to_vec(),
        (_, Some(refused)) => return refused_text(voice, refused.why).map(Err),
        (_, None) => return voice.say(key("seal-file-missing")).map(Err),
    };
    match Seal::new(png.clone(), SEAL_SIZE_MM) {
        Ok(_) => Ok(Ok(png)),
        Err(why) => unfit(voice, why).map(Err),
    }
}

fn sizes(voice: Voice<'_>) -> Said {
    let (least, most) = (SEAL_SIZES_MM.start().to_string(), SEAL_SIZES_MM.end().to_string());
    voice.say_with(key("seal-size-wrong"), &[("least", &least), ("most", &most)])
}

fn refused_text(voice: Voice<'_>, why: Refusal) -> Said {
    voice.say(match why {
        Refusal::TooLarge => key("seal-too-large"),
        Refusal::TooMany => key("seal-file-missing"),
        Refusal::Empty => key("seal-not-png"),
    })
}

fn unfit(voice: Voice<'_>, why: SealError) -> Said {
    match why {
        SealError::NotPng => voice.say(key("seal-not-png")),
        SealError::TooLarge => voice.say(key("seal-too-large")),
        SealError::Opaque => voice.say(key("seal-opaque")),
        SealError::Empty => voice.say(key("seal-empty")),
        SealError::Size(_) => sizes(voice),
        SealError::Pixels { width, height } => voice.say_with(
            key("seal-pixels"),
            &[("width", &width.to_string()), ("height", &height.to_string())],
        ),
        SealError::NotSquare { width, height } => voice.say_with(
            key("seal-not-square"),
            &[("width", &width.to_string()), ("height", &height.to_string())],
        ),
    }
}

/// `POST /admin/seal/remove`: from now on letters are sealed by hand.
async fn remove(view: View, who: SignedIn, Form(typed): Form<Pairs>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    match seal::remove(&view.app.office, &officer, typed.get("seen")).await {
        Ok(()) => {}
        Err(SealingError::Stale) => return conflict(&view, &officer, &SEAL_SIZE_MM.to_string()).await,
        Err(SealingError::Act(error)) => return Err(error.into()),
        Err(SealingError::Unfit(why)) => return Err(Failure::Internal(why.into())),
    }
    let said = voice(&view).say(key("seal-removed"))?;
    view.visit.flash(true, said).await?;
    Ok(Redirect::to("/admin/seal").into_response())
}

/// `GET /admin/seal/image`
async fn image(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let office = &view.app.office;
    let seal = seal::of(office, &office.db, Scope::of(officer.agency)).await?;
    Ok(match seal {
        Some(seal) => download(How::Show, "image/png", "seal.png", seal.png().to_vec()),
        // Taken away meanwhile: the page says so.
        None => Redirect::to("/admin/seal").into_response(),
    })
}

/// `GET /admin/seal/sample`: how it lies on a letter, with made-up contents that say so.
async fn sample(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let office = &view.app.office;
    let scope = Scope::of(officer.agency);
    let seal = seal::of(office, &office.db, scope).await?;
    let agency = store::agency::get(&office.db, scope)
        .await?
        .ok_or(Failure::NotFound)?;
    let context = LetterContext::samples()
        .into_iter()
        .find(|sample| sample.name == "reply-withheld");
    let context = context.ok_or(Failure::NotFound)?.context;
    let mut document = office.letters.compose(&context).map_err(ActError::from)?;
    let today = words::date(office.today());
    document.issuer.clone_from(&agency.name);
    document.signature.issuer.clone_from(&agency.name);
    document.title.push_str("（印章位置样张，不是文书）");
    let document = document.with_number_and_date("样张，没有文号", today);
    let letters = office.letters.clone();
    let set = tokio::task::spawn_blocking(move || letters.pdf_with_seal(&document, seal.as_ref())).await;
    let bytes = set.map_err(anyhow::Error::from)?.map_err(ActError::from)?;
    Ok(download(How::Show, "application/pdf", "样张.pdf", bytes))
}

impl Template for SealPage {
    const NAME: &'static str = "pages/admin/seal";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, now: Option<Standing>| Self {
            stale: now.is_some().then(|| "其他管理员换了图样".to_owned()),
            seen: "0a-42-1".to_owned(),
            now,
            file: Field::new("file", "", &errors),
            size: Field::new("size", "42", &errors),
            least: *SEAL_SIZES_MM.start(),
            most: *SEAL_SIZES_MM.end(),
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("file", "这不是PNG图片。");
        errors.add("size", "请填写38到50之间的整数。");
        let now = Standing {
            size_mm: 42,
            since: "2026年11月26日（星期四）".to_owned(),
            by: "喆䶮𬭎".to_owned(),
        };
        vec![page(FieldErrors::default(), Some(now)), page(errors, None)]
    }
}

impl Page for SealPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("seal-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
