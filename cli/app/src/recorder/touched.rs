//! Which obligations may stand otherwise since somebody last asked, so that what is shown of them follows the change and not the
//! project.

use std::collections::BTreeSet;
use std::mem;

use engine::model::ObligationRef;
use engine::program::{Mission, Obligation, Program};
use engine::{Engine, Event};

/// Which obligations may stand otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These, and no others.
    Obligations(BTreeSet<ObligationRef>),
    /// Any: a program came into force under which more than single missions differ.
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

    /// What an event itself speaks of, where `before` is in force until then.
    pub fn by_event(event: &Event, before: Option<&Program>) -> Self {
        match event {
            Event::Activated(after) => {
                before.map_or(Self::Everything, |before| Self::by_programs(before, after))
            }
            Event::Responded(response) => Self::Obligations(BTreeSet::from([response.obligation.clone()])),
            Event::Observed(_) | Event::SetAside(_) | Event::ClockAdvanced | Event::Resumed => {
                Self::default()
            }
        }
    }

    /// The obligations of the missions that a program says otherwise; any where it differs in what missions show of each other.
    fn by_programs(before: &Program, after: &Program) -> Self {
        let is_shared = before.catalogue.revision == after.catalogue.revision
            && before.calendar == after.calendar
            && before.people == after.people
            && before.roster == after.roster
            && before.missions.len() == after.missions.len();
        let mut touched = BTreeSet::new();
        for mission in after.missions.values() {
            match before.missions.get(&mission.id).filter(|_| is_shared) {
                Some(same) if same.revision == mission.revision => {}
                Some(other) if are_called_alike(other, mission) => {
                    touched.extend(mission.obligations.iter().map(|owed| owed.reference(&mission.id)));
                }
                _ => return Self::Everything,
            }
        }
        Self::Obligations(touched)
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

/// Whether two texts of a mission oblige the same by the same names, which is what others may show of it.
fn are_called_alike(one: &Mission, other: &Mission) -> bool {
    let named = |owed: &Obligation| {
        let Obligation { id, title, lead, owner, one_of, .. } = owed;
        (id.clone(), title.clone(), lead.clone(), owner.clone(), one_of.clone())
    };
    one.title == other.title && one.obligations.iter().map(named).eq(other.obligations.iter().map(named))
}
