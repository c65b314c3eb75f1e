//! Cuts: which parts of an obligation are funded by a relation.

use super::{Obligation, Part};
use crate::model::{BodyId, Catalogue, MeasureId, MissionId, PartId, Party, Period, Relation};

/// The parts of an obligation that a relation funds in a period: those that are judged by the measure to which it leads, those of the
/// obligation or of the mission, or those that the body owes or that are about it; everywhere or at the place where it applies and below.
pub fn funded_parts(
    relation: &Relation,
    (mission, obligation): (&MissionId, &Obligation),
    period: Period,
    catalogue: &Catalogue,
) -> Vec<PartId> {
    let is_whole = match &relation.to {
        Party::Obligation(to) => {
            obligation.is_declared_as(mission, to) || obligation.reference(mission) == *to
        }
        Party::Mission(to) => mission == to,
        Party::Measure(_) | Party::Body(_) => false,
    };
    let is_meant = |part: &&Part| {
        let is_funded = match &relation.to {
            Party::Measure(to) => is_measured_by(part, to),
            Party::Body(to) => part.by == *to || part.about() == to,
            Party::Obligation(_) | Party::Mission(_) => is_whole,
        };
        is_funded
            && part.is_owed(period, catalogue)
            && relation.at.as_ref().is_none_or(|at| is_in(part.about(), at, catalogue))
    };
    obligation.terms_of(period).parts.iter().filter(is_meant).map(|part| part.id.clone()).collect()
}

/// By this measure, or by a value of its breakdown.
fn is_measured_by(part: &Part, to: &MeasureId) -> bool {
    let measure = &part.duty.measure;
    measure == to || measure.as_part().is_some_and(|(whole, _)| whole == to.as_str())
}

/// Whether a body is a place or lies below it.
fn is_in(body: &BodyId, place: &BodyId, catalogue: &Catalogue) -> bool {
    let above = |body: &&BodyId| catalogue.bodies.get(*body)?.parent.as_ref();
    // No register nests deeper than it has bodies, whatever it says.
    let mut at_or_above = std::iter::successors(Some(body), above).take(catalogue.bodies.len() + 1);
    at_or_above.any(|at| at == place)
}
