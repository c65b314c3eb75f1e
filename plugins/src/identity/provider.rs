//! Asking a provider: what it says of itself is kept for a while, and its keys until it signs with one that is not among them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};
use ureq::http::Uri;
use ureq::{Agent, Proxy};

use super::description::{Description, Proof};
use super::fault::IdentityFault;
use super::id_token::{Expected, IdToken};
use super::keys::Keys;
use super::settings::{ClientSecret, ProviderSettings};
use crate::files::read_secret;
use crate::notifiers::http::is_loopback;
use crate::service_client::encoded;

/// For how long a provider is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// What it answers is no larger.
const LARGEST: u64 = 512 << 10;
/// What it says of itself is asked for anew after so long.
const FRESH: Duration = Duration::from_hours(1);
/// Its keys are asked for no more often than this, whatever tokens say.
const BETWEEN_KEYS: Duration = Duration::from_secs(30);
/// So many groups of one person are looked at.
const MOST_GROUPS: usize = 500;
/// No token is kept that is longer.
const LONGEST_KEPT: usize = 4 << 10;
/// No claim that counts is longer.
const LONGEST_CLAIM: usize = 255;

/// A provider, and what is known of it.
pub struct IdentityProvider {
    settings: ProviderSettings,
    agent: Agent,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    description: Option<(Instant, Arc<Description>)>,
    keys: Option<(Instant, Arc<Keys>)>,
}

/// One attempt to sign in, as a browser takes it to the provider.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    pub state: &'r str,
    pub nonce: &'r str,
    /// The hash of what only whoever asks for the token knows (RFC 7636).
    pub challenge: &'r str,
}

/// Who somebody is, as the provider says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// What the claim says by which accounts are found.
    pub value: String,
    pub name: Option<String>,
    pub groups: Vec<String>,
    /// The token that says so, by which the provider knows later who signs out; none where it is too long to be kept.
    pub token: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

impl IdentityProvider {
    pub fn new(settings: ProviderSettings) -> Self {
        let is_here =
            settings.issuer.parse::<Uri>().is_ok_and(|issuer| issuer.host().is_some_and(is_loopback));
        let proxy = if is_here { None } else { Proxy::try_from_env() };
        let config = Agent::config_builder()
            .proxy(proxy)
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // The secret is shown to nobody but whom it is for.
            .max_redirects(0)
            .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { settings, agent: config.new_agent(), known: Mutex::default() }
    }

    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Where a browser is sent.
    ///
    /// # Errors
    /// The provider cannot be asked, or says nothing that can be used.
    pub fn address(&self, request: Request<'_>) -> Result<String, IdentityFault> {
        let description = self.description()?;
        let address = &description.authorization_endpoint;
        let mark = if address.contains('?') { '&' } else { '?' };
        let Request { state, nonce, challenge } = request;
        let told = form(&[
            ("response_type", "code"),
            ("scope", "openid profile email"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &self.settings.return_to),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ]);
        Ok(format!("{address}{mark}{told}"))
    }

    /// Who somebody is who comes back with a code.
    ///
    /// # Errors
    /// The provider cannot be asked, refuses the code, or says what cannot be believed.
    pub fn identify(
        &self,
        code: &str,
        verifier: &str,
        nonce: &str,
        now: Timestamp,
    ) -> Result<Identity, IdentityFault> {
        let description = self.description()?;
        let written = self.exchange(&description, code, verifier)?;
        let token = IdToken::parse(&written)?;
        let ProviderSettings { issuer, client_id, .. } = &self.settings;
        let expected = Expected { issuer, client_id, nonce, now };
        let (asked, keys) = self.keys(&description)?;
        let claims = match token.claims(&keys, expected) {
            // It may sign with a new key.
            Err(IdentityFault::UnknownKey) if asked.elapsed() > BETWEEN_KEYS => {
                token.claims(&*self.fetch_keys(&description)?, expected)?
            }
            said => said?,
        };
        let token = Some(written).filter(|token| token.len() <= LONGEST_KEPT);
        Ok(Identity { token, ..self.identity(&claims)? })
    }

    /// Where a browser is sent that signs out here, so that the person can sign out there too; none where the provider has no such place.
    ///
    /// # Errors
    /// The provider cannot be asked, or says nothing that can be used.
    pub fn end_address(&self, token: Option<&str>) -> Result<Option<String>, IdentityFault> {
        let description = self.description()?;
        let Some(address) = &description.end_session_endpoint else { return Ok(None) };
        let mark = if address.contains('?') { '&' } else { '?' };
        let mut told = vec![("client_id", &*self.settings.client_id)];
        told.extend(token.map(|token| ("id_token_hint", token)));
        Ok(Some(format!("{address}{mark}{}", form(&told))))
    }

