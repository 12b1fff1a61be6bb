//! Why something did not go out, and whether it is worth trying again.

use std::error::Error;

use crate::domain::message::Reason;

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The other side is away, or refuses us altogether: nothing else need be tried there for a while.
    Away,
    /// Not this time.
    Later,
    /// Never, as things are.
    Never,
}

/// A message did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Failed {
    pub way: Way,
    /// What is kept.
    pub reason: Reason,
    /// What the other side said, word for word. It may name an address: it is shown to who asked, and kept nowhere.
    pub said: Option<String>,
}

impl Failed {
    pub(super) fn new(way: Way, reason: Reason) -> Self {
        Self {
            way,
            reason,
            said: None,
        }
    }
}

/// Whether an error comes out of the encryption: both clients wrap it as one of the connection.
pub(super) fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return true;
        }
        let io = error.downcast_ref::<std::io::Error>();
        if let Some(inner) = io.and_then(std::io::Error::get_ref)
            && inner.is::<rustls::Error>()
        {
            return true;
        }
        cause = error.source();
    }
    false
}
