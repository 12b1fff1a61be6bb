//! 通行密钥 (WebAuthn): a device of somebody's own is asked to sign a challenge, and what it answers is judged. The library
//! reads and checks; what it is told to insist on stands here. Nothing is kept and nobody is looked up: whoever asks does.
//!
//! User verification is required, when a passkey is added and whenever it signs in: the device asks for a finger, a face or
//! its PIN. A passkey is all that somebody shows here, and what it opens is full of persons: without it, whoever found an
//! unlocked telephone or a security key would be in.
//!
//! Attestation is not asked for: which make of device an applicant has is none of our business.

#[cfg(test)]
mod tests;

use std::{fmt::Display, num::NonZeroU32};

use url::{Host, Url};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication64, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode as _, Encode as _},
    request::{
        AsciiDomain, ExtensionInfo, PublicKeyCredentialDescriptor, RpId,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle64, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

use crate::{
    config::Config,
    domain::passkey::{CHALLENGE_MINUTES, HANDLE_BYTES, Handle, Key},
};

/// For how many milliseconds the browser and the library wait.
const TIMEOUT: NonZeroU32 = NonZeroU32::new(CHALLENGE_MINUTES * 60_000).expect("it is some minutes");

/// A public key as it is kept.
type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// Why nothing is proved. The words are for the log; they tell nothing of a person.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("the answer proves nothing: {0}")]
    Refused(String),
    #[error("what was kept cannot be used: {0}")]
    Broken(String),
}

/// A mistake of ours, or of the database.
fn broken(error: impl Display) -> PasskeyError {
    PasskeyError::Broken(error.to_string())
}

fn refused(error: impl Display) -> PasskeyError {
    PasskeyError::Refused(error.to_string())
}

/// A passkey that a device may have already. By which ways it can be reached is not kept: the browser tries all.
fn described(credential: Vec<u8>) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>, PasskeyError> {
    Ok(PublicKeyCredentialDescriptor {
        id: CredentialId::<Vec<u8>>::decode(credential).map_err(broken)?,
        transports: AuthTransports::decode(0).map_err(broken)?,
    })
}

/// What a device is asked.
pub struct Asked {
    /// For the script of the page, as the standard writes it in JSON.
    pub options: String,
    /// What the answer is held against: ours to keep, and good once.
    pub state: Vec<u8>,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked").finish_non_exhaustive()
    }
}

/// What somebody who signs in has brought; not judged yet.
#[derive(Debug)]
pub struct Shown(DiscoverableAuthentication64);

impl Shown {
    /// Reads an answer in the form that our script writes.
    pub fn read(answer: &str) -> Result<Self, PasskeyError> {
        // What was sent is not repeated.
        let read = DiscoverableAuthentication64::from_json_custom(answer.as_bytes());
        read.map(Self).map_err(|_| refused("it has not its form"))
    }

    /// Which passkey it says it is.
    pub fn credential(&self) -> &[u8] {
        self.0.raw_id().into_inner()
    }
}

/// This site, as devices know it.
#[derive(Debug, Clone)]
pub struct Passkeys {
    /// The domain, without port: a passkey is bound to it for ever.
    site: RpId,
    /// The address as browsers write it when they sign.
    origin: String,
}

impl Passkeys {
    /// The site of a configuration; none where no browser would have it: an address without a domain, or one without TLS
    /// that is not this very machine.
    pub fn of(config: &Config) -> Option<Self> {
        let url = Url::parse(&config.server.reached_at()).ok()?;
        let Some(Host::Domain(domain)) = url.host() else {
            return None;
        };
        let is_safe = url.scheme() == "https" || domain == "localhost";
        let site = RpId::Domain(AsciiDomain::try_from(domain.to_owned()).ok()?);
        is_safe.then(|| Self {
            site,
            origin: url.origin().ascii_serialization(),
        })
    }

    /// Asks a device for a new passkey, of an account that it is to call `handle` and to show as `name`; none where it has
    /// one of `known` already.
    pub fn ask_for_new(
        &self,
        handle: &Handle,
        name: &str,
        known: Vec<Vec<u8>>,
    ) -> Result<Asked, PasskeyError> {
        let Ok(id) = UserHandle64::decode(*handle);
        let user = PublicKeyCredentialUserEntity {
            // The domain stands in for a name that the standard does not let through.
            name: Username::try_from(name)
                .or_else(|_| Username::try_from(self.site.as_ref()))
                .map_err(broken)?,
            id: &id,
            display_name: Nickname::try_from(name).ok(),
        };
        let known = known.into_iter().map(described).collect::<Result<_, _>>()?;
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.site, user, known);
        options.timeout = TIMEOUT;
        // Security keys are asked to keep the passkey back until their PIN is typed. Not all can, and we check anyway.
        options.extensions.cred_protect =
            CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
        let (state, options) = options.start_ceremony().map_err(broken)?;
        Ok(Asked {
            options: serde_json::to_string(&options).map_err(broken)?,
            state: state.encode().map_err(broken)?,
        })
    }

    /// The passkey that a device has made.
    pub fn made(&self, state: &[u8], answer: &str) -> Result<Key, PasskeyError> {
        let state = RegistrationServerState::<HANDLE_BYTES>::decode(state).map_err(broken)?;
        let answer = Registration::from_json_custom(answer.as_bytes());
        let answer = answer.map_err(|_| refused("it has not its form"))?;
        let options = RegistrationVerificationOptions::<String, String> {
            allowed_origins: std::slice::from_ref(&self.origin),
            // Some devices tell what they were not asked; nothing of it is used.
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = state.verify(&self.site, &answer, &options).map_err(refused)?;
        let (credential, _, handle, fixed, moving, _) = made.into_parts();
        let (Ok(handle), Ok(public_key), Ok(state)) = (handle.encode(), fixed.encode(), moving.encode());
        Ok(Key {
            credential: credential.into_inner().to_vec(),
            handle,
            public_key,
            state: state.to_vec(),
        })
    }

    /// Asks for a passkey of whomever: the device knows whose it has.
    pub fn ask(&self) -> Result<Asked, PasskeyError> {
        let mut options = DiscoverableCredentialRequestOptions::passkey(&self.site);
        options.0.timeout = TIMEOUT;
        let (state, options) = options.start_ceremony().map_err(broken)?;
        Ok(Asked {
            options: serde_json::to_string(&options).map_err(broken)?,
            state: state.encode().map_err(broken)?,
        })
    }

    /// Judges what was shown against the passkey that it says it is; the state of the passkey from now on. A counter that
    /// does not go up is refused: somebody has a copy.
    pub fn prove(&self, state: &[u8], shown: &Shown, key: &Key) -> Result<Vec<u8>, PasskeyError> {
        let state = DiscoverableAuthenticationServerState::decode(state).map_err(broken)?;
        let Ok(handle) = UserHandle64::decode(key.handle);
        let moving = <[u8; 7]>::try_from(key.state.as_slice()).map_err(broken)?;
        let mut known = AuthenticatedCredential::new(
            CredentialId::<&[u8]>::decode(key.credential.as_slice()).map_err(broken)?,
            &handle,
            StaticState::<PublicKey>::decode(key.public_key.as_slice()).map_err(broken)?,
            DynamicState::decode(moving).map_err(broken)?,
        )
        .map_err(broken)?;
        let options = AuthenticationVerificationOptions::<String, String> {
            allowed_origins: std::slice::from_ref(&self.origin),
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        state
            .verify(&self.site, &shown.0, &mut known, &options)
            .map_err(refused)?;
        let Ok(moving) = known.dynamic_state().encode();
        Ok(moving.to_vec())
    }
}
