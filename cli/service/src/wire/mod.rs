//! The same as pages show, for programs. Names of fields stay as they are; new ones may come.
//!
//! `shown` is of the picture that is shown, and `known` of what the engine knows besides.

mod known;
mod shown;

pub(crate) use known::{WireBodies, WireMeasure};
pub(crate) use shown::{WireAlert, WireAlerts, WireMission, WireObligation, WireProject};
