//! Where an alert stands on its ladder: who was told when, and when the next step and the next reminder fall due. No reply stops
//! that clock; it stands still while the matter is held up by somebody else, or is not broken just now.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::model::{BodyId, Calendar, Ladder, Wait};
use crate::program::Program;

/// How far an alert went up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Climb {
    /// Who was told, step by step; the first with the alert itself.
    pub told: Vec<StepTold>,
    /// From when the next step counts: the last one, or when the clock went on.
    pub counts_from: Timestamp,
    /// Working days that had passed since the last step before the clock stood still.
    pub spent: u32,
    /// From when the next reminder counts.
    pub heard_at: Timestamp,
    /// Since when the clock stands still, while it does.
    pub halted_at: Option<Timestamp>,
}

/// A step that was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepTold {
    /// The role that it is for.
    pub to: Arc<str>,
    pub body: BodyId,
    /// Whoever held it then; nobody where none is known by name.
    pub people: Vec<Arc<str>>,
    pub at: Timestamp,
}

/// What falls due on a ladder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LadderDue {
    Step(usize),
    Reminder,
}

impl Climb {
    pub(super) fn begun(first: StepTold) -> Self {
        let at = first.at;
        Self { told: vec![first], counts_from: at, spent: 0, heard_at: at, halted_at: None }
    }

