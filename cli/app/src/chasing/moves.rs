//! How often the day was moved on which a report is due: by the texts that were in force one after the other, and by extensions. Where
//! there is no ledger, nobody remembers earlier texts.

use std::collections::BTreeMap;

use engine::expected::{Extent, Survey};
use engine::model::Cell;
use engine::program::Program;
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::ask::DueNow;
use crate::project::compiler;

/// A day that is further ahead is not followed.
const AHEAD: i64 = 366;

/// How often the day of each report that is due was moved.
pub struct Moves {
    /// The moment of which all is said.
    pub at: Timestamp,
    pub of: BTreeMap<Cell, u32>,
}

type Days = BTreeMap<Cell, Date>;

/// How often each day was moved.
pub fn moves(found: &DueNow) -> Moves {
    let mut cache = compiler();
    let mut of: BTreeMap<Cell, u32> = BTreeMap::new();
    let mut before: Option<Days> = None;
    let programs = found.in_force.iter().filter(|past| past.since <= found.at);
    let days = |program: &Program| {
        let survey = Survey::of_records(program, &found.records, found.at);
        let until = found.outlook.until.saturating_add(Span::new().days(AHEAD));
        let reports = survey.expected(Extent::Open, until);
        reports.into_iter().map(|report| (report.cell.clone(), report.declared_due())).collect::<Days>()
    };
    let mut note = |now: Days| {
        for (cell, day) in before.iter().flatten() {
            if now.get(cell).is_some_and(|now| now != day) {
                *of.entry(cell.clone()).or_default() += 1;
            }
        }
        before = Some(now);
    };
    for past in programs {
        if let Some(program) = cache.compile(&past.sources).program {
            note(days(&program));
        }
    }
    note(days(&found.program));
    let survey = Survey::of_records(&found.program, &found.records, found.at);
    for matter in &found.outlook.matters {
        let extended = survey.times_extended(&matter.report);
        if extended > 0 {
            *of.entry(matter.report.cell.clone()).or_default() += extended;
        }
    }
    Moves { at: found.at, of }
}
