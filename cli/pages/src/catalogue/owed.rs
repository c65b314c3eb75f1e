//! Who owes what: every part of every obligation.

use std::collections::BTreeSet;

use engine::model::{BodyId, MeasureId, ObligationRef};
use engine::program::{Mission, Obligation, Part, Program};

use super::address::{self, Link};

/// One part of one obligation, with where it stands.
#[derive(Clone, Copy)]
pub(super) struct Owed<'p> {
    pub(super) mission: &'p Mission,
    pub(super) obligation: &'p Obligation,
    pub(super) part: &'p Part,
}

impl Owed<'_> {
    /// Whether it is a contribution and not a lead's own duty.
    pub(super) fn is_contribution(&self) -> bool {
        self.part.id.contribution().is_some()
    }
}

/// Every obligation as it is declared, in the order of the program; of those about each of many the first.
pub(super) fn obligations(program: &Program) -> impl Iterator<Item = (&Mission, &Obligation)> {
    let missions = program.missions.values();
    missions.flat_map(|mission| mission.declared().map(move |alike| (&**mission, &alike[0])))
}

/// Every obligation, each of those about many.
fn each(program: &Program) -> impl Iterator<Item = (&Mission, &Obligation)> {
    let missions = program.missions.values();
    missions.flat_map(|mission| mission.obligations.iter().map(move |obligation| (&**mission, obligation)))
}

/// Those that share the declaration of an obligation, itself among them.
pub(super) fn alike<'p>(mission: &'p Mission, obligation: &Obligation) -> &'p [Obligation] {
    let mut declared = mission.declared();
    declared.find(|alike| alike[0].declared_id() == obligation.declared_id()).unwrap_or_default()
}

/// Every part of every obligation, in the order of the program.
pub(super) fn owed(program: &Program) -> Vec<Owed<'_>> {
    let parts = each(program).flat_map(|(mission, obligation)| {
        obligation.parts().map(move |part| Owed { mission, obligation, part })
    });
    parts.collect()
}

/// Every part of every obligation under all its terms, the earliest first, so that one may come more than once.
pub(super) fn owed_ever(program: &Program) -> impl Iterator<Item = Owed<'_>> {
    each(program).flat_map(|(mission, obligation)| {
        let parts = obligation.all_terms().flat_map(|(_, terms)| &terms.parts);
        parts.map(move |part| Owed { mission, obligation, part })
    })
}

/// The bodies that owe something, as leads or as contributors.
pub(super) fn owing(program: &Program) -> BTreeSet<&BodyId> {
    let leads = obligations(program).map(|(_, obligation)| &obligation.lead);
    leads.chain(owed(program).into_iter().map(|owed| &owed.part.by)).collect()
}

pub(super) fn mission_link(mission: &Mission) -> Link {
    Link::new(&mission.title, address::mission(&mission.id))
}

pub(super) fn obligation_link(mission: &Mission, obligation: &Obligation) -> Link {
    Link::new(obligation.declared_title(), address::obligation(&mission.id, obligation.declared_id()))
}

pub(super) fn measure_link(program: &Program, id: &MeasureId) -> Link {
    Link::new(program.catalogue.measure_title(id), address::measure(id))
}

/// Only a body that owes something has a page.
pub(super) fn body_link(program: &Program, id: &BodyId) -> Link {
    Link::new(program.catalogue.body_name(id), address::body(id))
}

/// The obligation of a reference, where the program has it.
pub(super) fn find<'p>(
    program: &'p Program,
    reference: &ObligationRef,
) -> Option<(&'p Mission, &'p Obligation)> {
    obligations(program).find(|(mission, obligation)| {
        mission.id == reference.mission && *obligation.declared_id() == reference.obligation
    })
}
