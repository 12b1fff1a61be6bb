//! What the office has: the database, the law, the press, the time.

use std::sync::Arc;

use time::{Date, OffsetDateTime};

use crate::{
    clock::Clock,
    documents::Blobs,
    domain::{
        decide::Rules,
        id::TextId,
        words::{InvalidWords, Words},
    },
    ids::Ids,
    law::Law,
    letters::Letters,
    store::{Db, secret::Vault},
};

/// Everything that a change of a case needs besides its giver. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Office {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub law: Arc<Law>,
    pub letters: Arc<Letters>,
    pub blobs: Arc<Blobs>,
    pub vault: Arc<Vault>,
    /// Where the portal is reached, as receipts tell it: `https://…/track`.
    pub track_url: Option<String>,
}

impl Office {
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    pub fn today(&self) -> Date {
        self.clock.today()
    }

    pub(super) fn rules(&self) -> Rules<'_> {
        Rules {
            law: &self.law,
            today: self.today(),
        }
    }

    /// Takes what a person wrote as a reason or a remark.
    pub fn words(&self, raw: &str) -> Result<Words, InvalidWords> {
        Words::parse(raw, TextId(self.ids.next()), self.salt())
    }

    pub(super) fn salt(&self) -> [u8; 16] {
        let secret = self.ids.secret();
        *secret.first_chunk().expect("a secret has 32 bytes")
    }
}
