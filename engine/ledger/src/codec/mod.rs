//! How entries become bytes: columns and dictionaries, so that an observation in a long file takes a few bytes.
//!
//! Knows nothing of files or databases. `wire` is the layout, `encode` and `decode` go there and back, `figures` keeps
//! values exact, `response` takes what officials said there and back, `column` packs, `seal` guards against damage and `fault` names it. `memo` does the same for what the
//! engine worked out.

mod column;
mod decode;
mod encode;
mod fault;
mod figures;
mod memo;
mod response;
mod seal;
#[cfg(test)]
mod tests;
mod wire;

pub use decode::Batch;
pub use encode::encode;
pub use fault::CodecError;
pub use memo::{MemoError, decode_memo, encode_memo};
pub use seal::{seal, unseal};
pub use wire::TextHash;
