//! Attempts to sign in at a provider of identities, where more than one machine is to know of them: whoever was led away from one may come back to another, and comes back once.

use std::time::Duration;

use jiff::Timestamp;

use super::fault::AccountsError;
use super::secret::random_word;
use super::store::Accounts;

/// What holds for attempts wherever they are noted.
pub struct AttemptRules;

impl AttemptRules {
    /// An attempt comes back within so long, or not at all.
    pub const LONGEST: Duration = Duration::from_mins(10);
    /// So many that came back are remembered; beyond that nobody signs in this way for a while.
    pub const MOST_USED: usize = 20_000;
}

impl Accounts {
    /// The word from which those of attempts follow, on every machine that serves the ledger.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn attempt_key(&self) -> Result<String, AccountsError> {
        let find = "SELECT word FROM remit_attempt_key";
        let mut found = self.rows.ask(find, &[])?;
        if found.is_empty() {
            // It was made with its table, and somebody took it away.
            let make = "INSERT INTO remit_attempt_key (word) VALUES ($1) ON CONFLICT (one) DO NOTHING";
            self.rows.tell(make, &[random_word::<32>()?.into()])?;
            found = self.rows.ask(find, &[])?;
        }
        found.first().map_or_else(|| Ok(random_word::<32>()?), |row| Ok(row.text(0)))
    }

    /// Notes that an attempt came back; whether it is the first time.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn use_attempt(&self, word: &str, now: Timestamp) -> Result<bool, AccountsError> {
        let taker = random_word::<12>()?;
        let mut is_first = false;
        self.rows.alone(&mut |rows| {
            let oldest = now.as_second() - AttemptRules::LONGEST.as_secs().cast_signed();
            rows.tell("DELETE FROM remit_attempt WHERE at < $1", &[oldest.into()])?;
            let count = rows.ask("SELECT count(*) FROM remit_attempt", &[])?;
            let count = count.first().map_or(0, |row| row.number(0));
            if usize::try_from(count).is_ok_and(|count| count < AttemptRules::MOST_USED) {
                let take = "INSERT INTO remit_attempt (word, taker, at) VALUES ($1, $2, $3)
                    ON CONFLICT (word) DO NOTHING";
                rows.tell(take, &[word.into(), taker.as_str().into(), now.as_second().into()])?;
            }
            // Where the answer to a first attempt at this was lost, it was taken by the same taker.
            let found = rows.ask("SELECT taker FROM remit_attempt WHERE word = $1", &[word.into()])?;
            is_first = found.first().is_some_and(|row| row.text(0) == taker);
            Ok(())
        })?;
        Ok(is_first)
    }
}
