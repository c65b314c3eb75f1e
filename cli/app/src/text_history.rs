//! What each activation of texts changed, as the ledger has it: the texts of each mission line by line, and those that all missions share by their names. It reads the ledger
//! beside whoever writes it, and keeps the changes and not the texts.

use std::collections::VecDeque;
use std::sync::Arc;

use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use plugins::stores::{KeptLedger, LedgerPlace, StoreError};
use rules::compile::read_mission_texts;
use rules::source::{MissionSources, Sources};
use serde::Serialize;
use words::explanation::TextRevision;
use words::text_changes as say;

use crate::edited::shared;

/// So many activations are kept, the newest.
const MOST_KEPT: usize = 1_000;

/// The activations on a ledger that somebody else writes.
pub struct TextHistory {
    store: Box<dyn KeptLedger>,
    /// The last entry that was taken in.
    read: Position,
    /// What is in force since the newest of them.
    in_force: Option<Arc<Sources>>,
    /// In the order of the ledger.
    activations: VecDeque<Activation>,
}

/// Texts that came into force together.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Activation {
    pub position: Position,
    pub at: Timestamp,
    pub missions: Vec<MissionChange>,
    /// Files that all missions share and that differ, by their paths.
    pub shared: Vec<String>,
}

/// What became of one mission.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct MissionChange {
    /// Its id; its path where its declaration has none.
    pub mission: String,
    pub fate: MissionFate,
    /// Its texts that differ; none where it came or went as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revised: Option<TextRevision>,
}

/// What became of a mission as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum MissionFate {
    Added,
    Removed,
    Changed,
}

impl TextHistory {
    /// Opens it; none where there is no ledger yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(ledger: &LedgerPlace) -> Result<Option<Self>, StoreError> {
        let store = ledger.open_read_only()?;
        Ok(store.map(|store| Self { store, read: 0, in_force: None, activations: VecDeque::new() }))
    }

    /// Takes in what was written up to an entry.
    ///
    /// # Errors
    /// The ledger cannot be read; what was read so far is still true.
    pub fn follow(&mut self, last: Position) -> Result<(), StoreError> {
        let Self { store, read, in_force, activations } = self;
        store.read_up_to(*read, last, &mut |recorded| {
            *read = recorded.position;
            if let Entry::Activated(sources) = recorded.entry {
                if activations.len() == MOST_KEPT {
                    activations.pop_front();
                }
                let at = (recorded.position, recorded.at);
                activations.push_back(Activation::of(at, in_force.as_deref(), &sources));
                *in_force = Some(sources);
            }
            Ok(())
        })
    }

    /// What is in force.
    pub fn in_force(&self) -> Option<&Sources> {
        self.in_force.as_deref()
    }

    /// How many activations there were up to an entry, as far as they are kept.
    pub fn count(&self, last: Position) -> u32 {
        u32::try_from(self.up_to(last).count()).unwrap_or(u32::MAX)
    }

    /// The newest first.
    pub fn newest_first(&self) -> Vec<&Activation> {
        self.activations.iter().rev().collect()
    }

    /// Every change of one mission's texts that is kept, in order, up to an entry.
    pub fn of_mission(&self, mission: &str, last: Position) -> Vec<TextRevision> {
        let changes = self.up_to(last).flat_map(|activation| &activation.missions);
        let changes = changes.filter(|change| change.mission == mission);
        changes.filter_map(|change| change.revised.clone()).collect()
    }

    /// Since when the texts are in force that were so at an entry.
    pub fn since(&self, last: Position) -> Option<Timestamp> {
        self.up_to(last).last().map(|activation| activation.at)
    }

    fn up_to(&self, last: Position) -> impl Iterator<Item = &Activation> {
        self.activations.iter().take_while(move |activation| activation.position <= last)
    }
}

impl Activation {
    /// What it changed, a sentence for each thing, by the names that missions have now.
    pub fn told(&self, program: &Program) -> Vec<String> {
        let title = |id: &str| {
            let declared = program.missions.get(id);
            declared.map_or_else(|| id.to_owned(), |mission| mission.title.clone())
        };
        let of_mission = |change: &MissionChange| match change.fate {
            MissionFate::Added => vec![say::added(&title(&change.mission))],
            MissionFate::Removed => vec![say::removed(&title(&change.mission))],
            MissionFate::Changed => say::changed(&title(&change.mission), change.revised.as_ref()),
        };
        let mut told: Vec<String> = self.missions.iter().flat_map(of_mission).collect();
        told.extend(say::shared(&self.shared));
        if told.is_empty() {
            told.push(say::NOTHING.to_owned());
        }
        told
    }

    fn of((position, at): (Position, Timestamp), before: Option<&Sources>, now: &Sources) -> Self {
        let mut missions = Vec::new();
        for (path, texts) in &now.missions {
            let old = before.and_then(|before| before.missions.get(path));
            if old == Some(texts) {
                continue;
            }
            let mission = id_of(path, texts);
            let fate = if old.is_none() { MissionFate::Added } else { MissionFate::Changed };
            let revised = before.filter(|_| old.is_some());
            let revised = revised.and_then(|before| revised_by(before, now, &mission, at));
            missions.push(MissionChange { mission, fate, revised });
        }
        let gone = before.into_iter().flat_map(|before| &before.missions);
        let gone = gone.filter(|(path, _)| !now.missions.contains_key(*path));
        missions.extend(gone.map(|(path, texts)| MissionChange {
            mission: id_of(path, texts),
            fate: MissionFate::Removed,
            revised: None,
        }));
        let mut shared = before.map(|before| shared(before, now)).unwrap_or_default();
        if before.is_some_and(|before| before.project != now.project) {
            shared.insert(0, now.project.path.to_string());
        }
        Self { position, at, missions, shared }
    }
}

fn revised_by(before: &Sources, now: &Sources, mission: &str, at: Timestamp) -> Option<TextRevision> {
    let stages = std::iter::once((Timestamp::UNIX_EPOCH, before));
    let revised = TextRevision::all(stages, now, mission).pop()?;
    Some(TextRevision { in_force_since: Some(at), ..revised })
}

fn id_of(path: &str, texts: &MissionSources) -> String {
    read_mission_texts(texts).map_or_else(|| path.to_owned(), |own| own.mission.to_string())
}
