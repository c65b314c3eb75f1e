//! What the snapshot on disk stands for, and what would have to be done again without a newer one.

use engine::{Effects, Event};
use ledger::entry::Position;

use crate::reading::KnownFiles;

/// What a snapshot stands for: it need not be written again while this is as it was.
#[derive(PartialEq, Eq)]
pub(super) struct SavedSnapshot {
    pub(super) position: Position,
    pub(super) files: KnownFiles,
}

/// What a start with the snapshot that there is would have to do again.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Unsaved {
    /// To hear that time passed, which turned nothing.
    #[default]
    Moments,
    /// To take something in, or to run rules.
    Work,
}

impl Unsaved {
    /// Of a step by this event.
    pub(super) fn by(event: &Event) -> Self {
        match event {
            Event::ClockAdvanced | Event::Resumed => Self::Moments,
            _ => Self::Work,
        }
    }

    /// The same, with what followed.
    pub(super) fn with(self, effects: &Effects) -> Self {
        let turned = effects.evaluated > 0 || !effects.verdicts.is_empty() || !effects.alerts.is_empty();
        if turned { Self::Work } else { self }
    }

    pub(super) fn add(&mut self, other: Self) {
        if other == Self::Work {
            *self = Self::Work;
        }
    }
}
