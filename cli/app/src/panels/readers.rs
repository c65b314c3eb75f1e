//! Who may read what a panel says: whoever is known, all of it; anybody else, what it was opened for.

use engine::Engine;
use engine::evidence::Heard;
use engine::model::Cell;

use crate::due::Supply;

/// Who reads what panels say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
    /// Whoever may read the project.
    Known,
    /// Anybody, without an account.
    Anybody,
}

impl Readers {
    /// Whether a figure that a panel reported may be read: by anybody, where its feed is open for the mission of every obligation that rests on it. What nothing rests on is of no mission, and
    /// open to nobody.
    pub(super) fn may_read(self, cell: &Cell, said: &Heard, engine: &Engine, supply: &Supply) -> bool {
        if self == Self::Known {
            return true;
        }
        let Some(panel) = supply.panel_of(&said.source.file.feed) else { return false };
        let obligations = engine.rests_on(cell);
        !obligations.is_empty()
            && obligations.iter().all(|obligation| panel.open_for.contains(&obligation.mission))
    }
}
