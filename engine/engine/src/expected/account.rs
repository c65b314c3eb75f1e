//! One account on which a report is expected, before anybody keeps it: most of them are only counted.

use jiff::civil::Date;

use super::report::{ExpectedReport, Hang, Hold, ReportOutcome};
use super::timing::Timing;
use crate::evidence::PlacedCell;
use crate::model::{BodyId, ObligationRef, PartId, Period};

/// What hangs on a report, by reference.
pub(super) struct Account<'o> {
    pub(super) obligation: &'o ObligationRef,
    /// The part that rests on it; none where the whole waits for the measure.
    pub(super) part: Option<&'o PartId>,
    /// Who owes that part, or answers for the whole.
    pub(super) by: &'o BodyId,
    pub(super) period: Period,
    pub(super) timing: Timing,
    pub(super) hold: Hold,
}

impl Account<'_> {
    /// The same for whoever keeps it.
    pub(super) fn into_hang(self) -> Hang {
        let Self { obligation, part, by, period, timing, hold } = self;
        Hang { obligation: obligation.clone(), part: part.cloned(), by: by.clone(), period, timing, hold }
    }
}

/// A report that is expected, before anything hangs on it.
pub(super) struct Begun<'a> {
    pub(super) placed: PlacedCell,
    /// Who publishes it for its body.
    pub(super) publisher: Option<&'a BodyId>,
    pub(super) outcome: ReportOutcome,
    pub(super) expires: Option<Date>,
}

impl Begun<'_> {
    /// The report with its first account.
    pub(super) fn into_report(self, account: Account<'_>) -> ExpectedReport {
        let Self { placed: PlacedCell { cell, .. }, publisher, outcome, expires } = self;
        let teller = publisher.unwrap_or(&cell.body).clone();
        ExpectedReport { cell, teller, outcome, expires, hangs: vec![account.into_hang()] }
    }
}

/// What became of one account of a report.
pub(super) enum Noted<'o> {
    /// Its report is not noted yet.
    First(Account<'o>),
    /// It is noted with the rest.
    Again { is_in: bool },
}

/// Takes down the reports that are expected, each of them once.
pub(super) trait Notes<'a> {
    /// Notes one more account of a report, where the report is known.
    fn again<'o>(&mut self, placed: &PlacedCell, account: Account<'o>) -> Noted<'o>;

    /// Notes a report with its first account.
    fn begin(&mut self, begun: Begun<'a>, account: Account<'_>);
}
