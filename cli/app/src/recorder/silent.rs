//! Telling people of a feed to which nothing comes from its stream.

use jiff::Timestamp;
use plugins::stores::StoreError;

use super::record::Recorder;

const SILENT: &str = "feed.silent";

impl Recorder {
    /// Tells people that nothing comes from the stream of a feed, each time that begins; `told` says why, and `help` what to do.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_silent(
        &mut self,
        now: Timestamp,
        feed: &str,
        told: &str,
        help: Option<&str>,
    ) -> Result<(), StoreError> {
        let json = serde_json::json!({ "feed": feed, "reason": told }).to_string();
        self.announce(now, SILENT, words::streams::notice(feed, told, help), json)
    }
}
