//! Who may read what a panel says: whoever is known, all of it; anybody else, what it was opened for.

use std::collections::BTreeSet;

use engine::Engine;
use engine::evidence::Heard;
use engine::model::{Cell, VoiceId};

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

/// What anybody may read of panels as things stand now. What is closed now is closed for days that are over as well, on which less may have rested on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenNow(BTreeSet<(VoiceId, Cell)>);

impl OpenNow {
    pub fn of(engine: &Engine, supply: &Supply) -> Self {
        let of_voice = |voice: &VoiceId| {
            let said = engine.evidence().said_by(voice).into_iter();
            let open = said.filter(|(cell, said)| Readers::Anybody.may_read(cell, said, engine, supply));
            open.map(|(cell, _)| (voice.clone(), cell)).collect::<Vec<_>>()
        };
        Self(supply.panels().into_iter().flat_map(of_voice).collect())
    }

    pub(super) fn holds(&self, voice: &VoiceId, cell: &Cell) -> bool {
        self.0.contains(&(voice.clone(), cell.clone()))
    }
}

/// Somebody who reads, and what of it he may.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r> {
    pub readers: Readers,
    /// For what panels are open now.
    pub supply: &'r Supply,
    /// Besides that, what anybody may read now, where it is asked for a day that is over.
    pub open_now: Option<&'r OpenNow>,
}

impl Reader<'_> {
    pub(super) fn may_read(self, voice: &VoiceId, (cell, said): (&Cell, &Heard), engine: &Engine) -> bool {
        self.readers.may_read(cell, said, engine, self.supply)
            && self.open_now.is_none_or(|open| open.holds(voice, cell))
    }
}
