//! Passes events on to engines on threads of their own.

use std::mem;
use std::sync::Arc;
use std::thread::Scope;

use engine::program::Program;
use engine::{Engine, Event};
use jiff::Timestamp;

use super::assignment::{Assignment, Sharing, Tied, is_worth_sharing};
use super::outcome::Folded;
use super::worker::{End, Happened, Over, Share, Worker};

/// So much is passed on at once: a report counts as one, and any other event as a few.
const AT_ONCE: usize = 2_048;
const OF_AN_EVENT: usize = 8;

/// Passes events on to engines.
pub(super) struct Feeder<'s> {
    workers: Vec<Worker<'s>>,
    sharing: Sharing,
    assignment: Assignment,
    program: Option<Arc<Program>>,
    /// What each engine is told next.
    waiting: Vec<Vec<Happened>>,
    weight: usize,
    /// What is only looked at with the next event. Where none comes, the engine as a whole hears it.
    held: Vec<Happened>,
}

impl<'s> Feeder<'s> {
    pub(super) fn new(scope: &'s Scope<'s, '_>, engines: usize, sharing: Sharing) -> Self {
        Self {
            workers: (0..engines).map(|_| Worker::start(scope)).collect(),
            sharing,
            assignment: Assignment::new(engines),
            program: None,
            waiting: (0..engines).map(|_| Vec::new()).collect(),
            weight: 0,
            held: Vec::new(),
        }
    }

    /// Passes an event on.
    pub(super) fn feed(&mut self, at: Timestamp, event: Event) -> Result<(), Tied> {
        if let Event::SetAside(_) | Event::Resumed = event {
            self.held.push((at, event));
            return Ok(());
        }
        let held = mem::take(&mut self.held);
        let is_settled = held.is_empty();
        for (at, event) in held {
            self.tell_all(at, event);
        }
        match event {
            Event::Activated(program) => {
                if !is_settled {
                    self.settle(at);
                }
                self.activate(at, program)?;
            }
            Event::Responded(response) => {
                if self.workers.len() > 1 {
                    self.assignment.hear(&response)?;
                }
                self.tell_all(at, Event::Responded(response));
            }
            event => self.tell_all(at, event),
        }
        self.pass_on_if_enough();
        Ok(())
    }

    /// Where anything fell due before a program comes into force, that program is not to blame for it, and all that waits is judged without it.
    fn settle(&mut self, at: Timestamp) {
        self.pass_on();
        if self.workers.len() > 1 && self.workers.iter().any(|worker| worker.is_anything_due(at)) {
            self.tell_all(at, Event::ClockAdvanced);
        }
    }

    fn activate(&mut self, at: Timestamp, program: Arc<Program>) -> Result<(), Tied> {
        let today = program.calendar.day(at);
        let pays = self.sharing == Sharing::Always || is_worth_sharing(&program, self.workers.len(), today);
        if self.program.is_none() && !pays {
            self.workers.truncate(1);
            self.waiting.truncate(1);
        }
        if self.workers.len() > 1 {
            let shares = self.assignment.shares_of(&program, today)?;
            for (waiting, share) in self.waiting.iter_mut().zip(shares) {
                waiting.push((at, Event::Activated(Arc::new(share))));
            }
        } else {
            self.tell_all(at, Event::Activated(Arc::clone(&program)));
        }
        self.program = Some(program);
        Ok(())
    }

    /// Has every engine told of an event.
    fn tell_all(&mut self, at: Timestamp, event: Event) {
        self.weight += weight(&event);
        let Some((last, others)) = self.waiting.split_last_mut() else { return };
        let event = match event {
            // Nobody copies reports, since that takes longer than to hear them.
            Event::Observed(reports) if !others.is_empty() => Event::Overheard(Arc::new(reports)),
            event => event,
        };
        for waiting in others {
            waiting.push((at, event.clone()));
        }
        last.push((at, event));
    }

    fn pass_on_if_enough(&mut self) {
        if self.weight >= AT_ONCE {
            self.pass_on();
        }
    }

    fn pass_on(&mut self) {
        self.weight = 0;
        for (worker, waiting) in self.workers.iter().zip(&mut self.waiting) {
            worker.tell(mem::take(waiting));
        }
    }

    /// What all of it came to; none where it cannot be put together.
    pub(super) fn end(mut self) -> Option<Folded> {
        self.pass_on();
        let Self { workers, program, held, .. } = self;
        let is_shared = workers.len() > 1;
        let over = workers.into_iter().map(|worker| if is_shared { worker.share() } else { worker.whole() });
        // All are told that it is over before any is waited for.
        let over: Vec<_> = over.collect();
        let ends: Vec<End> = over.into_iter().map(Over::wait).collect();
        let mut folded = put_together(program, ends)?;
        for (at, event) in held {
            folded.step(at, event);
        }
        Some(folded)
    }
}

/// How much an event weighs.
pub(super) fn weight(event: &Event) -> usize {
    match event {
        Event::Observed(reports) => reports.len() + OF_AN_EVENT,
        _ => OF_AN_EVENT,
    }
}

fn put_together(program: Option<Arc<Program>>, ends: Vec<End>) -> Option<Folded> {
    let mut shares: Vec<Share> = Vec::new();
    for end in ends {
        match end {
            End::Whole(engine, evaluated) => return Some(Folded { engine: *engine, evaluated }),
            End::Share(share) => shares.push(*share),
        }
    }
    let evaluated = shares.iter().map(|share| share.evaluated).sum();
    let mut evidence = None;
    let mut memos = Vec::new();
    for share in shares {
        evidence.get_or_insert(share.evidence);
        memos.push(share.memo?);
    }
    let program = program?;
    let mut engine = Engine::with_evidence(evidence?);
    let memo = engine::memo::Memo::joined(&program, memos);
    engine.reinstate(&program, memo).ok()?;
    Some(Folded { engine, evaluated })
}
