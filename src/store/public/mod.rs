//! What is public: entries of the catalogue and published answers, of all agencies, found by everybody. None of it is
//! secret, so a search takes an agency where it is of one, and none where it is of all.

mod find;
mod sql;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use self::{
    find::{Page, Which, count_up_to, page, sharing},
    write::{insert, remove, replace},
};
use super::{
    Scope, StoreError,
    convert::Reading,
    row::public_entry::{Column, Entity, Model},
};
use crate::domain::{
    catalogue::{Entry, Kind, Link, Origin},
    id::AgencyId,
};

/// Bits behind the day of an entry, for its number among those of the day.
const OF_DAY: u32 = 40;

/// What stands between topic words in a row.
const BETWEEN: &str = "、";

/// Values of one statement.
const AT_ONCE: usize = 200;

/// Something that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public {
    /// By which it stands in addresses; of an answer, its own id.
    pub source: Uuid,
    pub agency: AgencyId,
    pub kind: Kind,
    pub entry: Entry,
    pub origin: Origin,
    /// How often it was changed, from 1.
    pub version: i64,
    pub changed_at: OffsetDateTime,
}

/// Where something stands among all that is public, the newest day last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub i64);

/// The first place of a day.
fn first_of(day: Date) -> i64 {
    i64::from(day.to_julian_day()) << OF_DAY
}

/// One of an agency.
pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    source: Uuid,
) -> Result<Option<Public>, StoreError> {
    let row = Entity::find()
        .filter(Column::SourceId.eq(source))
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| read(row).map(|(_, public)| public)).transpose()
}

/// The catalogue's entries of an agency that bear one of these numbers or lead to one of these links.
pub async fn known(
    db: &impl ConnectionTrait,
    scope: Scope,
    entries: &[Entry],
) -> Result<Vec<Public>, StoreError> {
    let mut rows: BTreeMap<i64, Model> = BTreeMap::new();
    let numbers: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry.number.as_deref())
        .collect();
    let links: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| Some(entry.link.as_ref()?.as_str()))
        .collect();
    for (column, marks) in [(Column::Number, numbers), (Column::Link, links)] {
        let marks: Vec<&str> = marks.into_iter().collect();
        for some in marks.chunks(AT_ONCE) {
            let found = Entity::find()
                .filter(Column::AgencyId.eq(scope.agency()))
                .filter(column.is_in(some.iter().copied()))
                .filter(column.is_not_null())
                .all(db)
                .await?;
            rows.extend(found.into_iter().map(|row| (row.id, row)));
        }
    }
    rows.into_values()
        .map(|row| read(row).map(|(_, public)| public))
        .collect()
}

/// How many of a kind there are.
pub async fn count(db: &impl ConnectionTrait, kind: Kind) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::Kind.eq(kind.as_str()))
        .count(db)
        .await?)
}

/// The ids of some of a kind, the oldest first: so many, after so many.
pub async fn sources(
    db: &impl ConnectionTrait,
    kind: Kind,
    (after, most): (u64, u64),
) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::SourceId)
        .filter(Column::Kind.eq(kind.as_str()))
        .order_by_asc(Column::Id)
        .offset(after)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

fn read(row: Model) -> Result<(Place, Public), StoreError> {
    let reading = Reading {
        table: "public_entry",
        key: &row.id,
    };
    let link = row.link.map(Link::try_from).transpose();
    let topics = row.topics.split(BETWEEN).filter(|topic| !topic.is_empty());
    let public = Public {
        source: row.source_id,
        agency: AgencyId(row.agency_id),
        kind: reading.parse(&row.kind)?,
        entry: Entry {
            link: link.map_err(|error| reading.bad(error))?,
            topics: topics.map(str::to_owned).collect(),
            title: row.title,
            number: row.number,
            published_on: row.published_on,
            summary: row.summary,
        },
        origin: reading.parse(&row.origin)?,
        version: row.version,
        changed_at: reading.instant(row.changed_at)?,
    };
    Ok((Place(row.id), public))
}
