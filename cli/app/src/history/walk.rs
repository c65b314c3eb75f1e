//! A program's way through history, with each report at the moment on which it became known.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::slice;
use std::sync::Arc;

use engine::evidence::Evidence;
use engine::model::{MeasureId, Observation, Relation, Response, Unused};
use engine::program::Program;
use engine::{Effects, Engine, Event};
use jiff::Timestamp;

/// What there is besides reports.
#[derive(Clone, Copy)]
pub struct Besides<'a> {
    /// What officials said, in order.
    pub responses: &'a [Response],
    /// What of files could not be used, in the order in which that came to be known.
    pub unused: &'a [(Timestamp, Unused)],
    /// The measures of which no report is shown to whoever walks here.
    pub undisclosed: &'a BTreeSet<MeasureId>,
}

/// Walks a program through reports in the order of their moments, as if Remit had been there all along with this one
/// program in force, and stops at `until`. A response counts from the moment at which it was recorded. `each` sees what every step leads to.
pub fn walk(
    program: &Arc<Program>,
    reports: impl IntoIterator<Item = (Timestamp, Vec<Observation>)>,
    Besides { responses, unused, undisclosed }: Besides<'_>,
    until: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Engine {
    let mut later = reports.into_iter().take_while(|(moment, _)| *moment <= until).peekable();
    let first_report = later.peek().map(|(moment, _)| *moment).filter(|_| may_be_cut(program));
    // What is said before anything is owed has its own deadlines, such as the end of a group.
    let first_response = responses.first().map(|response| response.at);
    let heard = first_report.into_iter().chain(first_response);
    let start = heard.fold(beginning(program, until), Timestamp::min);
    let mut known_before = Vec::new();
    while let Some((_, observations)) = later.next_if(|(moment, _)| *moment <= start) {
        known_before.extend(observations);
    }
    let engine = Engine::with_evidence(Evidence::with_undisclosed(undisclosed.clone()));
    let mut walk = HistoryWalk { engine, unused: unused.iter().peekable(), each };
    walk.set_aside(start);
    walk.step(start, Event::Observed(known_before));
    let mut responses = responses.iter().filter(|response| response.at <= until).peekable();
    while let Some(response) = responses.next_if(|response| response.at < start) {
        walk.step(start, Event::Responded(response.clone()));
    }
    walk.step(start, Event::Activated(Arc::clone(program)));
    for (moment, observations) in later {
        while let Some(response) = responses.next_if(|response| response.at < moment) {
            walk.respond(response);
        }
        walk.set_aside(moment);
        walk.pass_deadlines(moment);
        walk.step(moment, Event::Observed(observations));
    }
    responses.for_each(|response| walk.respond(response));
    walk.set_aside(until);
    walk.pass_deadlines(until);
    walk.step(until, Event::ClockAdvanced);
    walk.engine
}

/// An engine on its way through history.
struct HistoryWalk<'a> {
    engine: Engine,
    unused: Peekable<slice::Iter<'a, (Timestamp, Unused)>>,
    each: &'a mut dyn FnMut(Effects),
}

impl HistoryWalk<'_> {
    fn step(&mut self, moment: Timestamp, event: Event) {
        (self.each)(self.engine.step(moment, event));
    }

    /// Takes in what could not be used by a moment, each when it came to be known.
    fn set_aside(&mut self, by: Timestamp) {
        while let Some((at, unused)) = self.unused.next_if(|(at, _)| *at <= by) {
            let at = (*at).max(self.engine.now().unwrap_or(by));
            self.pass_deadlines(at);
            self.step(at, Event::SetAside(vec![unused.clone()]));
        }
    }

    /// What falls due at the moment of a response comes before it, so that it makes no difference when the walk began.
    fn respond(&mut self, response: &Response) {
        self.pass_deadlines_while(|wake| wake <= response.at);
        self.step(response.at, Event::Responded(response.clone()));
    }

    /// Lets every deadline before `moment` pass in its turn.
    fn pass_deadlines(&mut self, moment: Timestamp) {
        self.pass_deadlines_while(|wake| wake < moment);
    }

    fn pass_deadlines_while(&mut self, is_passed: impl Fn(Timestamp) -> bool) {
        while let Some(wake) = self.engine.next_wake().filter(|wake| is_passed(*wake)) {
            self.step(wake, Event::ClockAdvanced);
        }
    }
}

/// Whether reports say how large something is that funds obligations. What is cut before an obligation begins is news too, and the same
/// for a part of a program that begins later than the whole.
fn may_be_cut(program: &Program) -> bool {
    program.catalogue.relations.of_kind(Relation::FUNDS).any(|relation| relation.size.is_some())
}

/// The moment before anything was owed.
fn beginning(program: &Program, until: Timestamp) -> Timestamp {
    let obligations = program.missions.values().flat_map(|mission| &mission.obligations);
    let starts = obligations.map(|obligation| program.calendar.start_of_day(obligation.from.first_day()));
    starts.min().unwrap_or(until).min(until)
}
