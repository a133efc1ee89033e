//! Identity providers that speak OpenID Connect (<https://openid.net/specs/openid-connect-core-1_0.html>): the code flow
//! with PKCE and a nonce. What a provider says is believed only after its signature and all its claims were checked.

use std::{
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use openidconnect::{
    AccessTokenHash, AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreUserInfoClaims},
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::{
    http::{Client, Reach},
    marketplaces::MarketplaceError,
};

/// For how long what a provider says of itself, its keys included, is not asked again.
const KNOWN: Duration = Duration::from_secs(10 * 60);

/// The ways of signing that are accepted; all of them with a key that only the provider has.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A provider as the operator configures it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Its short name in addresses and tables: small letters, digits and hyphens.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// Its issuer, such as `https://accounts.example.com`.
    pub issuer: String,
    /// What it calls this shop.
    pub client_id: String,
    /// The secret it gave this shop.
    pub client_secret: String,
}

impl std::fmt::Debug for ProviderConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ProviderConfig").field("slug", &self.slug).finish_non_exhaustive()
    }
}

/// Why somebody did not come in by a provider.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The configuration makes no sense.
    #[error("the provider is not configured rightly: {0}")]
    Configuration(String),
    /// The provider does not answer.
    #[error("the provider does not answer: {0}")]
    Unavailable(String),
    /// What it says is not what it should be: a signature, a claim, a code that was used.
    #[error("what the provider says cannot be believed: {0}")]
    Refused(String),
}

/// A way that was begun: the address to send the browser to, and what must be known when it comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes.
    pub url: String,
    /// What must come back with it.
    pub secrets: Secrets,
}

/// What must be known when the browser comes back; kept by the shop alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// What the provider sends back as it is.
    pub state: String,
    nonce: String,
    verifier: String,
}

/// Somebody as a provider knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What the provider calls them; it never changes.
    pub subject: String,
    /// Their address, where the provider says that it is theirs.
    pub email: Option<String>,
}

/// A provider that people can come in by. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: ProviderConfig,
    back: RedirectUrl,
    issuer: IssuerUrl,
    caller: Caller,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl Provider {
    /// A provider that sends browsers back to `back`.
    ///
    /// # Errors
    /// [`IdentityError::Configuration`] when an address or the short name cannot be read.
    pub fn new(config: ProviderConfig, back: &str, reach: Reach) -> Result<Self, IdentityError> {
        let wrong = |what: &str| IdentityError::Configuration(format!("{what} of {}", config.slug));
        let is_slug = (1..=32).contains(&config.slug.len())
            && config.slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_slug {
            return Err(wrong("the short name"));
        }
        let issuer = IssuerUrl::new(config.issuer.clone()).map_err(|_| wrong("the issuer"))?;
        if reach == Reach::Public && issuer.url().scheme() != "https" {
            return Err(wrong("https is wanted for the issuer"));
        }
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| wrong("the way back"))?;
        let client = Client::new(reach).map_err(|error| IdentityError::Configuration(error.to_string()))?;
        Ok(Self(Arc::new(Inner { config, back, issuer, caller: Caller(client), known: Mutex::default() })))
    }

    /// Its short name.
    pub fn slug(&self) -> &str {
        &self.0.config.slug
    }

    /// Where its pages are, such as `https://accounts.example.com`: forms of ours lead on to it.
    pub fn origin(&self) -> String {
        self.0.issuer.url().origin().ascii_serialization()
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.0.config.name
    }

    /// Begins a way: each has secrets of its own.
    ///
    /// # Errors
    /// [`IdentityError::Unavailable`] when the provider does not say where to go.
    pub async fn begin(&self) -> Result<Begun, IdentityError> {
        let client = CoreClient::from_provider_metadata(self.metadata(false).await?, self.id(), self.secret())
            .set_redirect_uri(self.0.back.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let secrets = Secrets {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        };
        Ok(Begun { url: url.to_string(), secrets })
    }

    /// Ends a way: trades the code that the browser brought for what the provider says of the person.
    ///
    /// # Errors
    /// [`IdentityError::Refused`] when the code is not good, or anything the provider says is not as it must be.
    pub async fn finish(&self, code: &str, secrets: &Secrets) -> Result<Person, IdentityError> {
        let client = CoreClient::from_provider_metadata(self.metadata(false).await?, self.id(), self.secret())
            .set_redirect_uri(self.0.back.clone());
        let exchange = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(configuration)?;
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let tokens = exchange.set_pkce_verifier(verifier).request_async(&self.0.caller).await.map_err(refused)?;
        let id_token = tokens.id_token().ok_or_else(|| refused("no id token"))?;
        let nonce = Nonce::new(secrets.nonce.clone());
        // Keys change: what the known ones do not verify is tried once more with those of this moment.
        let known = id_token.claims(&client.id_token_verifier().set_allowed_algs(SIGNED_BY), &nonce).is_ok();
        let client = if known {
            client
        } else {
            CoreClient::from_provider_metadata(self.metadata(true).await?, self.id(), self.secret())
                .set_redirect_uri(self.0.back.clone())
        };
        let check = client.id_token_verifier().set_allowed_algs(SIGNED_BY);
        let claims = id_token.claims(&check, &nonce).map_err(refused)?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = id_token.signing_alg().map_err(refused)?;
            let key = id_token.signing_key(&check).map_err(refused)?;
            let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(refused)?;
            if actual != *expected {
                return Err(refused("the access token belongs to another answer"));
            }
        }
        let subject = claims.subject().clone();
        let of_token = claims.email().map(|email| (email.to_string(), claims.email_verified() == Some(true)));
        let address = match of_token {
            Some(address) => Some(address),
            None => {
                let request = client.user_info(tokens.access_token().clone(), Some(subject.clone()));
                let info: CoreUserInfoClaims =
                    request.map_err(configuration)?.request_async(&self.0.caller).await.map_err(refused)?;
                info.email().map(|email| (email.to_string(), info.email_verified() == Some(true)))
            }
        };
        let email = address.filter(|(_, verified)| *verified).map(|(email, _)| email);
        Ok(Person { subject: subject.to_string(), email })
    }

    fn id(&self) -> ClientId {
        ClientId::new(self.0.config.client_id.clone())
    }

    fn secret(&self) -> Option<ClientSecret> {
        Some(ClientSecret::new(self.0.config.client_secret.clone()))
    }

    /// What the provider says of itself; asked anew where `now`, or where it was asked long ago.
    async fn metadata(&self, now: bool) -> Result<CoreProviderMetadata, IdentityError> {
        let mut known = self.0.known.lock().await;
        if let Some((at, metadata)) = known.as_ref()
            && !now
            && at.elapsed() < KNOWN
        {
            return Ok(metadata.clone());
        }
        let found = CoreProviderMetadata::discover_async(self.0.issuer.clone(), &self.0.caller).await;
        let found = found.map_err(|error| IdentityError::Unavailable(error.to_string()))?;
        *known = Some((Instant::now(), found.clone()));
        Ok(found)
    }
}

