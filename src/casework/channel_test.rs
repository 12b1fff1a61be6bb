//! 渠道测试: tests of an agency's online channel, from the walk over the pages to the answer that can be read there. No case is
//! touched: a test is a row of its own.

use std::{fmt::Debug, pin::Pin};

use time::Date;
use uuid::Uuid;

use super::{
    Office,
    audit::{self, Giver},
    staff::{NoEntry, enter},
};
use crate::{
    domain::{
        account::Officer,
        agency::Agency,
        audit::{Change, Matter, Part},
        channel_test::{self, Done, Setting, Step, Test, Trouble},
        id::AgencyId,
        message::{Medium, MessageKind},
    },
    law::{Law, Role},
    store::{
        self, Scope, StoreError, Tx,
        job::NewTask,
        outbox::{self, NewMessage, Target},
        staff::hold,
    },
};

/// The job that tests an agency's channel.
pub const TEST: &str = "test_channel";

/// What a walk gives, once it is awaited.
pub type Walking<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The pages, as somebody from outside meets them. Handed in by whoever starts the program, as nothing here knows the web.
pub trait Portal: Debug + Send + Sync {
    /// Goes from the guide to the form and to the page for looking up; stops at the first page that does not work.
    fn walk<'a>(&'a self, agency: &'a Agency) -> Walking<'a, Vec<Step>>;

