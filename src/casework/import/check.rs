//! 试导入: every row is looked through, and nothing is taken over.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::{ActError, Office},
    Reader, json, save,
};
use crate::{
    documents::table::TableRow,
    imports::{Field, Problem, ProblemKind, Unknown},
    store::{
        self, Scope, StoreError,
        import::{Counts, Import, Problem as Kept, State},
    },
};

/// The most values that are asked for: beyond, the column is none of values that stand for something.
const MOST_UNKNOWN: usize = 100;

/// The values that nobody knows, and how often each stands there.
type Values = BTreeMap<(Field, String), u32>;

pub(super) async fn check(office: &Office, scope: Scope, import: Import) -> Result<(), ActError> {
    let reader = Reader::of(office, scope, &import).await?;
    let Some(mut import) = begin(office, scope, import).await? else {
        return Ok(());
    };
    let (mut seen, mut values) = (HashMap::new(), Values::new());
    for n in 1.. {
        let Some(rows) = reader.rows(office, &office.db, (scope, import.id), n).await? else {
            break;
        };
        let found = look(office, scope, &reader, &rows, (&mut seen, &mut values)).await?;
        let counts = Counts {
            done: import.counts.done + count(rows.len()),
            good: import.counts.good + found.good,
            warned: import.counts.warned + found.warned,
            failed: import.counts.failed + found.failed,
            ..import.counts
        };
        let now = Import {
            counts,
            ..import.clone()
        };
        let tx = office.db.begin().await?;
        let of = (scope, import.id);
        store::import::put_problems(&tx, &office.vault, of, &found.problems, || office.ids.next()).await?;
        // A piece that holds nothing but heads changes nothing.
        if counts.done > import.counts.done && !save(office, &tx, scope, &import, now.clone()).await? {
            return Ok(());
        }
        tx.commit().await?;
        import = now;
    }
    let unknown = values.into_iter().take(MOST_UNKNOWN);
    let unknown = unknown.map(|((field, value), rows)| Unknown { field, value, rows });
    let now = Import {
        state: State::Checked,
        unknown: Some(json(&unknown.collect::<Vec<_>>())),
        ..import.clone()
    };
    let tx = office.db.begin().await?;
    save(office, &tx, scope, &import, now).await?;
    Ok(tx.commit().await?)
}

/// From the beginning, whatever was done before it was broken off; none where somebody else is at it.
async fn begin(office: &Office, scope: Scope, import: Import) -> Result<Option<Import>, ActError> {
    let tx = office.db.begin().await?;
    store::import::forget_problems(&tx, scope, import.id).await?;
    let now = Import {
        counts: Counts {
            total: import.counts.total,
            ..Counts::default()
        },
        ..import.clone()
    };
    if !save(office, &tx, scope, &import, now.clone()).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(now))
}

/// What was found in some rows.
#[derive(Default)]
struct Looked {
    good: u32,
    warned: u32,
    failed: u32,
    problems: Vec<Kept>,
}

async fn look(
    office: &Office,
    scope: Scope,
    reader: &Reader,
    rows: &[TableRow],
    (seen, values): (&mut HashMap<String, u32>, &mut Values),
) -> Result<Looked, StoreError> {
    let all: Vec<_> = rows
        .iter()
        .map(|row| (row.number, reader.read(office, &row.cells)))
        .collect();
    let numbers: Vec<String> = all.iter().filter_map(|(_, found)| found.number.clone()).collect();
    let known = store::import::known_numbers(&office.db, scope, &numbers).await?;
    let ours = store::import::old_numbers_of_ours(&office.db, scope, &numbers).await?;
    let mut looked = Looked::default();
    for (row, found) in all {
        let mut problems = found.problems;
        if let Some(number) = found.number {
            let kind = if seen.contains_key(&number) {
                Some(ProblemKind::Twice)
            } else if known.contains(&number) {
                Some(ProblemKind::TakenOver)
            } else if ours.contains(&number) {
                Some(ProblemKind::Ours)
            } else {
                None
            };
            problems.extend(kind.map(|kind| Problem {
                field: Field::Number,
                kind,
                value: number.clone(),
            }));
            seen.entry(number).or_insert(row);
        }
        let failed = problems.iter().any(|problem| !problem.kind.is_warning());
        looked.failed += u32::from(failed);
        looked.good += u32::from(!failed);
        looked.warned += u32::from(!failed && !problems.is_empty());
        for problem in problems
            .iter()
            .filter(|problem| problem.kind == ProblemKind::Unknown)
        {
            let place = (problem.field, problem.value.clone());
            if values.len() < MOST_UNKNOWN || values.contains_key(&place) {
                *values.entry(place).or_default() += 1;
            }
        }
        looked.problems.extend(kept(row, problems));
    }
    Ok(looked)
}

/// As they are kept: the field and the kind by their words.
pub(super) fn kept(row: u32, problems: Vec<Problem>) -> impl Iterator<Item = Kept> {
    (1..).zip(problems).map(move |(n, problem)| Kept {
        row,
        n,
        field: problem.field.to_string(),
        kind: problem.kind.to_string(),
        value: problem.value.chars().take(VALUE).collect(),
    })
}

/// The most characters of a value that are told.
const VALUE: usize = 200;

pub(super) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
