//! How SQLite keeps words: each commit adds a segment of its own, a search asks all of them, and so they have to be merged.
//! Left to itself SQLite merges in the commits that people wait for, up to a megabyte in one of them. Set so that it does
//! this only where very many have come together (step 43), the rest is done once a day, in small bites.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::store::{StoreError, Tx};

/// Pages that are written in one bite.
const BITE: u32 = 64;

/// Merges some; whether there may be more to merge. PostgreSQL has nothing of this kind.
pub async fn merge_some(tx: &Tx) -> Result<bool, StoreError> {
    if tx.get_database_backend() != DbBackend::Sqlite {
        return Ok(false);
    }
    let before = changes(tx).await?;
    tx.execute_unprepared(&format!(
        "INSERT INTO search_words (search_words, rank) VALUES ('merge', {BITE})"
    ))
    .await?;
    // The command itself counts as one.
    Ok(changes(tx).await? - before > 1)
}

async fn changes(tx: &Tx) -> Result<i64, StoreError> {
    let asked = Statement::from_string(DbBackend::Sqlite, "SELECT total_changes() AS changes");
    let row = tx.query_one_raw(asked).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("", "changes"))?)
}
