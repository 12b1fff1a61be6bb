//! The demonstration many times over, for measuring: agencies like its first one, each with departments and staff of its
//! own, share as many copies of its cases as are asked for.
//!
//! One copy of fifty is of an open case, strewn among the closed ones, as in an agency that has been at it for years.

use std::collections::HashMap;

use anyhow::Context;
use uuid::Uuid;

use super::material::Material;
use crate::{
    casework::{Office, index},
    domain::{
        agency::{Agency, Department},
        id::{AccountId, AgencyId, CaseNumber, DepartmentId},
    },
    password,
    store::{
        self, Scope,
        account::Account,
        multiply::{Copier, Copy, Pattern, base},
    },
};

/// How much there is to be in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub cases: u32,
    /// Agencies that share the copies, the demonstration's first one among them.
    pub agencies: u32,
}

/// One copy of so many is of an open case.
const OPEN_IN: usize = 50;

/// Copies that are made in one transaction.
const LOT: usize = 2_000;

/// The copies are of this year and those after it, before those of the demonstration.
const FIRST_YEAR: i32 = 2014;
const YEARS: usize = 10;

/// An agency with those who work there, departments before people, in one order everywhere.
struct Place {
    agency: Agency,
    people: Vec<Uuid>,
}

/// Copies cases until there are as many as asked for. `progress` is told how many of how many copies are made. The
/// database must hold the demonstration and nothing else.
pub async fn multiply(
    office: &Office,
    material: &Material,
    amount: Amount,
    mut progress: impl FnMut(usize, usize),
) -> anyhow::Result<()> {
    let first = material.agencies.first().context("演示材料中没有机关")?;
    let first = store::agency::by_key(&office.db, &first.key).await?;
    let first = first.context("数据库中没有演示数据")?;
    let places = places(office, &first, amount.agencies).await?;
    let there = store::case::count_all(&office.db).await?;
    let missing = usize::try_from(u64::from(amount.cases).saturating_sub(there))?;
    let tx = office.db.begin().await?;
    let people = places
        .first()
        .map(|place| place.people.clone())
        .unwrap_or_default();
    let (mut copier, patterns) = Copier::begin(&tx, &office.vault, first.id, people).await?;
    tx.commit().await?;
    let mut originals = HashMap::new();
    for pattern in &patterns {
        let entry = index::original(office, Scope::of(first.id), pattern.case()).await?;
        originals.extend(entry.map(|entry| (pattern.case(), entry)));
    }
    let mut made = 0;
    for (number, place) in places.iter().enumerate() {
        let tx = office.db.begin().await?;
        copier
            .go_over_to(&tx, place.agency.id, place.people.clone())
            .await?;
        tx.commit().await?;
        let share = missing / places.len() + usize::from(number < missing % places.len());
        let copies = copies(office, &place.agency, &patterns, share);
        let mut copies = copies.peekable();
        while copies.peek().is_some() {
            let lot: Vec<Copy<'_>> = copies.by_ref().take(LOT).collect();
            let tx = office.db.begin().await?;
            let id = || office.ids.next();
            copier.copy(&tx, &office.vault, &lot, id, office.now()).await?;
            let mut found = Vec::with_capacity(lot.len());
            for copy in &lot {
                let case = copy.case()?;
                let original = originals.get(&copy.pattern.case());
                found.extend(original.map(|original| index::renumbered(original, case, &copy.number.0)));
            }
            let scope = Scope::of(place.agency.id);
            store::search::write_new(&tx, &office.vault, scope, &found).await?;
            tx.commit().await?;
            made += lot.len();
            progress(made, missing);
        }
    }
    let tx = office.db.begin().await?;
    copier.end(&tx).await?;
    tx.commit().await?;
    Ok(office.db.settle().await?)
}

/// So many copies for one agency, the numbers in the order of time.
fn copies<'p>(
    office: &'p Office,
    agency: &'p Agency,
    patterns: &'p [Pattern],
    share: usize,
) -> impl Iterator<Item = Copy<'p>> {
    let (open, closed): (Vec<&Pattern>, Vec<&Pattern>) = patterns.iter().partition(|pattern| pattern.is_open);
    let pick = move |number: usize| {
        let (of, place) = match number % OPEN_IN {
            0 if !open.is_empty() => (&open, number / OPEN_IN),
            _ if closed.is_empty() => (&open, number),
            _ => (&closed, number),
        };
        of.get(place % of.len().max(1)).copied()
    };
    (0..share).filter_map(move |turn| {
        let years = turn * YEARS / share.max(1);
        let year = FIRST_YEAR + i32::try_from(years).unwrap_or_default();
        // Each year begins with 1 again, as numbers do.
        let serial = turn - (years * share).div_ceil(YEARS) + 1;
        let serial = i64::try_from(serial).unwrap_or(i64::MAX);
        Some(Copy {
            pattern: pick(turn)?,
            base: base(office.ids.next()),
            number: CaseNumber::new(&agency.numbering.case_code, year, serial),
            year,
            serial,
        })
    })
}

/// The agency itself, and others like it.
async fn places(office: &Office, first: &Agency, count: u32) -> anyhow::Result<Vec<Place>> {
    let scope = Scope::of(first.id);
    let departments = store::agency::departments(&office.db, scope).await?;
    let accounts = store::account::list(&office.db, scope).await?;
    let username = accounts.first().map(|account| account.username.clone());
    let username = username.context("演示数据中没有账号")?;
    let known = store::account::for_sign_in(&office.db, &username).await?;
    let hash = known.map_or_else(|| password::NONE.to_owned(), |known| known.password_hash);
    let people = |departments: &[Department], accounts: &[Account]| -> Vec<Uuid> {
        let departments = departments.iter().map(|department| department.id.0);
        departments
            .chain(accounts.iter().map(|account| account.id.0))
            .collect()
    };
    let mut places = vec![Place {
        agency: first.clone(),
        people: people(&departments, &accounts),
    }];
    let tx = office.db.begin().await?;
    for number in 1..count {
        let id = AgencyId(office.ids.next());
        let mut agency = Agency {
            id,
            key: format!("m{number}"),
            name: format!("{}（{number}）", first.name),
            ..first.clone()
        };
        agency.numbering.case_code = format!("M{number}");
        store::agency::insert(&tx, &agency).await?;
        let mut theirs = Vec::new();
        for (position, department) in (1..).zip(&departments) {
            let department = Department {
                id: DepartmentId(office.ids.next()),
                agency: id,
                name: department.name.clone(),
                active: true,
            };
            store::agency::insert_department(&tx, &department, position).await?;
            theirs.push(department);
        }
        let mut staff = Vec::new();
        for account in &accounts {
            let place = departments
                .iter()
                .position(|one| Some(one.id) == account.department);
            let account = Account {
                id: AccountId(office.ids.next()),
                agency: id,
                department: place.and_then(|place| theirs.get(place)).map(|one| one.id),
                username: format!("m{number}-{}", account.username),
                ..account.clone()
            };
            store::account::insert(&tx, &account, &hash, office.now()).await?;
            staff.push(account);
        }
        places.push(Place {
            agency,
            people: people(&theirs, &staff),
        });
    }
    tx.commit().await?;
    Ok(places)
}
