//! What people are told of an edit in place: nothing is delivered by it, and every verdict of an ended period that it turns is told, from
//! what to what.

use std::collections::{BTreeMap, BTreeSet};

use engine::alert::{AlertChange, Change};
use engine::model::{Cadence, Verdict};
use jiff::civil::Date;

/// Verdicts by their node and period.
pub(super) type Verdicts = BTreeMap<String, &'static str>;

/// The verdicts by the texts before an edit and after it, on the same reports.
pub(super) struct Edit {
    pub(super) stood: Verdicts,
    pub(super) stands: Verdicts,
    pub(super) today: Date,
}

impl Edit {
    /// # Errors
    /// What was said of it that is not so, or what was not said.
    pub(super) fn is_told_by(&self, told: &[AlertChange]) -> Result<(), String> {
        let mut restated = BTreeSet::new();
        for change in told {
            if matches!(change.change, Change::Resolved | Change::Corrected) {
                return Err(format!("{} is {} by an edit", change.alert.id, change.change.as_str()));
            }
            for turned in change.restatement.iter().flat_map(|restatement| &restatement.turned) {
                let name = format!("{} {}", turned.node, turned.period);
                let [from, to] = [turned.from, turned.to].map(|verdict| verdict.map(Verdict::as_str));
                if judged(from) != judged(self.stood.get(&name).copied())
                    || judged(to) != judged(self.stands.get(&name).copied())
                {
                    return Err(format!("{name} is told to go from {from:?} to {to:?}"));
                }
                restated.insert(name);
            }
        }
        let names = self.stood.keys().chain(self.stands.keys());
        let untold = |name: &&String| {
            let [before, after] = [&self.stood, &self.stands].map(|by| judged(by.get(*name).copied()));
            let is_declared = [&self.stood, &self.stands].into_iter().all(|by| is_declared(by, name));
            is_declared && self.is_over(name) && before != after && !restated.contains(*name)
        };
        match names.into_iter().find(untold) {
            Some(name) => Err(format!("{name} is turned by an edit, and nobody is told")),
            None => Ok(()),
        }
    }

    fn is_over(&self, name: &str) -> bool {
        let (_, quarter) = name.rsplit_once(' ').expect("a node and its period");
        Cadence::Quarter.parse(quarter).expect("a quarter").last_day() < self.today
    }
}

/// Whether the obligation that a verdict is of is declared by these texts, or whether it is only no longer owed in a period. One about
/// a body that closed before anything was owed is not declared; where an alert told of it, that is withdrawn.
fn is_declared(by: &Verdicts, name: &str) -> bool {
    let node = |name: &str| name.rsplit_once(' ').map(|(node, _)| format!("{node}/")).unwrap_or_default();
    let wanted = node(name);
    by.keys().any(|known| wanted.starts_with(&node(known)))
}

/// A verdict that is one: before anything is due there is none.
fn judged(verdict: Option<&'static str>) -> Option<&'static str> {
    verdict.filter(|verdict| !matches!(*verdict, "not-due" | "awaiting"))
}
