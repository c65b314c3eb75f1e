//! How well each measure was reported by whom, of all that was due: the reports that are expected are gone through and counted, and none
//! of them is kept.

use indexmap::{Equivalent, IndexMap, IndexSet};
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::account::{Account, Begun, Noted, Notes};
use super::report::{Hold, ReportOutcome, Standing};
use super::survey::{Extent, Survey};
use super::timing::Timing;
use crate::evidence::{CellIx, PlacedCell};
use crate::model::{BodyId, Cell, MeasureId, ObligationRef, Rate};

/// By the measure and whoever reports it.
pub type RateOfEach = FxHashMap<(MeasureId, BodyId), Rate>;

/// What of a report its rate needs.
struct Lean {
    /// The measure and whoever reports it, by their place.
    of: usize,
    outcome: ReportOutcome,
    expires: Option<Date>,
    timing: Timing,
    hold: Hold,
}

/// Reports of which only the foremost account is kept, and of that what counts.
#[derive(Default)]
struct LeanNotes {
    /// Every measure with each of those that report it.
    of: IndexSet<(MeasureId, BodyId), FxBuildHasher>,
    /// Those that have a place, which is found more quickly than a cell by its names.
    placed: IndexMap<CellIx, Lean, FxBuildHasher>,
    others: IndexMap<Cell, Lean, FxBuildHasher>,
}

impl LeanNotes {
    fn place(&mut self, measure: &MeasureId, teller: &BodyId) -> usize {
        let known = self.of.get_index_of(&OfEach { measure, teller });
        known.unwrap_or_else(|| self.of.insert_full((measure.clone(), teller.clone())).0)
    }
}

/// A measure and whoever reports it, to look them up by.
#[derive(Hash)]
struct OfEach<'c> {
    measure: &'c MeasureId,
    teller: &'c BodyId,
}

impl Equivalent<(MeasureId, BodyId)> for OfEach<'_> {
    fn equivalent(&self, (measure, teller): &(MeasureId, BodyId)) -> bool {
        self.measure == measure && self.teller == teller
    }
}

impl Notes<'_> for LeanNotes {
    fn again<'o>(&mut self, placed: &PlacedCell, account: Account<'o>) -> Noted<'o> {
        let known = match &placed.ix {
            Some(ix) => self.placed.get_mut(ix),
            None => self.others.get_mut(&placed.cell),
        };
        let Some(known) = known else { return Noted::First(account) };
        if account.hold.order(account.timing) < known.hold.order(known.timing) {
            (known.timing, known.hold) = (account.timing, account.hold);
        }
        Noted::Again { is_in: known.outcome.is_in() }
    }

    fn begin(&mut self, begun: Begun<'_>, account: Account<'_>) {
        let Begun { placed: PlacedCell { cell, ix }, publisher, outcome, expires } = begun;
        let Account { timing, hold, .. } = account;
        let of = self.place(&cell.measure, publisher.unwrap_or(&cell.body));
        let lean = Lean { of, outcome, expires, timing, hold };
        match ix {
            Some(ix) => self.placed.insert(ix, lean),
            None => self.others.insert(cell, lean),
        };
    }
}

impl Survey<'_> {
    /// How well each measure was reported by each body that was expected to, of all that was due before today and rests on obligations
    /// that are asked about.
    pub fn rates(&self, is_asked: &dyn Fn(&ObligationRef) -> bool) -> RateOfEach {
        if self.has_waiting() {
            return self.rates_of_waiting(is_asked);
        }
        let mut lean = LeanNotes::default();
        self.go_through((Extent::All, self.today()), is_asked, &mut lean);
        let mut rates = vec![Rate::default(); lean.of.len()];
        for Lean { of, outcome, expires, timing, hold } in lean.placed.values().chain(lean.others.values()) {
            let standing = Standing::of(outcome, (*timing, hold), self.today());
            let rate = outcome.rate(&standing, timing.due, *expires, (self.today(), self.calendar()));
            rates[*of] = rates[*of].and(rate);
        }
        lean.of.into_iter().zip(rates).filter(|(_, rate)| rate.expected > 0).collect()
    }

    /// The same where somebody waits for somebody else: whoever does is known only once all is gone through, and may lie with obligations
    /// that nobody asks about.
    fn rates_of_waiting(&self, is_asked: &dyn Fn(&ObligationRef) -> bool) -> RateOfEach {
        let mut rates = RateOfEach::default();
        for mut report in self.expected(Extent::All, self.today()) {
            report.hangs.retain(|hang| is_asked(&hang.obligation));
            if report.hangs.is_empty() {
                continue;
            }
            let rate = report.rate(self.today(), self.calendar());
            if rate.expected > 0 {
                let known = rates.entry((report.cell.measure, report.teller)).or_default();
                *known = known.and(rate);
            }
        }
        rates
    }
}
