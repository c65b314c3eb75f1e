//! Who was to report what, and what came of it: worked out from the declarations and the reports alone, slowly and by other means
//! than the engine's. It shares the calendar with the engine, and nothing else.
//!
//! Here is what holds of every duty: what silence means, whose it is, and how parts join up. What each mission owes is in `homes` and in
//! `strands`.

use engine::model::{Calendar, Period};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::declared::{Declared, Needed};
use super::edit::Verdicts;
use super::heard::{CellName, Heard};
use super::world::quarter;

/// What a rule comes to.
pub(super) enum Said {
    Word(&'static str),
    /// The figure of this cell is missing.
    Lacks(CellName),
}

/// From when a report is overdue, and from when silence counts.
pub(super) type Deadlines = (Timestamp, Timestamp);

/// What is to be found in a world at a moment.
pub(super) struct Oracle<'a> {
    pub(super) declared: &'a Declared,
    pub(super) heard: &'a Heard,
    pub(super) calendar: &'a Calendar,
    pub(super) now: Timestamp,
}

impl Oracle<'_> {
    /// Every verdict that there is, by its node and period as people write them.
    pub(super) fn verdicts(&self) -> Verdicts {
        let mut verdicts = self.homes();
        for strand in &self.declared.strands {
            strand.judge(self, &mut verdicts);
        }
        verdicts
    }

    /// Whether a period has begun.
    pub(super) fn has_begun(&self, period: Period) -> bool {
        self.calendar.start_of_day(period.first_day()) <= self.now
    }

    /// Whether a body exists on the last day of a period.
    pub(super) fn exists(&self, body: &str, period: Period) -> bool {
        let last = period.last_day();
        let mut bodies = self.declared.bodies().filter(|other| other.id == body);
        bodies.next().is_none_or(|body| {
            body.opened.is_none_or(|opened| opened <= last) && body.closed.is_none_or(|closed| last <= closed)
        })
    }

    /// Whether a body has closed by now.
    pub(super) fn has_closed(&self, body: &str) -> bool {
        let mut closed = self.declared.bodies().filter(|other| other.id == body);
        let today = self.calendar.day(self.now);
        closed.any(|body| body.closed.is_some_and(|closed| closed < today))
    }

    /// The councils that exist at the end of a period.
    pub(super) fn reporters(&self, period: Period) -> Vec<String> {
        let councils = self.declared.councils.iter().filter(|council| self.exists(&council.id, period));
        councils.map(|council| council.id.clone()).collect()
    }

    /// Whether anybody was to report a cell.
    pub(super) fn is_owed(&self, (_, body, period): &CellName) -> bool {
        let has_reporter = body != "england" || !self.reporters(*period).is_empty();
        quarter(0).first_day() <= period.last_day() && self.exists(body, *period) && has_reporter
    }

    /// The figure of a cell, whoever it is worked out from.
    pub(super) fn figure(&self, cell: &CellName) -> Option<i64> {
        let strand = self.declared.strands.iter().find(|strand| strand.due(&cell.0).is_some());
        strand.map_or_else(|| self.figure_of_homes(cell), |strand| strand.figure(self, cell))
    }

    /// What is owed by one party comes to, by what its rule says and when the figure was first known on which that rests.
    pub(super) fn verdict(
        &self,
        by: &str,
        (overdue, grace_ends): Deadlines,
        said: Said,
        known: Option<Timestamp>,
    ) -> &'static str {
        let silence = if self.now < overdue {
            "not-due"
        } else if self.now < grace_ends {
            "awaiting"
        } else {
            "no-data"
        };
        match said {
            Said::Word("met") if known.is_some_and(|known| known >= grace_ends) => "met-late",
            Said::Word(word) => word,
            Said::Lacks(cell) if !self.is_owed(&cell) => {
                if silence == "not-due" {
                    "not-due"
                } else {
                    "not-judged"
                }
            }
            Said::Lacks(cell) if self.teller(&cell) == by && by != "england" => silence,
            Said::Lacks(cell) => match silence {
                "no-data" if self.now < self.deadlines(&cell.0, cell.2).1 => "awaiting",
                "no-data" => "held-up",
                early => early,
            },
        }
    }

    /// What one party owes whose own day is the measure's, and of which ten are enough.
    pub(super) fn enough(&self, by: &str, (measure, of, period): (&str, &str, Period)) -> &'static str {
        let own = (measure.to_owned(), of.to_owned(), period);
        let said = match self.heard.value(&own) {
            Some(figure) => Said::Word(if figure >= 10 { "met" } else { "missed" }),
            None => Said::Lacks(own.clone()),
        };
        self.verdict(by, self.deadlines(measure, period), said, self.heard.first_value(&own))
    }

    /// Whose a figure is to tell that is missing: where a mark came in its place, its own body's.
    fn teller<'c>(&self, cell: &'c CellName) -> &'c str {
        let publisher = match cell.0.as_str() {
            "seen" => self.declared.publisher,
            measure => self.declared.strands.iter().find_map(|strand| strand.told_by(measure)),
        };
        publisher.filter(|_| !self.heard.is_marked(cell)).unwrap_or(&cell.1)
    }

    /// Where a figure comes from that adds up: a successor's own report, or else what the body before it reported for that time.
    pub(super) fn source(&self, cell: &CellName) -> CellName {
        let (measure, body, period) = cell;
        let before = body.replace("heir", "council");
        let is_succeeded = before != *body && !(self.exists(&before, *period) && self.exists(body, *period));
        if is_succeeded && !self.heard.has_heard(cell) {
            (measure.clone(), before, *period)
        } else {
            cell.clone()
        }
    }

    /// When what is owed by a measure's own day is overdue, and when silence counts.
    pub(super) fn deadlines(&self, measure: &str, period: Period) -> Deadlines {
        let strand = self.declared.strands.iter().find_map(|strand| strand.due(measure));
        self.after(period, strand.unwrap_or_else(|| self.due_of_homes(measure)))
    }

    /// The same, so many days after the end of a period, with so many days of grace.
    pub(super) fn after(&self, period: Period, (timely, grace): (i64, i64)) -> Deadlines {
        let due = later(period, timely);
        let end = |day: Date| self.calendar.end_of_day(day);
        (end(due), end(due.saturating_add(Span::new().days(grace))))
    }
}

/// How parts join up: none where nobody owes anything.
pub(super) fn whole(parts: &[&'static str], needed: Needed) -> Option<&'static str> {
    let count = |wanted: &[&str]| parts.iter().filter(|word| wanted.contains(word)).count();
    let judged = parts.len() - count(&["not-judged"]);
    if parts.is_empty() {
        return None;
    }
    let asked = match needed {
        Needed::All => judged,
        Needed::Any | Needed::AtLeast(_) => 1,
    };
    let needed = asked.min(judged);
    let open = ["failed", "disputed", "at-risk", "awaiting", "not-due"];
    let (met, late) = (count(&["met"]), count(&["met", "met-late"]));
    let possible = late + count(&["waived"]) + count(&open);
    let waiting = possible + count(&["held-up"]);
    Some(match () {
        () if judged == 0 => "not-judged",
        () if met >= needed => "met",
        () if late >= needed => "met-late",
        () if late + count(&["waived"]) >= needed => "waived",
        () if waiting + count(&["no-data"]) < needed => "missed",
        () if waiting < needed => "no-data",
        () if possible < needed => "held-up",
        () => open.into_iter().find(|word| count(&[word]) > 0).unwrap_or("not-due"),
    })
}

fn later(period: Period, days: i64) -> Date {
    period.last_day().saturating_add(Span::new().days(days))
}
