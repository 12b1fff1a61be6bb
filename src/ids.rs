//! Ids and secrets, as an argument: only here does the program draw something that it cannot predict.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Characters of a code that people copy by hand: no 0/O, 1/I/L, and no vowels, so that no word comes out.
const CODE: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";

/// Gives out ids and secrets.
pub trait Ids: Debug + Send + Sync {
    /// A new id, greater than the ones before.
    fn next(&self) -> Uuid;

    /// 32 bytes that nobody can guess.
    fn secret(&self) -> [u8; 32];

    /// A secret to be copied by hand, in groups of four: `7KQ3-XW9D-M2HT` (about 57 bits).
    fn code(&self) -> String {
        code_of(self.secret())
    }

    /// A secret in letters and digits, for forms and cookies.
    fn token(&self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&self.secret())
    }
}

/// The code to be copied by hand that a secret makes.
pub fn code_of(secret: [u8; 32]) -> String {
    let mut code = String::new();
    // Bytes from 252 up are left out, so that every character is equally likely.
    let fair = secret
        .iter()
        .filter(|byte| **byte < 252)
        .map(|byte| usize::from(*byte) % CODE.len());
    for (position, at) in fair.take(12).enumerate() {
        if position > 0 && position % 4 == 0 {
            code.push('-');
        }
        code.push(CODE.get(at).copied().map_or('2', char::from));
    }
    code
}

/// Version 7 UUIDs, in the order of time, and the secrets of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct UuidV7;

impl Ids for UuidV7 {
    #[expect(clippy::disallowed_methods, reason = "these are the Ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("an operating system that runs a server has randomness");
        bytes
    }
}

/// Counts from one: the same ids and secrets in every run of a test.
#[derive(Debug, Default)]
pub struct Counting {
    last: AtomicU64,
}

impl Ids for Counting {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.last.fetch_add(1, Ordering::Relaxed) + 1))
    }

    fn secret(&self) -> [u8; 32] {
        use sha2::{Digest, Sha256};
        Sha256::digest(self.next().as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_ids_are_the_same_in_every_run() {
        let ids = Counting::default();
        assert_eq!((ids.next(), ids.next()), (Uuid::from_u128(1), Uuid::from_u128(2)));
        assert_eq!(
            ids.code(),
            Counting {
                last: AtomicU64::new(2)
            }
            .code()
        );
        assert_ne!(ids.secret(), ids.secret());
    }

    #[test]
    fn a_code_can_be_read_aloud() {
        for _ in 0..200 {
            let code = UuidV7.code();
            assert_eq!(code.len(), 14, "{code}");
            assert!(
                code.split('-')
                    .all(|group| group.bytes().all(|byte| CODE.contains(&byte))),
                "{code}"
            );
        }
        assert_eq!(UuidV7.token().len(), 43);
        assert!(UuidV7.next() < UuidV7.next());
    }
}
