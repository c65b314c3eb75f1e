//! A ledger worked out again, commit by commit: nothing of what it says that was told is believed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::Engine;
use engine::alert::AlertChange;
use engine::evidence::Evidence;
use engine::model::MeasureId;
use engine::program::Program;
use jiff::Timestamp;
use ledger::bundle::BundleCommit;
use ledger::commit::{Commit, LeafForm, Outcome};
use ledger::entry::{Entry, Position, Recorded};
use ledger::fold::Observer as _;
use ledger::leaves::leaves;
use ledger::personal::Personal;
use ledger::proposals::Proposals;
use ledger::tree::{Frontier, TreeHash};
use rules::CompilerCache;
use rules::source::Sources;

use super::fault::{StepFault, compare};
use super::remade::{Extent, MessagesRemade, Remaking, Step};
use super::scope::Scope;
use super::signed_texts::{check_signature, check_texts};
use crate::approvals::Approvals;
use crate::outcome::OutcomeLines;
use crate::recorder::{Telling, event};

/// How a tree stood at a size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreePlace {
    pub root: TreeHash,
    /// The last entry in it.
    pub last: Position,
}

/// A ledger that is worked out again.
pub struct Again<'c> {
    cache: CompilerCache<'c>,
    engine: Engine,
    approvals: Approvals,
    /// The texts in force, and the entry by which they came into force.
    in_force: Option<(Arc<Sources>, Position)>,
    proposals: Proposals,
    /// The messages, where they are made again.
    remaking: Option<Box<Remaking>>,
    tree: Frontier,
    /// At which sizes somebody asks for the root.
    asked: BTreeSet<u64>,
    worked: Worked,
    /// Whether an outcome was seen: from then on there is one wherever something followed.
    is_bound: bool,
    /// What personal values are found by that are gone.
    gone: BTreeSet<TreeHash>,
    /// The same of those whose erasure is on record.
    erased: BTreeSet<TreeHash>,
    upon_fault: UponFault,
    /// Whether anything was withheld so far.
    in_part: bool,
    /// To what it is narrowed; none where all of it is worked out.
    scope: Option<Scope>,
}

/// What is done about what stands behind an entry that does not follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum UponFault {
    /// It is not worked out any more.
    Stop,
    /// It is, until somebody accepts on the ledger what did not follow before.
    GoOn,
}

/// What came of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Worked {
    /// The last entry.
    pub last: Position,
    /// When that was written.
    pub at: Option<Timestamp>,
    /// How many steps were taken.
    pub steps: usize,
    /// How many of them led to something of which there is no record.
    pub unbound: usize,
    /// How many personal values are gone.
    pub gone: usize,
    /// How many of them without a record of an erasure.
    pub gone_unrecorded: usize,
    /// How many leaves the tree has.
    pub size: u64,
    /// The tree at the sizes that somebody asked for, and at its end.
    pub places: BTreeMap<u64, TreePlace>,
    /// The first entry that does not follow.
    pub fault: Option<StepFault>,
    /// What came of making messages again.
    pub messages: MessagesRemade,
}

/// What of a commit has a bearing on what is judged.
struct Piece {
    first: Position,
    extent: Extent,
    last: Position,
    at: Timestamp,
    entries: Vec<(Position, Entry)>,
    outcome: Option<Outcome>,
    leaf_form: LeafForm,
}

impl<'c> Again<'c> {
    /// Before the first commit. `asked` are the sizes of the tree at which its root is wanted.
    pub fn new(cache: CompilerCache<'c>, asked: BTreeSet<u64>) -> Self {
        let places = [(0, TreePlace { root: TreeHash::of_nothing(), last: 0 })].into();
        Self {
            cache,
            engine: Engine::new(),
            approvals: Approvals::default(),
            in_force: None,
            proposals: Proposals::default(),
            remaking: Some(Box::default()),
            tree: Frontier::default(),
            asked,
            worked: Worked { places, ..Worked::default() },
            is_bound: false,
            gone: BTreeSet::new(),
            erased: BTreeSet::new(),
            upon_fault: UponFault::Stop,
            in_part: false,
            scope: None,
        }
    }

    /// The same of what is within a scope alone, and without its messages.
    pub(super) fn within(cache: CompilerCache<'c>, scope: Scope) -> Self {
        let mut again = Self { remaking: None, ..Self::new(cache, BTreeSet::new()) };
        again.narrow(scope);
        again
    }

    /// Works out only what is within a scope, before anything was worked out.
    pub(super) fn narrow(&mut self, scope: Scope) {
        self.engine = Engine::with_evidence(Evidence::with_undisclosed(scope.undisclosed.clone()));
        self.scope = Some(scope);
    }

    /// The measures of which no figure is shown and for which something asked.
    pub(super) fn undisclosed_asked(&self) -> BTreeSet<MeasureId> {
        self.engine.evidence().undisclosed_asked()
    }