    /// Whether the answer to a test can be read.
    fn reads(&self, test: Uuid) -> Walking<'_, bool>;
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    /// There is no such test, or it is not theirs to see to.
    #[error("it is not theirs")]
    NotTheirs,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoEntry> for ChannelError {
    fn from(error: NoEntry) -> Self {
        match error {
            NoEntry::NotTheirs => Self::NotTheirs,
            NoEntry::Store(error) => Self::Store(error),
        }
    }
}

/// Says how an agency wants to be tested.
pub async fn set(office: &Office, officer: &Officer, new: &Setting) -> Result<(), ChannelError> {
    let (scope, giver) = (Scope::of(officer.agency), Giver::Officer(officer));
    let tx = office.db.begin().await?;
    enter(&tx, giver, scope).await?;
    let old = store::channel_test::setting(&tx, scope).await?;
    store::channel_test::put(&tx, scope, new).await?;
    let (was, is) = (&old, new);
    let change = Change::of(Matter::ChannelTest, "")
        .part(Part::Every, Some(was.every.as_str()), Some(is.every.as_str()))
        .part(
            Part::ReceiveHours,
            Some(i64::from(was.receive_hours)),
            Some(i64::from(is.receive_hours)),
        )
        .part(
            Part::AnswerDays,
            Some(i64::from(was.answer_days)),
            Some(i64::from(is.answer_days)),
        )
        .part(
            Part::Email,
            was.mail.as_ref().map(ToString::to_string),
            is.mail.as_ref().map(ToString::to_string),
        )
        .part(
            Part::Phone,
            was.phone.as_ref().map(ToString::to_string),
            is.phone.as_ref().map(ToString::to_string),
        );
    audit::note(office, &tx, scope, giver, change).await?;
    Ok(tx.commit().await?)
}

/// Has the channel tested now, where today has no test yet; whether it will be.
pub async fn ask_for(office: &Office, officer: &Officer) -> Result<bool, ChannelError> {
    let (scope, today) = (Scope::of(officer.agency), office.today());
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    if store::channel_test::of_day(&tx, scope, today).await?.is_some() {
        return Ok(false);
    }
    let task = NewTask::of_day(TEST, officer.agency, today, office.now());
    store::job::enqueue(&tx, office.ids.next(), task, office.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// The agencies that are to be tested now and were not today.
pub async fn due(office: &Office) -> Result<Vec<NewTask>, StoreError> {
    let (now, today) = (office.local_now(), office.today());
    let mut tasks = Vec::new();
    for (agency, setting) in store::channel_test::all(&office.db).await? {
        let scope = Scope::of(agency);
        let law = office.law_in(scope).await?;
        if channel_test::is_due(setting.every, &law.calendar, now)
            && store::channel_test::of_day(&office.db, scope, today)
                .await?
                .is_none()
        {
            tasks.push(NewTask::of_day(TEST, agency, today, now));
        }
    }
    Ok(tasks)
}

/// Tests an agency's channel, once a day. What is not of today is left: a test says how it is, not how it was.
pub async fn test(
    office: &Office,
    portal: &dyn Portal,
    agency: AgencyId,
    day: Option<Date>,
) -> Result<(), StoreError> {
    let (scope, today) = (Scope::of(agency), office.today());
    let is_over = day.is_some_and(|day| day != today);
    if is_over
        || store::channel_test::of_day(&office.db, scope, today)
            .await?
            .is_some()
    {
        return Ok(());
    }
    let Some(agency) = store::agency::get(&office.db, scope).await? else {
        return Ok(());
    };
    let begun_at = office.now();
    // Before anything is locked: the pages want the database too.
    let steps = portal.walk(&agency).await;
    let all_worked = !steps.is_empty() && steps.iter().all(|step| step.worked);
    let mut test = Test {
        id: office.ids.next(),
        day: today,
        begun_at,
        steps,
        filed_at: all_worked.then(|| office.now()),
        received: None,
        answered: None,
        read: None,
        told: None,
    };
    let tx = office.db.begin().await?;
    hold(&tx, scope).await?;
    if store::channel_test::of_day(&tx, scope, today).await?.is_some() {
        return Ok(());
    }
    let (setting, law) = standing(office, &tx, scope).await?;
    tell_of(office, &tx, scope, (&mut test, &setting, &*law)).await?;
    let look_at = channel_test::look_at(&test, &setting, &law.calendar, office.local_now());
    store::channel_test::insert(&tx, scope, &test, look_at).await?;
    tx.commit().await
}

async fn standing(
    office: &Office,
    tx: &Tx,
    scope: Scope,
) -> Result<(Setting, std::sync::Arc<Law>), StoreError> {
    let setting = store::channel_test::setting(tx, scope).await?;
    Ok((setting, office.as_it_stands(tx, scope).await?.law))
}

/// Looks at a test: reads its answer, and tells what is wrong.
pub async fn look(
    office: &Office,
    portal: &dyn Portal,
    agency: AgencyId,
    id: Uuid,
) -> Result<(), StoreError> {
    let scope = Scope::of(agency);
    let found = store::channel_test::get(&office.db, scope, id).await?;
    let wants_reading = found.is_some_and(|test| test.answered.is_some() && test.read.is_none());
    let read = if wants_reading {
        Some(portal.reads(id).await)
    } else {
        None
    };
    let tx = office.db.begin().await?;
    hold(&tx, scope).await?;
    let Some(mut test) = store::channel_test::get(&tx, scope, id).await? else {
        return Ok(());
    };
    if let Some(there) = read.filter(|_| test.read.is_none()) {
        test.read = Some((office.now(), there));
    }
    let (setting, law) = standing(office, &tx, scope).await?;
    tell_of(office, &tx, scope, (&mut test, &setting, &*law)).await?;
    let look_at = channel_test::look_at(&test, &setting, &law.calendar, office.local_now());
    store::channel_test::update(&tx, scope, &test, look_at).await?;
    tx.commit().await
}

/// Tells what is wrong with a test, unless that was told.
async fn tell_of(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    (test, setting, law): (&mut Test, &Setting, &Law),
) -> Result<(), StoreError> {
    let wrong = channel_test::trouble(test, setting, &law.calendar, office.local_now());
    match wrong {
        Some(wrong) if test.told != Some(wrong) => {
            test.told = Some(wrong);
            tell(office, tx, scope, wrong).await
        }
        Some(_) | None => Ok(()),
    }
}

/// Tells those whom it concerns; once a day, however often it is found.
async fn tell(office: &Office, tx: &Tx, scope: Scope, about: Trouble) -> Result<(), StoreError> {
    let accounts = store::account::list(tx, scope).await?;
    let staff: Vec<Officer> = accounts
        .into_iter()
        .filter(|account| account.active)
        .map(|account| account.officer())
        .collect();
    for account in channel_test::told(&staff) {
        let message = NewMessage {
            medium: Medium::Mail,
            kind: MessageKind::ChannelAlarm,
            target: Target::Alarm {
                account,
                day: office.today(),
                about,
            },
            due_at: office.notices.not_before(Medium::Mail, office.local_now()),
        };
        outbox::put(tx, scope, office.ids.next(), message, office.now()).await?;
    }
    Ok(())
}

/// What the desk does with a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Receive,
    Answer,
}

/// Confirms or answers a test; whether there was still something to do.
pub async fn act(office: &Office, officer: &Officer, id: Uuid, act: Act) -> Result<bool, ChannelError> {
    if !officer.is(Role::IntakeClerk) {
        return Err(ChannelError::NotTheirs);
    }
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    hold(&tx, scope).await?;
    let test = store::channel_test::get(&tx, scope, id).await?;
    let mut test = test
        .filter(|test| test.filed_at.is_some())
        .ok_or(ChannelError::NotTheirs)?;
    let done = Some(Done {
        at: office.now(),
        by: officer.account,
    });
    let is_open = match act {
        Act::Receive => test.received.is_none(),
        Act::Answer => test.received.is_some() && test.answered.is_none(),
    };
    if !is_open {
        return Ok(false);
    }
    match act {
        Act::Receive => test.received = done,
        Act::Answer => test.answered = done,
    }
    let (setting, law) = standing(office, &tx, scope).await?;
    let look_at = channel_test::look_at(&test, &setting, &law.calendar, office.local_now());
    store::channel_test::update(&tx, scope, &test, look_at).await?;
    tx.commit().await?;
    Ok(true)
}

/// Puts the heartbeats of a day down, and tells where those of before have not left.
pub async fn beat(office: &Office, day: Date) -> Result<(), StoreError> {
    for (agency, setting) in store::channel_test::all(&office.db).await? {
        let scope = Scope::of(agency);
        let ways = [
            (Medium::Mail, setting.mail.is_some(), Trouble::MailSilent),
            (Medium::TextMessage, setting.phone.is_some(), Trouble::TextSilent),
        ];
        let tx = office.db.begin().await?;
        for (medium, _, silent) in ways.into_iter().filter(|(_, wanted, _)| *wanted) {
            let before = outbox::last_heartbeat(&tx, scope, medium).await?;
            if before.is_some_and(|before| is_of_before(&before, day) && before.sent_at.is_none()) {
                tell(office, &tx, scope, silent).await?;
            }
            let message = NewMessage {
                medium,
                kind: MessageKind::Heartbeat,
                target: Target::Heartbeat { day },
                due_at: office.notices.not_before(medium, office.local_now()),
            };
            outbox::put(&tx, scope, office.ids.next(), message, office.now()).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn is_of_before(message: &outbox::Message, day: Date) -> bool {
    match message.target {
        Target::Heartbeat { day: its } => its < day,
        Target::Digest { .. } | Target::Alarm { .. } | Target::Case { .. } => false,
    }
}

/// What is wrong with an agency's channel now: of the newest test, and of those that wait; and of the heartbeats.
pub async fn troubles(office: &Office, scope: Scope) -> Result<Vec<(Option<Test>, Trouble)>, StoreError> {
    let setting = store::channel_test::setting(&office.db, scope).await?;
    let law = office.law_in(scope).await?;
    let mut tests = store::channel_test::waiting(&office.db, scope).await?;
    let newest = store::channel_test::newest(&office.db, scope).await?;
    tests.extend(newest.filter(|test| !test.waits()));
    let mut troubles = Vec::new();
    for test in tests {
        if let Some(wrong) = channel_test::trouble(&test, &setting, &law.calendar, office.local_now()) {
            troubles.push((Some(test), wrong));
        }
    }
    let ways = [
        (Medium::Mail, setting.mail.is_some(), Trouble::MailSilent),
        (Medium::TextMessage, setting.phone.is_some(), Trouble::TextSilent),
    ];
    for (medium, _, silent) in ways.into_iter().filter(|(_, wanted, _)| *wanted) {
        let last = outbox::last_heartbeat(&office.db, scope, medium).await?;
        let is_silent = last.is_some_and(|last| {
            last.sent_at.is_none() && (last.set_aside_at.is_some() || is_of_before(&last, office.today()))
        });
        if is_silent {
            troubles.push((None, silent));
        }
    }
    Ok(troubles)
}
