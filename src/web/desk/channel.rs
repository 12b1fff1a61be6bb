//! 渠道测试 on the desk: what the clerks confirm and answer, each with one press. It is no application.

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    casework::channel_test::{self as tests, Act, ChannelError},
    domain::{account::Officer, channel_test::Test},
    law::Role,
    store::{self, Scope},
    template::{Entry, Template},
    text::{key, words},
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::Form,
        guard::Nothing,
        page::{Page, Side, Title, View},
        wording::{self, Said, Voice, voice},
    },
};

const AT: &str = "/desk/channel";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(show))
        .route("/desk/channel/{test}/receive", post(receive))
        .route("/desk/channel/{test}/answer", post(answer))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![TestsPage].into()
}

/// What waits.
#[derive(Debug, Serialize)]
struct TestsPage {
    troubles: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    filed: String,
    received: Option<String>,
    href: String,
}

/// That tests wait, for the head of a clerk's queue; nothing where none does.
pub(super) async fn line(view: &View, officer: &Officer) -> Result<Option<String>, Failure> {
    if !officer.is(Role::IntakeClerk) {
        return Ok(None);
    }
    let scope = Scope::of(officer.agency);
    let waiting = store::channel_test::waiting(view.app.db(), scope).await?.len();
    if waiting == 0 {
        return Ok(None);
    }
    let count = waiting.to_string();
    let said = voice(view).say_with(key("channel-waiting"), &[("count", &count)]);
    Ok(Some(said?))
}

/// `GET /desk/channel`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    who.one_of(&[Role::IntakeClerk])?;
    let voice = voice(&view);
    let waiting = store::channel_test::waiting(view.app.db(), who.scope()).await?;
    let troubles = tests::troubles(&view.app.office, who.scope()).await?;
    let troubles = troubles.iter().map(|(test, trouble)| {
        let wrong = wording::trouble(voice.say, *trouble)?;
        Ok(match test {
            Some(test) => format!("{}：{wrong}", test.number()),
            None => wrong,
        })
    });
    let page = TestsPage {
        troubles: troubles.collect::<Said<_>>()?,
        rows: waiting.iter().map(|test| row(&view, voice, test)).collect(),
    };
    view.page(page).await
}

fn row(view: &View, voice: Voice<'_>, test: &Test) -> Row {
    let at = |at: OffsetDateTime| words::instant(voice.say.lang, at, view.app.clock.offset());
    Row {
        number: test.number(),
        filed: test.filed_at.map(at).unwrap_or_default(),
        received: test.received.map(|done| at(done.at)),
        href: format!("{AT}/{}", test.id),
    }
}

/// `POST /desk/channel/{test}/receive`
async fn receive(
    view: View,
    who: SignedIn,
    Path(test): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    act(&view, &who, test, Act::Receive).await
}

/// `POST /desk/channel/{test}/answer`
async fn answer(
    view: View,
    who: SignedIn,
    Path(test): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    act(&view, &who, test, Act::Answer).await
}

async fn act(view: &View, who: &SignedIn, test: Uuid, act: Act) -> Result<Response, Failure> {
    let acted = tests::act(&view.app.office, &who.officer(), test, act).await;
    let text = match acted {
        Ok(false) => key("channel-seen-to"),
        Ok(true) => match act {
            Act::Receive => key("channel-is-received"),
            Act::Answer => key("channel-is-answered"),
        },
        Err(ChannelError::NotTheirs) => return Err(Failure::NotFound),
        Err(ChannelError::Store(error)) => return Err(error.into()),
    };
    view.visit.flash(true, voice(view).say(text)?).await?;
    Ok(Redirect::to(AT).into_response())
}

impl Template for TestsPage {
    const NAME: &'static str = "pages/desk/channel";

    fn samples() -> Vec<Self> {
        let row = |received: Option<&str>| Row {
            number: "渠道测试20261120".to_owned(),
            filed: "2026年11月20日 09:30".to_owned(),
            received: received.map(str::to_owned),
            href: "/desk/channel/1".to_owned(),
        };
        vec![
            Self {
                troubles: vec!["渠道测试20261120：没有按时确认收件".to_owned()],
                rows: vec![row(None), row(Some("2026年11月20日 10:00"))],
            },
            Self {
                troubles: Vec::new(),
                rows: Vec::new(),
            },
        ]
    }
}

impl Page for TestsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("channel-title"))
    }
}
