//! Numbers and texts.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QuerySelect};
use uuid::Uuid;

use super::{Break, following};
use crate::{
    domain::{digest::Digest, words::Words},
    store::{
        Db, StoreError,
        convert::Reading,
        number,
        row::{agency, calendar_notice, case_text, cases, draft, letter, number_series, skipped_number},
    },
};

#[derive(Debug, FromQueryResult)]
struct Numbered {
    agency_id: Uuid,
    series: String,
    year: i32,
    count: i64,
    last: i64,
}

/// Every series of cases and letters is whole, and its counter stands where its last number does.
pub(super) async fn numbers(db: &Db, tell: &mut impl FnMut(Break)) -> Result<(), StoreError> {
    let cases: Vec<Numbered> = cases::Entity::find()
        .select_only()
        .column(cases::Column::AgencyId)
        .expr_as(Expr::value(number::CASES), "series")
        .column(cases::Column::Year)
        .column_as(cases::Column::Id.count(), "count")
        .column_as(cases::Column::Serial.max(), "last")
        .group_by(cases::Column::AgencyId)
        .group_by(cases::Column::Year)
        .into_model()
        .all(db)
        .await?;
    let letters: Vec<Numbered> = letter::Entity::find()
        .select_only()
        .columns([
            letter::Column::AgencyId,
            letter::Column::Series,
            letter::Column::Year,
        ])
        .column_as(letter::Column::Id.count(), "count")
        .column_as(letter::Column::Serial.max(), "last")
        .group_by(letter::Column::AgencyId)
        .group_by(letter::Column::Series)
        .group_by(letter::Column::Year)
        .into_model()
        .all(db)
        .await?;
    let mut skipped: BTreeMap<(Uuid, String, i32), (i64, i64)> = BTreeMap::new();
    for row in skipped_number::Entity::find().all(db).await? {
        let (count, last) = skipped.entry((row.agency_id, row.series, row.year)).or_default();
        *count += row.last - row.first + 1;
        *last = std::cmp::max(row.last, *last);
    }
    let mut given: BTreeMap<(Uuid, String, i32), i64> = number_series::Entity::find()
        .all(db)
        .await?
        .into_iter()
        // A series of which the only number was given back is as if it had never begun.
        .filter(|row| row.last > 0)
        .map(|row| ((row.agency_id, row.series, row.year), row.last))
        .collect();
    let agencies: BTreeMap<Uuid, String> = agency::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let name = |agency, series: &str, year| {
        format!(
            "{} {series} {year}",
            agencies.get(&agency).map_or("", String::as_str)
        )
    };
    for Numbered {
        agency_id,
        series,
        year,
        count,
        last,
    } in cases.into_iter().chain(letters)
    {
        let series_name = name(agency_id, &series, year);
        let key = (agency_id, series, year);
        let given = given.remove(&key).unwrap_or_default();
        // A number that was skipped counts: it is told why no letter bears it.
        let (left_out, last_left_out) = skipped.remove(&key).unwrap_or_default();
        let (count, last) = (count + left_out, std::cmp::max(last, last_left_out));
        if count != last || given != last {
            tell(Break::Numbers {
                series: series_name,
                count,
                last,
                given,
            });
        }
    }
    // What was given out and is nowhere: the only rows of a series are gone.
    for (key, given) in given {
        let (count, last) = skipped.remove(&key).unwrap_or_default();
        if count != last || given != last {
            let (agency, series, year) = key;
            tell(Break::Numbers {
                series: name(agency, &series, year),
                count,
                last,
                given,
            });
        }
    }
    Ok(())
}

/// Every text that was not erased has the digest that its event names, every notice its own; returns how many were
/// read.
pub(super) async fn texts(db: &Db, tell: &mut impl FnMut(Break)) -> Result<u64, StoreError> {
    let (mut read, mut after) = (0, Uuid::nil());
    loop {
        let rows = following(db, case_text::Entity::find(), case_text::Column::Id, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in &rows {
            read += 1;
            let Some(body) = &row.body else { continue };
            let salt = Reading {
                table: "case_text",
                key: &row.id,
            }
            .salt(&row.salt);
            if !salt.is_ok_and(|salt| Words::digest(salt, body).to_string() == row.sha256) {
                tell(Break::Text {
                    table: "case_text",
                    id: row.id.to_string(),
                });
            }
        }
    }
    let mut after = Uuid::nil();
    loop {
        let rows = following(db, draft::Entity::find(), draft::Column::Id, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in &rows {
            read += 1;
            if Digest::of_bytes(row.body.as_bytes()).to_string() != row.sha256 {
                tell(Break::Text {
                    table: "draft",
                    id: row.id.to_string(),
                });
            }
        }
    }
    for row in calendar_notice::Entity::find().all(db).await? {
        read += 1;
        if Digest::of_bytes(row.body.as_bytes()).to_string() != row.sha256 {
            tell(Break::Text {
                table: "calendar_notice",
                id: row.id.to_string(),
            });
        }
    }
    Ok(read)
}
