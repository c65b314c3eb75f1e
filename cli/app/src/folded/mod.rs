//! Events folded on several cores, as one engine would fold them.
//!
//! Whoever reads the events hands them over one by one; `feeder` passes them on to engines on threads of their own (`worker`), without waiting for any of
//! them, and with so many on the way at the most. Where a program falls into parts that have no bearing on each other, each engine judges a
//! share of them (`assignment`) and hears everything; in the end, what they worked out is put together (`outcome`). `fold` asks for all of that; a short list of events is folded on the spot.

mod assignment;
mod feeder;
mod fold;
mod outcome;
mod worker;

pub use assignment::Sharing;
pub use fold::{Cores, Hand};
pub use outcome::Folded;
