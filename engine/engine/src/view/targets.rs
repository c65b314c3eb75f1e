//! Targets, as rules ask for them.

use rust_decimal::Decimal;

use super::{Failure, Stop, Supposition, View, failed};
use crate::model::{Cell, Period};
use crate::reads::{Asked, AskedTarget, Site};

impl View {
    /// The target in force at the period's end, in the measure's unit; a trajectory is read on the period's last day.
    ///
    /// # Errors
    /// No target is declared for it, or the measure or body does not exist.
    pub fn target(&self, measure: &str, body: &str, period: Period) -> Result<Decimal, Stop> {
        self.target_at(None, measure, body, period)
    }

    /// The same for a place of the rule that asks for this target whenever the rule runs for the subject.
    ///
    /// # Errors
    /// As above.
    pub fn target_at(
        &self,
        site: Option<Site>,
        measure: &str,
        body: &str,
        period: Period,
    ) -> Result<Decimal, Stop> {
        let is_meant = |target: &AskedTarget| target.cell.is(measure, body, period);
        if let Some(target) = self.log.follow_target(site, is_meant) {
            return self.target_for(&target.cell, target.value);
        }
        let cell = self.cell(measure, body, period)?;
        let value = self.evidence.target(&cell).and_then(|target| target.value_on(period.last_day()));
        self.log.note(Asked::Target(Box::new(AskedTarget { cell: cell.clone(), value, site })));
        self.target_for(&cell, value)
    }

    /// The target that a place of the rule asks for; none where it is not known yet which that is.
    ///
    /// # Errors
    /// No target is declared for it.
    pub fn known_target(&self, site: Site) -> Option<Result<Decimal, Stop>> {
        let target = self.log.follow_target(None, |target| target.site == Some(site))?;
        Some(self.target_for(&target.cell, target.value))
    }

    fn target_for(&self, cell: &Cell, value: Option<Decimal>) -> Result<Decimal, Stop> {
        match &self.supposed {
            Some(Supposition::Target(supposed, value)) if supposed == cell => Ok(*value),
            _ => value.ok_or_else(|| failed(Failure::NoTarget(cell.clone()))),
        }
    }
}
