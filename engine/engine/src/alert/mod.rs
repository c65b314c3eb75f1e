//! Alerts: open matters, one for each obligation and body, over as many periods as they last.
//!
//! Only evidence resolves: silence, a failed rule, a restart or a reload never does.

mod complaint;
mod desk;
mod identity;
mod lifecycle;
mod message;
mod opened;
mod reply;
mod snapshot;

pub use complaint::Complaint;
pub use identity::{AlertId, AlertKind};
pub use lifecycle::AlertState;
pub use opened::{Alert, AlertChange, Breaker, Change};

pub(crate) use desk::{Desk, File};
pub(crate) use lifecycle::Life;
pub(crate) use snapshot::snapshot;