    /// The calendar by which working days are counted: that of whoever was told last, and must act.
    pub fn calendar<'p>(&self, program: &'p Program) -> &'p Calendar {
        self.told.last().map_or(&program.calendar, |step| program.calendar_of(&step.body))
    }

    /// The place of the next step and when it falls due; none at the top, and while the clock stands still.
    pub fn next_step(&self, ladder: &Ladder, calendar: &Calendar) -> Option<(usize, Timestamp)> {
        let days = ladder.days_before(self.told.len()).filter(|_| self.halted_at.is_none())?;
        let moment =
            Wait::WorkingDays(days.saturating_sub(self.spent)).after_moment(self.counts_from, calendar);
        Some((self.told.len(), moment))
    }

    /// When whoever was told last is reminded, unless something else is told before.
    pub fn next_reminder(&self, ladder: &Ladder, calendar: &Calendar) -> Option<Timestamp> {
        let days = ladder.remind_every.filter(|_| self.halted_at.is_none())?;
        Some(Wait::WorkingDays(days).after_moment(self.heard_at, calendar))
    }

    /// The last day on which whoever was told last is asked to reply, or whoever took over from them on a later day.
    pub fn reply_by(&self, ladder: &Ladder, taken_over: Option<Date>, calendar: &Calendar) -> Option<Date> {
        let told = calendar.day(self.told.last()?.at);
        let from = taken_over.map_or(told, |day| day.max(told));
        Some(Wait::WorkingDays(ladder.reply_within?).after(from, calendar))
    }

    /// The earliest moment at which anything falls due.
    pub(super) fn next_due(&self, ladder: &Ladder, calendar: &Calendar) -> Option<Timestamp> {
        let step = self.next_step(ladder, calendar).map(|(_, moment)| moment);
        [step, self.next_reminder(ladder, calendar)].into_iter().flatten().min()
    }

    /// What has fallen due: a step before a reminder.
    pub(super) fn due(&self, ladder: &Ladder, calendar: &Calendar, now: Timestamp) -> Option<LadderDue> {
        let step = self.next_step(ladder, calendar).filter(|(_, moment)| *moment <= now);
        let reminder = || self.next_reminder(ladder, calendar).filter(|moment| *moment <= now);
        match step {
            Some((step, _)) => Some(LadderDue::Step(step)),
            None => reminder().map(|_| LadderDue::Reminder),
        }
    }

    /// A person who is told late has as long to answer as the ladder says.
    pub(super) fn take(&mut self, step: StepTold) {
        (self.counts_from, self.heard_at, self.spent) = (step.at, step.at, 0);
        self.told.push(step);
    }

    /// Stops the clock. A working day that had only begun is not spent.
    pub(super) fn halt(&mut self, calendar: &Calendar, now: Timestamp) {
        if self.halted_at.is_some() {
            return;
        }
        let days = calendar.working_days_between(calendar.day(self.counts_from), calendar.day(now));
        let is_whole = Wait::WorkingDays(days).after_moment(self.counts_from, calendar) <= now;
        self.spent = self.spent.saturating_add(if is_whole { days } else { days.saturating_sub(1) });
        self.halted_at = Some(now);
    }

    /// Lets the clock go on. What is left of the working days counts from here.
    pub(super) fn go_on(&mut self, now: Timestamp) {
        if self.halted_at.take().is_some() {
            (self.counts_from, self.heard_at) = (now, now);
        }
    }

    /// Leaves a time out in which Remit was down. One in which the clock stands still anyway is left out when it goes on.
    pub(super) fn leave_out(&mut self, down: SignedDuration) {
        if self.halted_at.is_none() {
            self.shift(down);
        }
    }

    fn shift(&mut self, by: SignedDuration) {
        for moment in [&mut self.counts_from, &mut self.heard_at] {
            *moment = moment.saturating_add(by).unwrap_or(Timestamp::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::model::LadderStep;

    fn ladder() -> Ladder {
        let step = |to: &str, after| LadderStep { to: to.into(), body: None, after };
        Ladder {
            id: "usual".into(),
            steps: vec![step("owner", 0), step("senior-responsible-owner", 10), step("board", 20)],
            remind_every: Some(5),
            reply_within: Some(3),
        }
    }

    fn at(day: &str) -> Timestamp {
        format!("{day}T09:00:00Z").parse().unwrap()
    }

    fn told(at: Timestamp) -> StepTold {
        StepTold { to: "owner".into(), body: BodyId::new("ministry"), people: Vec::new(), at }
    }

    /// When the next step and the next reminder of a matter fall due that was told on Monday 16 December 2024.
    #[track_caller]
    fn check(change: impl FnOnce(&mut Climb, &Calendar), expect: [&str; 2]) {
        let holidays =
            BTreeSet::from(["2024-12-25", "2024-12-26", "2025-01-01"].map(|day| day.parse().unwrap()));
        let calendar = Calendar::new(TimeZone::UTC, holidays);
        let mut climb = Climb::begun(told(at("2024-12-16")));
        change(&mut climb, &calendar);
        let step = climb.next_step(&ladder(), &calendar).map(|(_, moment)| moment);
        let days = [step, climb.next_reminder(&ladder(), &calendar)];
        let days =
            days.map(|moment| moment.map_or_else(|| "-".to_owned(), |at| calendar.day(at).to_string()));
        assert_eq!(days, expect);
    }

    #[test]
    fn christmas_is_left_out_of_working_days() {
        check(|_, _| {}, ["2025-01-02", "2024-12-23"]);
    }

    #[test]
    fn who_is_told_late_has_as_long_to_answer() {
        check(|climb, _| climb.take(told(at("2025-01-06"))), ["2025-01-20", "2025-01-13"]);
    }

    #[test]
    fn nothing_falls_due_while_the_clock_stands_still() {
        check(|climb, calendar| climb.halt(calendar, at("2024-12-19")), ["-", "-"]);
    }

    #[test]
    fn the_working_days_that_were_left_are_left_when_the_clock_goes_on() {
        let halted = |climb: &mut Climb, calendar: &Calendar| {
            climb.halt(calendar, at("2024-12-19"));
            climb.go_on(at("2025-01-06"));
        };
        check(halted, ["2025-01-15", "2025-01-13"]);
    }

    #[test]
    fn the_top_is_the_end_of_it() {
        let to_the_top = |climb: &mut Climb, _: &Calendar| {
            climb.take(told(at("2025-01-02")));
            climb.take(told(at("2025-01-16")));
        };
        check(to_the_top, ["-", "2025-01-23"]);
    }
}
