//! A program that was in force before, found by its revision or by that of one of its missions.

use std::collections::BTreeMap;

use engine::model::{MissionId, Revision};
use engine::program::Program;
use jiff::Timestamp;
use words::english;

use crate::history::InForce;
use crate::project::compiler;

/// How much of a revision is shown to people.
const SHORT: usize = 12;
/// How many revisions are named to somebody who names none of them.
const NAMED: usize = 10;

/// A program that was in force.
pub struct FoundProgram {
    pub program: Program,
    /// Since when; the last time, where it was in force more than once.
    pub since: Timestamp,
    /// The mission whose revision was meant; none where the program's was.
    pub mission: Option<MissionId>,
}

/// Why a revision does not name one program.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// Nothing of that revision was ever in force.
    #[error("there is no folder `{name}`, and nothing whose revision begins so was ever in force")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What was in force, the newest first, in words.
        known: Vec<String>,
    },
    /// Several revisions begin like that.
    #[error("`{name}` is the beginning of {}: {}", english::count(revisions.len(), "revision"), english::list(revisions))]
    Ambiguous {
        /// What was asked for.
        name: String,
        revisions: Vec<String>,
    },
}

/// What a revision may name: a whole program, or one mission in it.
type Meant = (String, Option<MissionId>);

/// Finds the program that `name` begins the revision of, or the one in which a mission had a revision that begins so.
///
/// # Errors
/// None had, or several different ones had.
pub fn find(in_force: &[InForce], name: &str) -> Result<FoundProgram, RevisionError> {
    let mut matches: BTreeMap<Meant, (usize, Timestamp)> = BTreeMap::new();
    let mut programs: Vec<(Timestamp, Program)> = Vec::new();
    let mut before: Vec<Meant> = Vec::new();
    // One program after the other differs in little.
    let mut cache = compiler();
    for InForce { since, sources } in in_force {
        let Some(program) = cache.compile(sources).program else { continue };
        let meant = meant(&program, name);
        for meant in &meant {
            let place = programs.len();
            let continued = before.contains(meant).then(|| matches.get(meant)).flatten();
            let since = continued.map_or(*since, |(_, since)| *since);
            matches.insert(meant.clone(), (place, since));
        }
        programs.push((*since, program));
        before = meant;
    }
    let revisions = matches.keys().map(|(revision, _)| revision.clone()).collect::<Vec<_>>();
    match matches.pop_first() {
        Some(((_, mission), (place, since))) if matches.is_empty() => {
            Ok(FoundProgram { program: programs.swap_remove(place).1, since, mission })
        }
        Some(_) => Err(RevisionError::Ambiguous { name: name.to_owned(), revisions }),
        None => Err(RevisionError::Unknown { name: name.to_owned(), known: known(&programs) }),
    }
}

fn meant(program: &Program, name: &str) -> Vec<Meant> {
    let begins = |revision: &Revision| !name.is_empty() && revision.as_str().starts_with(name);
    let whole = begins(&program.revision).then(|| (program.revision.to_string(), None));
    let missions = program.missions.values().filter(|mission| begins(&mission.revision));
    whole
        .into_iter()
        .chain(missions.map(|mission| (mission.revision.to_string(), Some(mission.id.clone()))))
        .collect()
}

fn known(programs: &[(Timestamp, Program)]) -> Vec<String> {
    let named = |(since, program): &(Timestamp, Program)| {
        let missions: Vec<String> = program
            .missions
            .values()
            .map(|mission| format!("{} {}", mission.id, short(&mission.revision)))
            .collect();
        let since = english::date(program.calendar.day(*since));
        format!("{} since {since}, with {}", short(&program.revision), english::list(&missions))
    };
    programs.iter().rev().take(NAMED).map(named).collect()
}

/// The beginning of a revision, as people write it.
pub fn short(revision: &Revision) -> String {
    revision.as_str().chars().take(SHORT).collect()
}
