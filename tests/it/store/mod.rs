//! The store on both databases.

mod migrate;
mod number;
mod outage;
mod session;
mod throttle;

use std::sync::atomic::{AtomicU64, Ordering};

use gongkai::domain::id::AgencyId;
use gongkai::store::{Db, Scope};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

static COUNT: AtomicU64 = AtomicU64::new(1);

/// An agency to hang rows on.
async fn agency(db: &Db) -> Scope {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let id = Uuid::from_u64_pair(1, count);
    let insert = Statement::from_sql_and_values(
        db.backend(),
        "INSERT INTO agency (id, key, name, short_name, kind, region, guide, numbering, organs, courts, active) \
         VALUES ($1, $2, '青石县某局', '某局', 'county', '青石县', '{}', '{}', '[]', '[]', TRUE)",
        [id.into(), format!("agency-{count}").into()],
    );
    let tx = db.begin().await.unwrap();
    tx.execute_raw(insert).await.unwrap();
    tx.commit().await.unwrap();
    Scope::of(AgencyId(id))
}
