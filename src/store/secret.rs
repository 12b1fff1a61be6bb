//! Personal data at rest: sealed with a key from the configuration, and found again by a keyed hash.
//!
//! A sealed value is `key id (1 byte) ‖ nonce (24) ‖ XChaCha20-Poly1305 ciphertext`. Its associated data is
//! table, column and row, so that a value copied to another place does not open there. The key id lets a
//! new key seal while older ones still open.

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

const NONCE: usize = 24;

/// Seals and opens personal data. Its keys never show, not even in `Debug`.
#[derive(Clone)]
pub struct Vault {
    current: Keys,
    older: Vec<Keys>,
}

#[derive(Clone)]
struct Keys {
    id: u8,
    cipher: XChaCha20Poly1305,
    hash: [u8; 32],
    search: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let older: Vec<u8> = self.older.iter().map(|keys| keys.id).collect();
        f.debug_struct("Vault")
            .field("current", &self.current.id)
            .field("older", &older)
            .finish_non_exhaustive()
    }
}

/// A master key of 32 random bytes, with the number by which sealed values name it.
#[derive(Clone)]
pub struct MasterKey {
    pub id: u8,
    pub bytes: [u8; 32],
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MasterKey")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The place for which a value is sealed.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

impl Place {
    fn associated(&self) -> Vec<u8> {
        format!("{}|{}|{}", self.table, self.column, self.row).into_bytes()
    }
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the value was sealed with key {0}, which is not configured")]
    UnknownKey(u8),
    #[error("the value does not open: wrong key, altered, or moved from another place")]
    Broken,
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl Vault {
    /// A vault that seals with `current` and also opens what `older` keys sealed.
    pub fn new(current: &MasterKey, older: &[MasterKey]) -> Self {
        Self {
            current: Keys::derive(current),
            older: older.iter().map(Keys::derive).collect(),
        }
    }

    pub fn seal(&self, place: Place, plain: &str) -> Result<Vec<u8>, VaultError> {
        self.seal_bytes(&place.associated(), plain.as_bytes())
    }

    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<String, VaultError> {
        let plain = self.open_bytes(&place.associated(), sealed)?;
        String::from_utf8(plain).map_err(|_| VaultError::Broken)
    }

    /// Seals bytes that are kept outside the database; `name` says where, as a [`Place`] does in it.
    pub fn seal_bytes(&self, name: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::NoRandomness)?;
        let payload = Payload {
            msg: plain,
            aad: name,
        };
        let sealed = self
            .current
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Broken)?;
        Ok([&[self.current.id], nonce.as_slice(), &sealed].concat())
    }

    pub fn open_bytes(&self, name: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (id, rest) = sealed.split_first().ok_or(VaultError::Broken)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Broken)?;
        let keys = self
            .keys()
            .find(|keys| keys.id == *id)
            .ok_or(VaultError::UnknownKey(*id))?;
        let payload = Payload {
            msg: ciphertext,
            aad: name,
        };
        keys.cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| VaultError::Broken)
    }

    /// The hash under which a value is stored for equality search; `kind` keeps equal values of different kinds
    /// apart. Blanks and letter case do not count.
    pub fn keyed_hash(&self, kind: &str, value: &str) -> String {
        self.current.hash(kind, value)
    }

    /// Every hash under which an equal value may have been stored, by whichever key.
    pub fn keyed_hashes(&self, kind: &str, value: &str) -> Vec<String> {
        self.keys().map(|keys| keys.hash(kind, value)).collect()
    }

    /// The keys from which those for searching are made, the current one first.
    pub(super) fn search_keys(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.keys().map(|keys| &keys.search)
    }

    fn keys(&self) -> impl Iterator<Item = &Keys> {
        std::iter::once(&self.current).chain(&self.older)
    }
}

impl Keys {
    fn derive(master: &MasterKey) -> Self {
        let derivation = Hkdf::<Sha256>::new(None, &master.bytes);
        let subkey = |purpose: &[u8]| {
            let mut subkey = [0; 32];
            derivation
                .expand(purpose, &mut subkey)
                .expect("32 bytes are within what HKDF-SHA256 gives");
            subkey
        };
        Self {
            id: master.id,
            cipher: XChaCha20Poly1305::new(&Key::from(subkey(b"gongkai seal v1"))),
            hash: subkey(b"gongkai keyed hash v1"),
            search: subkey(b"gongkai search v1"),
        }
    }

    fn hash(&self, kind: &str, value: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.hash).expect("HMAC takes keys of any length");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(normalised(value).as_bytes());
        format!(
            "{}:{}",
            self.id,
            data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
        )
    }
}

fn normalised(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place {
        table: "applicant",
        column: "phone_enc",
        row: Uuid::from_u128(7),
    };

    fn key(id: u8) -> MasterKey {
        MasterKey { id, bytes: [id; 32] }
    }

    #[test]
    fn what_was_sealed_opens_in_its_place_only() {
        let vault = Vault::new(&key(1), &[]);
        let sealed = vault.seal(PLACE, "13900000000").unwrap();
        assert_eq!(vault.open(PLACE, &sealed), Ok("13900000000".to_owned()));
        assert!(!sealed.windows(5).any(|bytes| bytes == b"13900"));
        for elsewhere in [
            Place {
                row: Uuid::from_u128(8),
                ..PLACE
            },
            Place {
                column: "email_enc",
                ..PLACE
            },
            Place {
                table: "account",
                ..PLACE
            },
        ] {
            assert_eq!(vault.open(elsewhere, &sealed), Err(VaultError::Broken));
        }
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        let vault = Vault::new(&key(1), &[]);
        assert_ne!(vault.seal(PLACE, "x"), vault.seal(PLACE, "x"));
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let vault = Vault::new(&key(1), &[]);
        let sealed = vault.seal(PLACE, "北京市").unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(vault.open(PLACE, &altered).is_err(), "byte {at}");
            assert!(vault.open(PLACE, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens_and_finds() {
        let before = Vault::new(&key(1), &[]);
        let after = Vault::new(&key(2), &[key(1)]);
        let sealed = before.seal(PLACE, "x").unwrap();
        assert_eq!(after.open(PLACE, &sealed), Ok("x".to_owned()));
        assert_eq!(
            before.open(PLACE, &after.seal(PLACE, "x").unwrap()),
            Err(VaultError::UnknownKey(2))
        );
        assert!(
            after
                .keyed_hashes("phone", "1")
                .contains(&before.keyed_hash("phone", "1"))
        );
    }

    #[test]
    fn a_keyed_hash_ignores_blanks_and_case_and_separates_kinds() {
        let vault = Vault::new(&key(1), &[]);
        assert_eq!(
            vault.keyed_hash("identity", "99000019900101001x"),
            vault.keyed_hash("identity", " 990000 19900101001X")
        );
        assert_ne!(vault.keyed_hash("identity", "1"), vault.keyed_hash("phone", "1"));
        assert_ne!(
            vault.keyed_hash("phone", "1"),
            Vault::new(&key(2), &[]).keyed_hash("phone", "1")
        );
    }

    #[test]
    fn no_key_shows_in_debug() {
        let shown = format!("{:?} {:?}", Vault::new(&key(7), &[]), key(7));
        assert_eq!(
            shown,
            "Vault { current: 7, older: [], .. } MasterKey { id: 7, .. }"
        );
    }
}
