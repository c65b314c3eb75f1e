//! The one way in for change.

use std::sync::Arc;

use crate::model::Observation;
use crate::program::Program;

/// Something that happened, told to the engine in the order in which it is stored.
#[derive(Clone)]
pub enum Event {
    /// Reports arrived.
    Observed(Vec<Observation>),
    /// A program came into force.
    Activated(Arc<Program>),
    /// A moment passed at which something was due.
    ClockAdvanced,
    /// The service came up after being down; the time between does not count towards any `for`.
    Resumed,
}
