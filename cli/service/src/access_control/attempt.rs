//! Attempts to sign in at a provider of identities: what comes back is bound to the browser that went there, for a while and once. Nothing of an attempt is kept here
//! before it comes back; its words follow from one in the cookie, by a key that no other process has.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use plugins::accounts::{SecretError, random_word};
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};
use thiserror::Error;

/// An attempt comes back within so long, or not at all.
const LONGEST: Duration = Duration::from_mins(10);
/// So many that came back are remembered; beyond that nobody signs in this way for a while.
const MOST_USED: usize = 20_000;

/// What binds attempts to browsers.
pub(super) struct Attempts {
    key: hmac::Key,
    /// By the words of their cookies, until these would be believed no longer.
    used: HashMap<String, Instant>,
}

/// An attempt that is begun.
pub(crate) struct Begun {
    /// What the browser keeps.
    pub(crate) cookie: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) challenge: String,
}

/// An attempt that came back.
#[derive(Debug)]
pub(crate) struct Returned {
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    /// Where the person was going.
    pub(crate) then: String,
}

/// Why what came back is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(crate) enum AttemptFault {
    #[error("it was not begun in this browser, or the service was started again meanwhile")]
    Foreign,
    #[error("it took longer than ten minutes")]
    TooLate,
    #[error("it was used already")]
    Used,
}

impl Attempts {
    pub(super) fn new() -> Result<Self, SecretError> {
        let key = random_word::<32>()?;
        Ok(Self { key: hmac::Key::new(HMAC_SHA256, key.as_bytes()), used: HashMap::new() })
    }

    /// Begins an attempt, which leads on to an address of this service.
    pub(super) fn begin(&self, then: &str, now: Timestamp) -> Result<Begun, SecretError> {
        let word = random_word::<16>()?;
        let until = now.as_second().saturating_add(LONGEST.as_secs().cast_signed());
        let said = format!("{word}.{until}.{}", BASE64_URL_SAFE_NO_PAD.encode(then));
        let challenge = digest(&SHA256, self.follow("verifier", &word).as_bytes());
        Ok(Begun {
            cookie: format!("{said}.{}", self.follow("cookie", &said)),
            state: self.follow("state", &word),
            nonce: self.follow("nonce", &word),
            challenge: BASE64_URL_SAFE_NO_PAD.encode(challenge),
        })
    }

    /// Takes what came back, where it belongs to the browser that brings it.
    pub(super) fn take(
        &mut self,
        cookie: &str,
        state: &str,
        now: Timestamp,
    ) -> Result<Returned, AttemptFault> {
        let (said, mark) = cookie.rsplit_once('.').ok_or(AttemptFault::Foreign)?;
        self.check("cookie", said, mark)?;
        let mut parts = said.split('.');
        let (word, until, then) = (parts.next(), parts.next(), parts.next());
        let word = word.ok_or(AttemptFault::Foreign)?;
        self.check("state", word, state)?;
        let until: i64 = until.and_then(|until| until.parse().ok()).ok_or(AttemptFault::Foreign)?;
        if now.as_second() > until {
            return Err(AttemptFault::TooLate);
        }
        self.note(word)?;
        let then = then.and_then(|then| BASE64_URL_SAFE_NO_PAD.decode(then).ok());
        let then = then.and_then(|then| String::from_utf8(then).ok()).ok_or(AttemptFault::Foreign)?;
        Ok(Returned { nonce: self.follow("nonce", word), verifier: self.follow("verifier", word), then })
    }

    /// Notes that an attempt came back, once.
    fn note(&mut self, word: &str) -> Result<(), AttemptFault> {
        self.used.retain(|_, at| at.elapsed() <= LONGEST);
        if self.used.contains_key(word) || self.used.len() >= MOST_USED {
            return Err(AttemptFault::Used);
        }
        self.used.insert(word.to_owned(), Instant::now());
        Ok(())
    }

    fn follow(&self, purpose: &str, word: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, format!("{purpose} {word}").as_bytes()))
    }

    fn check(&self, purpose: &str, word: &str, mark: &str) -> Result<(), AttemptFault> {
        let mark = BASE64_URL_SAFE_NO_PAD.decode(mark).map_err(|_| AttemptFault::Foreign)?;
        let said = format!("{purpose} {word}");
        hmac::verify(&self.key, said.as_bytes(), &mark).map_err(|_| AttemptFault::Foreign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_taken_once_from_its_own_browser_and_in_time() {
        let mut attempts = Attempts::new().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let begun = attempts.begin("/missions/homes", now).unwrap();
        let other = attempts.begin("/", now).unwrap();
        let mut take = |cookie: &str, state: &str, minutes: i64| {
            attempts.take(cookie, state, now + jiff::SignedDuration::from_mins(minutes)).map(|back| back.then)
        };
        assert_eq!(take(&begun.cookie, &other.state, 0), Err(AttemptFault::Foreign));
        assert_eq!(take("", &begun.state, 0), Err(AttemptFault::Foreign));
        assert_eq!(take(&begun.cookie.replacen('.', ".9", 1), &begun.state, 0), Err(AttemptFault::Foreign));
        assert_eq!(take(&begun.cookie, &begun.state, 11), Err(AttemptFault::TooLate));
        assert_eq!(take(&begun.cookie, &begun.state, 9).as_deref(), Ok("/missions/homes"));
        assert_eq!(take(&begun.cookie, &begun.state, 9), Err(AttemptFault::Used));
        assert_eq!(take(&other.cookie, &other.state, 9).as_deref(), Ok("/"));
    }

    #[test]
    fn the_challenge_is_that_of_the_verifier() {
        let mut attempts = Attempts::new().unwrap();
        let begun = attempts.begin("/", Timestamp::UNIX_EPOCH).unwrap();
        let back = attempts.take(&begun.cookie, &begun.state, Timestamp::UNIX_EPOCH).unwrap();
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, back.verifier.as_bytes()));
        assert_eq!((challenge, back.nonce), (begun.challenge, begun.nonce));
        assert!((43..=128).contains(&back.verifier.len()));
    }
}
