//! What the office has: the database, the law, the press, the time.

use std::{ops::Deref, sync::Arc};

use time::{Date, OffsetDateTime};

use crate::{
    clock::Clock,
    documents::{Blobs, Scanner, worker::Worker},
    domain::{
        agency::Agency,
        decide::Rules,
        id::TextId,
        review::Chain,
        words::{InvalidWords, Words},
    },
    ids::Ids,
    law::Law,
    letters::Letters,
    notices::Notices,
    store::{
        Connection, Db, Scope, StoreError, Tx, calendar,
        secret::Vault,
        standing::{Standing, standing},
    },
};

use super::LawBook;

/// Everything that a change of a case needs besides its giver. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Office {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub book: Arc<LawBook>,
    pub letters: Arc<Letters>,
    pub blobs: Arc<Blobs>,
    pub vault: Arc<Vault>,
    /// Who looks for viruses; none where there is no scanner.
    pub scanner: Option<Arc<Scanner>>,
    /// Who works on documents, in processes of their own.
    pub worker: Arc<Worker>,
    /// How messages leave.
    pub notices: Arc<Notices>,
    /// Where the portal is reached, as receipts tell it: `https://…/track`.
    pub track_url: Option<String>,
}

impl Office {
    /// The law with the calendar of the whole country: for what concerns no agency.
    pub fn law(&self) -> Arc<Law> {
        self.book.national()
    }

    /// The law with the calendar of an agency's region.
    pub fn law_of(&self, agency: &Agency) -> Arc<Law> {
        self.book.of_region(&agency.region)
    }

    /// The office at work for an agency in a transaction, with the law of its region as it stands until the end of it.
    pub(super) async fn at_work(&self, tx: &Tx, scope: Scope) -> Result<AtWork<'_>, StoreError> {
        calendar::hold(tx).await?;
        self.as_it_stands(tx, scope).await
    }

    /// The law of an agency as it stands, read for whoever knows only its scope.
    pub async fn law_in(&self, scope: Scope) -> Result<Arc<Law>, StoreError> {
        Ok(self.as_it_stands(&self.db, scope).await?.law)
    }

    /// The review chain of an agency as it stands.
    pub async fn chain_in(&self, scope: Scope) -> Result<Chain, StoreError> {
        Ok(self.as_it_stands(&self.db, scope).await?.chain)
    }

    /// The same as [`Self::at_work`] for whoever only looks.
    pub(super) async fn as_it_stands(
        &self,
        db: &impl Connection,
        scope: Scope,
    ) -> Result<AtWork<'_>, StoreError> {
        let (law, chain) = match standing(db, scope).await? {
            Some(Standing {
                region,
                revision,
                chain,
            }) => (self.book.at(db, revision).await?.of_region(&region), chain),
            None => (self.law(), None),
        };
        let chain = chain.unwrap_or_else(|| Chain::of_law(&law));
        Ok(AtWork {
            office: self,
            law,
            chain,
        })
    }

    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// The same, by the time of the office.
    pub fn local_now(&self) -> OffsetDateTime {
        self.now().to_offset(self.clock.offset())
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

/// The office while it works for one agency: whatever is decided, written or composed rests on one law.
#[derive(Debug)]
pub(super) struct AtWork<'a> {
    office: &'a Office,
    pub(super) law: Arc<Law>,
    /// The agency's review chain.
    pub(super) chain: Chain,
}

impl AtWork<'_> {
    pub(super) fn rules(&self) -> Rules<'_> {
        Rules {
            law: &self.law,
            chain: &self.chain,
            today: self.today(),
        }
    }
}

impl Deref for AtWork<'_> {
    type Target = Office;

    fn deref(&self) -> &Office {
        self.office
    }
}
