//! 重新答复: a reconsideration organ or a court ordered the agency to answer anew. The new answer is worked on in a linked
//! case with a clock of its own, which begins when the decision reached the agency.

use time::Date;

use super::{
    case::Case,
    command::{Opening, OpeningHow},
    event::Event,
    id::{AppealId, CaseId},
    refusal::Refusal,
};

/// What a round answers anew, and on whose order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    pub of: CaseId,
    pub appeal: AppealId,
    /// Working days that the order itself sets.
    pub working_days: Option<u16>,
}

pub(super) fn may_open(case: &Case) -> Result<(), Refusal> {
    case.orders_open()
        .next()
        .map(|_| ())
        .ok_or(Refusal::NothingOrdered)
}

/// The order on which a round is opened, for whoever opens it.
pub fn ordered(case: &Case, appeal: AppealId) -> Result<OpeningHow, Refusal> {
    let (_, closed, order) = case
        .orders_open()
        .find(|(open, ..)| open.id == appeal)
        .ok_or(Refusal::NothingOrdered)?;
    Ok(OpeningHow::Ordered {
        of: case.id,
        appeal,
        received_on: closed.received_on,
        working_days: order.working_days,
    })
}

/// The event by which the case that was contested learns of the round.
pub(super) fn started(case: &Case, appeal: AppealId, round: CaseId) -> Result<Vec<Event>, Refusal> {
    ordered(case, appeal).map(|_| vec![Event::RoundStarted { appeal, round }])
}

/// How a round begins.
pub(super) fn opened(opening: &Opening, round: Round, received_on: Date) -> Event {
    Event::RoundOpened {
        agency: opening.agency,
        number: opening.number.clone(),
        filing: opening.filing.clone(),
        of: round.of,
        appeal: round.appeal,
        received_on,
        working_days: round.working_days,
    }
}
