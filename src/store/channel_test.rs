//! 渠道测试: an agency's tests of its online channel, and what it has said of them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    error::conflict_if_taken,
    row::{
        channel_setting,
        channel_test::{ActiveModel, Column, Entity, Model},
    },
};
use crate::domain::{
    channel_test::{Done, Setting, Test},
    id::{AccountId, AgencyId},
    text::{Email, Phone},
};

const TABLE: &str = "channel_test";

/// What an agency has said; where it has said nothing, nothing is tested.
pub async fn setting(db: &impl ConnectionTrait, scope: Scope) -> Result<Setting, StoreError> {
    let row = channel_setting::Entity::find_by_id(scope.agency())
        .one(db)
        .await?;
    row.as_ref().map_or_else(|| Ok(Setting::default()), read_setting)
}

/// What every agency has said; here the program works for all of them.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(AgencyId, Setting)>, StoreError> {
    let rows = channel_setting::Entity::find().all(db).await?;
    rows.iter()
        .map(|row| Ok((AgencyId(row.agency_id), read_setting(row)?)))
        .collect()
}

/// Writes what an agency says.
pub async fn put(tx: &Tx, scope: Scope, setting: &Setting) -> Result<(), StoreError> {
    let id = scope.agency();
    let reading = Reading {
        table: "channel_setting",
        key: &id,
    };
    let row = channel_setting::ActiveModel {
        agency_id: Set(id),
        every: Set(setting.every.to_string()),
        receive_hours: Set(reading.number(setting.receive_hours)?),
        answer_days: Set(reading.number(setting.answer_days)?),
        mail: Set(setting.mail.as_ref().map(ToString::to_string)),
        phone: Set(setting.phone.as_ref().map(ToString::to_string)),
    };
    channel_setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(channel_setting::Column::AgencyId)
                .update_columns([
                    channel_setting::Column::Every,
                    channel_setting::Column::ReceiveHours,
                    channel_setting::Column::AnswerDays,
                    channel_setting::Column::Mail,
                    channel_setting::Column::Phone,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn read_setting(row: &channel_setting::Model) -> Result<Setting, StoreError> {
    let reading = Reading {
        table: "channel_setting",
        key: &row.agency_id,
    };
    let mail = row.mail.as_deref().map(Email::parse);
    let phone = row.phone.as_deref().map(Phone::parse);
    Ok(Setting {
        every: reading.parse(&row.every)?,
        receive_hours: reading.number(row.receive_hours)?,
        answer_days: reading.number(row.answer_days)?,
        mail: mail.transpose().map_err(|error| reading.bad(error.to_string()))?,
        phone: phone
            .transpose()
            .map_err(|error| reading.bad(error.to_string()))?,
    })
}

/// Writes a new test; [`StoreError::Conflict`] where the day has one.
pub async fn insert(
    tx: &Tx,
    scope: Scope,
    test: &Test,
    look_at: Option<OffsetDateTime>,
) -> Result<(), StoreError> {
    row(scope, test, look_at)
        .insert(tx)
        .await
        .map_err(conflict_if_taken)?;
    Ok(())
}

/// Writes a test as it stands now.
pub async fn update(
    tx: &Tx,
    scope: Scope,
    test: &Test,
    look_at: Option<OffsetDateTime>,
) -> Result<(), StoreError> {
    row(scope, test, look_at).update(tx).await?;
    Ok(())
}

/// A test of an agency.
pub async fn get(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<Test>, StoreError> {
    let row = Entity::find_by_id(id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The test behind an address of the portal, with its agency; nothing in it is anybody's.
pub async fn public(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<(AgencyId, Test)>, StoreError> {
    let row = Entity::find_by_id(id).one(db).await?;
    row.map(|row| Ok((AgencyId(row.agency_id), read(&row)?)))
        .transpose()
}

/// The test of a day.
pub async fn of_day(db: &impl ConnectionTrait, scope: Scope, day: Date) -> Result<Option<Test>, StoreError> {
    let row = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Day.eq(day))
        .one(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The tests since a day, the newest first.
pub async fn since(db: &impl ConnectionTrait, scope: Scope, day: Date) -> Result<Vec<Test>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Day.gte(day))
        .order_by_desc(Column::Day)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The newest test of an agency.
pub async fn newest(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Test>, StoreError> {
    let row = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::Day)
        .limit(1)
        .one(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those that wait for the desk, the oldest first.
pub async fn waiting(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Test>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::FiledAt.is_not_null())
        .filter(Column::AnsweredAt.is_null())
        .order_by_asc(Column::Day)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// Those at which the program has to look now; here it works for all agencies.
pub async fn to_look_at(
    db: &impl ConnectionTrait,
    now: OffsetDateTime,
    most: u64,
) -> Result<Vec<(AgencyId, Uuid)>, StoreError> {
    let found: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::Id])
        .filter(Column::LookAt.lte(now.unix_timestamp()))
        .order_by_asc(Column::LookAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .map(|(agency, id)| (AgencyId(agency), id))
        .collect())
}

fn row(scope: Scope, test: &Test, look_at: Option<OffsetDateTime>) -> ActiveModel {
    let at = OffsetDateTime::unix_timestamp;
    ActiveModel {
        id: Set(test.id),
        agency_id: Set(scope.agency()),
        day: Set(test.day),
        begun_at: Set(at(test.begun_at)),
        steps: Set(json(&test.steps)),
        filed_at: Set(test.filed_at.map(at)),
        received_at: Set(test.received.map(|done| at(done.at))),
        received_by: Set(test.received.map(|done| done.by.0)),
        answered_at: Set(test.answered.map(|done| at(done.at))),
        answered_by: Set(test.answered.map(|done| done.by.0)),
        read_at: Set(test.read.map(|(read_at, _)| at(read_at))),
        readable: Set(test.read.map(|(_, there)| there)),
        told: Set(test.told.map(|trouble| trouble.to_string())),
        look_at: Set(look_at.map(at)),
    }
}

fn read(row: &Model) -> Result<Test, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let instant = |at: Option<i64>| at.map(|at| reading.instant(at)).transpose();
    let done = |at: Option<i64>, by: Option<Uuid>| {
        let done = at.zip(by).map(|(at, by)| {
            Ok::<_, StoreError>(Done {
                at: reading.instant(at)?,
                by: AccountId(by),
            })
        });
        done.transpose()
    };
    Ok(Test {
        id: row.id,
        day: row.day,
        begun_at: reading.instant(row.begun_at)?,
        steps: reading.json(&row.steps)?,
        filed_at: instant(row.filed_at)?,
        received: done(row.received_at, row.received_by)?,
        answered: done(row.answered_at, row.answered_by)?,
        read: instant(row.read_at)?.zip(row.readable),
        told: row.told.as_deref().map(|told| reading.parse(told)).transpose()?,
    })
}
