//! Many cases out of few: the demonstration's, which went through `casework`, are copied within the database, each copy
//! with ids, a number and an applicant of its own, until there are as many as were asked for.
//!
//! A copy has its application, its whole history, and the words and drafts in it; letters and files, which the measured
//! pages do not read, it does not have. Nor is its chain of hashes right, which nothing but `verify` reads. One copy of
//! fifty is of an open case, strewn among the closed ones, as in an agency that has been at it for years.

mod copier;

use gongkai::{
    casework::Office,
    domain::{agency::Agency, id::AgencyId},
    store::{self, Db, Scope},
};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use self::copier::{Copier, Order, ids};

/// How much there is to be in the database.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) cases: u32,
    /// Those that share the cases.
    pub(crate) agencies: u32,
}

/// One copy of so many is of an open case.
const OPEN_IN: usize = 50;

/// Copies that are made in one transaction.
const LOT: usize = 2_000;

/// How many copies are made between two words about it.
const NEWS: usize = 100_000;

/// Copies cases of an agency until there are as many as asked for.
pub(crate) async fn multiply(office: &Office, agency: &Agency, amount: Amount) {
    let db = &office.db;
    let there = ids(db, "cases", "id", None).await.len();
    let missing = usize::try_from(amount.cases).unwrap().saturating_sub(there);
    let agencies = agencies(office, agency, amount.agencies).await;
    let (copier, patterns) = Copier::begin(office, Scope::of(agency.id)).await;
    let (open, closed): (Vec<_>, Vec<_>) = patterns.iter().partition(|pattern| pattern.open);
    let mut ordered = Vec::with_capacity(LOT);
    for number in 0..missing {
        ordered.push(Order {
            pattern: match number % OPEN_IN {
                0 => open[number / OPEN_IN % open.len()],
                _ => closed[number % closed.len()],
            },
            agency: &agencies[number % agencies.len()],
            base: copier::base(office),
            // Of the years before those of the demonstration.
            year: 2014 + i32::try_from(number * 10 / missing).unwrap(),
            serial: i64::try_from(number + 1).unwrap(),
        });
        if ordered.len() == LOT || number + 1 == missing {
            copier.copy(office, &std::mem::take(&mut ordered)).await;
        }
        if (number + 1) % NEWS == 0 {
            eprintln!("{} of {missing} cases copied", number + 1);
        }
    }
    copier.end(office).await;
    if db.backend() == DbBackend::Postgres {
        // What its own housekeeping would have done by the next day.
        db.execute_unprepared("VACUUM (ANALYZE)").await.unwrap();
    }
}

/// The agency itself, and others like it.
async fn agencies(office: &Office, agency: &Agency, count: u32) -> Vec<Agency> {
    let mut all = vec![agency.clone()];
    let tx = office.db.begin().await.unwrap();
    for number in 1..count {
        let mut other = Agency {
            id: AgencyId(office.ids.next()),
            key: format!("bench-{number}"),
            ..agency.clone()
        };
        other.numbering.case_code = format!("BENCH{number}");
        store::agency::insert(&tx, &other).await.unwrap();
        all.push(other);
    }
    tx.commit().await.unwrap();
    all
}

/// Every case of an agency, the oldest first.
pub(crate) async fn cases_of(db: &Db, scope: Scope) -> Vec<Uuid> {
    ids(db, "cases", "agency_id", Some(scope.agency_id().0)).await
}