    fn identity(&self, claims: &Map<String, Value>) -> Result<Identity, IdentityFault> {
        let text = |name: &str| {
            let said = claims.get(name).and_then(Value::as_str).map(str::trim);
            said.filter(|said| !said.is_empty() && said.len() <= LONGEST_CLAIM).map(str::to_owned)
        };
        let claim = &*self.settings.claim;
        let value = text(claim).ok_or_else(|| IdentityFault::NoClaim(claim.to_owned()))?;
        if claim == "email" && claims.get("email_verified") != Some(&Value::Bool(true)) {
            return Err(IdentityFault::UnverifiedAddress);
        }
        let groups = claims.get(&self.settings.groups_claim).and_then(Value::as_array);
        let groups = groups.into_iter().flatten().filter_map(Value::as_str).take(MOST_GROUPS);
        Ok(Identity { value, name: text("name"), groups: groups.map(str::to_owned).collect(), token: None })
    }

    /// The token for a code.
    fn exchange(
        &self,
        description: &Description,
        code: &str,
        verifier: &str,
    ) -> Result<String, IdentityFault> {
        let ProviderSettings { client_id, return_to, .. } = &self.settings;
        let secret = self.secret()?;
        let mut told = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", return_to),
            ("code_verifier", verifier),
        ];
        let mut request = self.agent.post(&description.token_endpoint).header("Accept", "application/json");
        match description.proof() {
            Proof::InHead => {
                let pair = format!("{}:{}", encoded(client_id), encoded(&secret));
                request = request.header("Authorization", format!("Basic {}", BASE64_STANDARD.encode(pair)));
            }
            Proof::InBody => told.extend([("client_id", &**client_id), ("client_secret", &*secret)]),
        }
        let request = request.content_type("application/x-www-form-urlencoded");
        let (status, text) = answered(request.send(form(&told)))?;
        match status {
            200 => serde_json::from_str(&text)
                .map(|Tokens { id_token }| id_token)
                .map_err(|_| IdentityFault::Malformed("there is none in the answer")),
            400 | 401 => {
                let said = serde_json::from_str(&text).map(|Refused { error }| error).unwrap_or_default();
                let said = said.chars().filter(|one| one.is_ascii_lowercase() || *one == '_').take(40);
                Err(IdentityFault::CodeRefused(said.collect()))
            }
            other => Err(IdentityFault::Status(other)),
        }
    }

    fn secret(&self) -> Result<String, IdentityFault> {
        let said = match &self.settings.client_secret {
            ClientSecret::File(path) => read_secret(path)
                .map_err(|error| IdentityFault::NoSecret(format!("{}: {error}", path.display())))?,
            ClientSecret::Variable(name) => std::env::var(name)
                .map_err(|_| IdentityFault::NoSecret(format!("the variable {name} is not set")))?,
        };
        Ok(said.lines().next().unwrap_or_default().trim().to_owned())
    }

    fn description(&self) -> Result<Arc<Description>, IdentityFault> {
        let known = lock(&self.known).description.clone();
        if let Some((asked, description)) = known
            && asked.elapsed() < FRESH
        {
            return Ok(description);
        }
        let issuer = &self.settings.issuer;
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let description = Arc::new(Description::read(&self.fetch(&address)?, issuer)?);
        lock(&self.known).description = Some((Instant::now(), Arc::clone(&description)));
        Ok(description)
    }

    /// Its keys, and when they were asked for.
    fn keys(&self, description: &Description) -> Result<(Instant, Arc<Keys>), IdentityFault> {
        let known = lock(&self.known).keys.clone();
        match known {
            Some((asked, keys)) if asked.elapsed() < FRESH => Ok((asked, keys)),
            _ => Ok((Instant::now(), self.fetch_keys(description)?)),
        }
    }

    fn fetch_keys(&self, description: &Description) -> Result<Arc<Keys>, IdentityFault> {
        let text = self.fetch(&description.jwks_uri)?;
        let keys = serde_json::from_str(&text);
        let keys = keys.map_err(|_| IdentityFault::Description("its keys cannot be read".to_owned()))?;
        let keys = Arc::new(keys);
        lock(&self.known).keys = Some((Instant::now(), Arc::clone(&keys)));
        Ok(keys)
    }

    fn fetch(&self, address: &str) -> Result<String, IdentityFault> {
        match answered(self.agent.get(address).header("Accept", "application/json").call())? {
            (200, text) => Ok(text),
            (status, _) => Err(IdentityFault::Status(status)),
        }
    }
}

/// The status and the text of an answer.
fn answered(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<(u16, String), IdentityFault> {
    let unreachable = |error: ureq::Error| IdentityFault::Unreachable(error.to_string());
    let mut answer = answer.map_err(unreachable)?;
    let text = answer.body_mut().with_config().limit(LARGEST).read_to_string().map_err(unreachable)?;
    Ok((answer.status().as_u16(), text))
}

fn form(pairs: &[(&str, &str)]) -> String {
    let told: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    told.join("&")
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
