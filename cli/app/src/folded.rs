//! What a list of events comes to. Whoever reads a long one goes on reading while another thread folds what was read.
//!
//! One engine folds all of it: to share its work among several, each of which hears everything, was tried, and to put together what they
//! worked out took as long as they saved.

use std::mem;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use engine::{Engine, Event};
use jiff::Timestamp;
use rules::script::RULE_STACK;

use crate::cores::available;

/// Less than this is folded on the spot, before a thread would be up: a report weighs one, and any event a few.
const WORTH_A_THREAD: usize = 20_000;
/// So much is passed on at once.
const AT_ONCE: usize = 2_048;
const OF_AN_EVENT: usize = 8;
/// So many messages are on the way to the engine at the most.
const ON_THE_WAY: usize = 3;

/// Where events are handed to, one by one.
pub type Hand<'a> = dyn FnMut(Timestamp, Event) + 'a;

/// What happened, and when.
type Happened = (Timestamp, Event);

/// When a list of events is folded on a thread of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// Where the machine has a second core, and there is enough to fold.
    WhereItPays,
    /// From the first event on.
    Always,
    Never,
}

/// What events came to.
pub struct Folded {
    pub engine: Engine,
    /// How many rules were run.
    pub evaluated: usize,
}

impl Folded {
    /// Before anything happened.
    pub(crate) fn nothing() -> Self {
        Self { engine: Engine::new(), evaluated: 0 }
    }

    fn step(&mut self, (at, event): Happened) {
        self.evaluated += self.engine.step(at, event).evaluated;
    }

    fn steps(mut self, happened: impl IntoIterator<Item = Happened>) -> Self {
        happened.into_iter().for_each(|happened| self.step(happened));
        self
    }
}

/// Folds the events that `read` hands over.
///
/// # Errors
/// What `read` said.
///
/// # Panics
/// A rule does, or the system has no thread to give.
pub fn fold<E>(beside: Beside, read: impl FnOnce(&mut Hand<'_>) -> Result<(), E>) -> Result<Folded, E> {
    let from = match beside {
        Beside::Never => usize::MAX,
        Beside::WhereItPays if available() == 1 => usize::MAX,
        Beside::WhereItPays => WORTH_A_THREAD,
        Beside::Always => 0,
    };
    thread::scope(|scope| {
        let mut waiting = Waiting::default();
        let mut folder: Option<Folder<'_>> = None;
        read(&mut |at, event| {
            waiting.add(at, event);
            match &folder {
                Some(folder) if waiting.weight >= AT_ONCE => folder.tell(waiting.take()),
                None if waiting.weight >= from => folder.insert(Folder::start(scope)).tell(waiting.take()),
                _ => {}
            }
        })?;
        Ok(match folder {
            Some(folder) => folder.end(waiting.take()),
            None => Folded::nothing().steps(waiting.take()),
        })
    })
}

/// What was read and not passed on yet.
#[derive(Default)]
struct Waiting {
    happened: Vec<Happened>,
    weight: usize,
}

impl Waiting {
    fn add(&mut self, at: Timestamp, event: Event) {
        self.weight += OF_AN_EVENT
            + match &event {
                Event::Observed(reports) => reports.len(),
                _ => 0,
            };
        self.happened.push((at, event));
    }

    fn take(&mut self) -> Vec<Happened> {
        mem::take(self).happened
    }
}

/// An engine on a thread of its own.
struct Folder<'s> {
    sender: SyncSender<Vec<Happened>>,
    thread: ScopedJoinHandle<'s, Folded>,
}

impl<'s> Folder<'s> {
    fn start(scope: &'s Scope<'s, '_>) -> Self {
        let (sender, told) = sync_channel(ON_THE_WAY);
        let work = move || Folded::nothing().steps(told.into_iter().flatten());
        let thread = thread::Builder::new().stack_size(RULE_STACK).spawn_scoped(scope, work);
        Self { sender, thread: thread.expect("there are few threads") }
    }

    /// Passes on what happened. Where the engine panicked, that is told when it ends.
    fn tell(&self, happened: Vec<Happened>) {
        drop(self.sender.send(happened));
    }

    fn end(self, last: Vec<Happened>) -> Folded {
        self.tell(last);
        let Self { sender, thread } = self;
        drop(sender);
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}
