//! Alerts in words: `complaint` is what is held against whom, `message` is what people are told.

mod complaint;
mod message;

pub use complaint::{Complaint, complaints};
pub use message::{held_up_by, message, message_of_change};
