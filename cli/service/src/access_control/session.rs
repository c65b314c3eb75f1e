//! Who has signed in with a browser. Sessions are in memory alone: whoever was signed in when the service stopped signs in again.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use plugins::accounts::{SecretError, random_word};

/// A session ends after so long, whatever is done in it.
pub(crate) const LONGEST: Duration = Duration::from_hours(12);
/// It ends earlier where nothing is done in it for so long.
const LONGEST_IDLE: Duration = Duration::from_hours(1);
/// So many are open at a time; the one that was idle longest ends first.
const MOST_OPEN: usize = 10_000;

/// The sessions that are open.
#[derive(Default)]
pub(super) struct Sessions {
    /// By the hash of what the cookie says, so that nothing here lets anybody in.
    open: HashMap<blake3::Hash, Session>,
}

/// How somebody signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    Password,
    /// At a provider of identities, with what it said, where that is kept.
    Elsewhere(Option<String>),
}

/// One browser that is signed in.
struct Session {
    account: String,
    form_token: String,
    origin: Origin,
    begun: Instant,
    used: Instant,
}

impl Sessions {
    /// Begins a session; what its cookie is to say.
    pub(super) fn begin(
        &mut self,
        account: &str,
        origin: Origin,
        now: Instant,
    ) -> Result<String, SecretError> {
        self.open.retain(|_, session| session.is_open(now));
        if self.open.len() >= MOST_OPEN {
            let idlest = self.open.iter().min_by_key(|(_, session)| session.used).map(|(hash, _)| *hash);
            idlest.and_then(|hash| self.open.remove(&hash));
        }
        let (word, form_token) = (random_word::<32>()?, random_word::<24>()?);
        let account = account.to_owned();
        let session = Session { account, form_token, origin, begun: now, used: now };
        self.open.insert(blake3::hash(word.as_bytes()), session);
        Ok(word)
    }

    /// The account of a session, and what its forms must say; none where it is not open.
    pub(super) fn of(&mut self, word: &str, now: Instant) -> Option<(String, String)> {
        let session = self.open.get_mut(&blake3::hash(word.as_bytes()))?;
        if !session.is_open(now) {
            return None;
        }
        session.used = now;
        Some((session.account.clone(), session.form_token.clone()))
    }

    /// Ends a session; how it was begun, where it was open.
    pub(super) fn end(&mut self, word: &str) -> Option<Origin> {
        self.open.remove(&blake3::hash(word.as_bytes())).map(|session| session.origin)
    }
}

impl Session {
    fn is_open(&self, now: Instant) -> bool {
        let since = |moment: Instant| now.saturating_duration_since(moment);
        since(self.begun) < LONGEST && since(self.used) < LONGEST_IDLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_it_is_idle_or_old() {
        let (mut sessions, begun) = (Sessions::default(), Instant::now());
        let word = sessions.begin("acc_1", Origin::Password, begun).unwrap();
        let mut is_open = |minutes| sessions.of(&word, begun + Duration::from_mins(minutes)).is_some();
        assert!((0..12).all(|half_hour| is_open(half_hour * 50)));
        assert!(!is_open(12 * 50 + 20));
        let word = sessions.begin("acc_1", Origin::Password, begun).unwrap();
        assert!(sessions.of(&word, begun + Duration::from_mins(61)).is_none());
        assert!(sessions.of("another", begun).is_none());
        assert_eq!(sessions.end(&word), Some(Origin::Password));
        assert!(sessions.of(&word, begun).is_none());
    }
}
