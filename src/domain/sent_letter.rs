//! A letter that went out, and what became of it.

use time::Date;

use super::{id::LetterId, service::Service};
use crate::law::LetterKey;

/// A letter that was issued, and how it reached the addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub id: LetterId,
    pub kind: LetterKey,
    pub number: String,
    pub issued_on: Date,
    pub service: Option<Service>,
    /// For letters by post: the day of delivery, once known.
    pub delivered_on: Option<Date>,
    /// Place of the delivery in the history.
    pub delivered_seq: Option<u32>,
    pub opened_on: Option<Date>,
}

impl SentLetter {
    /// The day that counts for the agency's time limit (国办公开办函〔2016〕235号).
    pub fn served_on(&self) -> Option<Date> {
        self.service.as_ref().map(Service::served_on)
    }

    /// The day that counts for the applicant's remedies: when the letter really reached them.
    pub fn reached_on(&self) -> Option<Date> {
        self.delivered_on
            .or_else(|| self.service.as_ref().and_then(Service::reached_on))
    }
}
