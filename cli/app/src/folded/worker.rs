//! An engine on a thread of its own.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use engine::evidence::Evidence;
use engine::program::Program;
use engine::shares::ShareMemo;
use engine::{Engine, Event};
use jiff::Timestamp;
use rules::script::RULE_STACK;

/// What happened, and when.
pub(super) type Happened = (Timestamp, Event);

/// So many messages are on the way to an engine at the most.
const ON_THE_WAY: usize = 3;

/// What an engine is told.
enum Message {
    Happened(Vec<Happened>),
    /// Whether something has fallen due by a moment.
    IsAnythingDue(Timestamp, SyncSender<bool>),
    /// Nothing more happens; only what it worked out is wanted.
    Over,
}

/// What became of an engine.
pub(super) enum End {
    Whole(Box<Engine>, usize),
    Share(Box<Share>),
}

/// What one engine worked out of its share.
pub(super) struct Share {
    pub(super) evidence: Evidence,
    /// None where something is still to be worked out, or nothing was in force.
    pub(super) memo: Option<ShareMemo>,
    /// How many rules were run.
    pub(super) evaluated: usize,
}

/// An engine on a thread of its own.
pub(super) struct Worker<'s> {
    sender: SyncSender<Message>,
    thread: ScopedJoinHandle<'s, End>,
}

impl<'s> Worker<'s> {
    pub(super) fn start(scope: &'s Scope<'s, '_>) -> Self {
        let (sender, receiver) = sync_channel(ON_THE_WAY);
        let thread =
            thread::Builder::new().stack_size(RULE_STACK).spawn_scoped(scope, move || work(&receiver));
        Self { sender, thread: thread.expect("there are few threads") }
    }

    /// Passes on what happened. Where the engine panicked, that is told when it ends.
    pub(super) fn tell(&self, happened: Vec<Happened>) {
        drop(self.sender.send(Message::Happened(happened)));
    }

    /// Whether something has fallen due by a moment, after all that it was told.
    pub(super) fn is_anything_due(&self, by: Timestamp) -> bool {
        let (answer, answered) = sync_channel(1);
        drop(self.sender.send(Message::IsAnythingDue(by, answer)));
        answered.recv().unwrap_or(false)
    }

    /// What it worked out of its share, as soon as it has.
    pub(super) fn share(self) -> Over<'s> {
        drop(self.sender.send(Message::Over));
        self.whole()
    }

    /// The engine, as soon as it has heard all.
    pub(super) fn whole(self) -> Over<'s> {
        Over(self.thread)
    }
}

/// An engine that is told nothing more.
pub(super) struct Over<'s>(ScopedJoinHandle<'s, End>);

impl Over<'_> {
    pub(super) fn wait(self) -> End {
        self.0.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn work(told: &Receiver<Message>) -> End {
    let (mut engine, mut evaluated) = (Engine::new(), 0);
    for message in told {
        match message {
            Message::Happened(happened) => {
                for (at, event) in happened {
                    evaluated += engine.step(at, event).evaluated;
                }
            }
            Message::IsAnythingDue(by, answer) => {
                let is_due = engine.next_wake().is_some_and(|wake| wake <= by);
                answer.send(is_due).expect("whoever asks waits for the answer");
            }
            Message::Over => return End::Share(Box::new(share(engine, evaluated))),
        }
    }
    End::Whole(Box::new(engine), evaluated)
}

fn share(engine: Engine, evaluated: usize) -> Share {
    let program: Option<Arc<Program>> = engine.program().cloned();
    let memo = program.zip(engine.memo()).map(|(program, memo)| ShareMemo { program, memo });
    Share { evidence: engine.into_evidence(), memo, evaluated }
}
