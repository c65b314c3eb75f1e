//! Groups that are open: whether what they are to bring about has come about, and when they are looked at next.

use jiff::Timestamp;

use super::evaluator::Evaluator;
use super::state::ObligationState;
use crate::model::{Cadence, Cell, ExitTest, ObligationRef, Response, ResponseId, Verdict};
use crate::program::Program;

impl Evaluator {
    /// Closes every group whose exit test holds, and has the alerts looked at that it was opened for.
    pub(crate) fn close_groups(&mut self, now: Timestamp) -> Vec<Response> {
        let Some(program) = self.program.clone() else { return Vec::new() };
        let holds = |response: &&Response| {
            let group = response.enclosed.group();
            group.is_some_and(|group| self.holds(&group.exit_test, &program, now))
        };
        let ready: Vec<ResponseId> =
            self.responses.open_groups().filter(holds).map(|response| response.id.clone()).collect();
        for id in &ready {
            self.responses.close(id, now);
        }
        ready.iter().filter_map(|id| self.responses.get(id)).cloned().collect()
    }

    /// Whether what must hold for a group to close does.
    pub(crate) fn holds(&self, exit_test: &ExitTest, program: &Program, now: Timestamp) -> bool {
        let today = program.calendar.day(now);
        match exit_test {
            ExitTest::Met { obligation, periods } => {
                let owed = self.state.find(obligation).map(|ix| self.state.obligation(ix));
                owed.is_some_and(|owed| are_newest_met(owed, *periods, |last| last < today))
            }
            ExitTest::InForce { document, body } => {
                let period = Cadence::Day.containing(today);
                let cell = Cell { measure: document.clone(), body: body.clone(), period };
                self.evidence.papers(&cell).iter().any(|paper| paper.from() <= today && today <= paper.last)
            }
        }
    }

    /// When the group of an obligation is looked at next: when it ends, and when a paper comes into force that it waits for.
    pub(crate) fn next_look_at_group(&self, obligation: &ObligationRef, now: Timestamp) -> Option<Timestamp> {
        let program = self.program.as_ref()?;
        let response = self.responses.open_group(obligation)?;
        let ends = response.submission.until.map(|day| program.calendar.end_of_day(day));
        let begins = match &response.enclosed.group()?.exit_test {
            ExitTest::InForce { document, body } => {
                let period = Cadence::Day.containing(program.calendar.day(now));
                let cell = Cell { measure: document.clone(), body: body.clone(), period };
                self.evidence
                    .papers(&cell)
                    .iter()
                    .map(|paper| program.calendar.start_of_day(paper.from()))
                    .collect()
            }
            ExitTest::Met { .. } => Vec::new(),
        };
        ends.into_iter().chain(begins).filter(|moment| *moment > now).min()
    }

    /// The group of an obligation whose end has passed with its exit test still to hold.
    pub(crate) fn overdue_group(
        &self,
        obligation: &ObligationRef,
        now: Timestamp,
    ) -> Option<(&Response, Timestamp)> {
        let program = self.program.as_ref()?;
        let response = self.responses.open_group(obligation)?;
        let end = program.calendar.end_of_day(response.submission.until?);
        (end <= now).then_some((response, end))
    }
}

/// Whether so many of the newest periods were met. One of which nothing is decided yet, or that is not judged, is neither credit nor blame.
fn are_newest_met(
    owed: &ObligationState,
    wanted: u32,
    has_ended: impl Fn(jiff::civil::Date) -> bool,
) -> bool {
    let mut met = 0;
    for opened in owed.periods.iter().rev() {
        match opened.whole.verdict {
            Verdict::Met | Verdict::MetLate => met += 1,
            Verdict::NotDue | Verdict::Awaiting | Verdict::NotJudged => continue,
            Verdict::AtRisk if !has_ended(opened.period.last_day()) => continue,
            _ => return false,
        }
        if met >= wanted {
            return true;
        }
    }
    false
}
