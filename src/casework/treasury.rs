//! 网上缴费: orders at the treasury's platform, and the payments that it confirms. The bridge is asked before anything is locked,
//! and what it says is written, and recorded in the case, in one transaction.

use time::{Date, Duration};
use uuid::Uuid;

use super::{ActError, Office, append, record};
use crate::{
    domain::{
        account::Actor,
        agency::Agency,
        case::Case,
        command::Command,
        decide,
        id::{AgencyId, CaseId},
        payment,
    },
    notices::{NewOrder, Standing, Treasury, Unanswered},
    store::{
        self, Scope, StoreError,
        fee_order::{FeeOrder, OrderState},
    },
};

/// The job that asks how one order stands.
pub const ASK: &str = "ask_for_order";

/// After how many minutes the bridge is asked again of an order that is open.
pub const ASK_AGAIN_MINUTES: i64 = 10;

/// After how many days an order that nobody paid is not asked for any more.
const GIVEN_UP_DAYS: i64 = 90;

/// Why there is no order to pay by.
#[derive(Debug, thiserror::Error)]
pub enum OnlineError {
    /// Fees of this agency are not paid online, or none is awaited.
    #[error("nothing is paid online here")]
    NotOffered,
    #[error("the bridge gave no answer")]
    Bridge(#[from] Unanswered),
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for OnlineError {
    fn from(error: StoreError) -> Self {
        Self::Act(error.into())
    }
}

/// The bridge by which fees of an agency are paid, where there is one.
pub fn bridge<'a>(office: &'a Office, agency: &Agency) -> Option<&'a Treasury> {
    let bridge = office.notices.treasury()?;
    (bridge.is_for(&agency.key) && office.track_url.is_some()).then_some(bridge)
}

/// Begins to pay: the open order, as the bridge knows it now. Begun twice, it is one order.
pub async fn begin(office: &Office, agency: &Agency, case: &Case) -> Result<FeeOrder, OnlineError> {
    let bridge = bridge(office, agency).ok_or(OnlineError::NotOffered)?;
    let order = match open_order(office, agency, case).await {
        // Begun by two clicks at once.
        Err(OnlineError::Act(ActError::Store(StoreError::Conflict))) => {
            open_order(office, agency, case).await?
        }
        found => found?,
    };
    let track = office.track_url.as_deref().unwrap_or_default();
    let new = NewOrder {
        order: order.id,
        agency: &agency.key,
        case: &case.number.to_string(),
        yuan: order.yuan,
        return_url: &format!("{track}/case/{}/payment/return", case.id),
        notify_url: &format!("{}/payments/notified", track.trim_end_matches("/track")),
    };
    let standing = bridge.create(&new, office.ids.next(), office.now()).await?;
    Ok(settle(office, agency.id, order.id, standing).await?)
}

/// The open order of the fee; a new one where there is none. It stands before anybody is asked.
async fn open_order(office: &Office, agency: &Agency, case: &Case) -> Result<FeeOrder, OnlineError> {
    let scope = Scope::of(agency.id);
    let asked = payment::asked_in(case).filter(|_| payment::may_be_paid(case));
    let asked = asked.ok_or(OnlineError::NotOffered)?;
    let tx = office.db.begin().await?;
    let known = store::fee_order::of_case(&tx, scope, case.id).await?;
    if let Some(open) = known.into_iter().find(|order| order.state == OrderState::Open) {
        return Ok(open);
    }
    let order = FeeOrder {
        id: office.ids.next(),
        case: case.id,
        letter: asked.letter.id,
        yuan: asked.yuan,
        state: OrderState::Open,
        pay_url: None,
        created_at: office.now(),
        asked_at: office.now(),
        paid_on: None,
        reference: None,
        recorded_at: None,
    };
    store::fee_order::insert(&tx, scope, &order).await?;
    tx.commit().await?;
    Ok(order)
}

/// Asks the bridge how an order stands, and records what was paid. An order that is paid or closed is left as it is.
pub async fn refresh(office: &Office, agency: AgencyId, id: Uuid) -> Result<FeeOrder, OnlineError> {
    let scope = Scope::of(agency);
    let order = store::fee_order::get(&office.db, scope, id).await?;
    let order = order.ok_or(OnlineError::NotOffered)?;
    if order.state != OrderState::Open {
        return Ok(order);
    }
    let bridge = office.notices.treasury().ok_or(OnlineError::NotOffered)?;
    let standing = bridge
        .ask((order.id, order.yuan), office.ids.next(), office.now())
        .await;
    match standing {
        Ok(standing) => Ok(settle(office, agency, id, standing).await?),
        Err(unanswered) => {
            // Asked all the same: the job turns to others first.
            let tx = office.db.begin().await?;
            let order = FeeOrder {
                asked_at: office.now(),
                ..order
            };
            store::fee_order::update(&tx, scope, &order).await?;
            tx.commit().await?;
            Err(unanswered.into())
        }
    }
}

async fn settle(
    office: &Office,
    agency: AgencyId,
    id: Uuid,
    standing: Standing,
) -> Result<FeeOrder, ActError> {
    let scope = Scope::of(agency);
    match Box::pin(try_settle(office, scope, id, standing.clone())).await {
        // Somebody of the office wrote at the same moment.
        Err(ActError::Store(StoreError::Conflict)) => Box::pin(try_settle(office, scope, id, standing)).await,
        done => done,
    }
}

async fn try_settle(
    office: &Office,
    scope: Scope,
    id: Uuid,
    standing: Standing,
) -> Result<FeeOrder, ActError> {
    let tx = office.db.begin().await?;
    let order = store::fee_order::get(&tx, scope, id)
        .await?
        .ok_or(ActError::Gone)?;
    if order.state != OrderState::Open {
        return Ok(order);
    }
    let mut order = FeeOrder {
        asked_at: office.now(),
        ..order
    };
    let is_given_up = office.now() - order.created_at > Duration::days(GIVEN_UP_DAYS);
    match standing {
        Standing::Open { .. } if is_given_up => order.state = OrderState::Closed,
        Standing::Open { pay_url } => order.pay_url = pay_url.or(order.pay_url),
        Standing::Closed => order.state = OrderState::Closed,
        Standing::Paid { paid_on, reference } => {
            order.state = OrderState::Paid;
            order.paid_on = Some(paid_on);
            order.reference = reference;
            let was_recorded = pay(office, &tx, scope, order.case, (paid_on, order.yuan)).await?;
            order.recorded_at = was_recorded.then(|| office.now());
        }
    }
    store::fee_order::update(&tx, scope, &order).await?;
    tx.commit().await?;
    Ok(order)
}

/// Records the payment; false where the case does not take it: recorded by hand meanwhile, ended, a day that cannot be.
async fn pay(
    office: &Office,
    tx: &store::Tx,
    scope: Scope,
    case: CaseId,
    (paid_on, yuan): (Date, u64),
) -> Result<bool, ActError> {
    let office = &office.at_work(tx, scope).await?;
    let mut case = store::case::load(tx, scope, case).await?.ok_or(ActError::Gone)?;
    let command = Command::RecordPayment { paid_on, yuan };
    let Ok(events) = decide::decide(&case, &Actor::Program, &command, office.rules()) else {
        return Ok(false);
    };
    let recorded = record(office, case.version, &Actor::Program, events);
    append(office, tx, &mut case, &recorded).await?;
    Ok(true)
}
