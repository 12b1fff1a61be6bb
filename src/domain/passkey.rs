//! 通行密钥: a key that lies in somebody's own device or in their store of passwords, and signs them in to their account. Of
//! a passkey we know nothing that is secret: what signs never leaves the device, nor does a fingerprint or a face.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use super::{id::MemberId, text::Label};

/// The most passkeys of one account. One for each device, and some that were lost and not taken off the list: more than
/// anybody can tell apart by their names, and all of them are told to a device that is to get another one.
pub const MOST_PASSKEYS: usize = 20;

/// For how many minutes a challenge is good. Somebody fetches a telephone, or types a forgotten PIN twice: browsers
/// themselves wait five minutes where user verification is asked for.
pub const CHALLENGE_MINUTES: u32 = 5;

/// Bytes of a [`Handle`]: the most that the standard allows, and what it recommends.
pub const HANDLE_BYTES: usize = 64;

/// What an authenticator calls an account. It is drawn, so that whoever reads it out of a device learns nothing of the
/// account.
pub type Handle = [u8; HANDLE_BYTES];

/// What is kept of a passkey to know it again. What its parts mean is known to `src/passkey`.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// What the authenticator calls it, up to 1023 bytes.
    pub credential: Vec<u8>,
    pub handle: Handle,
    pub public_key: Vec<u8>,
    /// How often it has signed, as far as it counts, and whether it is copied to other devices.
    pub state: Vec<u8>,
}

/// It belongs to somebody: not for the log.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").finish_non_exhaustive()
    }
}

/// A passkey of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: Uuid,
    pub member: MemberId,
    /// What its owner calls it.
    pub name: Label,
    pub key: Key,
    pub added_at: OffsetDateTime,
    /// When it last signed in; none where it has not yet.
    pub used_at: Option<OffsetDateTime>,
}
