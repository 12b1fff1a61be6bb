//! When each application comes in, and where its story is to stop.

use time::{Date, Duration};

use super::{APPLICATIONS, hours::working_days_before};
use crate::{
    demo::chance::Chance,
    law::{Law, roll_forward},
};

/// Where a story stops although time goes on: because nobody takes the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halt {
    Filed,
    Received,
    Assigned,
    InHand,
    Drafted,
    SentBack,
    Confidentiality,
    Legal,
    SignOff,
    Approved,
    Issued,
    Posted,
    Served,
    Never,
}

/// How quickly the work goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    InTime,
    /// The answer goes out after the last day.
    Late,
}

/// What chance gave to one application.
#[derive(Debug, Clone)]
pub(super) struct Lot {
    pub(super) seed: u64,
    pub(super) filed_on: Date,
    pub(super) halt: Halt,
    pub(super) pace: Pace,
    pub(super) withdrawn: bool,
    /// At the counter; otherwise online.
    pub(super) counter: bool,
    /// Index of the ground that is given out in turn, so that each occurs.
    pub(super) in_turn: Option<usize>,
    /// Not for information: records are to be corrected, and this one of the grounds in their order will answer it.
    pub(super) records: Option<usize>,
}

/// Those that stand on somebody's desk today: how many working days ago they came in, and where they stopped.
const OPEN: [(u16, Halt); 34] = {
    use Halt::{
        Approved, Assigned, Confidentiality, Drafted, Filed, InHand, Issued, Legal, Posted, Received,
        SentBack, SignOff,
    };
    [
        // Late.
        (32, Assigned),
        (29, InHand),
        (27, SentBack),
        (25, Drafted),
        (24, Legal),
        (23, SignOff),
        (22, Approved),
        // Due today, or on the next working day.
        (20, InHand),
        (20, Drafted),
        (20, SentBack),
        (20, Confidentiality),
        (20, SignOff),
        (20, Approved),
        // Due within days.
        (19, Assigned),
        (19, Legal),
        (18, InHand),
        (18, Issued),
        (18, Confidentiality),
        (17, SignOff),
        (17, Drafted),
        (16, Legal),
        (16, Approved),
        (15, Posted),
        (14, SentBack),
        // Just come in.
        (4, Received),
        (3, Received),
        (2, Received),
        (2, Assigned),
        (1, Received),
        (1, Filed),
        (1, Filed),
        (1, Filed),
        (0, Filed),
        (0, Filed),
    ]
};

/// Which of those ask for the correction of records: one that is being judged, one that has just come in.
const RECORDS: [usize; 2] = [15, 25];

/// The oldest application came in, online, so long before the day on which the demonstration began: a filling that was
/// broken off finds that day again by it.
pub(super) const YEAR: Duration = Duration::days(365);

/// How many came in lately, besides those, and go their way.
const RECENT: usize = 46;

/// Draws the lots, oldest first.
pub(super) fn draw(today: Date, law: &Law) -> Vec<Lot> {
    let calendar = &law.calendar;
    let mut chance = Chance::seeded(20_190_515);
    let mut lots = Vec::with_capacity(APPLICATIONS);
    let due = roll_forward(calendar, today);
    for (number, (days, halt)) in OPEN.into_iter().enumerate() {
        // What is due on a day came in so many working days before it; what has just come in did so yesterday.
        let filed_on = match days {
            0 => today.saturating_sub(Duration::DAY),
            days => working_days_before(calendar, due, days),
        };
        let counter = days > 1 && chance.percent(25);
        let filed_on = filed_on.min(today.saturating_sub(Duration::DAY));
        let mut lot = lot(&mut chance, filed_on, halt, counter);
        lot.records = RECORDS.iter().position(|open| *open == number);
        lots.push(lot);
    }
    for _ in 0..RECENT {
        let filed_on = working_days_before(calendar, today, chance.between(2, 18));
        let counter = chance.percent(25);
        lots.push(lot(&mut chance, filed_on, Halt::Never, counter));
    }
    let past = APPLICATIONS - lots.len();
    for number in 0..past {
        let oldest = number + 1 == past;
        let counter = chance.percent(28) && !oldest;
        // Spread over the year, at the counter on working days only.
        let back = 27 + i64::try_from((number * 334) / past + chance.below(3)).unwrap_or(0);
        let day = today.saturating_sub(if oldest { YEAR } else { Duration::days(back) });
        let filed_on = if counter {
            working_days_before(calendar, day, 1)
        } else {
            day
        };
        let mut lot = lot(&mut chance, filed_on, Halt::Never, counter);
        lot.in_turn = Some(number);
        lot.records = (number % 47 == 30).then_some(number / 47);
        lot.withdrawn = number % 11 == 5;
        lot.pace = if number % 16 == 9 {
            Pace::Late
        } else {
            Pace::InTime
        };
        lot.halt = match number {
            3 | 8 => Halt::Posted,
            6 | 14 | 17 => Halt::Served,
            _ => Halt::Never,
        };
        lots.push(lot);
    }
    lots.sort_by_key(|lot| lot.filed_on);
    lots
}

fn lot(chance: &mut Chance, filed_on: Date, halt: Halt, counter: bool) -> Lot {
    let seed = chance.uuid().as_u64_pair().0;
    Lot {
        seed,
        filed_on,
        halt,
        pace: Pace::InTime,
        withdrawn: false,
        counter,
        in_turn: None,
        records: None,
    }
}
