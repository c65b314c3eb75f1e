//! The same as pages show, for programs. Names of fields stay as they are; new ones may come.
//!
//! `approvals` is of what waits for a second person, `burden` of what bodies are asked for and what rests with nobody, `shown` of the picture that is shown, `silences` of what nobody is told of for a time, `known` of what the engine knows besides, `texts` of the texts in force, and `values` of what is declared in one of them.

mod approvals;
mod burden;
mod known;
mod shown;
mod silences;
mod texts;
mod values;

pub(crate) use approvals::{WireApproval, WireApprovals};
pub(crate) use burden::{WireBurden, WireCoverage};
pub(crate) use known::{WireBodies, WireExplanation, WireMeasure};
pub(crate) use shown::{WireAlert, WireAlerts, WireMission, WireObligation, WireProject};
pub(crate) use silences::{WireSilenceShown, WireSilences};
pub(crate) use texts::{WireChanges, WireRule, WireTextsWaiting};
pub(crate) use values::WireValues;
