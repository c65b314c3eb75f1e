//! The public keys of a provider, and whether one of them has signed something.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::fault::IdentityFault;

/// So many keys of one provider are looked at.
const MOST_KEYS: usize = 64;

/// How something can be signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Algorithm {
    Rs256,
    Es256,
}

impl Algorithm {
    /// Any other is not believed, above all none and those by which whoever knows the public key can sign.
    pub(super) fn named(name: &str) -> Result<Self, IdentityFault> {
        match name {
            "RS256" => Ok(Self::Rs256),
            "ES256" => Ok(Self::Es256),
            // It is shown to people, so that it is kept short and plain.
            other => Err(IdentityFault::Algorithm(
                other.chars().filter(char::is_ascii_alphanumeric).take(16).collect(),
            )),
        }
    }
}

/// Keys, as a provider publishes them (RFC 7517).
#[derive(Deserialize, Debug)]
pub(super) struct Keys {
    keys: Vec<Key>,
}

#[derive(Deserialize, Debug)]
struct Key {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    /// Looks whether one of the keys has signed this. Where the key is not named, only one may come into question.
    pub(super) fn check(
        &self,
        algorithm: Algorithm,
        id: Option<&str>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), IdentityFault> {
        let fitting = self.keys.iter().take(MOST_KEYS).filter(|key| key.fits(algorithm));
        let mut fitting = fitting.filter(|key| id.is_none_or(|id| key.kid.as_deref() == Some(id)));
        let key = fitting.next().ok_or(IdentityFault::UnknownKey)?;
        if fitting.next().is_some() {
            return Err(IdentityFault::UnknownKey);
        }
        key.has_signed(algorithm, message, signature).ok_or(IdentityFault::BadSignature)
    }
}

impl Key {
    fn fits(&self, algorithm: Algorithm) -> bool {
        let (kind, name) = match algorithm {
            Algorithm::Rs256 => ("RSA", "RS256"),
            Algorithm::Es256 => ("EC", "ES256"),
        };
        let is_curve = algorithm == Algorithm::Rs256 || self.crv.as_deref() == Some("P-256");
        self.kty == kind
            && is_curve
            && self.alg.as_deref().is_none_or(|alg| alg == name)
            && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
    }

    fn has_signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> Option<()> {
        match algorithm {
            Algorithm::Rs256 => {
                let (n, e) = (number(self.n.as_deref())?, number(self.e.as_deref())?);
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).ok()
            }
            Algorithm::Es256 => {
                let point = [vec![4], bytes(self.x.as_deref()?)?, bytes(self.y.as_deref()?)?].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).ok()
            }
        }
    }
}

/// A number as it is wanted: without zeros before it.
fn number(written: Option<&str>) -> Option<Vec<u8>> {
    Some(bytes(written?)?.into_iter().skip_while(|byte| *byte == 0).collect())
}

pub(super) fn bytes(written: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(written).ok()
}
