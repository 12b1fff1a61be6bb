//! 统一身份认证: a platform that speaks OpenID Connect tells who somebody is. The authorization code flow, with PKCE, state and
//! nonce: somebody goes there with words of ours, comes back with a code, and we ask the platform what it says of them.

#[cfg(feature = "openid")]
mod speak;
#[cfg(feature = "openid")]
mod wire;

use crate::{
    config::{Config, OpenId},
    text::Lang,
};

/// Where the platform sends people back to, of our own address.
pub const BACK: &str = "/mine/openid/back";

/// What is drawn for one sign-in and kept until somebody comes back.
#[derive(Clone)]
pub struct Drawn {
    /// What they bring back: so nobody is signed in who did not set out from here.
    pub state: String,
    /// What the platform signs: so what it said to somebody else is not taken.
    pub nonce: String,
    /// What only we can show: so a code that was overheard is worth nothing.
    pub verifier: String,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawn").finish_non_exhaustive()
    }
}

/// Whom the platform has signed in, in its own words: nothing of it is judged here.
#[derive(Clone)]
pub struct Person {
    /// The platform, and what it calls them.
    pub subject: String,
    pub name: Option<String>,
    pub identity_number: Option<String>,
    pub phone: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").finish_non_exhaustive()
    }
}

/// Why nobody is signed in. The words are for the log; they tell nothing of a person.
#[derive(Debug, thiserror::Error)]
pub enum OpenIdError {
    #[error("the platform cannot be reached: {0}")]
    Away(String),
    #[error("the platform and we do not understand each other: {0}")]
    Refused(String),
    #[error("this program was built without it")]
    LeftOut,
}

/// The platform, as configured.
#[derive(Debug)]
pub struct Platform {
    settings: OpenId,
    #[cfg(feature = "openid")]
    speaker: speak::Speaker,
}

impl Platform {
    /// The platform of a configuration, if it has one. Nothing is asked of it yet.
    pub fn of(config: &Config) -> Option<Self> {
        config.openid.is_on().then(|| Self {
            settings: config.openid.clone(),
            #[cfg(feature = "openid")]
            speaker: speak::Speaker::new(
                config.openid.clone(),
                format!("{}{BACK}", config.server.reached_at()),
            ),
        })
    }

    /// What people call it.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Chinese => &self.settings.name,
            Lang::English => &self.settings.name_en,
        }
    }

    /// Where somebody goes to be signed in.
    #[cfg(feature = "openid")]
    pub async fn begin(&self, drawn: &Drawn) -> Result<String, OpenIdError> {
        Box::pin(self.speaker.begin(drawn)).await
    }

    /// Whom the platform has signed in, by the code that they bring back.
    #[cfg(feature = "openid")]
    pub async fn finish(&self, code: String, drawn: &Drawn) -> Result<Person, OpenIdError> {
        Box::pin(self.speaker.finish(code, drawn)).await
    }
}

/// Built without it, the settings name no platform.
#[cfg(not(feature = "openid"))]
impl Platform {
    pub async fn begin(&self, _drawn: &Drawn) -> Result<String, OpenIdError> {
        std::future::ready(Err(OpenIdError::LeftOut)).await
    }

    pub async fn finish(&self, _code: String, _drawn: &Drawn) -> Result<Person, OpenIdError> {
        std::future::ready(Err(OpenIdError::LeftOut)).await
    }
}