    /// The same for a version of Remit that is to go on with what another one wrote: what was accepted does not count, and neither do words.
    pub(crate) fn to_go_on(cache: CompilerCache<'c>) -> Self {
        Self { upon_fault: UponFault::GoOn, remaking: None, ..Self::new(cache, BTreeSet::new()) }
    }

    /// Takes in what was written next, whatever its place in the tree.
    pub(crate) fn follow(&mut self, commit: Commit) {
        let (first, last, at) = (commit.first, commit.last(), commit.at);
        let (outcome, leaf_form) = (commit.outcome, commit.leaf_form);
        let entries = (first..).zip(commit.entries).collect();
        self.judge(Piece { first, extent: Extent::Whole, last, at, entries, outcome, leaf_form });
    }

    /// What came of it so far.
    pub(crate) fn worked(&self) -> &Worked {
        &self.worked
    }

    /// Takes in what was written next.
    pub fn take(&mut self, commit: Commit) {
        self.grow_written(&commit);
        self.note_gone(commit.personal.as_ref());
        self.follow(commit);
    }

    /// The leaves alone of what was written, where nothing is to be worked out.
    pub(super) fn grow_written(&mut self, commit: &Commit) {
        (self.worked.last, self.worked.at) = (commit.last(), Some(commit.at));
        self.grow(commit.first, commit.last(), leaves(commit));
    }

    /// The leaves alone of what is in a file, so that none of it is worked out before all of it is known to be what was signed.
    pub fn grow_shown(&mut self, commit: &BundleCommit) {
        self.worked.last = commit.last();
        self.grow(commit.first, commit.last(), commit.leaves());
    }

    /// How many leaves the tree has so far.
    pub(super) fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Asks for the root at one more size, which the tree has or is still to reach.
    pub(super) fn ask(&mut self, size: u64) {
        self.asked.insert(size);
        if size == self.tree.size() {
            let place = TreePlace { root: self.tree.root(), last: self.worked.last };
            self.worked.places.insert(size, place);
        }
    }

    /// The tree so far.
    pub fn tree(&self) -> Worked {
        let mut grown = self.worked.clone();
        grown.size = self.tree.size();
        grown.places.insert(grown.size, TreePlace { root: self.tree.root(), last: grown.last });
        grown
    }

    /// Works out what is in a file of which the leaves were taken in. It withholds what has no bearing.
    pub fn judge_shown(&mut self, commit: &BundleCommit) {
        let last = commit.last();
        self.note_gone(commit.personal.as_ref());
        self.in_part |= commit.is_in_part() || commit.shown().count() < commit.entries.len();
        let extent = if self.in_part { Extent::InPart } else { Extent::Whole };
        let (first, at, leaf_form) = (commit.first, commit.at, commit.leaf_form);
        let (entries, outcome) = (commit.heard().collect(), commit.outcome.clone());
        self.judge(Piece { first, extent, last, at, entries, outcome, leaf_form });
    }

    /// All of it was taken in.
    pub fn end(self) -> (Worked, CompilerCache<'c>) {
        let Self { mut worked, tree, cache, gone, erased, remaking, .. } = self;
        worked.messages = remaking.map(|remaking| remaking.end()).unwrap_or_default();
        worked.gone = gone.len();
        worked.gone_unrecorded = gone.difference(&erased).count();
        worked.size = tree.size();
        worked.places.insert(tree.size(), TreePlace { root: tree.root(), last: worked.last });
        (worked, cache)
    }

    fn note_gone(&mut self, personal: Option<&Personal>) {
        let gone = personal.into_iter().flat_map(Personal::all).filter(|stood_in| stood_in.kept.is_none());
        for stood_in in gone {
            let is_new = self.gone.insert(stood_in.stand_in.hash);
            if let Some(remaking) = self.remaking.as_mut().filter(|_| is_new) {
                remaking.note_gone(stood_in.stand_in.erased());
            }
        }
    }

    fn grow(&mut self, first: Position, last: Position, leaves: impl Iterator<Item = TreeHash>) {
        for (position, leaf) in (first..).zip(leaves) {
            self.tree.append(leaf);
            let size = self.tree.size();
            if self.asked.contains(&size) {
                // Behind the last entry stands what it led to.
                let place = TreePlace { root: self.tree.root(), last: position.min(last) };
                self.worked.places.insert(size, place);
            }
        }
    }

    fn judge(&mut self, piece: Piece) {
        (self.worked.last, self.worked.at) = (piece.last, Some(piece.at));
        if self.worked.fault.is_some() && self.upon_fault == UponFault::Stop {
            return;
        }
        let fault = self.step(piece).err();
        if self.worked.fault.is_none() {
            self.worked.fault = fault;
        }
    }

