//! The conversation with the platform. What it says of itself is kept for an hour, with its keys; where something goes
//! wrong it is asked anew the next time, for keys change.

use std::time::{Duration, Instant};

use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
    UserInfoClaims, UserInfoError,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::{
    Drawn, OpenIdError, Person,
    wire::{Wire, WireError},
};
use crate::config::OpenId;

/// For how long what the platform says of itself is believed.
const FRESH: Duration = Duration::from_hours(1);

/// Claims of whatever name: a platform of a province has its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// We, as a client of the platform.
type Party = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

#[derive(Debug)]
pub(super) struct Speaker {
    settings: OpenId,
    /// Where people come back to.
    back: String,
    known: Mutex<Option<(CoreProviderMetadata, Instant)>>,
}

fn refused(error: &dyn std::fmt::Display) -> OpenIdError {
    OpenIdError::Refused(error.to_string())
}

impl Speaker {
    pub(super) fn new(settings: OpenId, back: String) -> Self {
        Self {
            settings,
            back,
            known: Mutex::new(None),
        }
    }

    fn wire(&self) -> Result<Wire, OpenIdError> {
        let patience = Duration::from_secs(self.settings.timeout_seconds.into());
        Wire::new(self.settings.ca_file.as_deref(), patience).map_err(|error| refused(&error))
    }

    pub(super) async fn begin(&self, drawn: &Drawn) -> Result<String, OpenIdError> {
        let party = self.party(&self.wire()?).await?;
        let verifier = PkceCodeVerifier::new(drawn.verifier.clone());
        let (state, nonce) = (drawn.state.clone(), drawn.nonce.clone());
        let request = party
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        // The library adds `openid` by itself.
        let scopes = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        let request = scopes.fold(request, |request, scope| {
            request.add_scope(Scope::new(scope.clone()))
        });
        Ok(request.url().0.into())
    }

    pub(super) async fn finish(&self, code: String, drawn: &Drawn) -> Result<Person, OpenIdError> {
        let person = self.try_finish(code, drawn).await;
        if person.is_err() {
            *self.known.lock().await = None;
        }
        person
    }

    async fn try_finish(&self, code: String, drawn: &Drawn) -> Result<Person, OpenIdError> {
        let wire = self.wire()?;
        let party = self.party(&wire).await?;
        let tokens = party
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| refused(&error))?
            .set_pkce_verifier(PkceCodeVerifier::new(drawn.verifier.clone()))
            .request_async(&wire)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(error) => error.into(),
                RequestTokenError::ServerResponse(_)
                | RequestTokenError::Parse(..)
                | RequestTokenError::Other(_) => refused(&error),
            })?;
        let token = tokens.id_token();
        let token = token.ok_or_else(|| refused(&"it says not who it is"))?;
        let verifier = party.id_token_verifier();
        let nonce = Nonce::new(drawn.nonce.clone());
        let claims = token.claims(&verifier, &nonce).map_err(|error| refused(&error))?;
        if let Some(hash) = claims.access_token_hash() {
            let signed = token.signing_alg().map_err(|error| refused(&error))?;
            let key = token.signing_key(&verifier).map_err(|error| refused(&error))?;
            let own = AccessTokenHash::from_token(tokens.access_token(), signed, key);
            if own.map_err(|error| refused(&error))? != *hash {
                return Err(refused(&"the access token is another's"));
            }
        }
        let mut told = fields(claims);
        // A platform without such an address has said everything.
        let subject = claims.subject().clone();
        if let Ok(request) = party.user_info(tokens.access_token().clone(), Some(subject)) {
            let more: UserInfoClaims<Others, CoreGenderClaim> =
                request.request_async(&wire).await.map_err(|error| match error {
                    UserInfoError::Request(error) => error.into(),
                    UserInfoError::ClaimsVerification(_)
                    | UserInfoError::Parse(_)
                    | UserInfoError::Response(..)
                    | UserInfoError::Other(_)
                    | _ => refused(&error),
                })?;
            told.extend(fields(&more));
        }
        let claim = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Person {
            subject: format!("{} {}", self.settings.issuer, claims.subject().as_str()),
            name: claim(&self.settings.claim_name),
            identity_number: claim(&self.settings.claim_identity),
            phone: claim(&self.settings.claim_phone),
        })
    }

    /// We, as the platform knows us, by what it says of itself.
    async fn party(&self, wire: &Wire) -> Result<Party, OpenIdError> {
        let metadata = self.metadata(wire).await?;
        let secret = self.settings.secret().map_err(|error| refused(&error))?;
        let back = RedirectUrl::new(self.back.clone()).map_err(|error| refused(&error))?;
        let party = Client::from_provider_metadata(
            metadata,
            ClientId::new(self.settings.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.0)),
        );
        Ok(party.set_redirect_uri(back))
    }

    async fn metadata(&self, wire: &Wire) -> Result<CoreProviderMetadata, OpenIdError> {
        let mut known = self.known.lock().await;
        if let Some((metadata, since)) = known.as_ref()
            && since.elapsed() < FRESH
        {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(|error| refused(&error))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, wire).await;
        let metadata = metadata.map_err(|error| match error {
            DiscoveryError::Request(error) => error.into(),
            // While it is being looked after, its door says so.
            DiscoveryError::Response(status, ..) if status.is_server_error() => {
                OpenIdError::Away(status.to_string())
            }
            DiscoveryError::Other(_)
            | DiscoveryError::Parse(_)
            | DiscoveryError::Response(..)
            | DiscoveryError::UrlParse(_)
            | DiscoveryError::Validation(_)
            | _ => refused(&error),
        })?;
        *known = Some((metadata.clone(), Instant::now()));
        Ok(metadata)
    }
}

impl From<WireError> for OpenIdError {
    fn from(error: WireError) -> Self {
        Self::Away(error.to_string())
    }
}

/// What was claimed, by name.
fn fields(claims: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}
