//! `remit look`: what would be made of a file that nobody has declared. A feed is proposed, and the file read with that very proposal.
//!
//! What a file looks like is found by `readers::sketch`. Nothing is written, and no meaning is guessed: what only its publisher can say is a question. In
//! order:
//! - `facts`: what is found;
//! - `ids`: ids for what the file has names for;
//! - `measures`: the measures and the register that a feed needs, and `declare`: the feed as TOML;
//! - `trial`: the file through the reader that the feed would have;
//! - `sheets`: the same for all tables of a workbook that has several;
//! - `ask`: what the file does not say;
//! - `propose`: all of it.

mod ask;
mod declare;
mod facts;
mod ids;
mod measures;
mod propose;
mod sheets;
#[cfg(test)]
mod tests;
mod trial;

pub use facts::{FileExtent, Looked, Preview, Proposal, Question, Sheets, Trial};
pub use propose::{Subject, look};
