//! The recorded history of a project, and the one walk through it. It writes nothing.
//!
//! `moments` says when reports became known, `past` is what stands on a ledger, `reports` is everything that was ever said in the order of these moments,
//! `gathered` reads both of a project, `walk` takes a program through it, and `relive` goes through the ledger alone, with every program in its time. What is made of the walk is for others: `as_of` looks at its end, `replay`
//! at all that was told on the way.

mod gathered;
mod moments;
mod past;
mod relive;
mod reports;
mod walk;

pub use gathered::Gathered;
pub use moments::{Arrivals, Moments};
pub use past::{InForce, Past};
pub use relive::relive_watching;
pub(crate) use relive::{Witness, relive, relive_before};
pub use reports::{History, by_moment, unused_by_moment};
pub use walk::{Besides, walk};
