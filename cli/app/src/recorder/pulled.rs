//! Telling people of a release whose file could not be had.

use jiff::Timestamp;
use plugins::stores::StoreError;

use super::record::Recorder;

const NOT_PULLED: &str = "feed.not-pulled";

impl Recorder {
    /// Tells people that the file of a release was asked for in vain, once for each release; `told` says why.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_not_pulled(&mut self, now: Timestamp, feed: &str, told: &str) -> Result<(), StoreError> {
        let json = serde_json::json!({ "feed": feed, "reason": told }).to_string();
        self.announce(now, NOT_PULLED, words::pulled::notice(feed, told), json)
    }
}
