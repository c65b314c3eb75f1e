//! The same as a text, in which it can stand among other things that programs read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::content::Bundle;
use super::form::BundleError;
use crate::entry::Position;

impl Bundle {
    /// Its form on disk, as a text.
    pub fn encode_text(&self) -> String {
        STANDARD.encode(self.encode())
    }

    /// Reads such a text, which goes on behind a position.
    ///
    /// # Errors
    /// It is none, goes on elsewhere, or is damaged.
    pub fn parse_text(after: Position, text: &str) -> Result<Self, BundleError> {
        let file = STANDARD.decode(text).map_err(|_| BundleError::Other)?;
        Self::parse_after(after, &file)
    }
}
