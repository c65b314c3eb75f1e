//! What people contest of an obligation, for whoever answers that although no alert may be open.

use engine::Engine;
use engine::evidence::Disagreement;
use engine::model::{Cell, ObligationRef};

use super::readers::Readers;
use crate::due::Supply;

/// What people contest of an obligation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contest {
    pub obligation: ObligationRef,
    /// The figures, by which parts of it are judged.
    pub cells: Vec<Cell>,
    /// Who may read what is answered.
    pub readers: Readers,
}

impl Contest {
    /// None where people contest nothing by which the obligation is judged.
    pub fn of(engine: &Engine, supply: &Supply, obligation: &ObligationRef) -> Option<Self> {
        let evidence = engine.evidence();
        let is_contested = |cell: &Cell| evidence.disagreement(cell) == Some(Disagreement::Contested);
        let concerns =
            |cell: &Cell| engine.answerable_for(cell).iter().any(|one| one.obligation == *obligation);
        let cells: Vec<Cell> =
            evidence.disputed().into_iter().filter(|cell| is_contested(cell) && concerns(cell)).collect();
        let is_open = cells.iter().any(|cell| {
            let said = evidence.said_of(cell);
            said.iter().any(|heard| Readers::Anybody.may_read(cell, heard, engine, supply))
        });
        let readers = if is_open { Readers::Anybody } else { Readers::Known };
        (!cells.is_empty()).then(|| Self { obligation: obligation.clone(), cells, readers })
    }
}
