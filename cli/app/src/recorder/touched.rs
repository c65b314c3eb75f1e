//! Which obligations may stand otherwise since somebody last asked, so that what is shown of them follows the change and not the
//! project.

use std::collections::BTreeSet;
use std::mem;

use engine::model::ObligationRef;
use engine::{Engine, Event};

/// Which obligations may stand otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These, and no others.
    Obligations(BTreeSet<ObligationRef>),
    /// Any: another program came into force.
    Everything,
}

impl Default for Touched {
    fn default() -> Self {
        Self::Obligations(BTreeSet::new())
    }
}

impl Touched {
    /// After a step: what it judged or looked at, and what the event itself speaks of.
    pub fn by_step(&mut self, spoken_of: Self, engine: &Engine) {
        self.merge(spoken_of);
        if let Self::Obligations(_) = self {
            self.add(engine.touched());
        }
    }

    /// What an event itself speaks of.
    pub fn by_event(event: &Event) -> Self {
        match event {
            Event::Activated(_) => Self::Everything,
            Event::Responded(response) => Self::Obligations(BTreeSet::from([response.obligation.clone()])),
            Event::Observed(_) | Event::SetAside(_) | Event::ClockAdvanced | Event::Resumed => {
                Self::default()
            }
        }
    }

    /// What was touched so far; from now on nothing is.
    pub(super) fn take(&mut self) -> Self {
        mem::take(self)
    }

    fn add(&mut self, references: impl IntoIterator<Item = ObligationRef>) {
        if let Self::Obligations(touched) = self {
            touched.extend(references);
        }
    }

    /// This, and what was touched later.
    pub fn merge(&mut self, later: Self) {
        match later {
            Self::Everything => *self = Self::Everything,
            Self::Obligations(touched) => self.add(touched),
        }
    }
}
