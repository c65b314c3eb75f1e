//! Who waits for whom: obligations that depend on something overdue. Nobody is asked for a report while the matter lies with somebody
//! before them. Whoever stands behind another in a row is found where the parts are gone through.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::report::{ExpectedReport, Hang, Hold, WaitsFor};
use crate::model::{MeasureId, MissionId, ObligationRef, Period};
use crate::program::{AwaitedNames, Obligation, Program};

/// For each obligation, others: those that it waits for, or that wait for it.
pub(super) type Others = BTreeMap<ObligationRef, Vec<ObligationRef>>;

/// What is overdue on a day.
#[derive(Default)]
struct Overdue {
    /// For which periods of an obligation something is.
    wholes: FxHashMap<ObligationRef, Vec<Period>>,
    /// Which measure is, that an obligation waits for in a period.
    gates: FxHashMap<(ObligationRef, Period), MeasureId>,
}

impl Overdue {
    fn of<'r>(missing: impl Iterator<Item = &'r ExpectedReport>, today: Date) -> Self {
        let mut overdue = Self::default();
        for report in missing {
            for hang in &report.hangs {
                let obligation = hang.obligation.clone();
                if hang.part.is_none() {
                    if today > hang.timing.due {
                        let measure = || report.cell.measure.clone();
                        overdue.gates.entry((obligation, hang.period)).or_insert_with(measure);
                    }
                } else if hang.hold != Hold::Waived && hang.timing.is_over(today) {
                    let periods = overdue.wholes.entry(obligation).or_default();
                    if periods.last() != Some(&hang.period) {
                        periods.push(hang.period);
                    }
                }
            }
        }
        overdue
    }

    /// What one part waits for that is overdue for the same time.
    fn before(&self, hang: &Hang, awaited: &Others) -> Option<WaitsFor> {
        let is_overdue = |before: &&ObligationRef| {
            let periods = self.wholes.get(*before).map_or(&[][..], Vec::as_slice);
            periods.iter().any(|period| overlap(*period, hang.period))
        };
        let obligation = awaited.get(&hang.obligation)?.iter().find(is_overdue);
        let gate = || self.gates.get(&(hang.obligation.clone(), hang.period)).cloned();
        obligation.cloned().map(WaitsFor::Obligation).or_else(|| gate().map(WaitsFor::Reports))
    }
}

/// What each obligation of a program waits for.
pub(super) fn awaited(program: &Program) -> Others {
    let all = || {
        let missions = program.missions.values();
        missions.flat_map(|mission| mission.obligations.iter().map(move |owed| (&mission.id, owed)))
    };
    let waits = |owed: &Obligation| owed.all_terms().any(|(_, terms)| !terms.depends_on.is_empty());
    if !all().any(|(_, owed)| waits(owed)) {
        return Others::default();
    }
    let reference = |(mission, owed): (&MissionId, &Obligation)| owed.reference(mission);
    let names = AwaitedNames::of(all().map(|(mission, owed)| (mission, owed, (mission, owed))));
    let waiting = all().filter(|(_, owed)| waits(owed));
    waiting.map(|one| (reference(one), names.awaited_by(one.1).map(reference).collect())).collect()
}

/// Says of every report that is missing which waits for something overdue that it does.
pub(super) fn hold_back(reports: &mut [ExpectedReport], awaited: &Others, today: Date) {
    if awaited.is_empty() {
        return;
    }
    let is_missing = |report: &&ExpectedReport| !report.outcome.is_in();
    let overdue = Overdue::of(reports.iter().filter(is_missing), today);
    let missing = reports.iter_mut().filter(|report| !report.outcome.is_in());
    let parts = missing.flat_map(|report| &mut report.hangs).filter(|hang| hang.part.is_some());
    for hang in parts.filter(|hang| hang.hold.is_asked()) {
        if let Some(before) = overdue.before(hang, awaited) {
            hang.hold = Hold::Waits(before);
        }
    }
}

fn overlap(one: Period, other: Period) -> bool {
    one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
}
