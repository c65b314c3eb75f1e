//! Kinds of duties that are woven into a world beside its homes, each with a mission of its own, what is sent for it, and its piece of the
//! oracle. A world has a few of them, so that they meet.
//!
//! - `months`: quarters that are made of months.
//! - `values`: a measure that is divided, with totals.

mod months;
mod strand;
mod values;

pub(super) use strand::{Strand, few};