/// Carries requests of the protocol over the one client that judges addresses.
#[derive(Debug)]
struct Caller(Client);

impl<'c> AsyncHttpClient<'c> for Caller {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let mut sending = self.0.request(parts.method, parts.uri.to_string());
            for (name, value) in &parts.headers {
                sending = sending.header(name.as_str(), value.to_str().map_err(|_| CallError::Unreadable)?);
            }
            let answer = sending.body(body).send().await?;
            let mut response = HttpResponse::new(answer.body);
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers;
            Ok(response)
        })
    }
}

/// Why a request of the protocol had no answer.
#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error(transparent)]
    Failed(#[from] MarketplaceError),
    #[error("a header that cannot be sent")]
    Unreadable,
}

fn configuration(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Configuration(error.to_string())
}

fn refused(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Refused(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(slug: &str, issuer: &str) -> ProviderConfig {
        let (slug, issuer, name) = (slug.to_owned(), issuer.to_owned(), "A provider".to_owned());
        ProviderConfig { slug, name, issuer, client_id: "shop".into(), client_secret: "hush".into() }
    }

    #[test]
    fn a_provider_is_reached_by_https_except_in_practice_and_its_secret_is_never_shown() {
        let back = "https://shop.example/sign-in/with/one/back";
        let open = |issuer: &str, reach| Provider::new(config("one", issuer), back, reach);
        assert!(open("https://accounts.example.com", Reach::Public).is_ok());
        assert!(open("http://accounts.example.com", Reach::Public).is_err());
        assert!(open("http://127.0.0.1:4790", Reach::Anywhere).is_ok());
        assert!(Provider::new(config("Ünï", "https://a.example"), back, Reach::Public).is_err());
        let shown = format!("{:?}", open("https://accounts.example.com", Reach::Public));
        assert!(!shown.contains("hush"), "{shown}");
    }

    #[tokio::test]
    async fn a_provider_in_our_own_network_is_not_asked() {
        let issuer = "https://127.0.0.1:1".to_owned();
        let provider = Provider::new(config("one", &issuer), "https://shop.example/back", Reach::Public).unwrap();
        let refused = provider.begin().await.unwrap_err().to_string();
        assert!(matches!(provider.begin().await, Err(IdentityError::Unavailable(_))), "{refused}");
    }
}
