//! What is known from the ledger besides the engine, as far as it is written.

use std::sync::Arc;

use crate::approvals::Approvals;
use ledger::entry::{Entry, Position, Recorded};
use ledger::file_contents::FileContents;
use ledger::fold::Observer;
use ledger::known_keys::KnownKeys;
use ledger::outbox::Outbox;
use ledger::proposals::Proposals;
use ledger::silences::Silences;
use rules::source::Sources;

use super::announced::Announced;
use super::heard::Heard;

/// What is known from the ledger besides the engine. Live and after a restart the same code works it out.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) struct LedgerState {
    pub(crate) outbox: Outbox,
    /// Who signed which change.
    pub(crate) approvals: Approvals,
    pub(crate) announced: Announced,
    /// Who heard of which alert.
    pub(crate) heard: Heard,
    /// The content of every file when it was last read.
    pub(crate) contents: FileContents,
    /// What was handed in over the service, and where the answers stand.
    pub(crate) keys: KnownKeys,
    /// What officials asked for that a second person decides about.
    pub(crate) proposals: Proposals,
    /// What nobody is told of for a time, since somebody asked for that.
    pub(crate) silences: Silences,
    /// The sources of the program in force.
    pub(crate) sources: Option<Arc<Sources>>,
    /// The entry by which they came into force.
    pub(crate) activated_at: Position,
    /// The last entry.
    pub(crate) position: Position,
}

impl Observer for LedgerState {
    fn observe(&mut self, recorded: &Recorded) {
        self.contents.observe(recorded);
        self.happened(recorded);
        self.written(recorded);
    }
}

impl LedgerState {
    /// Takes in what is true before it is on disk: what came back from a receiver, what was put in force and what is
    /// being announced. While the store fails, nothing of it is done again.
    pub(crate) fn happened(&mut self, recorded: &Recorded) {
        self.announced.observe(recorded);
        match &recorded.entry {
            Entry::Activated(sources) => self.sources = Some(Arc::clone(sources)),
            Entry::Attempted { .. } | Entry::Settled { .. } | Entry::Superseded { .. } => {
                self.outbox.observe(recorded);
            }
            _ => {}
        }
    }

    /// Takes in what counts only once it is on disk: messages to be sent, signatures, proposals, and the keys of what was handed in.
    pub(crate) fn written(&mut self, recorded: &Recorded) {
        self.approvals.observe(recorded);
        self.keys.observe(recorded);
        self.proposals.observe(recorded);
        self.silences.observe(recorded);
        self.heard.observe(recorded);
        match &recorded.entry {
            Entry::Queued { .. } => self.outbox.observe(recorded),
            Entry::Activated(_) => self.activated_at = recorded.position,
            _ => {}
        }
        self.position = recorded.position;
    }
}
