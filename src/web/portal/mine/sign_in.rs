//! Signing in with a code that is sent: the same page, the same steps and the same time whether there is an account or not.
//! Where there is none, the code that comes back makes one.

use axum::{
    http::{HeaderMap, StatusCode, header::USER_AGENT},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{openid::Door, who};
use crate::{
    casework::member::{self, Sent},
    domain::{
        id::MemberId,
        member::{CODE_MINUTES, Reach},
        message::Medium,
        text::Invalid,
    },
    template::Template,
    text::{MissingText, key},
    web::{
        client::Client,
        error::Failure,
        extract::Query,
        filing::Memory,
        form::{Field, FieldErrors, Form, is_local},
        guard::Nothing,
        page::{Page, Side, Title, View},
        portal::guesses::{self, Counted},
        session::Pending,
    },
};

/// Where somebody goes who wanted nothing else.
pub(super) const MINE: &str = "/mine";

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct SignInPage {
    errors: FieldErrors,
    reach: Field,
    /// What is to be typed, worded.
    label: String,
    hint: String,
    minutes: String,
    next: String,
    /// Why somebody is here again.
    notice: Option<String>,
    /// Whether a code can be sent at all.
    sends: bool,
    /// The platform that signs people in.
    door: Option<Door>,
    /// Whether devices sign people in here.
    passkeys: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
    lapsed: String,
    again: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reach: String,
    next: String,
}

/// A code did not go out: what the field says, and with which status.
pub(super) type Unsent = (StatusCode, String);

impl SignInPage {
    fn new(view: &View, typed: &Typed, errors: FieldErrors) -> Result<Self, Failure> {
        if !view.app.offers_accounts() {
            return Err(Failure::NotFound);
        }
        let (label, hint) = worded(view)?;
        Ok(Self {
            reach: Field::new("reach", typed.reach.clone(), &errors),
            errors,
            label,
            hint,
            minutes: CODE_MINUTES.to_string(),
            next: typed.next.clone(),
            notice: None,
            sends: sends(view, Medium::Mail) || sends(view, Medium::TextMessage),
            door: Door::of(view, &typed.next),
            passkeys: view.app.passkeys.is_some(),
        })
    }
}

/// Whether codes go this way; a demonstration shows those that do not.
pub(super) fn sends(view: &View, medium: Medium) -> bool {
    view.app.office.notices.has(medium) || view.app.config.demo
}

/// What the field asks for, by the ways that codes go here.
pub(super) fn worded(view: &View) -> Result<(String, String), MissingText> {
    let (label, hint) = match (sends(view, Medium::Mail), sends(view, Medium::TextMessage)) {
        (true, false) => (key("mine-reach-mail"), key("mine-reach-mail-hint")),
        (false, true) => (key("mine-reach-phone"), key("mine-reach-phone-hint")),
        (true, true) | (false, false) => (key("mine-reach"), key("mine-reach-hint")),
    };
    Ok((view.say().get(label)?, view.say().get(hint)?))
}

/// `GET /mine/sign-in`
pub(super) async fn show(view: View, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let typed = Typed {
        next: asked.next,
        ..Typed::default()
    };
    let mut page = SignInPage::new(&view, &typed, FieldErrors::default())?;
    let notice = if !asked.lapsed.is_empty() {
        Some(key("mine-lapsed"))
    } else if !asked.again.is_empty() {
        Some(key("mine-again"))
    } else if who::somebody(&view).await?.is_some() {
        return Ok(Redirect::to(MINE).into_response());
    } else {
        None
    };
    page.notice = notice.map(|notice| view.say().get(notice)).transpose()?;
    view.page(page).await
}

/// `POST /mine/sign-in`
pub(super) async fn send(view: View, client: Client, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let mut page = SignInPage::new(&view, &typed, FieldErrors::default())?;
    let sent = match read(&view, &typed.reach)? {
        Ok(reach) => send_code(&view, &client, reach, None, &typed.next).await?,
        Err(wrong) => Err((StatusCode::UNPROCESSABLE_ENTITY, wrong)),
    };
    match sent {
        Ok(()) => Ok(Redirect::to("/mine/code").into_response()),
        Err((status, wrong)) => {
            page.errors.add("reach", wrong.clone());
            page.reach.error = Some(wrong);
            view.page_with(status, page).await
        }
    }
}

/// Takes what somebody typed as an address; an error as the field says it.
pub(super) fn read(view: &View, raw: &str) -> Result<Result<Reach, String>, MissingText> {
    let wrong = match Reach::parse(raw) {
        Ok(reach) => {
            let (medium, none) = match reach {
                Reach::Email(_) => (Medium::Mail, key("mine-no-mail")),
                Reach::Phone(_) => (Medium::TextMessage, key("mine-no-text")),
            };
            if sends(view, medium) {
                return Ok(Ok(reach));
            }
            none
        }
        Err(Invalid::Blank) => key("mine-reach-blank"),
        Err(_) if raw.contains(['@', '＠']) => key("filing-wrong-email"),
        Err(_) => key("mine-reach-wrong"),
    };
    Ok(Err(view.say().get(wrong)?))
}

/// Sends a code and waits for it in this session; what it is for is the same for everybody who looks on.
pub(super) async fn send_code(
    view: &View,
    client: &Client,
    reach: Reach,
    member: Option<MemberId>,
    next: &str,
) -> Result<Result<(), Unsent>, Failure> {
    let say = view.say();
    let counted = [Counted::sent_from(client), Counted::codes_to(&reach)];
    for one in &counted {
        if let Some(seconds) = guesses::full(&view.app, one).await? {
            let minutes = ((seconds.max(1) + 59) / 60).to_string();
            let told = say.with(key("mine-too-many-codes"), &[("minutes", &minutes)])?;
            return Ok(Err((StatusCode::TOO_MANY_REQUESTS, told)));
        }
    }
    guesses::count(&view.app, &counted).await?;
    let demo = view.app.config.demo;
    let code = match member::send(&view.app.office, reach, member, demo).await? {
        Sent::Gone(code) => code,
        Sent::Shown(code, digits) => {
            let told = say.with(key("mine-demo-code"), &[("code", &digits)])?;
            view.visit.flash(true, told).await?;
            code
        }
        Sent::Failed => {
            let told = say.get(key("mine-not-sent"))?;
            return Ok(Err((StatusCode::SERVICE_UNAVAILABLE, told)));
        }
    };
    let next = if is_local(next) { next } else { MINE }.to_owned();
    view.visit.set_pending(Some(Pending { code, next })).await?;
    Ok(Ok(()))
}

/// Signs somebody in who has proved who they are, and goes where they wanted to go. What another account had open here
/// is not theirs.
pub(super) async fn welcome(
    view: &View,
    memory: &Memory,
    headers: &HeaderMap,
    (member, is_new): (MemberId, bool),
    next: &str,
) -> Result<Response, Failure> {
    if let Some(before) = who::somebody(view).await? {
        member::end_visit(&view.app.office, before.member.id, before.visit).await?;
        if before.member.id != member {
            memory.forget().await?;
            view.visit.sign_out_member().await?;
        }
    }
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let visit = member::begin_visit(&view.app.office, member, agent.unwrap_or_default()).await?;
    view.visit.sign_in_member(visit).await?;
    if is_new {
        view.visit.flash(true, view.say().get(key("mine-new"))?).await?;
    }
    let next = if is_local(next) { next } else { MINE };
    Ok(Redirect::to(next).into_response())
}

/// `POST /mine/sign-out`
pub(super) async fn leave(
    view: View,
    memory: Memory,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if let Some(signed) = who::somebody(&view).await? {
        member::end_visit(&view.app.office, signed.member.id, signed.visit).await?;
    }
    memory.forget().await?;
    view.visit.sign_out_member().await?;
    view.visit
        .flash(true, view.say().get(key("mine-signed-out"))?)
        .await?;
    Ok(Redirect::to("/").into_response())
}

impl Template for SignInPage {
    const NAME: &'static str = "pages/portal/mine/sign_in";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                errors.add("reach", "请填写<b>");
            }
            Self {
                reach: Field::new("reach", "\"><script>", &errors),
                errors,
                label: "邮箱或者手机号码".to_owned(),
                hint: "验证码发到这里".to_owned(),
                minutes: "10".to_owned(),
                next: "/mine".to_owned(),
                notice: is_wrong.then(|| "请再登录一次".to_owned()),
                sends: true,
                door: None,
                passkeys: !is_wrong,
            }
        };
        let none = Self {
            sends: false,
            door: Some(Door::sample()),
            ..page(false)
        };
        let either = Self {
            door: Some(Door::sample()),
            ..page(false)
        };
        vec![page(true), either, none]
    }
}

impl Page for SignInPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-sign-in-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
