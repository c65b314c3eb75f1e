//! Rows of a file that wait for the end of an embargo of their own. Nothing is kept of them but their lines.

use engine::model::{MeasureId, Vintage};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use ledger::lines::Lines;

use super::columns::{Columns, MeasurePlace};

/// Rows that nobody may look into yet.
#[derive(Clone, PartialEq, Debug)]
pub struct HeldRows {
    pub lines: Lines,
    /// When the first of them may be read.
    pub next: Timestamp,
    /// When the last may, by the clocks of the project.
    pub last: ZonedDateTime,
    /// What the rows of the file are about; none where each row says that.
    pub measures: Option<Vec<MeasureId>>,
}

impl HeldRows {
    /// Those of two tables of one file.
    pub(super) fn and(self, other: Self) -> Self {
        let last = if self.last < other.last { other.last } else { self.last };
        let measures = self.measures.zip(other.measures).map(|(own, others)| [own, others].concat());
        let lines = [self.lines, other.lines].into_iter().sum();
        Self { lines, next: self.next.min(other.next), last, measures }
    }
}

/// Takes note of such rows while a file is read.
pub(super) struct Withholding {
    /// When embargoes end counts by the clock of the machine, also where the ledger is ahead of it.
    now: Timestamp,
    lines: Vec<(u32, u32)>,
    /// The first and the last end of an embargo.
    ends: Option<(Timestamp, Timestamp)>,
    /// Until when the row that is looked into was under embargo.
    lifted: Option<Timestamp>,
}

impl Withholding {
    /// While a file is read that was received at this moment.
    pub(super) fn since(received: Timestamp) -> Self {
        Self { now: received.min(Timestamp::now()), lines: Vec::new(), ends: None, lifted: None }
    }

    /// Whether a row may be looked into whose embargo ends at this moment; none where it has none. Otherwise it is held back.
    pub(super) fn opens(&mut self, line: u32, until: Option<Timestamp>) -> bool {
        match until {
            Some(until) if self.now < until => {
                self.hold(line, until);
                false
            }
            until => {
                self.lifted = until;
                true
            }
        }
    }

    /// Since when the row is known that was let through last, where that is nothing but history: what nobody was told before is none of an earlier day.
    pub(super) fn known_since(&self, history: Vintage) -> Vintage {
        self.lifted.map_or(history, Vintage::At)
    }

    fn hold(&mut self, line: u32, until: Timestamp) {
        match self.lines.last_mut() {
            Some((_, last)) if line == *last || line == last.saturating_add(1) => *last = line,
            _ => self.lines.push((line, line)),
        }
        let (next, last) = self.ends.unwrap_or((until, until));
        self.ends = Some((next.min(until), last.max(until)));
    }

    /// What is held back; none where nothing is.
    pub(super) fn held(self, columns: &Columns) -> Option<HeldRows> {
        let (next, last) = self.ends?;
        let zone: TimeZone = columns.time_zone.clone();
        let fixed = columns.figures.iter().map(|place| match &place.measure {
            MeasurePlace::Fixed(measure) => Some(measure.clone()),
            MeasurePlace::Column(_) => None,
        });
        let (lines, measures) = (self.lines.into_iter().collect(), fixed.collect());
        Some(HeldRows { lines, next, last: last.to_zoned_datetime(zone), measures })
    }
}
