//! What puts one explanation into words. Each part of the answer has a file of its own.

use engine::explain::Explanation;
use engine::program::{Obligation, ReportDues};

use super::changes::Changes;
use crate::names::Names;

/// How many parts are told in full, where not everything is.
pub(super) const MOST_PARTS: usize = 6;

/// Where more parts than this are in question, less is told of each thing.
pub(super) const MANY_PARTS: usize = 24;

/// Puts one explanation into words.
pub(super) struct ExplanationWriter<'a> {
    pub(super) names: Names<'a>,
    /// By when history without a date was due.
    pub(super) dues: ReportDues<'a>,
    pub(super) explanation: &'a Explanation,
    pub(super) obligation: &'a Obligation,
    pub(super) changes: Changes<'a>,
    pub(super) fullness: Fullness,
}

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fullness {
    /// What a reader needs, with the rest counted.
    Brief,
    Whole,
}
