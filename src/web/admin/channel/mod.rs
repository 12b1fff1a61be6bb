//! 渠道测试: how often the agency has its online channel tested, how the tests went, and the heartbeats.

mod page;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use self::page::ChannelPage;
use super::administrator;
use crate::{
    casework::channel_test::{self as tests, ChannelError},
    domain::{
        channel_test::{Every, MOST, Setting},
        text::{Email, Phone},
    },
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{FieldErrors, Form},
        guard::Nothing,
        page::View,
        wording::{Said, Voice, voice},
    },
};

const AT: &str = "/admin/channel";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(show).post(save))
        .route("/admin/channel/now", post(now))
        .route("/admin/channel.csv", get(table))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![ChannelPage].into()
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    every: String,
    receive_hours: String,
    answer_days: String,
    mail: String,
    phone: String,
}

impl Typed {
    fn of(setting: &Setting) -> Self {
        let typed = |value: Option<String>| value.unwrap_or_default();
        Self {
            every: setting.every.to_string(),
            receive_hours: setting.receive_hours.to_string(),
            answer_days: setting.answer_days.to_string(),
            mail: typed(setting.mail.as_ref().map(ToString::to_string)),
            phone: typed(setting.phone.as_ref().map(ToString::to_string)),
        }
    }

    /// What it says, or what is wrong with it.
    fn read(&self, voice: Voice<'_>) -> Said<Result<Setting, FieldErrors>> {
        let mut errors = FieldErrors::default();
        let every: Option<Every> = self.every.parse().ok();
        if every.is_none() {
            errors.add("every", voice.say(key("channel-every-wrong"))?);
        }
        let mut number = |id: &str, typed: &str| -> Said<u16> {
            let number = typed
                .trim()
                .parse::<u16>()
                .ok()
                .filter(|number| (1..=MOST).contains(number));
            if number.is_none() {
                let most = MOST.to_string();
                errors.add(
                    id,
                    voice.say_with(key("channel-number-wrong"), &[("most", &most)])?,
                );
            }
            Ok(number.unwrap_or_default())
        };
        let receive_hours = number("receive_hours", &self.receive_hours)?;
        let answer_days = number("answer_days", &self.answer_days)?;
        let is_empty = |typed: &str| typed.trim().is_empty();
        let mail = Email::parse(&self.mail).ok();
        if mail.is_none() && !is_empty(&self.mail) {
            errors.add("mail", voice.say(key("channel-mail-wrong"))?);
        }
        let phone = Phone::parse(&self.phone).ok().filter(Phone::is_mobile);
        if phone.is_none() && !is_empty(&self.phone) {
            errors.add("phone", voice.say(key("channel-phone-wrong"))?);
        }
        Ok(if errors.is_empty() {
            Ok(Setting {
                every: every.unwrap_or(Every::Off),
                receive_hours,
                answer_days,
                mail,
                phone,
            })
        } else {
            Err(errors)
        })
    }
}

fn failure(error: ChannelError) -> Failure {
    match error {
        ChannelError::NotTheirs => Failure::NotFound,
        ChannelError::Store(error) => error.into(),
    }
}

async fn done(view: &View, text: Key) -> Result<Response, Failure> {
    view.visit.flash(true, voice(view).say(text)?).await?;
    Ok(Redirect::to(AT).into_response())
}

/// `GET /admin/channel`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    view.page(view::page(&view, who.scope(), None).await?).await
}

/// `POST /admin/channel`
async fn save(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    match typed.read(voice(&view))? {
        Ok(setting) => {
            tests::set(&view.app.office, &officer, &setting)
                .await
                .map_err(failure)?;
            done(&view, key("channel-saved")).await
        }
        Err(errors) => {
            let page = view::page(&view, who.scope(), Some((typed, errors))).await?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
    }
}

/// `POST /admin/channel/now`: does not wait for the day.
async fn now(view: View, who: SignedIn, Form(Nothing {}): Form<Nothing>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let asked = tests::ask_for(&view.app.office, &officer)
        .await
        .map_err(failure)?;
    let text = if asked {
        key("channel-asked")
    } else {
        key("channel-tested-today")
    };
    done(&view, text).await
}

/// `GET /admin/channel.csv`
async fn table(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    let name = voice(&view).say(key("channel-title"))?;
    let sheet = view::sheet(&view, who.scope()).await?;
    Ok(sheet.hand_over(&name).await?)
}
