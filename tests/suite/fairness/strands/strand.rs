//! What a strand is, and which ones a world has.

use std::fmt::Debug;
use std::rc::Rc;

use fastrand::Rng;
use jiff::Timestamp;

use super::posts::{Pace, Person};
use super::{boroughs, excepted, grants, months, papers, posts, values};
use crate::fairness::declared::Body;
use crate::fairness::edit::Verdicts;
use crate::fairness::heard::CellName;
use crate::fairness::oracle::Oracle;
use crate::fairness::sent::Row;
use crate::fairness::world::Happening;

/// A kind of duty with a mission of its own.
pub(in crate::fairness) trait Strand: Debug {
    /// The id of its mission.
    fn id(&self) -> &'static str;

    /// The text of its mission.
    fn mission(&self) -> String;

    /// The bodies that exist for it.
    fn bodies(&self) -> &[Body] {
        &[]
    }

    /// Rows of the register for those of them that stand there.
    fn register(&self) -> String {
        String::new()
    }

    /// What it adds to `remit.toml`.
    fn settings(&self) -> String {
        String::new()
    }

    /// Who holds which posts, and how fast its alerts go up to them.
    fn people(&self) -> (&[Person], Option<Pace>) {
        (&[], None)
    }

    /// What is sent for it.
    fn happen(&self, rng: &mut Rng, councils: &[Body], happenings: &mut Vec<(Timestamp, Happening)>);

    /// The same with something changed.
    fn edited(&self, rng: &mut Rng) -> Rc<dyn Strand>;

    /// How many days after a period a measure of its own is due, and how many days of grace there are; none of another's measure.
    fn due(&self, measure: &str) -> Option<(i64, i64)>;

    /// Who publishes a measure of its own for all, where somebody does.
    fn told_by(&self, _measure: &str) -> Option<&'static str> {
        None
    }

    /// Whose figure a row of a file gives that names a body by its code; none of another's measure.
    fn whose(&self, _row: &Row) -> Option<String> {
        None
    }

    /// The figure of a cell of one of its measures.
    fn figure(&self, oracle: &Oracle<'_>, cell: &CellName) -> Option<i64>;

    /// Adds every verdict that there is of its mission.
    fn judge(&self, oracle: &Oracle<'_>, verdicts: &mut Verdicts);
}

/// Draws a strand for these councils.
type Draw = fn(&mut Rng, &[Body]) -> Rc<dyn Strand>;

const ALL: [Draw; 7] =
    [boroughs::draw, excepted::draw, grants::draw, months::draw, papers::draw, posts::draw, values::draw];

/// One or two of them.
pub(in crate::fairness) fn few(rng: &mut Rng, councils: &[Body]) -> Vec<Rc<dyn Strand>> {
    let count = rng.usize(1..=2);
    let drawn = rng.choose_multiple(ALL.iter(), count);
    drawn.into_iter().map(|draw| draw(rng, councils)).collect()
}
