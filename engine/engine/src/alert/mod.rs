//! Alerts: open matters, one for each obligation, over as many periods as they last.
//!
//! Only evidence resolves: silence, a failed rule, a restart or a reload never does.

mod alertmanager;
mod ascent;
mod breakers;
mod certain;
mod climb;
mod correction;
mod edited;
mod groups;
mod identity;
mod lifecycle;
mod matter;
mod opened;
mod own_figure;
mod posts;
mod record;
mod severity;
mod snapshot;
mod ties;
mod uptime;

pub use climb::{Climb, StepTold};
pub use identity::{AlertId, AlertKind};
pub use lifecycle::AlertState;
pub use opened::{
    Alert, AlertChange, Breaker, Change, Correction, Ending, HeldUpBy, HeldUpPart, Rereading, Restatement,
    TakenBack,
};
pub use own_figure::{OwnFigure, ReportPlace};
pub use posts::Post;
pub use severity::Severity;

pub(crate) use alertmanager::AlertManager;
pub(crate) use lifecycle::Life;
pub(crate) use record::AlertRecord;
pub(crate) use snapshot::snapshot;
pub(crate) use ties::Ties;
pub(crate) use uptime::Downtimes;
