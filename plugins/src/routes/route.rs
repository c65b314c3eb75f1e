//! What is declared, and who is told by it.

use std::ops::Range;

use engine::model::Calendar;
use jiff::{SignedDuration, Timestamp};

use super::gathering::{Gathering, Silence};
use super::hours::Hours;
use super::marks::Marks;
use super::matcher::Matcher;

/// The routes of a project, in the order in which they are asked.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Routes {
    pub all: Vec<Route>,
    /// What nobody is told of for a time.
    pub silences: Vec<Silence>,
}

/// Which messages go through which notifiers.
#[derive(Clone, PartialEq, Debug)]
pub struct Route {
    /// What it is called; its place where it has no name.
    pub name: String,
    pub matchers: Vec<Matcher>,
    pub notifiers: Vec<String>,
    pub onward: Onward,
    /// When its messages go out.
    pub hours: Hours,
    /// How its alerts go out together.
    pub gathering: Gathering,
    /// An alert that is still open is told again once nothing was said of it for so long.
    pub repeat: Option<SignedDuration>,
    /// Where its table begins in `remit.toml`.
    pub(crate) place: Range<usize>,
    /// Where each of its matchers is written.
    pub(crate) written: Vec<Range<usize>>,
}

/// Whether the routes behind one that takes a message are asked as well.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Onward {
    #[default]
    Stops,
    Continues,
}

/// What a route says to a message.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer<'r> {
    Takes,
    /// It does not: the first matcher that does not hold.
    Leaves(&'r Matcher),
    /// A route before it took the message and stopped there.
    NotAsked,
}

impl Route {
    /// When an alert of which something was last said at a moment is told again: at the next hour at which the route tells anything. None where
    /// it tells nothing again.
    pub fn repeats(&self, last: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
        let due = last.saturating_add(self.repeat?).unwrap_or(Timestamp::MAX);
        Some(self.hours.next(due, calendar).unwrap_or(due))
    }

    /// What it says to a message that gets to it.
    pub fn answer(&self, marks: &Marks) -> Answer<'_> {
        self.matchers.iter().find(|matcher| !matcher.holds(marks)).map_or(Answer::Takes, Answer::Leaves)
    }
}

impl Routes {
    /// Whether nothing is said of who is told of what, and when.
    pub fn are_none(&self) -> bool {
        self.all.is_empty() && self.silences.is_empty()
    }

    /// What each route says, in order.
    pub fn answers<'r>(&'r self, marks: &Marks) -> Vec<(&'r Route, Answer<'r>)> {
        let mut is_over = false;
        let answer = |route: &'r Route| {
            let answer = if is_over { Answer::NotAsked } else { route.answer(marks) };
            is_over |= answer == Answer::Takes && route.onward == Onward::Stops;
            (route, answer)
        };
        self.all.iter().map(answer).collect()
    }

    /// The routes that take a message.
    pub fn taking<'r>(&'r self, marks: &Marks) -> impl Iterator<Item = &'r Route> {
        let answers = self.answers(marks).into_iter();
        answers.filter(|(_, answer)| *answer == Answer::Takes).map(|(route, _)| route)
    }

    /// Through which of these notifiers a message goes, in their order, each with the first route that names it: through all of them
    /// where no route takes it, or where no route that does names one of them, since no message may be lost.
    pub fn through<'r>(&'r self, marks: &Marks, notifiers: &[String]) -> Vec<(String, Option<&'r Route>)> {
        let taking: Vec<&Route> = self.taking(marks).collect();
        let naming = |notifier: &String| {
            let route = taking.iter().find(|route| route.notifiers.contains(notifier))?;
            Some((notifier.clone(), Some(*route)))
        };
        let named: Vec<(String, Option<&Route>)> = notifiers.iter().filter_map(naming).collect();
        if named.is_empty() {
            let first = taking.first().copied();
            return notifiers.iter().map(|notifier| (notifier.clone(), first)).collect();
        }
        named
    }
}
