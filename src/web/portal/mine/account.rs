//! `/mine/account`: by what somebody signs in, where they are signed in, and the way out.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;

use super::{
    openid::Door,
    passkey::PasskeyList,
    sign_in::sends,
    who::{Fresh, Signed},
};
use crate::{
    casework::member::{self, SetPasswordError},
    domain::{member::Reach, message::Medium},
    password::{FEWEST, PasswordError},
    store,
    template::Template,
    text::{Key, key, words},
    web::{
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
    },
};

/// Where it is.
pub(super) const ACCOUNT: &str = "/mine/account";

/// The page.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is there or not"
)]
pub(super) struct AccountPage {
    errors: FieldErrors,
    email: Option<String>,
    phone: Option<String>,
    /// Which of the two can be proved here.
    may_mail: bool,
    may_text: bool,
    /// The platform that may sign in to it, and whether it does.
    door: Option<Door>,
    has_subject: bool,
    passkeys: PasskeyList,
    has_password: bool,
    /// The fewest characters of a password.
    fewest: String,
    new: Field,
    again: Field,
    visits: Vec<VisitRow>,
    has_others: bool,
}

#[derive(Debug, Serialize)]
struct VisitRow {
    id: String,
    /// Browser and system; none where it did not say.
    device: Option<String>,
    began: String,
    seen: String,
    is_here: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    new: String,
    again: String,
}

async fn page(view: &View, who: &Signed, errors: FieldErrors) -> Result<AccountPage, Failure> {
    let idle = Duration::minutes(view.app.config.session.idle_minutes);
    let since = view.app.clock.now() - idle;
    let visits = store::member::visits(view.app.db(), who.member.id, since).await?;
    let offset = view.app.clock.offset();
    let row = |visit: store::member::Visit| VisitRow {
        id: visit.id.to_string(),
        is_here: visit.id == who.visit,
        device: Some(visit.device).filter(|device| !device.is_empty()),
        began: words::instant(view.lang, visit.began_at, offset),
        seen: words::instant(view.lang, visit.seen_at, offset),
    };
    let visits: Vec<VisitRow> = visits.into_iter().map(row).collect();
    let masked = |reach: Option<Reach>| reach.map(|reach| reach.masked());
    Ok(AccountPage {
        email: masked(who.member.email.clone().map(Reach::Email)),
        phone: masked(who.member.phone.clone().map(Reach::Phone)),
        may_mail: sends(view, Medium::Mail),
        may_text: sends(view, Medium::TextMessage),
        door: Door::of(view, ACCOUNT),
        has_subject: who.member.has_subject,
        passkeys: PasskeyList::of(view, who.member.id).await?,
        has_password: who.member.has_password,
        fewest: FEWEST.to_string(),
        new: Field::new("new", "", &errors),
        again: Field::new("again", "", &errors),
        errors,
        has_others: visits.iter().any(|visit| !visit.is_here),
        visits,
    })
}

/// `GET /mine/account`
pub(super) async fn show(view: View, who: Signed) -> Result<Response, Failure> {
    let page = page(&view, &who, FieldErrors::default()).await?;
    view.page(page).await
}

pub(super) async fn done(view: &View, told: Key) -> Result<Response, Failure> {
    view.visit.flash(true, view.say().get(told)?).await?;
    Ok(Redirect::to(ACCOUNT).into_response())
}

/// `POST /mine/account/password`: nobody is asked for an old one, as whoever forgot it signs in with a code and sets
/// another.
pub(super) async fn set_password(
    view: View,
    Fresh(who): Fresh,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let say = view.say();
    let mut errors = FieldErrors::default();
    if typed.new == typed.again {
        let ours = (who.member.id, who.visit);
        match member::set_password(&view.app.office, ours, Some(typed.new)).await {
            Ok(()) => return done(&view, key("mine-password-set")).await,
            Err(SetPasswordError::Password(PasswordError::Length)) => {
                let fewest = FEWEST.to_string();
                let told = say.with(key("mine-password-length"), &[("fewest", &fewest)])?;
                errors.add("new", told);
            }
            Err(SetPasswordError::Password(error)) => return Err(Failure::Internal(error.into())),
            Err(SetPasswordError::Act(error)) => return Err(error.into()),
        }
    } else {
        errors.add("again", say.get(key("mine-password-differs"))?);
    }
    let page = page(&view, &who, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// `POST /mine/account/password/remove`
pub(super) async fn remove_password(
    view: View,
    Fresh(who): Fresh,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let ours = (who.member.id, who.visit);
    match member::set_password(&view.app.office, ours, None).await {
        Ok(()) => done(&view, key("mine-password-removed")).await,
        Err(SetPasswordError::Password(error)) => Err(Failure::Internal(error.into())),
        Err(SetPasswordError::Act(error)) => Err(error.into()),
    }
}

/// `POST /mine/account/visits/{visit}`: signs out in another browser.
pub(super) async fn end_visit(
    view: View,
    who: Signed,
    Path(visit): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if member::end_visit(&view.app.office, who.member.id, visit).await? {
        done(&view, key("mine-visit-ended")).await
    } else {
        Err(Failure::NotFound)
    }
}

/// `POST /mine/account/visits/others`: signs out everywhere but here.
pub(super) async fn end_others(
    view: View,
    who: Signed,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    member::end_other_visits(&view.app.office, who.member.id, who.visit).await?;
    done(&view, key("mine-visits-ended")).await
}

impl Template for AccountPage {
    const NAME: &'static str = "pages/portal/mine/account";

    fn samples() -> Vec<Self> {
        let [some, full, first, none] = PasskeyList::samples();
        let page = |is_full: bool, passkeys: PasskeyList| {
            let mut errors = FieldErrors::default();
            if is_full {
                errors.add("new", "太短<b>");
                errors.add("again", "不一致<b>");
            }
            let visit = |is_here: bool| VisitRow {
                id: "0".to_owned(),
                device: is_here.then(|| "Chrome · <Android>".to_owned()),
                began: "2026年11月22日 09:05".to_owned(),
                seen: "2026年11月22日 09:15".to_owned(),
                is_here,
            };
            Self {
                email: is_full.then(|| "l**@example.cn".to_owned()),
                phone: is_full.then(|| "139*****000".to_owned()),
                may_mail: true,
                may_text: true,
                door: Some(Door::sample()),
                has_subject: is_full,
                passkeys,
                has_password: is_full,
                fewest: "10".to_owned(),
                new: Field::new("new", "", &errors),
                again: Field::new("again", "", &errors),
                visits: vec![visit(true), visit(false)],
                has_others: is_full,
                errors,
            }
        };
        let without_password = Self {
            email: Some("l**@example.cn".to_owned()),
            ..page(false, full)
        };
        let without_anything = Self {
            may_mail: false,
            may_text: false,
            door: None,
            ..page(false, none)
        };
        vec![
            page(true, some),
            page(false, first),
            without_password,
            without_anything,
        ]
    }
}

impl Page for AccountPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-account-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
