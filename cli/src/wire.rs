//! The JSON that programs read. The engine's own types are not serialisable, so that they can change without breaking
//! anyone's program.

use engine::alert::Alert;
use engine::standing::Standing;
use jiff::{Timestamp, civil::Date};
use plugins::port::FileReceipt;
use serde::Serialize;

/// The answer of `remit run --format json`.
#[derive(Serialize, Debug)]
pub struct Report {
    /// The day about which it was asked.
    pub as_of: Date,
    /// The program's revision.
    pub revision: String,
    /// Every verdict of every period of every obligation.
    pub verdicts: Vec<WireVerdict>,
    /// Every alert that is pending or firing.
    pub alerts: Vec<WireAlert>,
    /// What became of every file.
    pub receipts: Vec<WireReceipt>,
}

/// One verdict.
#[derive(Serialize, Debug)]
pub struct WireVerdict {
    mission: String,
    obligation: String,
    contribution: Option<String>,
    body: String,
    period: String,
    verdict: &'static str,
    reason: String,
}

impl From<Standing> for WireVerdict {
    fn from(standing: Standing) -> Self {
        Self {
            mission: standing.mission.to_string(),
            obligation: standing.obligation.to_string(),
            contribution: standing.contribution.map(|contribution| contribution.to_string()),
            body: standing.body.to_string(),
            period: standing.period.to_string(),
            verdict: standing.verdict.as_str(),
            reason: standing.reason,
        }
    }
}

/// One alert.
#[derive(Serialize, Debug)]
pub struct WireAlert {
    id: String,
    mission: String,
    obligation: String,
    body: String,
    state: String,
    since: Timestamp,
    periods: Vec<String>,
    broken_by: Vec<String>,
    message: String,
}

impl From<&Alert> for WireAlert {
    fn from(alert: &Alert) -> Self {
        Self {
            id: alert.id.to_string(),
            mission: alert.id.mission.to_string(),
            obligation: alert.id.obligation.to_string(),
            body: alert.id.body.to_string(),
            state: alert.state.to_string(),
            since: alert.since,
            periods: alert.periods.iter().map(ToString::to_string).collect(),
            broken_by: alert.broken_contributions().map(ToString::to_string).collect(),
            message: alert.message.clone(),
        }
    }
}

/// What became of one file.
#[derive(Serialize, Debug)]
pub struct WireReceipt {
    feed: String,
    file: String,
    accepted: u32,
    unchanged: u32,
    revised: u32,
    skipped: u32,
    quarantined: usize,
}

impl From<&FileReceipt> for WireReceipt {
    fn from(receipt: &FileReceipt) -> Self {
        Self {
            feed: receipt.file.feed.to_string(),
            file: receipt.file.path.clone(),
            accepted: receipt.counts.accepted,
            unchanged: receipt.counts.unchanged,
            revised: receipt.counts.revised,
            skipped: receipt.skipped,
            quarantined: receipt.quarantined.len(),
        }
    }
}
