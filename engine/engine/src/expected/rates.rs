//! How well each measure was reported by whom, of all that was due: the reports that are expected are gone through and counted, and none
//! of them is kept.

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::report::{ExpectedReport, Hang, Outcome, Standing};
use super::survey::{Extent, Noted, Notes, Survey};
use crate::model::{BodyId, Cell, MeasureId, ObligationRef, Rate};

/// By the measure and whoever reports it.
pub type RateOfEach = FxHashMap<(MeasureId, BodyId), Rate>;

/// What of a report its rate needs.
struct Lean {
    teller: BodyId,
    outcome: Outcome,
    expires: Option<Date>,
    foremost: Hang,
}

/// Reports of which only the foremost account is kept.
#[derive(Default)]
struct LeanNotes(IndexMap<Cell, Lean, FxBuildHasher>);

impl Notes for LeanNotes {
    fn again(&mut self, cell: &Cell, hang: Hang) -> Noted {
        let Some(known) = self.0.get_mut(cell) else { return Noted::First(hang) };
        if hang.order() < known.foremost.order() {
            known.foremost = hang;
        }
        Noted::Again { is_in: known.outcome.is_in() }
    }

    fn begin(&mut self, report: ExpectedReport) {
        let ExpectedReport { cell, teller, outcome, expires, mut hangs } = report;
        let Some(foremost) = hangs.pop() else { return };
        self.0.insert(cell, Lean { teller, outcome, expires, foremost });
    }
}

impl Survey<'_> {
    /// How well each measure was reported by each body that was expected to, of all that was due before today and rests on obligations
    /// that are asked about.
    pub fn rates(&self, is_asked: &dyn Fn(&ObligationRef) -> bool) -> RateOfEach {
        let mut rates = RateOfEach::default();
        let mut note = |measure: &MeasureId, teller: &BodyId, rate: Rate| {
            if rate.expected > 0 {
                let known = rates.entry((measure.clone(), teller.clone())).or_default();
                *known = known.and(rate);
            }
        };
        if self.has_waiting() {
            // Who waits for whom is known only once all is gone through, and may lie with obligations that nobody asks about.
            for mut report in self.expected(Extent::All, self.today()) {
                report.hangs.retain(|hang| is_asked(&hang.obligation));
                if !report.hangs.is_empty() {
                    note(&report.cell.measure, &report.teller, report.rate(self.today(), self.calendar()));
                }
            }
            return rates;
        }
        let mut lean = LeanNotes::default();
        self.go_through((Extent::All, self.today()), is_asked, &mut lean);
        for (cell, Lean { teller, outcome, expires, foremost }) in lean.0 {
            let standing = Standing::of(&outcome, &foremost, self.today());
            let rate = outcome.rate(&standing, foremost.timing.due, expires, (self.today(), self.calendar()));
            note(&cell.measure, &teller, rate);
        }
        rates
    }
}
