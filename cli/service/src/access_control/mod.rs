//! Who comes in, and how often: accounts by their tokens or by the sessions of browsers, and bounds for each.
//!
//! `budget` says how much somebody may ask, `session` is who has signed in with a browser, and `who` tells who it is that asks.

mod budget;
mod session;
mod who;

pub(crate) use budget::Budget;
pub(crate) use who::{AccessControl, IsBehindTls, Unknown, Who, cookie};
