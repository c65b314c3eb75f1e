//! What an obligation is judged by where that is of another class than what it is for: a figure of activity says nothing of an outcome
//! until somebody says why it does. No verdict hangs on it.

use super::{Obligation, Program};
use crate::model::{Class, MeasureId, MissionId, Party, Period, Relation};

/// A measure that stands in the place of what an obligation is for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Substitute<'p> {
    /// What the obligation is for.
    pub class: Class,
    pub measure: &'p MeasureId,
    /// What the measure is of.
    pub judged: Class,
    /// The relation that says why it may stand there, where there is one.
    pub proxy: Option<&'p Relation>,
}

impl Program {
    /// The measures of another class by which a period of an obligation is judged, each once.
    pub fn substitutes<'p>(
        &'p self,
        mission: &MissionId,
        obligation: &'p Obligation,
        period: Period,
    ) -> Vec<Substitute<'p>> {
        let Some(class) = obligation.class else { return Vec::new() };
        let mut found: Vec<Substitute<'p>> = Vec::new();
        for part in &obligation.terms_of(period).parts {
            let measure = &part.duty.measure;
            let judged = self.catalogue.measures.get(measure).and_then(|measure| measure.class);
            let Some(judged) = judged.filter(|judged| *judged != class) else { continue };
            if found.iter().all(|other| other.measure != measure) {
                let mut proxies = self.catalogue.relations.iter();
                let proxy = proxies.find(|relation| {
                    relation.is_open_on(period.last_day())
                        && relation.stands_for(measure)
                        && self.is_for(relation, mission, obligation)
                });
                found.push(Substitute { class, measure, judged, proxy });
            }
        }
        found
    }

    /// Whether what a relation leads to is the obligation, or a measure of what it is for.
    fn is_for(&self, relation: &Relation, mission: &MissionId, obligation: &Obligation) -> bool {
        match &relation.to {
            Party::Obligation(to) => to.mission == *mission && to.obligation == *obligation.declared_id(),
            Party::Measure(to) => {
                let measure = self.catalogue.measures.get(to);
                measure.is_some_and(|measure| measure.class == obligation.class)
            }
            Party::Body(_) | Party::Mission(_) => false,
        }
    }
}
