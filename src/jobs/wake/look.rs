//! Looks at one case: what the program has to do to it, and who is to be told of it, for each day on which somebody was
//! to be told, up to today.

use time::{Date, Duration};

use super::super::{Context, JobError, error::chain};
use crate::{
    casework::{self, ActError, Order},
    domain::{
        account::{Actor, Officer},
        afterwards,
        case::Case,
        chore::{self, Chore},
        consulted,
        message::Medium,
        reminder,
    },
    law::Law,
    store::{
        self, Scope,
        case::Waking,
        reminder::{Dispatching, Given},
    },
};

/// How long a digest waits before it goes out: so long the reminders of a day may still come together.
const GATHERING: Duration = Duration::minutes(5);

pub(super) async fn at(
    context: &Context,
    scope: Scope,
    waking: Waking,
    staff: &[Officer],
) -> Result<(), JobError> {
    let office = &context.office;
    let law = office.law_in(scope).await?;
    let case = store::case::load(&office.db, scope, waking.case).await?;
    let mut case = case.ok_or_else(|| JobError::Fail("there is no such case".into()))?;
    // Each may move days, and with them what else is due.
    while let Some(chore) = chore::due(&case, &law, office.today()).into_iter().next() {
        case = act(context, &case, chore).await?;
    }
    if looks_for_others(context, &law, &case, waking.wake_on) {
        case = propose_publication(context, &law, case).await?;
    }
    if !consulted::to_remind(&case, &law, office.today()).is_empty() {
        casework::consulted::remind(office, scope, &case).await?;
    }
    let (given, sleep_until) = reminders(context, &law, &case, waking.wake_on, staff);
    let tx = office.db.begin().await?;
    store::reminder::give(&tx, scope, &given, dispatching(context), || office.ids.next()).await?;
    // Whoever has changed the case meanwhile has said when to look at it again.
    store::case::sleep(&tx, scope, case.id, case.version, sleep_until).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the day to look for others who asked for the same has come since the case was looked at last.
fn looks_for_others(context: &Context, law: &Law, case: &Case, since: Date) -> bool {
    let (today, offset) = (context.office.today(), context.office.clock.offset());
    afterwards::look_for_others_on(case, law, offset).is_some_and(|on| since <= on && on <= today)
}

/// Lays before a person that what was given could be published, where others asked for the same.
async fn propose_publication(context: &Context, law: &Law, case: Case) -> Result<Case, JobError> {
    let with = casework::several_asked(&context.office, law, &case).await?;
    let open = case
        .publication
        .as_ref()
        .is_some_and(|publication| publication.decided.is_none());
    if with.is_empty() || open {
        return Ok(case);
    }
    give(context, &case, Order::ProposePublication { with }).await
}

/// Does to a case what follows from a day that has passed, as the program itself.
async fn act(context: &Context, case: &Case, chore: Chore) -> Result<Case, JobError> {
    let order = match chore {
        Chore::LapseConsultation(notice) => Order::LapseConsultation { notice },
        Chore::ProposeAbandonment => Order::ProposeAbandonment,
    };
    let kind = order.kind();
    let after = give(context, case, order).await?;
    if after.version == case.version {
        let nothing = format!("{kind} of case {} is due and does nothing", case.id);
        return Err(JobError::Fail(nothing.into()));
    }
    Ok(after)
}

async fn give(context: &Context, case: &Case, order: Order) -> Result<Case, JobError> {
    let kind = order.kind();
    let acted = casework::act(
        &context.office,
        &Actor::Program,
        case.agency,
        case.id,
        case.version,
        order,
    )
    .await;
    match acted {
        // Somebody, or another copy of the program, was first: go on with the case as they left it.
        Err(ActError::Stale(after)) => Ok(*after),
        Ok(after) => Ok(after),
        Err(error) => Err(JobError::Retry(
            format!("{kind} of case {}: {}", case.id, chain(&error)).into(),
        )),
    }
}

/// What is to be told of a case since a day, and when to look again.
fn reminders(
    context: &Context,
    law: &Law,
    case: &Case,
    since: Date,
    staff: &[Officer],
) -> (Vec<Given>, Option<Date>) {
    let (today, offset) = (context.office.today(), context.office.clock.offset());
    let mut given = Vec::new();
    let mut day = Some(since);
    while let Some(on) = day.filter(|day| *day <= today) {
        for reminder in reminder::standing(case, law, on, offset) {
            let addressees = reminder::addressees(case, law, reminder.key, staff);
            given.extend(addressees.into_iter().map(|to| Given {
                case: case.id,
                reminder,
                to,
                on,
            }));
        }
        day = reminder::next(case, law, on, offset);
    }
    let others = [
        chore::next(case, law, today, offset),
        consulted::remind_next(case, law, today),
    ];
    let next = day.into_iter().chain(others.into_iter().flatten()).min();
    (given, next)
}

/// When a digest that is made now may go out: in a while, and not in the night.
fn dispatching(context: &Context) -> Dispatching {
    let office = &context.office;
    let now = office.local_now();
    let due_at = office.notices.not_before(Medium::Mail, now + GATHERING);
    Dispatching { now, due_at }
}
