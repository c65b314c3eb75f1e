//! From facts to English. Nothing else in Remit makes sentences for people of what the engine found.
//!
//! Modules stand in one order, each using only those before it:
//! `verdict`, `declaration`, `question`, `receipt`, `progress`, `agreement`, `notice`, `files`, `pulled`, `clock`, `judged_by`, `foreseen`, `replay`, `comparison`, `papers`, `finding`, `names`, `response`, `alert`, `summary`, `board`,
//! `due`, `figure`, `unreconciled`, `unregistered`, `left_out`, `look`, `full_receipt`, `since`, `standing`, `case`, `explanation`.

pub mod agreement;
pub mod alert;
pub mod board;
pub mod case;
pub mod clock;
pub mod comparison;
pub mod declaration;
pub mod due;
pub mod explanation;
pub mod figure;
pub mod files;
pub mod finding;
pub mod foreseen;
pub mod full_receipt;
pub mod judged_by;
pub mod left_out;
pub mod look;
pub mod names;
pub mod notice;
pub mod papers;
pub mod progress;
pub mod pulled;
pub mod question;
pub mod receipt;
pub mod replay;
pub mod response;
pub mod since;
pub mod standing;
pub mod summary;
pub mod unreconciled;
pub mod unregistered;
pub mod verdict;

pub use language::english;
