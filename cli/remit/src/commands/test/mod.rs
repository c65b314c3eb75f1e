//! `remit test`: play the project's rule tests.
//!
//! `round` plays them once, `watch` whenever a text of the project changes.

mod round;
mod watch;

pub(super) use round::round;
pub(super) use watch::watch;
