//! What an official said to an alert, for programs.

use engine::model::{Enclosed, ReportedPaper, Response};
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
    /// The paper that it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<WirePaper>,
}

/// A paper that somebody reported by a response.
#[derive(Serialize, Debug)]
struct WirePaper {
    document: String,
    body: String,
    title: String,
    link: Option<String>,
    from: Date,
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
            document: match &response.enclosed {
                Enclosed::Nothing => None,
                Enclosed::Paper(paper) => Some(paper.into()),
            },
        }
    }
}

impl From<&ReportedPaper> for WirePaper {
    fn from(ReportedPaper { cell, paper }: &ReportedPaper) -> Self {
        Self {
            document: cell.measure.to_string(),
            body: cell.body.to_string(),
            title: paper.title.to_string(),
            link: paper.link.as_deref().map(str::to_owned),
            from: cell.period.first_day(),
        }
    }
}
