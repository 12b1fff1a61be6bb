//! Passwords: Argon2id, off the threads that serve requests.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// The fewest characters of a password.
pub const FEWEST: usize = 10;

/// The most bytes of a password; hashing more would only cost time.
const MOST: usize = 256;

/// What is compared with where there is no account, so that a wrong name takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$6v1mKDqcR2bW0xE0vZr1Yq5Gm2n2Q6rV0wX7s3j8pYk";

/// Stands in the place of a hash where no password has been set: nothing fits it.
pub const NONE: &str = "*";

/// Why a password cannot be hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("口令应有 {FEWEST} 个以上字符，最多 {MOST} 字节")]
    Length,
    /// The hash function failed, or its thread did.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

/// The hash of a new password, in the PHC form.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    if password.chars().count() < FEWEST || password.len() > MOST {
        return Err(PasswordError::Length);
    }
    let failed = |error: &dyn std::fmt::Display| PasswordError::Hash(error.to_string());
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    })
    .await
    .map_err(|error| failed(&error))?
    .map_err(|error| failed(&error))
}

/// Whether the password belongs to the hash. Takes as long where there is no hash.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    if password.len() > MOST {
        return Ok(false);
    }
    let hash = hash.filter(|hash| hash != NONE);
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let fits = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&hash).map_err(|error| PasswordError::Hash(error.to_string()))?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok())
    })
    .await
    .map_err(|error| PasswordError::Hash(error.to_string()))??;
    Ok(fits && known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_fits() {
        let hashed = hash("正确的口令，足够长".to_owned() + "!!").await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(
            verify("正确的口令，足够长!!".to_owned(), Some(hashed.clone()))
                .await
                .unwrap()
        );
        assert!(
            !verify("错误的口令，足够长!!".to_owned(), Some(hashed))
                .await
                .unwrap()
        );
        assert!(!verify("anything at all".to_owned(), None).await.unwrap());
        assert!(!verify(NONE.to_owned(), Some(NONE.to_owned())).await.unwrap());
        assert!(verify("x".to_owned(), Some("no hash".to_owned())).await.is_err());
        assert!(matches!(
            hash("short".to_owned()).await,
            Err(PasswordError::Length)
        ));
    }
}
