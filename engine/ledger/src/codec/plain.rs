//! A layout as bytes and back. What the bytes mean is not known here.

use serde::{Deserialize, Serialize};

use super::fault::CodecError;

pub(super) fn write(layout: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(layout).expect("writing to memory does not fail")
}

pub(super) fn read<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, CodecError> {
    match postcard::take_from_bytes(bytes) {
        Ok((layout, [])) => Ok(layout),
        Ok(_) => Err(CodecError::Malformed("something follows the end")),
        Err(_) => Err(CodecError::Malformed("it is not in the layout that it should have")),
    }
}
