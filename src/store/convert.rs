//! Between rows and the domain: a row that does not read back is [`StoreError::Inconsistent`], never a panic.

use std::{error::Error, fmt::Display, str::FromStr};

use serde::{Serialize, de::DeserializeOwned};
use time::OffsetDateTime;

use super::StoreError;

/// A row on its way to the domain: errors name its table and key.
#[derive(Clone, Copy)]
pub(in crate::store) struct Reading<'a, K> {
    pub(in crate::store) table: &'static str,
    pub(in crate::store) key: &'a K,
}

impl<K: Display> Reading<'_, K> {
    pub(in crate::store) fn bad(&self, source: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
        StoreError::inconsistent(self.table, self.key, source)
    }

    pub(in crate::store) fn parse<T>(&self, text: &str) -> Result<T, StoreError>
    where
        T: FromStr,
        T::Err: Into<Box<dyn Error + Send + Sync>>,
    {
        text.parse().map_err(|error: T::Err| self.bad(error))
    }

    pub(in crate::store) fn json<T: DeserializeOwned>(&self, text: &str) -> Result<T, StoreError> {
        serde_json::from_str(text).map_err(|error| self.bad(error))
    }

    pub(in crate::store) fn number<T>(
        &self,
        value: impl TryInto<T, Error: Error + Send + Sync + 'static>,
    ) -> Result<T, StoreError> {
        value.try_into().map_err(|error| self.bad(error))
    }

    pub(in crate::store) fn instant(&self, seconds: i64) -> Result<OffsetDateTime, StoreError> {
        OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| self.bad(error))
    }

    pub(in crate::store) fn salt(&self, text: &str) -> Result<[u8; 16], StoreError> {
        let bytes = data_encoding::HEXLOWER
            .decode(text.as_bytes())
            .map_err(|error| self.bad(error))?;
        bytes.try_into().map_err(|_| self.bad("a salt has 16 bytes"))
    }
}

/// The JSON of a value of the domain.
pub(in crate::store) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("domain values are plain data: they always serialise")
}

pub(in crate::store) fn salt_text(salt: [u8; 16]) -> String {
    data_encoding::HEXLOWER.encode(&salt)
}
