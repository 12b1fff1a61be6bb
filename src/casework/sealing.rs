//! Files are sealed with the key that seals personal data: neither the files nor the vault know of each other.

use crate::{
    documents::{SealError, Sealing},
    store::secret::Vault,
};

/// What keeps a file apart from a value of the database.
const KIND: &[u8] = b"blob|";

impl Sealing for Vault {
    fn seal(&self, name: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
        Ok(self.seal_bytes(&[KIND, name].concat(), plain)?)
    }

    fn open(&self, name: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        Ok(self.open_bytes(&[KIND, name].concat(), sealed)?)
    }
}
