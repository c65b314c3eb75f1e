//! How the engine's memo becomes bytes. Knows nothing of files, nor of whether a memo is still of use.
//!
//! A memo only makes a restart quicker: whoever cannot read one folds the ledger afresh. `wire` is the layout, `encode`
//! and `decode` (with the pieces in `decoder`) go there and back, `cells` numbers cells, `as_said` leaves out what is said twice, `why_absent` does so for gaps and `other_read` for what was asked of other obligations, `climb` for ladders and posts, `cut` for cuts and who is asked after them, `own_figure` for figures of parties, `texts` numbers texts, `mention` keeps what rows refer to small, `envelope` guards against damage, and `fault`
//! says what is of no use.

#[cfg(test)]
mod any_asked;
#[cfg(test)]
mod any_cut;
#[cfg(test)]
mod any_memo;
mod as_said;
mod cells;
mod climb;
mod cut;
mod decode;
mod decoder;
mod encode;
mod envelope;
mod fault;
mod listing;
mod mention;
mod other_read;
mod own_figure;
#[cfg(test)]
mod tests;
mod texts;
mod why_absent;
mod wire;

pub use envelope::{decode_memo, encode_memo};
pub use fault::MemoError;
