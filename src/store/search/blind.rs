//! Words as tokens: what is searched for can be found, and who has the database alone reads nothing out of it.
//!
//! A token is 30 bits of a keyed hash, under a key that every agency has for itself: what one agency wrote is no word of
//! another's, and the list of places of a word is as long as one agency has cases. Two words may share a token, about one
//! pair of words in a thousand million; that shows a hit too many, never one too few.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::{domain::search::Term, store::secret::Vault};

/// Letters and digits that both databases take as one word.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Turns words into tokens, for one agency.
#[derive(Clone)]
pub(super) struct Blind(Hmac<Sha256>);

impl Blind {
    /// What words are written with.
    pub(super) fn current(vault: &Vault, agency: Uuid) -> Option<Self> {
        vault.search_keys().next().map(|key| Self::of(key, agency))
    }

    /// What they may have been written with.
    pub(super) fn all(vault: &Vault, agency: Uuid) -> Vec<Self> {
        vault.search_keys().map(|key| Self::of(key, agency)).collect()
    }

    fn of(key: &[u8; 32], agency: Uuid) -> Self {
        let mut derive = mac(key);
        derive.update(agency.as_bytes());
        Self(mac(&derive.finalize().into_bytes()))
    }

    pub(super) fn token(&self, term: Term<'_>) -> String {
        let mut mac = self.0.clone();
        match term {
            Term::Pair(one, two) => {
                mac.update(b"2");
                mac.update(one.as_bytes());
                mac.update(&[0]);
                mac.update(two.as_bytes());
            }
            Term::Word(word) => {
                mac.update(b"1");
                mac.update(word.as_bytes());
            }
        }
        let hash = mac.finalize().into_bytes();
        let letter = |byte: &u8| {
            LETTERS
                .get(usize::from(byte & 31))
                .copied()
                .map_or('a', char::from)
        };
        hash.iter().take(6).map(letter).collect()
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::secret::MasterKey;

    fn vault(id: u8) -> Vault {
        Vault::new(&MasterKey { id, bytes: [id; 32] }, &[])
    }

    #[test]
    fn a_token_tells_nothing_and_is_another_in_each_agency() {
        let blind = |key, agency| Blind::current(&vault(key), Uuid::from_u128(agency)).unwrap();
        let token = blind(1, 1).token(Term::Pair("水", "库"));
        assert_eq!(token.len(), 6);
        assert!(token.bytes().all(|letter| LETTERS.contains(&letter)));
        assert_eq!(token, blind(1, 1).token(Term::Pair("水", "库")));
        for other in [
            blind(1, 2).token(Term::Pair("水", "库")),
            blind(2, 1).token(Term::Pair("水", "库")),
            blind(1, 1).token(Term::Pair("库", "水")),
            blind(1, 1).token(Term::Word("水库")),
        ] {
            assert_ne!(token, other);
        }
        // Where one unit ends and the next begins is part of it.
        assert_ne!(
            blind(1, 1).token(Term::Pair("a", "bc")),
            blind(1, 1).token(Term::Pair("ab", "c"))
        );
    }
}
