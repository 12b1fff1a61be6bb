//! From the tests to the page and the table.

use std::sync::Arc;

use time::{Duration, OffsetDateTime};

use super::{
    Typed,
    page::{Beat, ChannelPage, Row, StepCell},
};
use crate::{
    casework::channel_test as tests,
    domain::{
        channel_test::{Every, Setting, Step, StepKind, Test},
        message::Medium,
    },
    law::Law,
    store::{self, Scope, StoreError, outbox},
    text::{Key, key, words},
    web::{
        error::Failure,
        form::{Choices, Field, FieldErrors},
        page::View,
        sheet::{Sheet, SheetKind},
        wording::{self, Said, Voice, voice},
    },
};

/// How many tests are listed; the table has all of them.
const LISTED: usize = 30;

/// Of how many days the tests are counted.
const DAYS: i64 = 365;

/// Nothing yet.
const NOT: &str = "—";

/// What all parts of the page are made of.
struct Read {
    setting: Setting,
    law: Arc<Law>,
    /// Of twelve months, the newest first.
    tests: Vec<Test>,
    now: OffsetDateTime,
}

impl Read {
    async fn of(view: &View, scope: Scope) -> Result<Self, StoreError> {
        let office = &view.app.office;
        let since = office.today() - Duration::days(DAYS);
        Ok(Self {
            setting: store::channel_test::setting(&office.db, scope).await?,
            law: office.law_in(scope).await?,
            tests: store::channel_test::since(&office.db, scope, since).await?,
            now: office.local_now(),
        })
    }

    fn went_well(&self, test: &Test) -> Option<bool> {
        test.went_well(&self.setting, &self.law.calendar, self.now)
    }

    /// How many are over, and how many of them went well.
    fn rate(&self, voice: Voice<'_>) -> Said<Option<String>> {
        let over: Vec<bool> = self
            .tests
            .iter()
            .filter_map(|test| self.went_well(test))
            .collect();
        if over.is_empty() {
            return Ok(None);
        }
        let well = over.iter().filter(|well| **well).count();
        let share = well * 100 / over.len();
        let said = voice.say_with(
            key("channel-rate"),
            &[
                ("count", &over.len().to_string()),
                ("well", &well.to_string()),
                ("share", &share.to_string()),
            ],
        );
        Ok(Some(said?))
    }

    fn row(&self, voice: Voice<'_>, test: &Test) -> Said<Row> {
        let at = |at: OffsetDateTime| words::instant(voice.say.lang, at, self.now.offset());
        let or_not = |said: Option<String>| said.unwrap_or_else(|| NOT.to_owned());
        let (result, tag) = match self.went_well(test) {
            Some(true) => (key("channel-went-well"), "fine"),
            Some(false) => (key("channel-went-wrong"), "late"),
            None => (key("channel-under-way"), "soon"),
        };
        let read = test.read.map(|(_, there)| {
            voice.say(if there {
                key("channel-readable")
            } else {
                key("channel-not-readable")
            })
        });
        Ok(Row {
            number: test.number(),
            on: voice.weekday(test.day),
            steps: test
                .steps
                .iter()
                .map(|step| cell(voice, *step))
                .collect::<Said<_>>()?,
            filed: or_not(test.filed_at.map(at)),
            received: or_not(test.received.map(|done| at(done.at))),
            answered: or_not(test.answered.map(|done| at(done.at))),
            read: or_not(read.transpose()?),
            result: voice.say(result)?,
            tag,
        })
    }
}

fn cell(voice: Voice<'_>, step: Step) -> Said<StepCell> {
    let name = match step.kind {
        StepKind::Guide => key("channel-step-guide"),
        StepKind::Start => key("channel-step-start"),
        StepKind::Begin => key("channel-step-begin"),
        StepKind::Form => key("channel-step-form"),
        StepKind::Fill => key("channel-step-fill"),
        StepKind::Check => key("channel-step-check"),
        StepKind::LookUp => key("channel-step-look-up"),
    };
    let status = step
        .status
        .map_or_else(|| NOT.to_owned(), |status| status.to_string());
    let millis = step.millis.to_string();
    Ok(StepCell {
        name: voice.say(name)?,
        said: voice.say_with(key("channel-step"), &[("status", &status), ("millis", &millis)])?,
        failed: !step.worked,
    })
}

