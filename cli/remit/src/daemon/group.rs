//! What is handed in together, and carried out together.

use std::time::{Duration, Instant};

use service::{QueuedTask, Task};

/// A group holds so many requests at the most.
const MOST_REQUESTS: usize = 256;
/// And so many rows.
const MOST_ROWS: usize = 20_000;
/// And is gathered for so long.
const LONGEST_GATHERING: Duration = Duration::from_millis(5);

/// What is carried out together.
#[derive(Default)]
pub(super) struct Group {
    pub(super) asked: Vec<QueuedTask>,
    pub(super) rows: usize,
    pub(super) begun: Option<Instant>,
}

impl Group {
    pub(super) fn add(&mut self, asked: QueuedTask) {
        self.begun.get_or_insert_with(Instant::now);
        self.rows += rows_of(&asked.task);
        self.asked.push(asked);
    }

    /// Whether the next request is of the next group.
    pub(super) fn is_closed(&self) -> bool {
        self.asked.len() >= MOST_REQUESTS
            || self.rows >= MOST_ROWS
            || self.begun.is_some_and(|begun| begun.elapsed() >= LONGEST_GATHERING)
    }
}

fn rows_of(task: &Task) -> usize {
    match task {
        Task::Report(report) => report.read.reading.reading.observations.len(),
        Task::Known(_)
        | Task::Unusable(_)
        | Task::Foresee(_)
        | Task::Response(_)
        | Task::Decision(_)
        | Task::Signature(_)
        | Task::Change(_)
        | Task::Silence(_) => 0,
    }
}
