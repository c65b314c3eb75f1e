//! Which figures are missing where one that is made of others has no value, and whether there is anybody to report them.

use super::recipe::Recipe;
use super::{Evidence, Gap, PlacedCell, Whose, WhyAbsent};
use crate::model::{AddsUp, Cell, Measure};

impl Evidence {
    /// Whether there is anybody who could report for a cell to hold a value: a sum over a time in which none of its reporters
    /// existed has none.
    pub(crate) fn has_reporter(&self, cell: &Cell) -> bool {
        let Some(catalogue) = self.catalogue() else { return true };
        let Some(measure) = catalogue.measures.get(&cell.measure) else { return true };
        let is_reporter = || catalogue.bodies.get(&cell.body).is_none_or(|body| measure.is_reported_by(body));
        // A body that reports for itself is one, whatever stands below it.
        if measure.is_reported_in(cell.period) && is_reporter() {
            return true;
        }
        match self.recipe(cell) {
            Some(Recipe::Ratio { inputs, .. }) => inputs.iter().all(|input| self.has_reporter(input)),
            Some(Recipe::RollUp { parts, .. }) => parts.iter().all(|part| self.has_reporter(part)),
            Some(Recipe::Sum { .. }) => true,
            None => measure.adds_up != AddsUp::Sum || is_reporter() || !self.is_sum_at_times(measure, cell),
        }
    }

    /// Whether a body's figure is a sum whenever any of its reporters exist, and was not reported for itself.
    fn is_sum_at_times(&self, measure: &Measure, cell: &Cell) -> bool {
        let register = self.register.as_ref();
        register.is_some_and(|register| register.has_reporters_below(measure, &cell.body))
            && self.history(cell).is_none()
    }

    /// The figures that are missing themselves, of those that a cell is made of, in the order of the register. A partial sum has
    /// a value, and lacks some all the same. A successor's figure is its own to report, whatever its predecessors did.
    pub fn lacking(&self, cell: &Cell) -> Vec<Gap> {
        if self.is_silent_total(cell) {
            return vec![self.gap(cell, WhyAbsent::NeverReported)];
        }
        let (held, inputs) = (self.held(cell), self.inputs(cell));
        match held.map_err(|why| self.gap(cell, why)) {
            Err(gap) if gap.is_of_an_heir(&inputs) => vec![gap],
            value => {
                let lacking = inputs.iter().flat_map(|input| self.lacking(input));
                // What contradicts itself is not missing.
                let lacking: Vec<Gap> = lacking.filter(|gap| !gap.why.is_unreconciled()).collect();
                let own = value.err().filter(|_| lacking.is_empty());
                lacking.into_iter().chain(own).collect()
            }
        }
    }

    /// The figures that somebody has to report for a cell to hold a value, there or not, in the order of the register: the cell itself,
    /// where it is reported or falls to its own body whatever others passed on to it. The total of a breakdown is one report where all
    /// of it came or nothing did, so that whoever is silent counts no more than whoever is not.
    pub(crate) fn reported_for(&self, cell: Cell) -> impl Iterator<Item = PlacedCell> + use<> {
        let placed = self.placed(cell);
        let cell = &placed.cell;
        let is_reported = placed.ix.is_some_and(|ix| self.history_at(ix).is_some());
        let is_one = is_reported || self.is_silent_total(cell) || self.is_whole_total(cell);
        let recipe = if is_one { None } else { self.recipe(cell) };
        let (itself, made_of) = match recipe {
            None | Some(Recipe::Sum { falls_to: Whose::Own, .. }) => (Some(placed), Vec::new()),
            Some(made) => {
                let inputs = made.into_cells().into_iter();
                (None, inputs.flat_map(|input| self.reported_for(input)).collect())
            }
        };
        itself.into_iter().chain(made_of)
    }

    /// Why a cell has no value, told of the figure that somebody has to report: nobody reports a quarter where there are months, and
    /// the first that is missing is meant. It is the cell itself where that is reported.
    pub(super) fn gap_of(&self, cell: &Cell, why: WhyAbsent) -> Gap {
        let is_handed_on = matches!(why, WhyAbsent::InputMissing(_) | WhyAbsent::InputUnreconciled);
        if !is_handed_on || (self.is_of_its_cadence(cell) && !self.is_total(cell)) {
            return self.gap(cell, why);
        }
        if self.is_silent_total(cell) {
            return self.gap(cell, WhyAbsent::NeverReported);
        }
        let inputs = self.inputs(cell).into_iter();
        let mut lacking = inputs.filter_map(|input| self.held(&input).err().map(|why| (input, why)));
        let found = lacking.find(|(_, of_input)| of_input.is_unreconciled() == why.is_unreconciled());
        found.map_or_else(|| self.gap(cell, why), |(input, why)| self.gap_of(&input, why))
    }

    /// Whether a cell is the total of the values of a breakdown, for a period in which they are reported.
    fn is_total(&self, cell: &Cell) -> bool {
        let measure = self.catalogue().and_then(|catalogue| catalogue.measures.get(&cell.measure));
        measure.is_some_and(|measure| measure.breakdown.is_some() && measure.every == cell.period.cadence())
    }

    /// Whether it is a total of which nothing came in, neither the values nor itself: then it is missing, and not each value.
    fn is_silent_total(&self, cell: &Cell) -> bool {
        let is_silent = |part: &Cell| {
            let silence = self.held(part) == Err(WhyAbsent::NeverReported);
            silence && self.gap(part, WhyAbsent::NeverReported).unused.is_none()
        };
        self.is_total(cell) && self.held(cell).is_err() && self.inputs(cell).iter().all(is_silent)
    }

    /// Whether it is a total of which its own body reported every value.
    fn is_whole_total(&self, cell: &Cell) -> bool {
        let is_in = |part: &Cell| self.history(part).is_some();
        self.is_total(cell) && self.held(cell).is_ok() && self.inputs(cell).iter().all(is_in)
    }

    /// Whether a cell is of the periods for which its measure is reported.
    fn is_of_its_cadence(&self, cell: &Cell) -> bool {
        let measure = self.catalogue().and_then(|catalogue| catalogue.measures.get(&cell.measure));
        measure.is_none_or(|measure| measure.every == cell.period.cadence())
    }
}
