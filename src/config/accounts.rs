use serde::Deserialize;

/// `[accounts]`: accounts of applicants on the portal.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// Whether there are any; without one people apply and look up as well.
    pub offered: bool,
}

impl Default for Accounts {
    fn default() -> Self {
        Self { offered: true }
    }
}
