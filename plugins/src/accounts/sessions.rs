//! Sessions of browsers, where more than one machine is to know of them: with the accounts, in the database. How long one is open is said here for those in the memory of a process too.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::account::Account;
use super::fault::AccountsError;
use super::rows::{Row, Value};
use super::secret::random_word;
use super::store::{Accounts, COLUMNS, account};

/// How somebody signed in, as it is stored.
const PASSWORD: &str = "password";
const ELSEWHERE: &str = "elsewhere";

/// How somebody signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    Password,
    /// At a provider of identities, with what it said, where that is kept.
    Elsewhere(Option<String>),
}

/// When a session was begun, and when something was last done in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionTimes {
    pub begun: Timestamp,
    pub used: Timestamp,
}

impl SessionTimes {
    /// A session ends after so long, whatever is done in it.
    pub const LONGEST: Duration = Duration::from_hours(12);
    /// It ends earlier where nothing is done in it for so long.
    const LONGEST_IDLE: Duration = Duration::from_hours(1);
    /// In a database it is not noted more often than this that something is done, so that not every question writes.
    const NOTED_AFTER: Duration = Duration::from_mins(1);
    /// So many are open at a time; the one that was idle longest ends first.
    pub const MOST_OPEN: usize = 10_000;

    /// Of a session that begins now.
    pub fn begin(now: Timestamp) -> Self {
        Self { begun: now, used: now }
    }

    /// Whether the session is open yet. The clocks of two machines may differ: what was done a little later than now was done now.
    pub fn is_open(self, now: Timestamp) -> bool {
        passed(self.begun, now) < Self::LONGEST && passed(self.used, now) < Self::LONGEST_IDLE
    }

    fn is_to_be_noted(self, now: Timestamp) -> bool {
        passed(self.used, now) >= Self::NOTED_AFTER
    }
}

/// How much time passed between two moments.
fn passed(since: Timestamp, now: Timestamp) -> Duration {
    now.duration_since(since).max(SignedDuration::ZERO).unsigned_abs()
}

impl Accounts {
    /// Begins a session for an account; what its cookie is to say.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin_session(
        &self,
        account: &str,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<String, AccountsError> {
        let (word, form_token) = (random_word::<32>()?, random_word::<24>()?);
        let (origin, said) = match origin {
            Origin::Password => (PASSWORD, None),
            Origin::Elsewhere(said) => (ELSEWHERE, said.as_deref()),
        };
        let second = Value::from(now.as_second());
        let row = [
            hash_of(&word),
            account.into(),
            form_token.into(),
            origin.into(),
            said.into(),
            second.clone(),
            second,
        ];
        self.rows.alone(&mut |rows| {
            let over = "DELETE FROM remit_session WHERE begun <= $1 OR used <= $2";
            let before = |longest: Duration| Value::from(now.as_second() - longest.as_secs().cast_signed());
            rows.tell(over, &[before(SessionTimes::LONGEST), before(SessionTimes::LONGEST_IDLE)])?;
            let idlest = "DELETE FROM remit_session WHERE hash IN
                (SELECT hash FROM remit_session ORDER BY used DESC, begun DESC, hash OFFSET $1)";
            let others = i64::try_from(SessionTimes::MOST_OPEN - 1).unwrap_or(i64::MAX);
            rows.tell(idlest, &[others.into()])?;
            // The same hash is there where the answer to a first attempt was lost.
            let begin = "INSERT INTO remit_session (hash, account, form_token, origin, said, begun, used)
                VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (hash) DO NOTHING";
            rows.tell(begin, &row)
        })?;
        Ok(word)
    }

    /// Whose session it is, and what its forms must say; none where it is not open.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn session(&self, word: &str, now: Timestamp) -> Result<Option<(Account, String)>, AccountsError> {
        let question = format!(
            "SELECT {COLUMNS}, form_token, begun, used FROM remit_account
             JOIN remit_session ON remit_session.account = remit_account.id WHERE hash = $1"
        );
        let found = self.rows.ask(&question, &[hash_of(word)])?;
        let Some(row) = found.first() else { return Ok(None) };
        let times = SessionTimes { begun: second(row, 8), used: second(row, 9) };
        if !times.is_open(now) {
            return Ok(None);
        }
        if times.is_to_be_noted(now) {
            let note = "UPDATE remit_session SET used = $2 WHERE hash = $1 AND used < $2";
            let noted = self.rows.tell(note, &[hash_of(word), now.as_second().into()]);
            // Whoever asks is known all the same.
            noted.unwrap_or_else(|error| tracing::warn!(%error, "it cannot be noted that a session is used"));
        }
        Ok(Some((account(row), row.text(7))))
    }

    /// Ends a session; how it was begun, where it was open.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end_session(&self, word: &str) -> Result<Option<Origin>, AccountsError> {
        let found =
            self.rows.ask("SELECT origin, said FROM remit_session WHERE hash = $1", &[hash_of(word)])?;
        self.rows.tell("DELETE FROM remit_session WHERE hash = $1", &[hash_of(word)])?;
        Ok(found.first().map(|row| match &*row.text(0) {
            ELSEWHERE => Origin::Elsewhere(row.text_if_any(1)),
            _ => Origin::Password,
        }))
    }
}

/// The form in which the word of a cookie is stored, so that nothing there lets anybody in.
fn hash_of(word: &str) -> Value {
    Value::Bytes(blake3::hash(word.as_bytes()).as_bytes().to_vec())
}

fn second(row: &Row, column: usize) -> Timestamp {
    Timestamp::from_second(row.number(column)).unwrap_or(Timestamp::UNIX_EPOCH)
}
