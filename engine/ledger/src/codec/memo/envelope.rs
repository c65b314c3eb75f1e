//! A memo with its format and a checksum around it.

use engine::memo::Memo;

use super::decode::decode;
use super::encode::encode;
use super::fault::MemoError;
use crate::codec::{seal, unseal};

macro_rules! numbered {
    ($number:literal) => {
        /// The layout of a memo. It gets the next number with any change to `wire`, and also whenever the engine would work out
        /// something else from the same ledger and the same program than it did before.
        pub(super) const FORMAT: u8 = $number;
        /// Tells a memo from whatever else is sealed. It repeats the format, so that a change to that byte is noticed as well.
        pub(super) const LABEL: &str = concat!("memo ", $number);
    };
}

numbered!(43);

/// Turns a memo into bytes, with its format and a checksum.
pub fn encode_memo(memo: &Memo) -> Vec<u8> {
    let payload = encode(memo);
    let mut bytes = vec![FORMAT];
    bytes.append(&mut seal(LABEL, &payload));
    bytes
}

/// Turns bytes back into the memo that they were.
///
/// # Errors
/// The bytes are of another format, or not those that [`encode_memo`] gave.
pub fn decode_memo(bytes: &[u8]) -> Result<Memo, MemoError> {
    let (format, sealed) = bytes.split_first().ok_or(MemoError::Damaged("it is empty"))?;
    if *format != FORMAT {
        return Err(MemoError::Format(*format));
    }
    let payload = unseal(LABEL, sealed)?;
    Ok(decode(payload)?)
}
