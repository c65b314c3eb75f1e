//! Figures that were in doubt at the end of a day, for pages of the catalogue: those on which reports disagree, those that people contest,
//! and those that are far from all before them.

use app::doubts::questionable_in;
use app::standing::{ProjectStanding, Scope};
use app::unreconciled::Disagreements;
use engine::Engine;
use engine::model::Cell;
use words::names::Names;
use words::{contested, questionable, unreconciled};

/// A figure in doubt, with why.
pub(super) struct Doubted {
    pub(super) cell: Cell,
    /// What kind of doubt it is.
    pub(super) kind: &'static str,
    /// What was said of it, in a line.
    pub(super) said: String,
}

/// Every figure that is in doubt.
pub(super) fn doubted(engine: &Engine, names: Names<'_>) -> Vec<Doubted> {
    let Disagreements { unreconciled, contested } = Disagreements::of(engine);
    let standing = ProjectStanding::of(engine, &Scope::Project);
    let of = |cell: &Cell, kind, said| Doubted { cell: cell.clone(), kind, said };
    let mut all: Vec<Doubted> = unreconciled
        .iter()
        .map(|figure| of(&figure.cell, unreconciled::KIND, unreconciled::line(figure, names)))
        .collect();
    all.extend(
        contested.iter().map(|figure| of(&figure.cell, contested::KIND, contested::line(figure, names))),
    );
    all.extend(
        questionable_in(engine, &standing)
            .iter()
            .map(|figure| of(&figure.cell, questionable::KIND, questionable::line(figure, names))),
    );
    // The newest first.
    all.sort_by_key(|one| std::cmp::Reverse(one.cell.period.last_day()));
    all
}
