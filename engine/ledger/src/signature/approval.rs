//! A signature as it is counted: under which change of which mission, and for how long.

use engine::model::{MissionId, Revision};
use jiff::civil::Date;

/// A verified signature under one change of one mission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    pub mission: MissionId,
    /// The revision of its own texts that was in force.
    pub replaces: Revision,
    /// The revision that was signed; `removed` for a removal.
    pub revision: Revision,
    /// The signer's key, spelt as in [`engine::model::Approver::key`].
    pub key: String,
    /// The day at whose start the change takes effect; none where it does at once.
    pub starts: Option<Date>,
    /// The last day on which the signature may be used.
    pub expires: Date,
}
