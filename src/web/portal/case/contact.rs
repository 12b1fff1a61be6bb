//! 变更联系方式: phone, e-mail, address, and whether letters may be served online. What is kept is not shown in full: a
//! part that is left blank stays as it is.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    give::{Given, OrderTexts, give},
    timeline,
};
use crate::{
    casework::Order,
    domain::{
        account::Actor,
        applicant::{Applicant, Contact},
        application::AsksFor,
        command::CommandKind,
        permission,
        text::{Address, Email, Phone, Postcode, masked},
    },
    template::Template,
    text::{MissingText, key},
    web::{
        error::Failure,
        extract::Path,
        filing::{TypedContact, Who, contact},
        form::{Choices, Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::load::{self, Loaded},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(in crate::web::portal) struct ContactPage {
    case: String,
    agency_name: String,
    number: String,
    version: u32,
    /// What has happened since the page was opened.
    news: Vec<String>,
    /// What is kept now, masked.
    now: Now,
    phone: Field,
    email: Field,
    address: Field,
    postcode: Field,
    electronic: Choices,
    errors: FieldErrors,
}

/// What is kept, masked, as the hints of the fields say it.
#[derive(Debug, Serialize)]
struct Now {
    phone: String,
    email: String,
    address: String,
    postcode: String,
}

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    version: u32,
    phone: String,
    email: String,
    address: String,
    postcode: String,
    /// `yes` or `no`; nothing where it was not asked for yet.
    electronic: String,
}

/// `GET /track/case/{case}/contact`
pub(in crate::web::portal) async fn show(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let actor = Actor::Applicant { case: loaded.case.id };
    let may = permission::may(&loaded.case, &actor, CommandKind::ChangeContact, &loaded.law);
    let (Ok(()), Some(applicant)) = (may, &loaded.applicant) else {
        return Ok(Redirect::to(&format!("/track/case/{case}")).into_response());
    };
    let typed = Typed {
        version: loaded.case.version,
        electronic: chosen(loaded.case.electronic).to_owned(),
        ..Typed::default()
    };
    let page = ContactPage::new(&view, &loaded, applicant, &typed, FieldErrors::default())?;
    view.page(page).await
}

/// `POST /track/case/{case}/contact`
pub(in crate::web::portal) async fn change(
    view: View,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let Some(applicant) = &loaded.applicant else {
        return Ok(Redirect::to(&format!("/track/case/{case}")).into_response());
    };
    let mut errors = FieldErrors::default();
    let contact = match judged(&view, &loaded, applicant, &typed)? {
        Ok(contact) => contact,
        Err(problems) => {
            for (id, message) in problems {
                errors.add(id, message);
            }
            let page = ContactPage::new(&view, &loaded, applicant, &typed, errors)?;
            return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
        }
    };
    let order = Order::ChangeContact {
        contact,
        electronic: match typed.electronic.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    let texts = OrderTexts {
        done: key("contact-done"),
        too_late: key("contact-too-late"),
        changed: key("contact-stale"),
    };
    match give(&view, &loaded, typed.version, order, texts).await? {
        Given::Done(to) => Ok(to),
        Given::Refused(status, message) => {
            errors.add("phone", message);
            // As it stands now, which may be later than what was loaded.
            let loaded = load::case(&view, case).await?;
            let applicant = loaded.applicant.as_ref().ok_or(Failure::NotFound)?;
            let page = ContactPage::new(&view, &loaded, applicant, &typed, errors)?;
            view.page_with(status, page).await
        }
    }
}

/// What was typed over what is kept, judged as on the form.
fn judged(
    view: &View,
    loaded: &Loaded,
    applicant: &Applicant,
    typed: &Typed,
) -> Result<Result<Contact, Vec<(String, String)>>, MissingText> {
    let kept = &applicant.contact;
    let or_kept = |typed: &str, kept: Option<&str>| {
        if typed.trim().is_empty() {
            kept.unwrap_or_default().to_owned()
        } else {
            typed.to_owned()
        }
    };
    let merged = TypedContact {
        phone: or_kept(&typed.phone, kept.phone.as_ref().map(Phone::as_str)),
        email: or_kept(&typed.email, kept.email.as_ref().map(Email::as_str)),
        address: or_kept(&typed.address, kept.address.as_ref().map(Address::as_str)),
        postcode: or_kept(&typed.postcode, kept.postcode.as_ref().map(Postcode::as_str)),
    };
    let obtain_by = match loaded.case.filing.asks_for {
        AsksFor::Information => Some(loaded.application.obtain_by),
        AsksFor::RecordCorrection => None,
    };
    contact(view.say(), Who::of(applicant.kind), merged, obtain_by)
}

const fn chosen(electronic: Option<bool>) -> &'static str {
    match electronic {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

impl ContactPage {
    fn new(
        view: &View,
        loaded: &Loaded,
        applicant: &Applicant,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Result<Self, MissingText> {
        let (say, case) = (view.say(), &loaded.case);
        let since: Vec<_> = loaded
            .history
            .iter()
            .filter(|recorded| recorded.seq > typed.version)
            .cloned()
            .collect();
        let news = timeline::entries(say, case, &since, view.app.clock.offset())?;
        let now = |kept: Option<&str>, head, tail| match kept {
            Some(kept) => say.with(key("contact-now"), &[("kept", &masked(kept, head, tail))]),
            None => say.get(key("contact-none")),
        };
        let kept = &applicant.contact;
        let options = [
            (
                "yes",
                say.get(key("contact-electronic-yes"))?,
                Some(say.get(key("contact-electronic-yes-hint"))?),
            ),
            (
                "no",
                say.get(key("contact-electronic-no"))?,
                Some(say.get(key("contact-electronic-no-hint"))?),
            ),
        ];
        Ok(Self {
            case: case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: case.number.to_string(),
            version: case.version,
            news: news
                .into_iter()
                .map(|entry| format!("{} {}", entry.at, entry.title))
                .collect(),
            now: Now {
                phone: now(kept.phone.as_ref().map(Phone::as_str), 3, 4)?,
                email: now(kept.email.as_ref().map(Email::as_str), 2, 8)?,
                address: now(kept.address.as_ref().map(Address::as_str), 6, 0)?,
                postcode: now(kept.postcode.as_ref().map(Postcode::as_str), 2, 0)?,
            },
            phone: Field::new("phone", &typed.phone, &errors),
            email: Field::new("email", &typed.email, &errors),
            address: Field::new("address", &typed.address, &errors),
            postcode: Field::new("postcode", &typed.postcode, &errors),
            electronic: Choices::new("electronic", options, &[&typed.electronic], &errors),
            errors,
        })
    }
}

impl Template for ContactPage {
    const NAME: &'static str = "pages/portal/contact";

    fn samples() -> Vec<Self> {
        let sample = |errors: FieldErrors, news: Vec<String>| Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            version: 3,
            news,
            now: Now {
                phone: "现在是139****0000，不改的不用填".to_owned(),
                email: "现在没有".to_owned(),
                address: "现在没有".to_owned(),
                postcode: "现在没有".to_owned(),
            },
            phone: Field::new("phone", "\"><script>", &errors),
            email: Field::new("email", "", &errors),
            address: Field::new("address", "", &errors),
            postcode: Field::new("postcode", "", &errors),
            electronic: Choices::new(
                "electronic",
                [("yes", "同意".to_owned(), Some("说明".to_owned()))],
                &["yes"],
                &errors,
            ),
            errors,
        };
        let mut errors = FieldErrors::default();
        for id in ["phone", "email", "address", "postcode"] {
            errors.add(id, "不对");
        }
        vec![
            sample(FieldErrors::default(), Vec::new()),
            sample(errors, vec!["2026年11月20日 09:05 开始办理".to_owned()]),
        ]
    }
}

impl Page for ContactPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("contact-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
