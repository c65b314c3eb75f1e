//! What a compilation has found wrong so far, and which missions that costs.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;

/// A mission's place in the order of paths.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct MissionIx(pub(super) usize);

/// In whose text something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Owner {
    Mission(MissionIx),
    /// A text on which all missions rest.
    Project,
}

/// Diagnostics, and the missions that cannot go into the program because of them.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    refused: BTreeSet<MissionIx>,
    /// Whether a text on which all missions rest has an error, so that none can go in.
    is_project_refused: bool,
}

impl Findings {
    /// Notes faults of a mission, which is refused where one of them is an error.
    pub(super) fn note(&mut self, mission: MissionIx, faults: Vec<Diagnostic>) {
        if faults.iter().any(Diagnostic::is_error) {
            self.refused.insert(mission);
        }
        self.diagnostics.extend(faults);
    }

    /// Notes faults of a text that all missions share.
    pub(super) fn note_project(&mut self, faults: &[Diagnostic]) {
        self.is_project_refused |= faults.iter().any(Diagnostic::is_error);
        self.diagnostics.extend_from_slice(faults);
    }

    /// Notes faults of whoever's text they stand in.
    pub(super) fn note_of(&mut self, owner: Owner, faults: Vec<Diagnostic>) {
        match owner {
            Owner::Mission(mission) => self.note(mission, faults),
            Owner::Project => self.note_project(&faults),
        }
    }

    /// Notes a fault that several missions share.
    pub(super) fn note_shared(&mut self, missions: impl IntoIterator<Item = MissionIx>, fault: Diagnostic) {
        self.refused.extend(missions);
        self.diagnostics.push(fault);
    }

    /// Notes an error that stands in the texts of several.
    pub(super) fn note_shared_of(&mut self, owners: impl IntoIterator<Item = Owner>, fault: Diagnostic) {
        for owner in owners {
            match owner {
                Owner::Mission(mission) => drop(self.refused.insert(mission)),
                Owner::Project => self.is_project_refused = true,
            }
        }
        self.diagnostics.push(fault);
    }

    /// Whether what this owner's text says is left out.
    pub(super) fn is_refused_of(&self, owner: Owner) -> bool {
        match owner {
            Owner::Mission(mission) => self.is_refused(mission),
            Owner::Project => self.is_project_refused,
        }
    }

    /// Whether a text on which all missions rest cannot be used.
    pub(super) fn is_project_refused(&self) -> bool {
        self.is_project_refused
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
