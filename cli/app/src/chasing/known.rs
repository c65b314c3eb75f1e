//! What had been received and said by a moment, and by which texts that is asked.

use std::sync::Arc;

use engine::expected::Records;
use engine::model::{Observation, Response, Unused};
use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, Recorded};
use plugins::stores::StoreError;
use words::judged_by::JudgedBy;

use crate::as_of::{first_program, judged_by};
use crate::history::{Gathered, History, Moments, by_moment, unused_by_moment};
use crate::project::{Project, compiler};

/// What was known at a moment.
pub(super) struct Known {
    pub(super) program: Program,
    pub(super) records: Records,
    pub(super) judged_by: JudgedBy,
}

impl Known {
    /// By a project's ledger and its feeds. `until` is the moment, `now` is now.
    pub(super) fn at(
        project: &Project,
        gathered: &mut Gathered,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let history = std::mem::take(&mut gathered.history);
        let judged_by = judged_by(&gathered.in_force, until, now);
        let has_ledger = !gathered.in_force.is_empty();
        Ok(match judged_by {
            JudgedBy::InForce { since } => {
                let in_force = gathered.in_force.iter().rfind(|past| past.since == since);
                let compiled = in_force.and_then(|past| compiler().compile(&past.sources).program);
                let program = compiled.unwrap_or_else(|| project.program.clone());
                let written = Written::by(project, until)?;
                let records =
                    Records::of(&program.catalogue, &written.observations, written.unused, written.responses);
                Self { program, records, judged_by }
            }
            JudgedBy::FirstOf { .. } => {
                let program = first_program(&gathered.in_force).unwrap_or_else(|| project.program.clone());
                Self { records: by_vintage(&program, history, until), program, judged_by }
            }
            JudgedBy::Written if has_ledger => {
                let program = project.program.clone();
                let History { observations, responses, unused, .. } = history;
                let unused = unused.into_iter().map(|(_, unused)| unused);
                Self {
                    records: Records::of(&program.catalogue, &observations, unused, responses),
                    program,
                    judged_by,
                }
            }
            JudgedBy::Written => {
                let program = project.program.clone();
                Self { records: by_vintage(&program, history, until), program, judged_by }
            }
        })
    }
}

/// What became known by a moment, as its reports say.
fn by_vintage(program: &Program, history: History, until: Timestamp) -> Records {
    let unused = unused_by_moment(&history.unused, &program.calendar);
    let unused = unused.into_iter().filter(|(at, _)| *at <= until).map(|(_, unused)| unused);
    let reports = by_moment(history.observations, Moments::new(program, &history.arrivals, until));
    let reports = reports.into_iter().take_while(|(moment, _)| *moment <= until);
    let reports: Vec<Observation> = reports.flat_map(|(_, reports)| reports).collect();
    let responses = history.responses.into_iter().filter(|response| response.at <= until);
    Records::of(&Arc::clone(&program.catalogue), &reports, unused, responses)
}

/// What was written down by a moment.
#[derive(Default)]
struct Written {
    observations: Vec<Observation>,
    unused: Vec<Unused>,
    responses: Vec<Response>,
}

impl Written {
    fn by(project: &Project, until: Timestamp) -> Result<Self, StoreError> {
        let mut written = Self::default();
        if let Some(mut store) = project.ledger().open_read_only()? {
            store.read(0, &mut |recorded| {
                if recorded.at <= until {
                    written.take(recorded);
                }
                Ok(())
            })?;
        }
        Ok(written)
    }

    fn take(&mut self, recorded: Recorded) {
        match recorded.entry {
            Entry::Observed(observed) => self.observations.extend(observed),
            Entry::SetAside(unused) => self.unused.extend(unused),
            Entry::Responded(response) => self.responses.push(response),
            _ => {}
        }
    }
}
