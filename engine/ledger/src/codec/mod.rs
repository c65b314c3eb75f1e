//! How entries become bytes: columns and dictionaries, so that an observation in a long file takes a few bytes.
//!
//! Knows nothing of files or databases. `wire` is the layout of entries, over `wire_numbers`, with `wire_service` for what came over the service and `wire_embargo` for what waits, `encode` and `decode` go there and back, `figures` keeps
//! values exact, `response` takes what officials said there and back with what is `enclosed`, `day` days, `unused` what could not be used, `papers` the papers of documents, `sources` the texts of a project and `parts` which parts of them are personal, `handed_in` what was handed in over the service, `proposal` what a second person decides about, `message` messages and until when they wait, `silence` silences, `erasure` what was erased, `difference` what another version made of it, `outcome` what a step led to and in which forms a batch is, `room` bounds what few bytes may unpack to, `column` packs, `digits` does so with those of values, `rows` takes observations apart, `plain` writes layouts out, `seal` guards
//! against damage and `fault` names it. `memo` and `evidence` do the same for what the engine worked out and for what it
//! heard, and `snapshot` holds both.

#[cfg(test)]
mod any_entry;
#[cfg(test)]
mod any_sources;
#[cfg(test)]
mod any_word;
mod checks;
mod column;
mod day;
mod decode;
mod difference;
mod digits;
mod enclosed;
mod encode;
mod erasure;
mod evidence;
mod fault;
mod figures;
mod handed_in;
mod memo;
mod message;
mod moment;
mod outcome;
mod papers;
mod parts;
mod plain;
mod proposal;
mod response;
mod room;
mod rows;
mod seal;
mod silence;
mod snapshot;
mod sources;
#[cfg(test)]
mod tests;
mod unused;
mod wire;
mod wire_embargo;
mod wire_numbers;
mod wire_service;

pub use decode::Batch;
pub use encode::{Encoded, encode, encode_batch, encode_stored};
pub use fault::CodecError;
pub use memo::{MemoError, decode_memo, encode_memo};
pub use room::Room;
pub use seal::{payload, seal, unseal};
pub use snapshot::{Snapshot, encode_snapshot};
pub use wire::TextHash;
