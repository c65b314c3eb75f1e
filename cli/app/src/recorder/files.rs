//! Telling whoever sent a file that nothing in it could be used, or that it is no longer there: once for each content.

use jiff::Timestamp;
use plugins::feeds::FeedError;
use plugins::stores::StoreError;
use words::files::{UnusableFile, gone_notice, refused};

use super::record::Recorder;
use crate::ledger_state::{FILE_GONE, FILE_REFUSED};
use crate::receipts::GoneFile;

impl Recorder {
    /// Tells people of files that could not be used, as far as they were not told of that content. What is still being written is
    /// not refused.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_refused_files(&mut self, now: Timestamp, faults: &[FeedError]) -> Result<(), StoreError> {
        for fault in faults.iter().filter(|fault| fault.is_refusal()) {
            let Some(path) = fault.file() else { continue };
            let why = fault.to_string();
            let content = fault.content().unwrap_or(&why);
            if self.state.announced.files.refused.get(path).is_some_and(|told| told == content) {
                continue;
            }
            let json = serde_json::json!({ "file": path, "reason": why, "content": content }).to_string();
            let notice = refused(UnusableFile { path, why: &why, help: fault.help().as_deref() });
            self.announce(now, FILE_REFUSED, notice, json)?;
        }
        Ok(())
    }

    /// Tells people of files that are no longer there and whose figures stay in force, as far as they were not told.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_gone(&mut self, now: Timestamp, gone: &[GoneFile]) -> Result<(), StoreError> {
        for GoneFile { path, content, figures } in gone {
            if self.state.announced.files.gone.get(path) == Some(content) {
                continue;
            }
            let json =
                serde_json::json!({ "file": path, "figures": figures, "content": content }).to_string();
            self.announce(now, FILE_GONE, gone_notice(path, *figures), json)?;
        }
        Ok(())
    }
}
