//! What the recorder knows from the ledger besides the engine. Live and after a restart the same code works it out.

use std::sync::Arc;

use ledger::entry::{Entry, Position, Recorded};
use ledger::file_contents::FileContents;
use ledger::fold::Observer;
use ledger::outbox::Outbox;
use plugins::approvals::Approvals;
use rules::source::Sources;

use super::announced::Announced;

/// What is known from the ledger, as far as it is written.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Known {
    pub(super) outbox: Outbox,
    /// Who signed which change.
    pub(super) approvals: Approvals,
    pub(super) announced: Announced,
    /// The content of every file when it was last read.
    pub(super) contents: FileContents,
    /// The sources of the program in force.
    pub(super) sources: Option<Arc<Sources>>,
    /// The last entry.
    pub(super) position: Position,
}

impl Observer for Known {
    fn observe(&mut self, recorded: &Recorded) {
        self.contents.observe(recorded);
        self.happened(recorded);
        self.written(recorded);
    }
}

impl Known {
    /// Takes in what is true before it is on disk: what came back from a receiver, what was put in force and what is
    /// being announced. While the store fails, nothing of it is done again.
    pub(super) fn happened(&mut self, recorded: &Recorded) {
        self.announced.observe(recorded);
        match &recorded.entry {
            Entry::Activated(sources) => self.sources = Some(Arc::clone(sources)),
            Entry::Attempted { .. } | Entry::Settled { .. } => self.outbox.observe(recorded),
            _ => {}
        }
    }

    /// Takes in what counts only once it is on disk: messages to be sent, and signatures.
    pub(super) fn written(&mut self, recorded: &Recorded) {
        self.approvals.observe(recorded);
        if let Entry::Queued { .. } = &recorded.entry {
            self.outbox.observe(recorded);
        }
        self.position = recorded.position;
    }
}
