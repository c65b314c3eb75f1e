//! Whom relations lead to: whoever is paid for something, or moves it, is looked for among those who owe it.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{BodyId, Catalogue, MeasureId, Party, Relation};
use engine::program::Program;
use jiff::civil::Date;

/// A body to which a relation leads.
pub(super) struct Pointed<'p> {
    pub(super) relation: &'p BodyId,
    pub(super) body: BodyId,
    /// What it is paid for, or moves.
    pub(super) to: &'p Party,
}

/// Who owes something that is judged by each measure.
pub(super) type Owing<'p> = BTreeMap<&'p MeasureId, BTreeSet<&'p BodyId>>;

/// Every body to which a relation leads that exists on a day.
pub(super) fn pointed<'p>(program: &'p Program, day: Date, owing: &Owing<'_>) -> Vec<Pointed<'p>> {
    let register = &program.catalogue;
    let mut found = Vec::new();
    for relation in register.relations.iter().filter(|relation| relation.is_open_on(day)) {
        let bodies = match &*relation.kind {
            Relation::FUNDS => relation.at.iter().cloned().collect(),
            Relation::DRIVES => driving(relation, owing),
            _ => Vec::new(),
        };
        let organisations = bodies.into_iter().filter(|body| is_organisation(body, register));
        found.extend(organisations.map(|body| Pointed { relation: &relation.id, body, to: &relation.to }));
    }
    found
}

/// Who moves what the relation leads to: the body that it begins at, or whoever owes the measure; where it applies at one place, that
/// one alone.
fn driving(relation: &Relation, owing: &Owing<'_>) -> Vec<BodyId> {
    match (&relation.at, &relation.from) {
        (Some(at), _) => vec![at.clone()],
        (None, Party::Body(body)) => vec![body.clone()],
        (None, Party::Measure(measure)) => {
            owing.get(measure).into_iter().flatten().map(|body| (*body).clone()).collect()
        }
        (None, _) => Vec::new(),
    }
}

/// A relation has an id among the bodies too, and owes nothing.
fn is_organisation(body: &BodyId, register: &Catalogue) -> bool {
    register.relations.get(body.as_str()).is_none()
}