    fn step(&mut self, piece: Piece) -> Result<(), StepFault> {
        let Piece { first, extent, last, at, entries, outcome, leaf_form } = piece;
        let (mut lines, mut spoken) = (OutcomeLines::default(), Spoken::default());
        let (program, steps) = (self.engine.program().cloned(), self.worked.steps);
        let mut sound = Ok(());
        for (position, entry) in entries {
            sound = sound.and(self.check(position, at, &entry));
            if sound.is_err() && self.upon_fault == UponFault::Stop {
                return sound;
            }
            if matches!(entry, Entry::DifferenceAccepted(_)) && self.upon_fault == UponFault::GoOn {
                self.worked.fault = None;
            }
            if let Entry::Activated(sources) = &entry {
                let replaced = self.in_force.replace((Arc::clone(sources), position));
                spoken.replaced = replaced;
                self.remaking.iter_mut().for_each(|remaking| remaking.activated(&sources.project));
            }
            if self.remaking.is_some() && is_spoken(&entry) {
                spoken.entries.push((position, entry.clone()));
            }
            let recorded = Recorded { position, at, entry };
            self.approvals.observe(&recorded);
            let is_text = matches!(recorded.entry, Entry::Activated(_));
            match event(&mut self.cache, recorded.entry) {
                Some(event) => {
                    let event = match &self.scope {
                        Some(scope) => scope.narrow(event),
                        None => event,
                    };
                    let effects = self.engine.step(at, event);
                    lines.add(&effects);
                    spoken.changes.extend(effects.alerts);
                    self.worked.steps += 1;
                }
                None if is_text => sound = sound.and(Err(StepFault::NoProgram { position })),
                None => {}
            }
        }
        sound?;
        let worked_out = lines.outcome(leaf_form);
        self.is_bound |= outcome.is_some();
        let by = outcome.as_ref().map(|outcome| outcome.by.clone());
        let outcome = match &self.scope {
            Some(scope) => outcome.and_then(|outcome| scope.narrow_outcome(outcome)),
            None => outcome,
        };
        if worked_out.is_some() && !self.is_bound {
            self.worked.unbound += self.worked.steps - steps;
        } else {
            compare((last, at), worked_out, outcome)?;
        }
        self.remake((first, at, extent), program.as_deref(), by.as_deref(), &spoken);
        Ok(())
    }

    /// Whether what an entry says may be said there.
    fn check(&mut self, position: Position, at: Timestamp, entry: &Entry) -> Result<(), StepFault> {
        let in_force = self.in_force.as_ref().map(|(sources, _)| &**sources);
        match entry {
            Entry::Approved { signed, signer } => {
                let known = (in_force, self.engine.program().map(|program| &**program));
                check_signature(known, (position, at), signed, signer)
            }
            Entry::Activated(sources) => {
                let known = (in_force, &self.approvals);
                check_texts(&mut self.cache, known, (position, at), sources)
            }
            Entry::Erased(erasure) => {
                self.erased.extend(&erasure.erased);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Makes the messages of a step again, of which the engine has heard.
    fn remake(
        &mut self,
        (first, at, extent): (Position, Timestamp, Extent),
        before: Option<&Program>,
        by: Option<&str>,
        spoken: &Spoken,
    ) {
        let Some(mut remaking) = self.remaking.take() else { return };
        if let Some(by) = by {
            remaking.note_version(by);
        }
        let Spoken { replaced, changes, entries } = spoken;
        let pages = remaking.pages();
        let telling = Telling {
            engine: &self.engine,
            in_force: self.in_force.as_ref().map(|(sources, _)| &**sources),
            replaced: replaced.as_ref().map(|(sources, since)| (&**sources, *since)),
            approvals: &self.approvals,
            proposals: &self.proposals,
            pages: pages.as_ref(),
        };
        if !entries.is_empty() || !changes.is_empty() {
            remaking.take(&telling, &Step { at, first, entries, changes, before, extent });
        }
        remaking.note_known(self.engine.evidence());
        for (position, entry) in entries {
            self.proposals.observe(&Recorded { position: *position, at, entry: entry.clone() });
        }
        self.remaking = Some(remaking);
    }
}

/// What was said at a step, and what it was said of.
#[derive(Default)]
struct Spoken {
    /// The texts that others took the place of, and the entry by which they came into force.
    replaced: Option<(Arc<Sources>, Position)>,
    changes: Vec<AlertChange>,
    /// Messages and what became of them, and what waited for a second person.
    entries: Vec<(Position, Entry)>,
}

fn is_spoken(entry: &Entry) -> bool {
    matches!(
        entry,
        Entry::Queued { .. }
            | Entry::Attempted { .. }
            | Entry::Settled { .. }
            | Entry::Superseded { .. }
            | Entry::Proposed(_)
            | Entry::Decided(_)
    )
}
