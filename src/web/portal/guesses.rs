//! What is counted of those who have no account, across all copies of the program: guesses of codes, so that nobody finds one
//! by trying; and forms, so that no robot fills the database.

use super::super::{app::App, client::Client, error::Failure};
use crate::{domain::member::Reach, store::throttle};

/// Seconds in which guesses are counted together.
const WINDOW: i64 = 15 * 60;
/// Seconds in which forms are counted together.
const HOUR: i64 = 60 * 60;

/// Wrong tries from one address in a window. An internet café has more visitors than one.
const WRONG_FROM_ADDRESS: i64 = 10;
/// Wrong tries at one number in a window, from wherever: more than from one address, so that whoever knows a number
/// does not so easily lock out its owner.
const WRONG_AT_NUMBER: i64 = 30;
/// Forms that are begun from one address in an hour: a hall where people are helped to apply has one.
const FORMS_FROM_ADDRESS: i64 = 200;
/// Forms that are filed from one address in an hour without the proof that a script brings.
const UNPROVED_FROM_ADDRESS: i64 = 20;

/// Codes for signing in that go to one address in an hour: nobody's telephone is to ring all night.
const CODES_TO_ADDRESSEE: i64 = 6;
/// Codes that are asked for from one address in an hour.
const CODES_FROM_ADDRESS: i64 = 60;
/// Passkeys that are asked for from one address in an hour, each of which is a row for some minutes: as many as forms, for
/// the same hall.
const PASSKEYS_FROM_ADDRESS: i64 = 200;
/// Wrong codes, passwords and passkeys from one address in a window.
const WRONG_SIGN_INS_FROM_ADDRESS: i64 = 20;
/// Wrong passwords of one account in a window, whether there is such an account or not.
const WRONG_PASSWORDS_OF: i64 = 10;

/// Something that is counted, and how often it may be.
#[derive(Debug)]
pub(super) struct Counted {
    kind: &'static str,
    /// Of whom or what; hashed before it is written, so that the table names nobody.
    what: String,
    window: i64,
    most: i64,
}

impl Counted {
    /// Wrong numbers and codes of cases from an address.
    /// A try to open the case of a number.
    pub(super) fn of_look_up(client: &Client, number: &str) -> [Self; 2] {
        [Self::look_ups_from(client), Self::look_ups_of(number)]
    }

    fn look_ups_from(client: &Client) -> Self {
        Self::new("look-up-address", client.to_string(), WINDOW, WRONG_FROM_ADDRESS)
    }

    /// Wrong codes of one case.
    fn look_ups_of(number: &str) -> Self {
        let number = number.trim().to_ascii_uppercase();
        Self::new("look-up-number", number, WINDOW, WRONG_AT_NUMBER)
    }

    /// Wrong numbers and codes of consulted third parties from an address.
    pub(super) fn consulted_from(client: &Client) -> Self {
        Self::new(
            "consulted-address",
            client.to_string(),
            WINDOW,
            WRONG_FROM_ADDRESS,
        )
    }

    /// Wrong codes at one number of a consulted third party.
    pub(super) fn consulted_with(token: &str) -> Self {
        let letters = token.chars().filter(char::is_ascii_alphanumeric);
        let token = letters.collect::<String>().to_ascii_uppercase();
        Self::new("consulted-number", token, WINDOW, WRONG_AT_NUMBER)
    }

    /// Wrong codes of unfinished forms from an address.
    pub(super) fn codes_from(client: &Client) -> Self {
        Self::new(
            "form-code-address",
            client.to_string(),
            WINDOW,
            WRONG_FROM_ADDRESS,
        )
    }

    /// Forms that are begun from an address.
    pub(super) fn forms_from(client: &Client) -> Self {
        Self::new("form-address", client.to_string(), HOUR, FORMS_FROM_ADDRESS)
    }

    /// Forms that are filed from an address without a proof of work.
    pub(super) fn unproved_from(client: &Client) -> Self {
        Self::new(
            "unproved-address",
            client.to_string(),
            HOUR,
            UNPROVED_FROM_ADDRESS,
        )
    }

    /// Codes for signing in that go to an addressee.
    pub(super) fn codes_to(reach: &Reach) -> Self {
        Self::new(
            "sign-in-code-to",
            reach.as_str().to_owned(),
            HOUR,
            CODES_TO_ADDRESSEE,
        )
    }

    /// Codes for signing in that are asked for from an address.
    pub(super) fn sent_from(client: &Client) -> Self {
        Self::new("sign-in-code-from", client.to_string(), HOUR, CODES_FROM_ADDRESS)
    }

    /// Passkeys that are asked for from an address.
    pub(super) fn passkeys_from(client: &Client) -> Self {
        Self::new("passkey-address", client.to_string(), HOUR, PASSKEYS_FROM_ADDRESS)
    }

    /// Wrong codes, passwords and passkeys from an address.
    pub(super) fn sign_ins_from(client: &Client) -> Self {
        Self::new(
            "member-sign-in-address",
            client.to_string(),
            WINDOW,
            WRONG_SIGN_INS_FROM_ADDRESS,
        )
    }

    /// Wrong passwords for what somebody typed as theirs.
    pub(super) fn passwords_of(typed: &str) -> Self {
        Self::new(
            "member-password-of",
            typed.trim().to_lowercase(),
            WINDOW,
            WRONG_PASSWORDS_OF,
        )
    }

    const fn new(kind: &'static str, what: String, window: i64, most: i64) -> Self {
        Self {
            kind,
            what,
            window,
            most,
        }
    }

    fn key(&self, app: &App) -> String {
        format!(
            "{}:{}",
            self.kind,
            app.office.vault.keyed_hash(self.kind, &self.what)
        )
    }

    fn window_start(&self, app: &App) -> i64 {
        let now = app.clock.now().unix_timestamp();
        now - now.rem_euclid(self.window)
    }
}

/// After how many seconds there is room again; none where there is room now.
pub(super) async fn full(app: &App, counted: &Counted) -> Result<Option<i64>, Failure> {
    let start = counted.window_start(app);
    let count = throttle::count(&app.office.db, &counted.key(app), start).await?;
    let left = start + counted.window - app.clock.now().unix_timestamp();
    Ok((count >= counted.most).then_some(left))
}

/// Refuses a try where there were too many before. That it happens is logged, not who it was.
pub(super) async fn check(app: &App, all: &[Counted]) -> Result<(), Failure> {
    for counted in all {
        if let Some(seconds) = full(app, counted).await? {
            tracing::warn!(kind = counted.kind, "too many tries are refused");
            return Err(Failure::TooMany(seconds));
        }
    }
    Ok(())
}

/// Counts a try.
pub(super) async fn count(app: &App, all: &[Counted]) -> Result<(), Failure> {
    for counted in all {
        throttle::hit(&app.office.db, &counted.key(app), counted.window_start(app)).await?;
    }
    Ok(())
}
