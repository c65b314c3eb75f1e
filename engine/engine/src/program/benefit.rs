//! Benefits that take time: which relations promise the benefit that a part owes.

use super::Part;
use crate::model::{Catalogue, ObligationRef, Party, Relation};

/// The relations that say when the benefit may be expected that a part owes: those that lead to its measure, or to its obligation,
/// everywhere or where the part's figures are from.
pub fn benefits<'c>(
    catalogue: &'c Catalogue,
    obligation: &ObligationRef,
    part: &Part,
) -> impl Iterator<Item = &'c Relation> + use<'c> {
    let relations = &catalogue.relations;
    let to_measure = relations.to(&Party::Measure(part.duty.measure.clone()));
    let to_obligation = relations.to(&Party::Obligation(obligation.clone()));
    let place = part.about().clone();
    let all = to_measure.chain(to_obligation);
    all.filter(move |relation| {
        relation.kind == Relation::BENEFITS_AFTER && relation.at.as_ref().is_none_or(|at| *at == place)
    })
}
