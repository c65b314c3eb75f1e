//! What the reports come to, worked out the slow and simple way from every file as it was read.
//!
//! A row says what it says once, however often its file is read, and once more where it comes under another name or in the place
//! of another content. Of two figures the one that became known later holds; between those of one reading nothing decides.

use std::collections::{BTreeMap, BTreeSet};

use engine::evidence::Evidence;
use engine::model::{Cell, Observation, Report, SourceFile, Vintage};

/// The body whose rows can be used only while it is in the register, so that nobody can say which came last.
const SOMETIMES_UNKNOWN: &str = "isle";

/// Every statement so far.
#[derive(Default)]
pub struct Truth {
    /// Which content a path has, by its hash.
    contents: BTreeMap<String, String>,
    /// Rows that were heard of the newest content of a path.
    rows: BTreeMap<String, BTreeSet<(u32, Cell)>>,
    cells: BTreeMap<Cell, Statements>,
}

/// What was said of one cell, by the date of its publication where it has one, and then by the reading in which it came and by arrival.
#[derive(Default)]
struct Statements(BTreeMap<(Option<Vintage>, u32, usize), Report>);

impl Truth {
    /// A file was read, and its receipt written down.
    pub fn hear(&mut self, file: &SourceFile, observations: &[Observation]) {
        let before = self.contents.insert(file.path.clone(), file.hash.clone());
        if before.is_some_and(|before| before != file.hash) {
            self.rows.remove(&file.path);
        }
        let rows = self.rows.entry(file.path.clone()).or_default();
        for observation in observations {
            if rows.insert((observation.source.line, observation.cell.clone())) {
                self.cells.entry(observation.cell.clone()).or_default().hear(file, observation);
            }
        }
    }

    /// Whether a path's newest content was taken in.
    pub fn has_heard(&self, path: &str, hash: &str) -> bool {
        self.contents.get(path).is_some_and(|heard| heard == hash)
    }

    /// Compares with the evidence.
    ///
    /// # Panics
    /// The evidence holds something else.
    pub fn check(&self, evidence: &Evidence) {
        for (cell, statements) in &self.cells {
            let found = evidence.history(cell).map(|history| history.current().report);
            if cell.body.as_str() == SOMETIMES_UNKNOWN {
                assert!(statements.were_said(found), "{cell:?}: what could not be used is heard in the end");
            } else {
                match statements.said_last().as_slice() {
                    [wanted] => {
                        assert_eq!(
                            found.as_ref(),
                            Some(wanted),
                            "{cell:?}: the figure in force is the one that was said last"
                        );
                    }
                    rivals => assert!(
                        found.is_some_and(|found| rivals.contains(&found)),
                        "{cell:?}: the figure in force is one of those that were said last"
                    ),
                }
            }
        }
    }
}

impl Statements {
    fn hear(&mut self, file: &SourceFile, observation: &Observation) {
        let published = (file.feed.as_str() == "dated").then_some(observation.vintage);
        self.0.insert((published, file.edition.reading, self.0.len()), observation.report);
    }

    fn were_said(&self, report: Option<Report>) -> bool {
        self.0.values().any(|said| Some(*said) == report)
    }

    /// The different reports of the last reading.
    fn said_last(&self) -> Vec<Report> {
        let key = |(published, reading, _): &(Option<Vintage>, u32, usize)| (*published, *reading);
        let last = self.0.keys().next_back().map(key);
        let mut reports: Vec<Report> = Vec::new();
        for (_, report) in self.0.iter().filter(|(place, _)| Some(key(place)) == last) {
            if !reports.contains(report) {
                reports.push(*report);
            }
        }
        reports
    }
}
