//! What an official hands in with a response, with every name in it looked up.

use std::sync::Arc;

use super::{Cell, Paper};

/// What came with a response.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Enclosed {
    /// Words alone.
    #[default]
    Nothing,
    /// A paper that it reports. Its last day is that of the response.
    Paper(ReportedPaper),
}

/// A paper that is reported by a response, and not by a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportedPaper {
    /// The document, its body, and the day from which the paper is in force.
    pub cell: Cell,
    pub paper: Arc<Paper>,
}
