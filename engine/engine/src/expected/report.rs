//! One report that is expected: the figure of one measure, body and period, with all that hangs on it.

use std::sync::Arc;

use jiff::civil::Date;

use super::timing::Timing;
use crate::model::{Absence, BodyId, Cell, MeasureId, ObligationRef, PartId, Period, UnusedReport, Vintage};

/// A report that a body is expected to make.
#[derive(Clone, PartialEq, Debug)]
pub struct ExpectedReport {
    pub cell: Cell,
    /// Who is to report it: as a rule its body, or whoever publishes its measure for all.
    pub teller: BodyId,
    pub outcome: ReportOutcome,
    /// The last day on which it still counts as a report; none where it always does.
    pub expires: Option<Date>,
    /// What rests on it, in the order of the program; never empty.
    pub hangs: Vec<Hang>,
}

/// What came of a report.
#[derive(Clone, PartialEq, Debug)]
pub enum ReportOutcome {
    /// It came, and this is when it was first known.
    Reported(Option<Vintage>),
    /// A reason came in place of a figure, and this is when that was first known.
    Absent(Absence, Vintage),
    /// Something came that could not be used.
    Unusable(Arc<UnusedReport>),
    /// A file came that may hold it, and nobody may look into it before its embargo ends.
    Waiting(Arc<UnusedReport>),
    /// Nothing came.
    Missing,
}

impl ReportOutcome {
    /// Whether something came that counts as a report.
    pub fn is_in(&self) -> bool {
        matches!(self, Self::Reported(_) | Self::Absent(..))
    }

    /// When it was first known, or came in where it still waits; none where nothing came, or where nobody can tell.
    pub fn first_known(&self) -> Option<Vintage> {
        match self {
            Self::Reported(first) => *first,
            Self::Absent(_, first) => Some(*first),
            Self::Waiting(report) => report.waits_since.map(Vintage::At),
            Self::Unusable(_) | Self::Missing => None,
        }
    }
}

/// One contribution that rests on a report, or an obligation that waits for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Hang {
    pub obligation: ObligationRef,
    /// The part that rests on it; none where the whole waits for the measure.
    pub part: Option<PartId>,
    /// Who owes that part, or answers for the whole.
    pub by: BodyId,
    /// The period of the obligation.
    pub period: Period,
    pub timing: Timing,
    pub hold: Hold,
}

/// Whether a report is asked for on one account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hold {
    Asked,
    /// There is time for it: it was due earlier.
    Extended {
        was_due: Date,
    },
    /// Somebody else comes first.
    Waits(WaitsFor),
    Disputed,
    Waived,
}

/// Whom or what the report of a body waits for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum WaitsFor {
    /// A body whose part comes before in the same obligation.
    Body(BodyId),
    /// An obligation that is overdue.
    Obligation(ObligationRef),
    /// Overdue reports of a measure.
    Reports(MeasureId),
}

/// How a report stands for whoever would chase it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The grace is over, and nothing came.
    Late,
    /// Something came that could not be used: whoever sent it is asked for it in another form.
    Unusable,
    /// A file came that may hold it and is under embargo: nobody is asked for it before that ends.
    UnderEmbargo,
    /// Its day has passed, and the grace has not.
    InGrace,
    /// Its day is still to come.
    Coming,
    /// Somebody else comes first, and its body is not asked for it.
    Waits(WaitsFor),
    Disputed,
    Waived,
    /// A reason came in place of a figure.
    Absent(Absence),
    Reported,
}

impl Standing {
    /// Whether anybody is asked for the report.
    pub fn is_chased(&self) -> bool {
        matches!(self, Self::Late | Self::Unusable | Self::InGrace | Self::Coming)
    }

    /// The word for it that programs read.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Unusable => "unusable",
            Self::UnderEmbargo => "under-embargo",
            Self::InGrace => "in-grace",
            Self::Coming => "coming",
            Self::Waits(_) => "held-up",
            Self::Disputed => "disputed",
            Self::Waived => "waived",
            Self::Absent(_) => "absent",
            Self::Reported => "reported",
        }
    }
}

impl Hold {
    pub(super) fn is_asked(&self) -> bool {
        matches!(self, Self::Asked | Self::Extended { .. })
    }

    /// How far it is from being asked for.
    fn rank(&self) -> u8 {
        match self {
            Self::Asked | Self::Extended { .. } => 0,
            Self::Waits(_) => 1,
            Self::Disputed => 2,
            Self::Waived => 3,
        }
    }

    /// How far a report is from being asked for on an account, and by when it is due on that: the least goes before.
    pub(super) fn order(&self, timing: Timing) -> (u8, Date) {
        (self.rank(), timing.due)
    }
}

impl ExpectedReport {
    /// The account on which it is asked for first: of those on which it is asked for, the one that is due first.
    ///
    /// # Panics
    /// Nothing hangs on it, and so nobody expects it.
    pub fn foremost(&self) -> &Hang {
        let foremost = self.hangs.iter().min_by_key(|hang| hang.hold.order(hang.timing));
        foremost.expect("something hangs on every report that is expected")
    }

    /// When it is due.
    pub fn timing(&self) -> Timing {
        self.foremost().timing
    }

    /// When it is due as it is declared, without more time for it.
    pub fn declared_due(&self) -> Date {
        let foremost = self.foremost();
        match foremost.hold {
            Hold::Extended { was_due } => was_due,
            _ => foremost.timing.due,
        }
    }

    /// How it stands on a day.
    pub fn standing(&self, today: Date) -> Standing {
        let Hang { timing, hold, .. } = self.foremost();
        Standing::of(&self.outcome, (*timing, hold), today)
    }
}

impl Standing {
    /// How a report stands on a day, by the account on which it is asked for first.
    pub(super) fn of(outcome: &ReportOutcome, (timing, hold): (Timing, &Hold), today: Date) -> Self {
        match outcome {
            ReportOutcome::Reported(_) => return Self::Reported,
            ReportOutcome::Absent(absence, _) => return Self::Absent(*absence),
            ReportOutcome::Unusable(_) | ReportOutcome::Waiting(_) | ReportOutcome::Missing => {}
        }
        match hold {
            Hold::Waits(waits_for) => Self::Waits(waits_for.clone()),
            Hold::Disputed => Self::Disputed,
            Hold::Waived => Self::Waived,
            Hold::Asked | Hold::Extended { .. } => match outcome {
                ReportOutcome::Unusable(_) => Self::Unusable,
                ReportOutcome::Waiting(_) => Self::UnderEmbargo,
                ReportOutcome::Reported(_) | ReportOutcome::Absent(..) | ReportOutcome::Missing => {
                    of_silence(timing, today)
                }
            },
        }
    }
}

/// What silence is on a day.
fn of_silence(timing: Timing, today: Date) -> Standing {
    if today <= timing.due {
        Standing::Coming
    } else if timing.is_over(today) {
        Standing::Late
    } else {
        Standing::InGrace
    }
}
