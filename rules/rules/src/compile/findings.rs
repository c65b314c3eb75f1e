//! What a compilation has found wrong so far, and which missions that costs.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;

/// A mission's place in the order of paths.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct MissionIx(pub(super) usize);

/// Diagnostics, and the missions that cannot go into the program because of them.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    refused: BTreeSet<MissionIx>,
}

impl Findings {
    /// Notes faults of a mission, which is refused where one of them is an error.
    pub(super) fn note(&mut self, mission: MissionIx, faults: Vec<Diagnostic>) {
        if faults.iter().any(Diagnostic::is_error) {
            self.refused.insert(mission);
        }
        self.diagnostics.extend(faults);
    }

    /// Notes a fault that several missions share.
    pub(super) fn note_shared(&mut self, missions: impl IntoIterator<Item = MissionIx>, fault: Diagnostic) {
        self.refused.extend(missions);
        self.diagnostics.push(fault);
    }

    /// Whether a mission is left out.
    pub(super) fn is_refused(&self, mission: MissionIx) -> bool {
        self.refused.contains(&mission)
    }

    /// The missions that are left out.
    pub(super) fn refused(&self) -> impl Iterator<Item = MissionIx> {
        self.refused.iter().copied()
    }
}
