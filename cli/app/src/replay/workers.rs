//! Walks the parts of a program on all cores. Which core walks which part makes no difference to what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use engine::Effects;
use engine::model::{Observation, Response, Unused};
use jiff::Timestamp;
use rules::script::RULE_STACK;

use super::checkpoint::Checkpoint;
use super::outcome::{AlertNews, FinalVerdict, ReplayOutcome};
use super::part::Part;
use crate::history::{Besides, walk};
use crate::progress::{LongWork, Progress, Unseen};

/// What became known, and when.
pub(super) struct Timeline<'h> {
    /// Reports by the moment on which they became known, as one program's calendar has it.
    pub(super) reports: BTreeMap<Timestamp, Vec<&'h Observation>>,
    /// What officials said, in order.
    pub(super) responses: Vec<Response>,
    /// What of files could not be used, in the order in which that came to be known.
    pub(super) unused: Vec<(Timestamp, Unused)>,
}

/// Who walks, and what they leave behind for the next call when they are stopped.
pub struct Workers<'p> {
    /// How many walk at a time.
    pub jobs: NonZeroUsize,
    /// Where parts that are done are kept until all are; none keeps nothing.
    pub checkpoint: Option<Checkpoint>,
    /// Who is told how far they are.
    pub progress: &'p dyn Progress,
}

/// One part to walk.
pub(super) struct Job<'t, 'h> {
    pub(super) part: Part,
    pub(super) timeline: &'t Timeline<'h>,
    pub(super) until: Timestamp,
}

impl Workers<'_> {
    /// As many as the machine has cores; they keep nothing and show nothing.
    pub fn all_cores() -> Self {
        let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self { jobs, checkpoint: None, progress: &Unseen }
    }

    /// Walks every part; the records come back in the order of the parts.
    pub(super) fn walk_all(&self, jobs: &[Job<'_, '_>]) -> Vec<ReplayOutcome> {
        let steps: usize = jobs.iter().map(|job| job.timeline.reports.len()).sum();
        self.progress.begin(LongWork::Replaying, steps as u64);
        let next = AtomicUsize::new(0);
        let heaviest_first = heaviest_first(jobs);
        let (sender, done) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..self.jobs.get().min(jobs.len()) {
                let (sender, next, order) = (sender.clone(), &next, &heaviest_first);
                let walks = move || {
                    while let Some(place) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let record = self.take_up_or_walk(&jobs[*place]);
                        sender.send((*place, record)).expect("the thread that asked waits for the answer");
                    }
                };
                let thread = thread::Builder::new().stack_size(RULE_STACK).spawn_scoped(scope, walks);
                thread.expect("a replay has few threads");
            }
        });
        drop(sender);
        self.progress.end();
        let mut records: Vec<(usize, ReplayOutcome)> = done.into_iter().collect();
        records.sort_by_key(|(place, _)| *place);
        records.into_iter().map(|(_, record)| record).collect()
    }

    fn take_up_or_walk(&self, job: &Job<'_, '_>) -> ReplayOutcome {
        if let Some(record) = self.checkpoint.as_ref().and_then(|checkpoint| checkpoint.take_up(&job.part)) {
            self.progress.advance(job.timeline.reports.len() as u64);
            return record;
        }
        let record = self.walk(job);
        if let Some(checkpoint) = &self.checkpoint {
            checkpoint.keep(&job.part, &record);
        }
        record
    }

    fn walk(&self, job: &Job<'_, '_>) -> ReplayOutcome {
        let mut record = ReplayOutcome::default();
        let reports = job.timeline.reports.iter().map(|(moment, reports)| {
            self.progress.advance(1);
            (*moment, reports.iter().map(|report| (*report).clone()).collect())
        });
        let (responses, unused) = (&job.timeline.responses, &job.timeline.unused);
        let besides = Besides { responses, unused, undisclosed: &BTreeSet::new() };
        let engine = walk(&job.part.program, reports, besides, job.until, &mut |effects: Effects| {
            record.rules_run += effects.evaluated;
            let told = effects.alerts.into_iter().map(|change| AlertNews::of(change, &job.part.program));
            record.told.extend(told);
        });
        record.verdicts = engine.verdicts().map(FinalVerdict::from).collect();
        record
    }
}

/// The heaviest parts are begun first, so that no core is left with one at the end while the others rest.
fn heaviest_first(jobs: &[Job<'_, '_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(jobs[*place].part.weight), *place));
    order
}
