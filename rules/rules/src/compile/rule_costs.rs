//! Which rules of a project run without the interpreter, why others do not, and how long each is.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::RuleId;
use indexmap::IndexMap;

use crate::script::{Counting, Libraries, NotLowered, ReadLibrary, ReadRule, Vocabulary};
use crate::source::{LibrarySources, MissionSources, Sources};

/// What one rule costs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleCost {
    pub id: RuleId,
    pub path: Arc<str>,
    /// How many steps it takes at the most, each of some ten nanoseconds; why it is interpreted, where it is.
    pub steps: Result<usize, NotLowered>,
}

/// What each sound rule of a project costs, in the order of their paths.
pub fn rule_costs(sources: &Sources) -> Vec<RuleCost> {
    let mut costs: BTreeMap<Arc<str>, RuleCost> = BTreeMap::new();
    for MissionSources { rules, libraries, .. } in sources.missions.values() {
        let libraries = read_all(libraries);
        for (name, source) in &**rules {
            if costs.contains_key(&source.path) {
                continue;
            }
            let id = RuleId::new(name.as_str());
            let read = ReadRule::read(&id, source, &libraries, Counting::Off);
            let Some(steps) = read.steps() else { continue };
            costs.insert(Arc::clone(&source.path), RuleCost { id, path: Arc::clone(&source.path), steps });
        }
    }
    costs.into_values().collect()
}

fn read_all(libraries: &IndexMap<String, LibrarySources>) -> Libraries {
    let read = |(name, sources): (&String, &LibrarySources)| {
        let library = ReadLibrary::read(name, sources, Counting::Off).check(&Vocabulary::default());
        (name.clone(), library)
    };
    libraries.iter().map(read).collect()
}
