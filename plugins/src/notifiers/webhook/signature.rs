//! The signature of Standard Webhooks, version 1: HMAC with SHA-256 over the id, the moment and the body.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

const PREFIX: &str = "whsec_";

/// The key that sender and receiver share. It is never shown.
#[derive(Clone)]
pub(super) struct Secret(Vec<u8>);

/// Why a text is not a secret. It does not repeat the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(super) enum SecretError {
    #[error("the secret does not begin with `whsec_`")]
    Prefix,
    #[error("the part of the secret after `whsec_` is not base64")]
    Base64,
    #[error("the secret is empty")]
    Empty,
}

impl Secret {
    pub(super) fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
        let key = STANDARD.decode(encoded).map_err(|_| SecretError::Base64)?;
        if key.is_empty() { Err(SecretError::Empty) } else { Ok(Self(key)) }
    }

    /// The value of the header `webhook-signature`.
    pub(super) fn sign(&self, id: &str, seconds: &str, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key may be of any length");
        mac.update(format!("{id}.{seconds}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
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
    fn a_secret_is_not_shown() {
        assert_eq!(format!("{:?}", Secret::parse("whsec_aGVsbG8=").unwrap()), "Secret(hidden)");
    }
}
