//! Figures, as rules ask for them.

use rust_decimal::Decimal;

use super::{Stop, View};
use crate::evidence::Gap;
use crate::model::Period;
use crate::reads::{Asked, AskedSoFar, Site};

impl View {
    /// The figure in force, in the measure's unit; a percentage is `75.2`, not `0.752`.
    ///
    /// # Errors
    /// The cell holds no value, or the measure or body does not exist.
    pub fn value(&self, measure: &str, body: &str, period: Period) -> Result<Decimal, Stop> {
        self.value_for(None, measure, body, period)
    }

    /// The same for a place of the rule that asks for this figure whenever the rule runs for the subject.
    ///
    /// # Errors
    /// As above.
    pub fn value_for(
        &self,
        site: Option<Site>,
        measure: &str,
        body: &str,
        period: Period,
    ) -> Result<Decimal, Stop> {
        let is_meant = |asked: &Asked| match asked {
            Asked::Figure(cell) => self.evidence.is_cell(*cell, measure, body, period),
            Asked::Unmet(_) | Asked::Target(_) | Asked::Deadline(_) | Asked::Other(_) | Asked::Listing(_) => {
                false
            }
        };
        if let Some(Asked::Figure(cell)) = self.log.follow(is_meant) {
            if let Some(site) = site {
                self.log.bind(site, *cell);
            }
            return self.figure_at(*cell);
        }
        let cell = self.cell(measure, body, period)?;
        if let Some(ix) = self.evidence.find(&cell) {
            self.log.note(Asked::Figure(ix));
            return self.figure_at(ix);
        }
        self.log.note(Asked::Unmet(Box::new(cell.clone())));
        self.supposed_figure(&cell).map_or_else(|| self.evidence.value(&cell).map_err(Stop::NoData), Ok)
    }

    /// The figure that a place of the rule asks for; none where it is not known yet which that is.
    ///
    /// # Errors
    /// The cell holds no value.
    pub fn known(&self, site: Site) -> Option<Result<Decimal, Stop>> {
        let cell = self.log.at(site)?;
        let is_meant = |asked: &Asked| matches!(asked, Asked::Figure(asked) if *asked == cell);
        self.log.note_once(is_meant, || Asked::Figure(cell));
        Some(self.figure_at(cell))
    }

    /// The same where there is nothing to the figure but a report, and where it was expected to be asked for: what most reads are, at the
    /// least cost. None where there is more to look at; nothing counts as asked for then.
    #[inline]
    pub fn plain(&self, site: Site) -> Option<Decimal> {
        if self.supposed.is_some() {
            return None;
        }
        let cell = self.log.at(site)?;
        let value = self.evidence.plain_value_at(cell)?;
        self.log.follow(|asked| matches!(asked, Asked::Figure(asked) if *asked == cell)).map(|_| value)
    }

    /// How much was asked for so far, to go back to.
    #[inline]
    pub fn asked_so_far(&self) -> AskedSoFar {
        self.log.so_far()
    }

    /// Goes back to what was asked for before, since the same is asked for once more.
    pub fn ask_again_from(&self, so_far: AskedSoFar) {
        self.log.go_back_to(so_far);
    }

    /// The figures of the last `count` periods up to `last`, the oldest first.
    ///
    /// # Errors
    /// One of the cells holds no value, the newest of them being told, or the measure or body does not exist.
    pub fn values(
        &self,
        measure: &str,
        body: &str,
        last: Period,
        count: usize,
    ) -> Result<Vec<Decimal>, Stop> {
        let periods = std::iter::successors(Some(last), |period| Some(period.step(-1))).take(count);
        let newest_first: Result<Vec<Decimal>, Stop> =
            periods.map(|period| self.value(measure, body, period)).collect();
        newest_first.map(|mut values| {
            values.reverse();
            values
        })
    }

    /// Whether the cell holds a value.
    ///
    /// # Errors
    /// The measure or body does not exist, or reports of the cell contradict each other: it is not missing, and holds no value.
    pub fn has(&self, measure: &str, body: &str, period: Period) -> Result<bool, Stop> {
        match self.value(measure, body, period) {
            Ok(_) => Ok(true),
            Err(Stop::NoData(gap)) if !gap.why.is_unreconciled() => Ok(false),
            Err(stopped) => Err(stopped),
        }
    }

    /// Why the cell holds no value; none where it holds one. To ask is to read the cell.
    ///
    /// # Errors
    /// The measure or body does not exist.
    pub fn why_missing(&self, measure: &str, body: &str, period: Period) -> Result<Option<Gap>, Stop> {
        match self.value(measure, body, period) {
            Ok(_) => Ok(None),
            Err(Stop::NoData(gap)) => Ok(Some(gap)),
            Err(failed) => Err(failed),
        }
    }
}
