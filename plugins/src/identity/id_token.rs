//! What a provider says of a person, in a signed token (`OpenID` Connect Core, 3.1.3.7). Nothing in it is believed before its signature.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::fault::IdentityFault;
use super::keys::{Algorithm, Keys, bytes};

/// So far may the clocks of the two be apart, in seconds.
const SKEW: i64 = 60;
/// No token is longer.
const LONGEST: usize = 64 << 10;

/// What must stand in a token.
#[derive(Clone, Copy)]
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) client_id: &'e str,
    pub(super) nonce: &'e str,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    /// What must be understood of it, which nothing is.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Frame {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    sub: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// A token in its three parts, of which nothing has been believed yet.
pub(super) struct IdToken<'t> {
    algorithm: Algorithm,
    kid: Option<String>,
    /// What is signed.
    message: &'t str,
    payload: &'t str,
    signature: Vec<u8>,
}

impl<'t> IdToken<'t> {
    pub(super) fn parse(token: &'t str) -> Result<Self, IdentityFault> {
        let malformed = IdentityFault::Malformed;
        if token.len() > LONGEST {
            return Err(malformed("it is too long"));
        }
        let (message, signature) = token.rsplit_once('.').ok_or(malformed("it has no signature"))?;
        let (head, payload) = message.split_once('.').ok_or(malformed("it has no signature"))?;
        let head = bytes(head).and_then(|head| serde_json::from_slice::<Head>(&head).ok());
        let Head { alg, kid, crit } = head.ok_or(malformed("its head cannot be read"))?;
        let algorithm = Algorithm::named(&alg)?;
        if crit.is_some() {
            return Err(malformed("its head asks for more than is known here"));
        }
        let signature = bytes(signature).ok_or(malformed("its signature cannot be read"))?;
        Ok(Self { algorithm, kid, message, payload, signature })
    }

    /// What it says, once it is known who says so, to whom and for when.
    pub(super) fn claims(
        &self,
        keys: &Keys,
        expected: Expected<'_>,
    ) -> Result<Map<String, Value>, IdentityFault> {
        keys.check(self.algorithm, self.kid.as_deref(), self.message.as_bytes(), &self.signature)?;
        let payload = bytes(self.payload).ok_or(IdentityFault::Malformed("what it says cannot be read"))?;
        let read = |_| IdentityFault::Malformed("what it says is not complete");
        let frame: Frame = serde_json::from_slice(&payload).map_err(read)?;
        frame.check(expected)?;
        serde_json::from_slice(&payload).map_err(read)
    }
}

impl Frame {
    fn check(&self, expected: Expected<'_>) -> Result<(), IdentityFault> {
        if self.iss != expected.issuer {
            return Err(IdentityFault::WrongIssuer);
        }
        let (is_meant, is_only) = match &self.aud {
            Audience::One(only) => (only == expected.client_id, true),
            Audience::Several(all) => (all.iter().any(|one| one == expected.client_id), all.len() == 1),
        };
        let is_party = self.azp.as_ref().map_or(is_only, |party| party == expected.client_id);
        if !is_meant || !is_party {
            return Err(IdentityFault::WrongAudience);
        }
        let now = expected.now.as_second();
        if self.exp.saturating_add(SKEW) <= now {
            return Err(IdentityFault::Expired);
        }
        let latest = now.saturating_add(SKEW);
        if self.iat > latest || self.nbf.is_some_and(|from| from > latest) {
            return Err(IdentityFault::NotYet);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(IdentityFault::WrongNonce);
        }
        if self.sub.is_empty() {
            return Err(IdentityFault::NoClaim("sub".to_owned()));
        }
        Ok(())
    }
}
