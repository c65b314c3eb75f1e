//! What changed since somebody last looked, for programs.

use engine::alert::Severity;
use engine::model::Catalogue;
use jiff::Timestamp;
use serde::Serialize;
use words::since::{AlertNews, Since};

use super::full_receipt::{WireFullReceipt, WireTurned};
use super::receipt::WireRefused;
use super::response::WireResponse;

/// All that a ledger says behind a place.
#[derive(Serialize, Debug)]
pub struct WireSince {
    /// When the first of it was written; none where there is nothing.
    begins: Option<Timestamp>,
    /// Verdicts that are other than they were, the worst first.
    turned: Vec<WireTurned>,
    /// What people were told of alerts, the worst first.
    alerts: Vec<WireAlertNews>,
    /// What became of every file that said something new.
    receipts: Vec<WireFullReceipt>,
    refused: Vec<WireRefused>,
    responses: Vec<WireResponse>,
    /// When other texts came into force.
    edits: Vec<Timestamp>,
}

#[derive(Serialize, Debug)]
struct WireAlertNews {
    id: String,
    change: &'static str,
    severity: Option<&'static str>,
    at: Timestamp,
    message: String,
}

impl WireSince {
    /// The same, with the reasons of verdicts as this register names bodies.
    pub fn of(since: &Since, catalogue: &Catalogue) -> Self {
        Self {
            begins: since.begins,
            turned: since.turned.iter().map(|one| WireTurned::of(one, catalogue)).collect(),
            alerts: since.alerts.iter().map(Into::into).collect(),
            receipts: since.receipts.iter().map(|full| WireFullReceipt::of(full, catalogue)).collect(),
            refused: since.refused.iter().map(Into::into).collect(),
            responses: since.responses.iter().map(Into::into).collect(),
            edits: since.edits.clone(),
        }
    }
}

impl From<&AlertNews> for WireAlertNews {
    fn from(told: &AlertNews) -> Self {
        Self {
            id: told.id.clone(),
            change: told.change.as_str(),
            severity: told.severity.map(Severity::as_str),
            at: told.at,
            message: told.text.clone(),
        }
    }
}
