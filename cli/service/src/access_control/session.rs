//! Who has signed in with a browser. Where the ledger lies in a file, sessions are in memory alone: whoever was signed in when the service stopped signs in again. Where it lies in a database they are with the accounts, so that every machine that serves it knows them.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;
use plugins::accounts::{Account, AccountsError, Origin, SecretError, SessionTimes, random_word};

use super::desk::{Desk, lock};

/// Where sessions are kept.
pub(super) enum Sessions {
    Here(Mutex<OpenSessions>),
    WithAccounts,
}

impl Sessions {
    pub(super) fn of(desk: &Desk) -> Self {
        if desk.is_shared { Self::WithAccounts } else { Self::Here(Mutex::default()) }
    }

    /// Begins a session for an account; what its cookie is to say. None where there are no accounts any more.
    pub(super) async fn begin(
        &self,
        desk: &Desk,
        account: &Account,
        origin: Origin,
    ) -> Result<Option<String>, AccountsError> {
        let (id, now) = (account.id.clone(), Timestamp::now());
        match self {
            Self::Here(open) => Ok(Some(lock(open).begin(&id, origin, now)?)),
            Self::WithAccounts => desk.ask(move |accounts| accounts.begin_session(&id, &origin, now)).await,
        }
    }

    /// Whose session it is, and what its forms must say; none where it is not open.
    pub(super) async fn of_word(
        &self,
        desk: &Desk,
        word: String,
    ) -> Result<Option<(Account, String)>, AccountsError> {
        let now = Timestamp::now();
        let Self::Here(open) = self else {
            return Ok(desk.ask(move |accounts| accounts.session(&word, now)).await?.flatten());
        };
        let found = lock(open).of(&word, now);
        let Some((id, form_token)) = found else { return Ok(None) };
        let account = desk.ask(move |accounts| accounts.of_id(&id)).await?.flatten();
        Ok(account.map(|account| (account, form_token)))
    }

    /// Ends a session; how it was begun, where it was open.
    pub(super) async fn end(&self, desk: &Desk, word: String) -> Result<Option<Origin>, AccountsError> {
        match self {
            Self::Here(open) => Ok(lock(open).end(&word)),
            Self::WithAccounts => Ok(desk.ask(move |accounts| accounts.end_session(&word)).await?.flatten()),
        }
    }
}

/// The sessions that are open in this process.
#[derive(Default)]
pub(super) struct OpenSessions {
    /// By the hash of what the cookie says, so that nothing here lets anybody in.
    open: HashMap<blake3::Hash, Session>,
}

/// One browser that is signed in.
struct Session {
    account: String,
    form_token: String,
    origin: Origin,
    times: SessionTimes,
}

impl OpenSessions {
    fn begin(&mut self, account: &str, origin: Origin, now: Timestamp) -> Result<String, SecretError> {
        self.open.retain(|_, session| session.times.is_open(now));
        if self.open.len() >= SessionTimes::MOST_OPEN {
            let idlest = self.open.iter().min_by_key(|(_, session)| session.times.used);
            idlest.map(|(hash, _)| *hash).and_then(|hash| self.open.remove(&hash));
        }
        let (word, form_token) = (random_word::<32>()?, random_word::<24>()?);
        let (account, times) = (account.to_owned(), SessionTimes::begin(now));
        self.open.insert(blake3::hash(word.as_bytes()), Session { account, form_token, origin, times });
        Ok(word)
    }

    fn of(&mut self, word: &str, now: Timestamp) -> Option<(String, String)> {
        let session = self.open.get_mut(&blake3::hash(word.as_bytes()))?;
        if !session.times.is_open(now) {
            return None;
        }
        session.times.used = now;
        Some((session.account.clone(), session.form_token.clone()))
    }

    fn end(&mut self, word: &str) -> Option<Origin> {
        self.open.remove(&blake3::hash(word.as_bytes())).map(|session| session.origin)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_session_ends_when_it_is_idle_or_old() {
        let (mut sessions, begun) = (OpenSessions::default(), Timestamp::UNIX_EPOCH);
        let word = sessions.begin("acc_1", Origin::Password, begun).unwrap();
        let mut is_open = |minutes| sessions.of(&word, begun + Duration::from_mins(minutes)).is_some();
        assert!((0..15).all(|turn| is_open(turn * 50)));
        assert!(!is_open(12 * 60));
        let word = sessions.begin("acc_1", Origin::Password, begun).unwrap();
        assert!(sessions.of(&word, begun + Duration::from_mins(61)).is_none());
        assert!(sessions.of("another", begun).is_none());
        assert_eq!(sessions.end(&word), Some(Origin::Password));
        assert!(sessions.of(&word, begun).is_none());
    }

    #[test]
    fn no_more_are_open_than_there_may_be() {
        let (mut sessions, begun) = (OpenSessions::default(), Timestamp::UNIX_EPOCH);
        let idlest = sessions.begin("acc_1", Origin::Password, begun).unwrap();
        let later = begun + Duration::from_mins(1);
        for _ in 0..SessionTimes::MOST_OPEN {
            sessions.begin("acc_1", Origin::Password, later).unwrap();
        }
        assert_eq!(sessions.open.len(), SessionTimes::MOST_OPEN);
        assert!(sessions.of(&idlest, later).is_none());
    }
}
