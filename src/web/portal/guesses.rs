//! Guesses of look-up codes, counted across all copies of the program.

use super::super::{app::App, client::Client, error::Failure};
use crate::store::throttle;

/// Seconds in which guesses are counted together.
const WINDOW: i64 = 15 * 60;
/// Wrong tries from one address in a window. An internet café has more visitors than one.
const FROM_ADDRESS: i64 = 10;
/// Wrong tries at one number in a window, from wherever: more than from one address, so that whoever knows a number
/// does not so easily lock out its owner.
const AT_NUMBER: i64 = 30;

/// Under which keys a try counts, with how many each may have. Hashed: the table names nobody.
fn keys(app: &App, client: &Client, number: &str) -> [(String, i64); 2] {
    let hash = |kind, value: &str| format!("{kind}:{}", app.office.vault.keyed_hash(kind, value));
    [
        (hash("look-up-address", &client.to_string()), FROM_ADDRESS),
        (hash("look-up-number", number), AT_NUMBER),
    ]
}

/// Refuses a try where too many were wrong before.
pub(super) async fn check(app: &App, client: &Client, number: &str) -> Result<(), Failure> {
    let now = app.clock.now().unix_timestamp();
    let window = now - now.rem_euclid(WINDOW);
    for (key, most) in keys(app, client, number) {
        if throttle::count(&app.office.db, &key, window).await? >= most {
            return Err(Failure::TooMany(window + WINDOW - now));
        }
    }
    Ok(())
}

/// Counts a wrong try.
pub(super) async fn count(app: &App, client: &Client, number: &str) -> Result<(), Failure> {
    let now = app.clock.now().unix_timestamp();
    let window = now - now.rem_euclid(WINDOW);
    for (key, _) in keys(app, client, number) {
        throttle::hit(&app.office.db, &key, window).await?;
    }
    Ok(())
}
