//! Kinds of duties that are woven into a world beside its homes, each with a mission of its own, what is sent for it, and its piece of the
//! oracle. A world has a few of them, so that they meet.
//!
//! - `boroughs`: bodies whose codes change, in files that name them so.
//! - `excepted`: duties that some do not owe for a time.
//! - `grants`: pots of money that exist for a time, and benefits that take theirs.
//! - `months`: quarters that are made of months.
//! - `papers`: documents that must be in force throughout, or on a day.
//! - `posts`: alerts that go up to whoever holds a post.
//! - `values`: a measure that is divided, with totals.

mod boroughs;
mod excepted;
mod grants;
mod months;
mod papers;
mod posts;
mod strand;
mod values;

pub(super) use posts::{Pace, Person};
pub(super) use strand::{Strand, few};
