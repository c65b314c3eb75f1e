//! The signature of Standard Webhooks, version 1: HMAC with SHA-256 over the id, the moment and the body.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

const PREFIX: &str = "whsec_";

/// Two keys may be in use while a receiver changes from one to the other.
const MOST_KEYS: usize = 2;

/// The key that sender and receiver share, or the old and the new one while it is being replaced. It is never shown.
#[derive(Clone)]
pub(super) struct Secret(Vec<Vec<u8>>);

/// Why a text is not a secret. It does not repeat the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(super) enum SecretError {
    #[error("the secret does not begin with `whsec_`")]
    Prefix,
    #[error("the part of the secret after `whsec_` is not base64")]
    Base64,
    #[error("the secret is empty")]
    Empty,
    #[error("there are more than two secrets, the old one and the new one")]
    TooMany,
}

impl Secret {
    pub(super) fn parse(text: &str) -> Result<Self, SecretError> {
        let keys: Vec<_> = text.split_whitespace().map(key).collect::<Result<_, _>>()?;
        match keys.len() {
            0 => Err(SecretError::Prefix),
            1..=MOST_KEYS => Ok(Self(keys)),
            _ => Err(SecretError::TooMany),
        }
    }

    /// The value of the header `webhook-signature`: one signature for each key, of which the receiver needs one.
    pub(super) fn sign(&self, id: &str, seconds: &str, body: &str) -> String {
        let signature = |key: &Vec<u8>| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may be of any length");
            mac.update(format!("{id}.{seconds}.{body}").as_bytes());
            format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
        };
        self.0.iter().map(signature).collect::<Vec<_>>().join(" ")
    }
}

fn key(text: &str) -> Result<Vec<u8>, SecretError> {
    let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
    let key = STANDARD.decode(encoded).map_err(|_| SecretError::Base64)?;
    if key.is_empty() { Err(SecretError::Empty) } else { Ok(key) }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(text: &str, expect: SecretError) {
        assert_eq!(Secret::parse(text).unwrap_err(), expect);
    }

    #[test]
    fn the_signature_is_that_of_the_reference_library() {
        let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let ours = Secret::parse(text).unwrap().sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            r#"{"test": 2432232314}"#,
        );
        let oracle = standardwebhooks::Webhook::new(text).unwrap();
        let theirs =
            oracle.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#).unwrap();
        assert_eq!(ours, theirs);
        assert_eq!(ours, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn only_the_usual_spelling_of_a_secret_is_taken() {
        check_refused("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", SecretError::Prefix);
        check_refused("whsec_not base64!", SecretError::Base64);
        check_refused("whsec_", SecretError::Empty);
        assert!(Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").is_ok());
    }

    #[test]
    fn while_a_secret_is_being_replaced_both_sign() {
        let [old, new] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_aGVsbG8="];
        let sign = |text: &str| Secret::parse(text).unwrap().sign("msg_1", "1614265330", "{}");
        assert_eq!(sign(&format!("{old}\n{new}\n")), format!("{} {}", sign(old), sign(new)));
        check_refused(&format!("{old} {new} {new}"), SecretError::TooMany);
    }

    #[test]
    fn a_secret_is_not_shown() {
        assert_eq!(format!("{:?}", Secret::parse("whsec_aGVsbG8=").unwrap()), "Secret(hidden)");
    }
}
