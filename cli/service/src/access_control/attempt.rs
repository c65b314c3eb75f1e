//! Attempts to sign in at a provider of identities: what comes back is bound to the browser that went there, for a while and once. Nothing of an attempt is kept
//! before it comes back; its words follow from one in the cookie, by a key that nobody else has. Where the ledger lies in a database, every machine that serves it has the same key,
//! and it is noted there what came back.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use plugins::accounts::{Accounts, AccountsError, AttemptRules, SecretError, random_word};
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};
use thiserror::Error;
use tokio::sync::OnceCell;

use super::desk::{Desk, lock};

/// What binds attempts to browsers, and says which came back.
pub(super) enum Attempts {
    Here(AttemptKey, Mutex<Used>),
    /// The key is asked for once.
    WithAccounts(OnceCell<AttemptKey>),
}

impl Attempts {
    pub(super) fn of(desk: &Desk) -> Result<Self, SecretError> {
        if desk.is_shared {
            return Ok(Self::WithAccounts(OnceCell::new()));
        }
        Ok(Self::Here(AttemptKey::of(&random_word::<32>()?), Mutex::default()))
    }

    /// The key; none where nobody has an account yet.
    pub(super) async fn key(&self, desk: &Desk) -> Result<Option<&AttemptKey>, AccountsError> {
        let Self::WithAccounts(known) = self else { return Ok(self.known_key()) };
        if known.get().is_none() {
            let Some(word) = desk.ask(Accounts::attempt_key).await? else { return Ok(None) };
            // Whoever asked for it at once was told the same.
            known.get_or_init(async || AttemptKey::of(&word)).await;
        }
        Ok(known.get())
    }

    fn known_key(&self) -> Option<&AttemptKey> {
        match self {
            Self::Here(key, _) => Some(key),
            Self::WithAccounts(key) => key.get(),
        }
    }

    /// Notes that an attempt came back; whether it is the first time.
    pub(super) async fn note(&self, desk: &Desk, word: String) -> Result<bool, AccountsError> {
        match self {
            Self::Here(_, used) => Ok(lock(used).note(&word)),
            Self::WithAccounts(_) => {
                let noted = desk.ask(move |accounts| accounts.use_attempt(&word, Timestamp::now())).await?;
                Ok(noted.unwrap_or(false))
            }
        }
    }
}

/// The attempts that came back to this process.
#[derive(Default)]
pub(super) struct Used {
    /// By the words of their cookies, until these would be believed no longer.
    used: HashMap<String, Instant>,
}

impl Used {
    fn note(&mut self, word: &str) -> bool {
        self.used.retain(|_, at| at.elapsed() <= AttemptRules::LONGEST);
        if self.used.contains_key(word) || self.used.len() >= AttemptRules::MOST_USED {
            return false;
        }
        self.used.insert(word.to_owned(), Instant::now());
        true
    }
}

/// By what the words of attempts follow from one.
pub(super) struct AttemptKey(hmac::Key);

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
    /// By which it is told from others.
    pub(crate) word: String,
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

impl AttemptKey {
    fn of(word: &str) -> Self {
        Self(hmac::Key::new(HMAC_SHA256, word.as_bytes()))
    }

    /// Begins an attempt, which leads on to an address of this service.
    pub(super) fn begin(&self, then: &str, now: Timestamp) -> Result<Begun, SecretError> {
        let word = random_word::<16>()?;
        let until = now.as_second().saturating_add(AttemptRules::LONGEST.as_secs().cast_signed());
        let said = format!("{word}.{until}.{}", BASE64_URL_SAFE_NO_PAD.encode(then));
        let challenge = digest(&SHA256, self.follow("verifier", &word).as_bytes());
        Ok(Begun {
            cookie: format!("{said}.{}", self.follow("cookie", &said)),
            state: self.follow("state", &word),
            nonce: self.follow("nonce", &word),
            challenge: BASE64_URL_SAFE_NO_PAD.encode(challenge),
        })
    }

    /// What came back, where it belongs to the browser that brings it.
    pub(super) fn read(&self, cookie: &str, state: &str, now: Timestamp) -> Result<Returned, AttemptFault> {
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
        let then = then.and_then(|then| BASE64_URL_SAFE_NO_PAD.decode(then).ok());
        let then = then.and_then(|then| String::from_utf8(then).ok()).ok_or(AttemptFault::Foreign)?;
        let (nonce, verifier) = (self.follow("nonce", word), self.follow("verifier", word));
        Ok(Returned { word: word.to_owned(), nonce, verifier, then })
    }

    fn follow(&self, purpose: &str, word: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, format!("{purpose} {word}").as_bytes()))
    }

    fn check(&self, purpose: &str, word: &str, mark: &str) -> Result<(), AttemptFault> {
        let mark = BASE64_URL_SAFE_NO_PAD.decode(mark).map_err(|_| AttemptFault::Foreign)?;
        let said = format!("{purpose} {word}");
        hmac::verify(&self.0, said.as_bytes(), &mark).map_err(|_| AttemptFault::Foreign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_taken_once_from_its_own_browser_and_in_time() {
        let (key, mut used, now) = (AttemptKey::of("word"), Used::default(), Timestamp::UNIX_EPOCH);
        let begun = key.begin("/missions/homes", now).unwrap();
        let other = key.begin("/", now).unwrap();
        let mut take = |cookie: &str, state: &str, minutes: i64| {
            let back = key.read(cookie, state, now + jiff::SignedDuration::from_mins(minutes))?;
            if used.note(&back.word) { Ok(back.then) } else { Err(AttemptFault::Used) }
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
        let key = AttemptKey::of("word");
        let begun = key.begin("/", Timestamp::UNIX_EPOCH).unwrap();
        let back = key.read(&begun.cookie, &begun.state, Timestamp::UNIX_EPOCH).unwrap();
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, back.verifier.as_bytes()));
        assert_eq!((challenge, back.nonce), (begun.challenge, begun.nonce));
        assert!((43..=128).contains(&back.verifier.len()));
    }
}
