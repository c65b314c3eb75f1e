//! Targets: a value for a measure by a date, optionally through the points of a trajectory.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Authority, BodyId, Cell, Exception, MeasureId, Period};

/// One version of a target, in force between its effective dates.
///
/// Progress is judged by the version in force at the period's end, as the Levelling-up and Regeneration Act
/// 2023 has it, so a target that is moved later does not rewrite an earlier judgement.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// What it is set for.
    pub measure: MeasureId,
    /// Whom it is set for; every body where none is named.
    pub body: Option<BodyId>,
    /// The first day on which this version was in force.
    pub effective_from: Date,
    /// The last day, where it was replaced or dropped.
    pub effective_to: Option<Date>,
    /// Points in order of date, at least one; between two of them the trajectory is a straight line.
    pub points: Vec<TargetPoint>,
    /// What says that it is to be reached.
    pub authority: Vec<Authority>,
    /// Whom it does not bind although it is set for everybody, by the exceptions that mean each, the closest first.
    pub except: Arc<IndexMap<BodyId, Vec<Exception>>>,
}

/// A value that is to be reached by a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TargetPoint {
    pub by: Date,
    /// The value, in the measure's unit.
    pub value: Decimal,
}

impl Target {
    /// The one of these versions to judge `period` by: the newest on its last day, the later one of two that begin on one day.
    /// Where that has ended there is none: it replaced those before it, and they do not come back.
    pub fn in_force<'t>(versions: impl Iterator<Item = &'t Self>, period: Period) -> Option<&'t Self> {
        let day = period.last_day();
        let begun = versions.filter(|target| target.effective_from <= day);
        let newest = begun.max_by_key(|target| target.effective_from);
        newest.filter(|target| target.effective_to.is_none_or(|last| day <= last))
    }

    /// The version to judge a cell by, of those for its measure: a body's own before the general one, where that binds the body.
    pub fn judging<'t>(versions: impl Iterator<Item = &'t Self> + Clone, cell: &Cell) -> Option<&'t Self> {
        Self::closest(versions, cell).filter(|target| target.exception_for(cell).is_none())
    }

    /// Why none of these versions binds a body although one is set for everybody.
    pub fn excepting<'t>(
        versions: impl Iterator<Item = &'t Self> + Clone,
        cell: &Cell,
    ) -> Option<&'t Exception> {
        Self::closest(versions, cell)?.exception_for(cell)
    }

    fn closest<'t>(versions: impl Iterator<Item = &'t Self> + Clone, cell: &Cell) -> Option<&'t Self> {
        let own = versions.clone().filter(|target| target.body.as_ref() == Some(&cell.body));
        let general = versions.filter(|target| target.body.is_none());
        Self::in_force(own, cell.period).or_else(|| Self::in_force(general, cell.period))
    }

    fn exception_for(&self, cell: &Cell) -> Option<&Exception> {
        // The cell may be of a longer period than those of the measure, by which exceptions are said.
        let day = cell.period.last_day();
        self.except.get(&cell.body)?.iter().find(|exception| exception.holds_on(day))
    }

    /// The value that the trajectory asks for on `day`: level before the first point and after the last.
    pub fn value_on(&self, day: Date) -> Option<Decimal> {
        let after = self.points.partition_point(|point| point.by <= day);
        let before = after.checked_sub(1).and_then(|index| self.points.get(index));
        match (before, self.points.get(after)) {
            (Some(from), Some(to)) => between(from, to, day),
            (Some(point), None) | (None, Some(point)) => Some(point.value),
            (None, None) => None,
        }
    }
}

fn between(from: &TargetPoint, to: &TargetPoint, day: Date) -> Option<Decimal> {
    let days = |until: Date| Some(Decimal::from(from.by.until(until).ok()?.get_days()));
    let rise = to.value.checked_sub(from.value)?;
    let part = rise.checked_mul(days(day)?)?.checked_div(days(to.by)?)?;
    from.value.checked_add(part)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_trajectory_is_straight_between_its_points_and_level_outside() {
        let point = |year, value: i64| TargetPoint { by: date(year, 3, 31), value: Decimal::from(value) };
        let target = Target {
            measure: MeasureId::new("four-hours"),
            body: None,
            effective_from: date(2023, 1, 1),
            effective_to: None,
            points: vec![point(2023, 70), point(2024, 76)],
            authority: Vec::new(),
            except: Arc::default(),
        };
        let on = |day| target.value_on(day).map(|value| value.round_dp(2).normalize().to_string());
        assert_eq!(on(date(2022, 3, 31)).as_deref(), Some("70"));
        assert_eq!(on(date(2023, 9, 30)).as_deref(), Some("73"));
        assert_eq!(on(date(2026, 3, 31)).as_deref(), Some("76"));
    }
}
