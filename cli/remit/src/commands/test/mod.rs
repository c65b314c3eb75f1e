//! `remit test`: play the project's rule tests.
//!
//! `round` plays them once, `watch` whenever a text of the project changes, and `from` writes one of an alert as it stands.

mod from;
mod round;
mod watch;

pub(super) use from::from;
pub(super) use round::round;
pub(super) use watch::watch;
