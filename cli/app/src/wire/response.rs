//! What an official said to an alert, for programs.

use engine::model::Response;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// What an official said to an alert.
#[derive(Serialize, Debug)]
pub struct WireResponse {
    id: String,
    kind: &'static str,
    at: Timestamp,
    by: String,
    contribution: Option<String>,
    periods: Vec<String>,
    reason: String,
    approver: Option<String>,
    until: Option<Date>,
}

impl From<&Response> for WireResponse {
    fn from(response: &Response) -> Self {
        let statement = &response.submission;
        Self {
            id: response.id.to_string(),
            kind: statement.kind.as_str(),
            at: response.at,
            by: statement.by.clone(),
            contribution: response.scope.contribution().map(ToString::to_string),
            periods: response.periods.iter().map(ToString::to_string).collect(),
            reason: statement.reason.clone(),
            approver: statement.approver.clone(),
            until: statement.until,
        }
    }
}
