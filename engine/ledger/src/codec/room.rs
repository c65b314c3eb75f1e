//! How much may be unpacked of bytes that somebody else wrote: few of them stand for many, where they refer to one text again and again.

use std::cell::Cell;

use super::fault::CodecError;

/// What a text takes beside its letters.
const EACH: u64 = 24;

/// How many bytes of text may still be unpacked.
pub struct Room(Cell<u64>);

impl Room {
    pub fn of(bytes: u64) -> Self {
        Self(Cell::new(bytes))
    }

    /// For what was written here.
    pub(super) fn unbounded() -> Self {
        Self::of(u64::MAX)
    }

    /// The same text, if there is room for one more of it.
    ///
    /// # Errors
    /// There is none.
    pub fn take<'t>(&self, text: &'t str) -> Result<&'t str, CodecError> {
        let needed = text.len() as u64 + EACH;
        let left = self.0.get().checked_sub(needed);
        let left = left.ok_or(CodecError::Malformed("its texts would unpack to more than is ever read"))?;
        self.0.set(left);
        Ok(text)
    }
}
