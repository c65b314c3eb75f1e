//! Figures, as rules ask for them.

use rust_decimal::Decimal;

use super::{Stop, View, gap_of, is_there};
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
        oldest_first(periods_up_to(last).take(count).map(|period| self.value(measure, body, period)))
    }

    /// The same for places of the rule that ask for these figures whenever the rule runs for the subject, the first of them for the newest.
    ///
    /// # Errors
    /// As above.
    pub fn values_at(
        &self,
        Site(first): Site,
        measure: &str,
        body: &str,
        last: Period,
        count: usize,
    ) -> Result<Vec<Decimal>, Stop> {
        let places = (first..).map(Site).zip(periods_up_to(last)).take(count);
        oldest_first(places.map(|(site, period)| {
            self.known(site).unwrap_or_else(|| self.value_for(Some(site), measure, body, period))
        }))
    }

    /// Whether the cell holds a value.
    ///
    /// # Errors
    /// The measure or body does not exist, or reports of the cell contradict each other: it is not missing, and holds no value.
    pub fn has(&self, measure: &str, body: &str, period: Period) -> Result<bool, Stop> {
        is_there(self.value(measure, body, period))
    }

    /// Why the cell holds no value; none where it holds one. To ask is to read the cell.
    ///
    /// # Errors
    /// The measure or body does not exist.
    pub fn why_missing(&self, measure: &str, body: &str, period: Period) -> Result<Option<Gap>, Stop> {
        gap_of(self.value(measure, body, period))
    }
}

/// A period and those before it, without end.
fn periods_up_to(last: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(last), |period| Some(period.step(-1)))
}

/// Figures that come with the newest first, up to the first that is missing.
fn oldest_first(newest_first: impl Iterator<Item = Result<Decimal, Stop>>) -> Result<Vec<Decimal>, Stop> {
    let mut values: Vec<Decimal> = newest_first.collect::<Result<_, _>>()?;
    values.reverse();
    Ok(values)
}
