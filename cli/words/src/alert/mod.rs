//! Alerts in words: `complaint` is what is held against whom, `delay` what is waited for, `redeclared` what was changed of what is declared, `message` what people are told of an alert, and `label` what it is
//! called in a word.

mod complaint;
mod delay;
pub mod label;
mod message;
mod redeclared;

pub use complaint::{Complaint, complaints};
pub use delay::delays;
pub use message::{held_up_by, message, message_of_change};