pub(super) async fn page(
    view: &View,
    scope: Scope,
    typed: Option<(Typed, FieldErrors)>,
) -> Result<ChannelPage, Failure> {
    let (read, voice) = (Read::of(view, scope).await?, voice(view));
    let (typed, errors) = typed.unwrap_or_else(|| (Typed::of(&read.setting), FieldErrors::default()));
    let troubles = tests::troubles(&view.app.office, scope).await?;
    let troubles = troubles.iter().map(|(test, trouble)| {
        let wrong = wording::trouble(voice.say, *trouble)?;
        Ok(match test {
            Some(test) => format!("{}：{wrong}", test.number()),
            None => wrong,
        })
    });
    let every = |every: &Every| Ok((every.as_str(), wording::every(voice.say, *every)?, None));
    let every: Vec<_> = Every::ALL.iter().map(every).collect::<Said<_>>()?;
    let more = read.tests.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| voice.say_with(key("channel-more"), &[("count", &more.to_string())]));
    let rows = read.tests.iter().take(LISTED);
    Ok(ChannelPage {
        troubles: troubles.collect::<Said<_>>()?,
        rate: read.rate(voice)?,
        rows: rows.map(|test| read.row(voice, test)).collect::<Said<_>>()?,
        more: more.transpose()?,
        beats: beats(view, scope, &read.setting).await?,
        every: Choices::new("every", every, &[typed.every.as_str()], &errors),
        receive_hours: Field::new("receive_hours", typed.receive_hours, &errors),
        answer_days: Field::new("answer_days", typed.answer_days, &errors),
        mail: Field::new("mail", typed.mail, &errors),
        phone: Field::new("phone", typed.phone, &errors),
        errors,
    })
}

/// How each way stands, and the last heartbeat that went by it.
async fn beats(view: &View, scope: Scope, setting: &Setting) -> Result<Vec<Beat>, Failure> {
    let (db, voice) = (view.app.db(), voice(view));
    let standing = outbox::standing(db, scope).await?;
    let ways: [(Medium, Key, Option<String>); 2] = [
        (
            Medium::Mail,
            key("messages-mail"),
            setting.mail.as_ref().map(ToString::to_string),
        ),
        (
            Medium::TextMessage,
            key("messages-text-message"),
            setting.phone.as_ref().map(ToString::to_string),
        ),
    ];
    let at = |at| words::instant(view.lang, at, view.app.clock.offset());
    let mut beats = Vec::new();
    for (medium, name, to) in ways {
        let last = outbox::last_heartbeat(db, scope, medium).await?;
        let failed = last.as_ref().is_some_and(|last| {
            last.sent_at.is_none() && (last.set_aside_at.is_some() || last.failed_at.is_some())
        });
        let state = last.map(|last| match (last.sent_at, last.failed_at) {
            (Some(sent), _) => voice.say_with(key("channel-beat-sent"), &[("at", &at(sent))]),
            (None, Some(failed)) => voice.say_with(key("channel-beat-failed"), &[("at", &at(failed))]),
            (None, None) => voice.say(key("channel-beat-waits")),
        });
        beats.push(Beat {
            name: voice.say(name)?,
            to,
            last_sent: standing
                .get(&medium)
                .and_then(|standing| standing.last_sent_at)
                .map(at),
            state: state.transpose()?,
            failed,
        });
    }
    Ok(beats)
}

const COLUMNS: [Key; 8] = [
    key("channel-number"),
    key("channel-day"),
    key("channel-steps"),
    key("channel-filed"),
    key("channel-received"),
    key("channel-answered"),
    key("channel-read"),
    key("channel-result"),
];

/// The tests of twelve months as a table.
pub(super) async fn sheet(view: &View, scope: Scope) -> Result<Sheet, Failure> {
    let (read, voice) = (Read::of(view, scope).await?, voice(view));
    let heads = COLUMNS.map(|column| voice.say(column));
    let heads = heads.into_iter().collect::<Said<Vec<_>>>()?;
    let mut sheet = Sheet::begin(SheetKind::Csv, &heads)?;
    for test in &read.tests {
        let row = read.row(voice, test)?;
        let steps: Vec<String> = row
            .steps
            .iter()
            .map(|step| format!("{}：{}", step.name, step.said))
            .collect();
        sheet.row(&[
            row.number,
            row.on,
            steps.join("；"),
            row.filed,
            row.received,
            row.answered,
            row.read,
            row.result,
        ])?;
    }
    Ok(sheet)
}
