//! The counts of every rule that was compiled with one log, on however many threads they run.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;
use rhai::AST;

use super::point::Point;
use super::reached::{Coverage, FileCoverage};
use super::rewrite::rewritten;
use crate::source::{SourceText, Sources};

/// Whether rules are compiled with marks that count.
#[derive(Clone, Copy, Debug)]
pub enum Counting<'l> {
    /// They are not, as wherever they judge for good.
    Off,
    /// They count in this log.
    In(&'l CoverageLog),
}

/// Counts what rules reach. A text that is compiled again goes on counting where it was.
#[derive(Debug, Default)]
pub struct CoverageLog {
    points: Mutex<IndexMap<SourceText, Vec<Arc<Point>>>>,
}

impl CoverageLog {
    /// A log in which nothing was reached yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same script with marks in it that count here.
    pub(in crate::script) fn counted(&self, source: &SourceText, ast: &AST) -> AST {
        let mut points = self.points.lock().unwrap_or_else(PoisonError::into_inner);
        rewritten(ast, points.entry(source.clone()).or_default())
    }

    /// What was reached so far in the rules of these sources. Texts that were tried out beside them are left out.
    pub fn coverage(&self, sources: &Sources) -> Coverage {
        let wanted: BTreeSet<(&str, &str)> =
            sources.scripts().into_iter().map(|source| (&*source.path, &*source.text)).collect();
        let points = self.points.lock().unwrap_or_else(PoisonError::into_inner);
        let known = points.iter().filter(|(source, _)| wanted.contains(&(&*source.path, &*source.text)));
        Coverage::of(known.map(|(source, points)| FileCoverage::of(source, points)))
    }
}
