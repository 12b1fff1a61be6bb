//! Sessions of the browser, kept in the same database, so that any copy of the program knows them.

use async_trait::async_trait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, Set, SqlErr,
};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{
    Db, StoreError,
    row::session::{ActiveModel, Column, Entity},
};

/// The session store of tower-sessions, over our database.
#[derive(Debug, Clone)]
pub struct Sessions {
    db: Db,
}

impl Sessions {
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Deletes what expired before a moment; returns how many.
    pub async fn delete_expired(&self, now: OffsetDateTime) -> std::result::Result<u64, StoreError> {
        let delete = Query::delete()
            .from_table(Entity)
            .and_where(Column::ExpiresAt.lte(now.unix_timestamp()))
            .to_owned();
        let tx = self.db.begin().await?;
        let deleted = tx.execute(&delete).await?.rows_affected();
        tx.commit().await?;
        Ok(deleted)
    }

    /// Inserts, and says whether the id was free.
    async fn insert(&self, record: &Record) -> std::result::Result<bool, StoreError> {
        let row = ActiveModel {
            id: Set(key(&record.id)),
            data: Set(encode(record).map_err(|error| StoreError::inconsistent("session", "new", error))?),
            expires_at: Set(record.expiry_date.unix_timestamp()),
        };
        let tx = self.db.begin().await?;
        match row.insert(&tx).await {
            Ok(_) => tx.commit().await.map(|()| true),
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn run(&self, statement: impl sea_orm::StatementBuilder) -> Result<()> {
        let tx = self.db.begin().await.map_err(backend)?;
        tx.execute(&statement).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// Whoever reads the table or a backup of it must not be able to take over the sessions in it: the id, which is the
/// cookie, is stored as its hash only.
fn key(id: &Id) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(id.0.to_le_bytes()))
}

fn encode(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string(&record.data)
}

fn backend(error: impl Into<StoreError>) -> Error {
    use std::error::Error as _;
    let error = error.into();
    let cause = error
        .source()
        .map(|source| format!(": {source}"))
        .unwrap_or_default();
    Error::Backend(format!("{error}{cause}"))
}

#[async_trait]
impl SessionStore for Sessions {
    /// Inserts, never overwrites: a taken id gets another one, it does not get the other's session.
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.insert(record).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    /// Updates only: a session that was deleted meanwhile (signed out elsewhere) does not come back to life.
    async fn save(&self, record: &Record) -> Result<()> {
        let data = encode(record).map_err(|error| Error::Encode(error.to_string()))?;
        let update = Query::update()
            .table(Entity)
            .value(Column::Data, data)
            .value(Column::ExpiresAt, record.expiry_date.unix_timestamp())
            .and_where(Column::Id.eq(key(&record.id)))
            .to_owned();
        self.run(update).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        // By the clock of the database, which all copies of the program share.
        let now = match self.db.backend() {
            DatabaseBackend::Postgres => Expr::cust("CAST(extract(epoch FROM current_timestamp) AS bigint)"),
            DatabaseBackend::Sqlite | DatabaseBackend::MySql | _ => Expr::cust("unixepoch()"),
        };
        let row = Entity::find_by_id(key(id))
            .filter(Expr::col(Column::ExpiresAt).gt(now))
            .one(&self.db)
            .await
            .map_err(backend)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.run(
            Query::delete()
                .from_table(Entity)
                .and_where(Column::Id.eq(key(id)))
                .to_owned(),
        )
        .await
    }
}
