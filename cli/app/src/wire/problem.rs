//! Why something asked over the service is not done, as a problem document (RFC 9457).

use serde::Serialize;

/// Why something is not done, and what to do about it.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct WireProblem {
    pub status: u16,
    /// What kind of problem it is, by which programs tell them apart.
    pub code: &'static str,
    /// The kind in words, the same for each of the kind.
    pub title: &'static str,
    /// What is wrong with this one.
    pub detail: String,
    /// What to do about it; left out where there is nothing to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}
