//! Adding a passkey to an account, and taking one off.

use axum::{
    http::{HeaderMap, StatusCode, header::USER_AGENT},
    response::Response,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{hand_over, site};
use crate::{
    casework::member::{self, Added, Begun},
    domain::{
        member::device_of,
        passkey::MOST_PASSKEYS,
        text::{Invalid, Label},
    },
    template::Template,
    text::{MissingText, key},
    web::{
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        portal::mine::{account::done, who::Fresh},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(in crate::web::portal::mine) struct AddPasskeyPage {
    errors: FieldErrors,
    name: Field,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal::mine) struct Typed {
    name: String,
    answer: String,
}

impl AddPasskeyPage {
    fn new(name: &str, errors: FieldErrors) -> Self {
        Self {
            name: Field::new("name", name, &errors),
            errors,
        }
    }
}

/// What is wrong with a name, as the field says it.
fn named(view: &View, raw: &str) -> Result<Result<Label, String>, MissingText> {
    let wrong = match Label::parse(raw) {
        Ok(name) => return Ok(Ok(name)),
        Err(Invalid::Blank) => view.say().get(key("passkey-name-blank"))?,
        Err(Invalid::TooLong(most)) => {
            let most = most.to_string();
            view.say().with(key("passkey-name-long"), &[("most", &most)])?
        }
        Err(_) => view.say().get(key("passkey-name-wrong"))?,
    };
    Ok(Err(wrong))
}

/// `GET /mine/account/passkeys`: the page names the device that it is read on, as most people add that one.
pub(in crate::web::portal::mine) async fn show(
    view: View,
    Fresh(_): Fresh,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    site(&view)?;
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let name = device_of(agent.unwrap_or_default());
    view.page(AddPasskeyPage::new(&name, FieldErrors::default()))
        .await
}

/// `POST /mine/account/passkeys/ask`: nothing is asked of a device before the name is fit to be kept.
pub(in crate::web::portal::mine) async fn ask_for_new(
    view: View,
    Fresh(who): Fresh,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let site = site(&view)?;
    if named(&view, &typed.name)?.is_err() {
        return Err(Failure::Invalid);
    }
    match member::ask_for_new(&view.app.office, site, &who.member).await? {
        Begun::Asked(challenge) => hand_over(&view, challenge).await,
        Begun::Full => Err(Failure::Invalid),
    }
}

/// `POST /mine/account/passkeys`. The script comes here without an answer where nothing was asked; the page says why.
pub(in crate::web::portal::mine) async fn create(
    view: View,
    Fresh(who): Fresh,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let site = site(&view)?;
    let challenge = view.visit.take_challenge().await?;
    let name = match named(&view, &typed.name)? {
        Ok(name) => name,
        Err(wrong) => return again(&view, &typed, wrong).await,
    };
    let office = &view.app.office;
    let ours = (who.member.id, challenge);
    match member::add_passkey(office, site, ours, name, &typed.answer).await? {
        Added::Done => done(&view, key("passkey-added")).await,
        Added::Refused => {
            let wrong = view.say().get(key("passkey-not-added"))?;
            again(&view, &typed, wrong).await
        }
        Added::Full => {
            let most = MOST_PASSKEYS.to_string();
            let wrong = view.say().with(key("passkey-full"), &[("most", &most)])?;
            again(&view, &typed, wrong).await
        }
    }
}

async fn again(view: &View, typed: &Typed, wrong: String) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    errors.add("name", wrong);
    let page = AddPasskeyPage::new(&typed.name, errors);
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// `POST /mine/account/passkeys/{passkey}/remove`: takes no script, so that a device that was lost is out from wherever.
pub(in crate::web::portal::mine) async fn remove(
    view: View,
    Fresh(who): Fresh,
    Path(passkey): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let ours = (who.member.id, who.visit);
    if member::remove_passkey(&view.app.office, ours, passkey).await? {
        done(&view, key("passkey-removed")).await
    } else {
        Err(Failure::NotFound)
    }
}

impl Template for AddPasskeyPage {
    const NAME: &'static str = "pages/portal/mine/passkey";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("name", "请写一个名称<b>");
        vec![
            Self::new("\"><script>", errors),
            Self::new("Chrome · Android", FieldErrors::default()),
        ]
    }
}

impl Page for AddPasskeyPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("passkey-add-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
