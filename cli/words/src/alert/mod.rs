//! Alerts in words: `complaint` is what is held against whom, `message` what people are told of an alert, and `label` what it is
//! called in a word.

mod complaint;
pub mod label;
mod message;

pub use complaint::{Complaint, complaints};
pub use message::{held_up_by, message, message_of_change};
