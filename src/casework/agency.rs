//! 本机关: what an administrator says of the agency itself, and of the organs and courts that its letters name. Letters that
//! were issued stay as they were.

use time::Date;

use super::{
    Office,
    audit::{self, Giver},
    staff::{NoEntry, enter},
};
use crate::{
    domain::{
        account::Officer,
        agency::Agency,
        audit::{Change, Matter, Part, Value},
        competence::{
            self, Body, Details, Period, PeriodPart, PeriodProblem, TypedDetails, details, new_gap, periods,
            succeeded,
        },
        description::{DescriptionPart, TypedDescription},
        digest::Digest,
        payee::{PayeePart, TypedPayee},
        text::Invalid,
    },
    law::Law,
    store::{self, Scope, StoreError, Tx},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AgencyError {
    /// Not an administrator of the agency, or there is no such period.
    #[error("it is not theirs to change")]
    NotTheirs,
    /// Somebody else has changed it meanwhile; so it is now.
    #[error("it was changed meanwhile")]
    Stale(Box<Agency>),
    #[error("{} things are wrong with the description", .0.len())]
    Description(Vec<(DescriptionPart, Invalid)>),
    #[error("{} things are wrong with the account", .0.len())]
    Payee(Vec<(PayeePart, Invalid)>),
    #[error("{} things are wrong with the period", .0.len())]
    Period(Vec<(PeriodPart, PeriodProblem)>),
    /// So many letters were issued while it held: what they say is not rewritten, a new period begins instead.
    #[error("{0} letters were issued while it held")]
    Used(u64),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoEntry> for AgencyError {
    fn from(error: NoEntry) -> Self {
        match error {
            NoEntry::NotTheirs => Self::NotTheirs,
            NoEntry::Store(error) => Self::Store(error),
        }
    }
}

fn one(part: PeriodPart, problem: PeriodProblem) -> AgencyError {
    AgencyError::Period(vec![(part, problem)])
}

/// The version of an agency's settings that a form names.
pub fn digest(agency: &Agency) -> Digest {
    Digest::of_json(&(
        &agency.name,
        &agency.short_name,
        &agency.guide,
        &agency.organs,
        &agency.courts,
    ))
}

/// The agency of an administrator, if it is still as they saw it; nobody else changes it until the end.
async fn at(tx: &Tx, officer: &Officer, seen: Digest) -> Result<Agency, AgencyError> {
    let scope = Scope::of(officer.agency);
    enter(tx, Giver::Officer(officer), scope).await?;
    let agency = store::agency::get(tx, scope).await?;
    let agency = agency.ok_or(AgencyError::NotTheirs)?;
    if digest(&agency) == seen {
        Ok(agency)
    } else {
        Err(AgencyError::Stale(Box::new(agency)))
    }
}

/// Changes what the agency is called and how its office is reached: on the portal at once, in letters from now on.
pub async fn describe(
    office: &Office,
    officer: &Officer,
    seen: Digest,
    typed: &TypedDescription,
) -> Result<(), AgencyError> {
    let tx = office.db.begin().await?;
    let before = at(&tx, officer, seen).await?;
    let after = typed.applied(&before).map_err(AgencyError::Description)?;
    store::agency::update(&tx, &after).await?;
    let (was, is) = (TypedDescription::of(&before), TypedDescription::of(&after));
    let worded = |text: &str| Some(Value::from(text)).filter(|_| !text.is_empty());
    let change = DescriptionPart::ALL
        .iter()
        .fold(Change::of(Matter::Agency, ""), |change, part| {
            change.part(noted_as(*part), worded(was.part(*part)), worded(is.part(*part)))
        });
    let scope = Scope::of(officer.agency);
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

fn noted_as(part: DescriptionPart) -> Part {
    match part {
        DescriptionPart::Name => Part::Name,
        DescriptionPart::ShortName => Part::ShortName,
        DescriptionPart::Office => Part::Office,
        DescriptionPart::Address => Part::Address,
        DescriptionPart::Postcode => Part::Postcode,
        DescriptionPart::Phone => Part::Phone,
        DescriptionPart::Fax => Part::Fax,
        DescriptionPart::Email => Part::Email,
        DescriptionPart::Hours => Part::Hours,
        DescriptionPart::Holds => Part::Holds,
    }
}

/// Sets to which account a fee is paid: on the pages of applicants at once.
pub async fn set_payee(
    office: &Office,
    officer: &Officer,
    seen: Digest,
    typed: &TypedPayee,
) -> Result<(), AgencyError> {
    let tx = office.db.begin().await?;
    let before = at(&tx, officer, seen).await?;
    let after = typed.applied(&before).map_err(AgencyError::Payee)?;
    store::agency::update(&tx, &after).await?;
    let (was, is) = (TypedPayee::of(&before), TypedPayee::of(&after));
    let worded = |text: &str| Some(Value::from(text)).filter(|_| !text.is_empty());
    let change = PayeePart::ALL
        .iter()
        .fold(Change::of(Matter::Payment, ""), |change, part| {
            let noted = match part {
                PayeePart::Name => Part::Name,
                PayeePart::Bank => Part::Bank,
                PayeePart::Account => Part::BankAccount,
                PayeePart::Purpose => Part::Purpose,
                PayeePart::Remark => Part::Remark,
            };
            change.part(noted, worded(was.part(*part)), worded(is.part(*part)))
        });
    let scope = Scope::of(officer.agency);
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// A period that is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPeriod {
    pub body: Body,
    pub typed: TypedDetails,
    /// None where no day was typed.
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Begins a period, today or later: what held until then ends on the day before.
pub async fn begin_period(
    office: &Office,
    officer: &Officer,
    seen: Digest,
    new: &NewPeriod,
) -> Result<(), AgencyError> {
    let details = details(new.body, &new.typed);
    let Some(from) = new.from else {
        let mut problems = details.err().unwrap_or_default();
        problems.push((PeriodPart::From, PeriodProblem::NoDay));
        return Err(AgencyError::Period(problems));
    };
    let tx = office.db.begin().await?;
    let agency = at(&tx, officer, seen).await?;
    let before = periods(&agency.organs, &agency.courts);
    let details = details.map_err(AgencyError::Period)?;
    // What was never known may be made up for, as of the day from which it holds.
    let is_first = before.iter().all(|period| period.body != new.body);
    if from < office.today() && !is_first {
        return Err(one(PeriodPart::From, PeriodProblem::Past));
    }
    let period = Period {
        body: new.body,
        details,
        from,
        until: new.until,
    };
    let after = succeeded(&before, &period).map_err(|(part, problem)| one(part, problem))?;
    write(office, &tx, officer, (&agency, &before, &after)).await?;
    Ok(tx.commit().await?)
}

/// Which period: that of a body that begins on a day.
pub type Which = (Body, Date);

/// Corrects what a period says, as long as no letter was issued while it held.
pub async fn correct_period(
    office: &Office,
    officer: &Officer,
    seen: Digest,
    which: Which,
    typed: &TypedDetails,
) -> Result<(), AgencyError> {
    let tx = office.db.begin().await?;
    let agency = at(&tx, officer, seen).await?;
    let before = periods(&agency.organs, &agency.courts);
    let mut after = before.clone();
    let period = find(&mut after, which)?;
    period.details = details(which.0, typed).map_err(AgencyError::Period)?;
    let used = used(&tx, Scope::of(officer.agency), period).await?;
    if used > 0 {
        return Err(AgencyError::Used(used));
    }
    write(office, &tx, officer, (&agency, &before, &after)).await?;
    Ok(tx.commit().await?)
}

/// Ends a period on a day, today or later, if nothing is missing afterwards that the law demands.
pub async fn end_period(
    office: &Office,
    officer: &Officer,
    seen: Digest,
    which: Which,
    until: Option<Date>,
) -> Result<(), AgencyError> {
    let Some(until) = until else {
        return Err(one(PeriodPart::Until, PeriodProblem::NoDay));
    };
    let tx = office.db.begin().await?;
    let agency = at(&tx, officer, seen).await?;
    let before = periods(&agency.organs, &agency.courts);
    let mut after = before.clone();
    let period = find(&mut after, which)?;
    if until < office.today() {
        return Err(one(PeriodPart::Until, PeriodProblem::Past));
    }
    if until < period.from {
        return Err(one(PeriodPart::Until, PeriodProblem::Reversed));
    }
    let next = before
        .iter()
        .find(|other| other.body == which.0 && other.from > which.1 && other.from <= until);
    if let Some(next) = next {
        return Err(one(PeriodPart::Until, PeriodProblem::Meets(next.from)));
    }
    period.until = Some(until);
    write(office, &tx, officer, (&agency, &before, &after)).await?;
    Ok(tx.commit().await?)
}

/// How many letters were issued on the days on which a period held.
pub async fn used(db: &impl store::Connection, scope: Scope, period: &Period) -> Result<u64, StoreError> {
    store::letter::issued_within(db, scope, period.from, period.until).await
}

fn find(periods: &mut [Period], (body, from): Which) -> Result<&mut Period, AgencyError> {
    let found = periods
        .iter_mut()
        .find(|period| period.body == body && period.from == from);
    found.ok_or(AgencyError::NotTheirs)
}

/// Writes the periods, unless a letter could not be made any more, and notes each that is other than before.
async fn write(
    office: &Office,
    tx: &Tx,
    officer: &Officer,
    (agency, before, after): (&Agency, &[Period], &[Period]),
) -> Result<(), AgencyError> {
    let law = office.law_of(agency);
    if let Some(gap) = new_gap(&law, agency.kind, (before, after), office.today()) {
        return Err(one(PeriodPart::Until, PeriodProblem::LeavesGap(gap)));
    }
    store::agency::update(tx, &competence::with(agency, after)).await?;
    let scope = Scope::of(officer.agency);
    for period in after {
        let was = before
            .iter()
            .find(|other| other.body == period.body && other.from == period.from);
        let change = noted(&law, was, period);
        audit::note(office, tx, scope, Giver::Officer(officer), change).await?;
    }
    Ok(())
}

/// What is other than before in a period; all of it where it is new.
fn noted(law: &Law, was: Option<&Period>, is: &Period) -> Change {
    let name = |details: &Details| details.name.clone();
    let address = |details: &Details| details.address.clone();
    let before = was.map(|period| &period.details);
    let subject = format!("{} {}", is.body.name(law), is.details.name);
    let change = Change::of(Matter::Remedies, subject)
        .part(Part::Name, before.map(name), Some(name(&is.details)))
        .part(Part::Address, before.map(address), Some(address(&is.details)))
        .part(
            Part::Phone,
            before.and_then(|details| details.phone.clone()),
            is.details.phone.clone(),
        )
        .part(
            Part::Online,
            before.and_then(|details| details.online.clone()),
            is.details.online.clone(),
        );
    change
        .part(Part::From, was.map(|period| period.from), Some(is.from))
        .part(Part::Until, was.and_then(|period| period.until), is.until)
}
