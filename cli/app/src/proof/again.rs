//! A ledger worked out again, commit by commit: nothing of what it says that was told is believed.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use engine::Engine;
use engine::evidence::Evidence;
use engine::model::MeasureId;
use jiff::Timestamp;
use ledger::bundle::BundleCommit;
use ledger::commit::{Commit, LeafForm, Outcome};
use ledger::entry::{Entry, Position, Recorded, Signed};
use ledger::fold::Observer as _;
use ledger::leaves::leaves;
use ledger::personal::Personal;
use ledger::signature::{Statement, signer};
use ledger::tree::{Frontier, TreeHash};
use rules::CompilerCache;
use rules::compile::{Settled, TextsInForce, read_mission_texts};
use rules::source::Sources;

use super::fault::{Difference, ForgedReason, StepFault};
use super::scope::Scope;
use crate::approvals::Approvals;
use crate::outcome::{OutcomeLines, VERSION};
use crate::recorder::event;

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
    in_force: Option<Arc<Sources>>,
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
}

/// What of a commit has a bearing on what is judged.
struct Piece {
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
            tree: Frontier::default(),
            asked,
            worked: Worked { places, ..Worked::default() },
            is_bound: false,
            gone: BTreeSet::new(),
            erased: BTreeSet::new(),
            upon_fault: UponFault::Stop,
            scope: None,
        }
    }

    /// The same of what is within a scope alone.
    pub(super) fn within(cache: CompilerCache<'c>, scope: Scope) -> Self {
        let mut again = Self::new(cache, BTreeSet::new());
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

    /// The same for a version of Remit that is to go on with what another one wrote: what was accepted does not count.
    pub(crate) fn to_go_on(cache: CompilerCache<'c>) -> Self {
        Self { upon_fault: UponFault::GoOn, ..Self::new(cache, BTreeSet::new()) }
    }

    /// Takes in what was written next, whatever its place in the tree.
    pub(crate) fn follow(&mut self, commit: Commit) {
        let (last, at) = (commit.last(), commit.at);
        let entries = (commit.first..).zip(commit.entries).collect();
        self.judge(Piece { last, at, entries, outcome: commit.outcome, leaf_form: commit.leaf_form });
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
        let entries = commit.heard().collect();
        let (at, outcome, leaf_form) = (commit.at, commit.outcome.clone(), commit.leaf_form);
        self.judge(Piece { last, at, entries, outcome, leaf_form });
    }

    /// All of it was taken in.
    pub fn end(self) -> (Worked, CompilerCache<'c>) {
        let Self { mut worked, tree, cache, gone, erased, .. } = self;
        worked.gone = gone.len();
        worked.gone_unrecorded = gone.difference(&erased).count();
        worked.size = tree.size();
        worked.places.insert(tree.size(), TreePlace { root: tree.root(), last: worked.last });
        (worked, cache)
    }

    fn note_gone(&mut self, personal: Option<&Personal>) {
        let gone = personal.into_iter().flat_map(Personal::all).filter(|stood_in| stood_in.kept.is_none());
        self.gone.extend(gone.map(|stood_in| stood_in.stand_in.hash));
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
        let Piece { last, at, entries, outcome, leaf_form } = piece;
        let (mut lines, before) = (OutcomeLines::default(), self.worked.steps);
        let mut sound = Ok(());
        for (position, entry) in entries {
            let found = match &entry {
                Entry::Approved { signed, signer } => self.check_signature((position, at), signed, signer),
                Entry::Activated(sources) => self.check_texts(position, at, sources),
                Entry::Erased(erasure) => {
                    self.erased.extend(&erasure.erased);
                    Ok(())
                }
                _ => Ok(()),
            };
            sound = sound.and(found);
            if sound.is_err() && self.upon_fault == UponFault::Stop {
                return sound;
            }
            if matches!(entry, Entry::DifferenceAccepted(_)) && self.upon_fault == UponFault::GoOn {
                self.worked.fault = None;
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
                    lines.add(&self.engine.step(at, event));
                    self.worked.steps += 1;
                }
                None if is_text => sound = sound.and(Err(StepFault::NoProgram { position })),
                None => {}
            }
        }
        sound?;
        let worked_out = lines.outcome(leaf_form);
        self.is_bound |= outcome.is_some();
        let outcome = match &self.scope {
            Some(scope) => outcome.and_then(|outcome| scope.narrow_outcome(outcome)),
            None => outcome,
        };
        if worked_out.is_some() && !self.is_bound {
            self.worked.unbound += self.worked.steps - before;
            return Ok(());
        }
        compare((last, at), worked_out, outcome)
    }

    /// Whether a signature is of an approver of the mission that was in force, who might sign then.
    fn check_signature(
        &self,
        (position, at): (Position, Timestamp),
        signed: &Signed,
        name: &str,
    ) -> Result<(), StepFault> {
        let forged = |reason| StepFault::Signature { position, signer: name.to_owned(), reason };
        let by = signer(&signed.statement, &signed.signature).map_err(|error| forged(error.into()))?;
        let statement = Statement::parse(&signed.statement).map_err(|_| forged(ForgedReason::NoStatement))?;
        let missions = self.in_force.iter().flat_map(|sources| sources.missions.values());
        let approvers = missions
            .filter_map(read_mission_texts)
            .filter(|own| own.mission == statement.mission)
            .flat_map(|own| own.approvers);
        let theirs: Vec<_> = approvers.filter(|one| *one.key == *by.key && *one.name == *name).collect();
        if theirs.is_empty() || !statement.is_signed_as(name) {
            return Err(forged(ForgedReason::NoApprover));
        }
        let program = self.engine.program();
        let today = program.map_or_else(
            || at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(),
            |program| program.calendar.day(at),
        );
        let may_sign = theirs.iter().any(|one| one.may_sign_on(today));
        if may_sign { Ok(()) } else { Err(forged(ForgedReason::NotThen)) }
    }

    /// Whether texts that came into force had the signatures that those before them ask for.
    fn check_texts(
        &mut self,
        position: Position,
        at: Timestamp,
        new: &Arc<Sources>,
    ) -> Result<(), StepFault> {
        let old = self.in_force.replace(Arc::clone(new));
        let Some(old) = old.filter(|old| names_approvers(old)) else { return Ok(()) };
        let approvals = self.approvals.standing();
        let in_force = TextsInForce { sources: &old, approvals, now: at };
        let Settled { sources, waiting, .. } = self.cache.settle_signed(new, in_force);
        if sources == **new {
            return Ok(());
        }
        if waiting.is_empty() {
            return Err(StepFault::Refused { position });
        }
        let missions = waiting.iter().map(|waiting| waiting.mission.to_string()).collect();
        Err(StepFault::Unapproved { position, missions })
    }
}

fn names_approvers(sources: &Sources) -> bool {
    sources.missions.values().filter_map(read_mission_texts).any(|own| !own.approvers.is_empty())
}

fn compare(
    (position, at): (Position, Timestamp),
    worked_out: Option<Outcome>,
    written: Option<Outcome>,
) -> Result<(), StepFault> {
    let (ours, theirs) = match (worked_out, written) {
        (None, None) => return Ok(()),
        (Some(ours), Some(theirs)) if ours.says_the_same(&theirs) => return Ok(()),
        (ours, theirs) => (ours, theirs),
    };
    let by = theirs.as_ref().map(|theirs| theirs.by.clone()).filter(|by| by != VERSION);
    let told = |outcome: Option<Outcome>| -> Vec<String> {
        outcome.iter().flat_map(Outcome::told).cloned().collect()
    };
    let (ours, theirs) = (told(ours), told(theirs));
    let difference = Difference { dropped: lacking(&ours, &theirs), invented: lacking(&theirs, &ours), by };
    Err(StepFault::Outcome { position, at, difference })
}

/// The lines that others lack.
fn lacking(lines: &[String], others: &[String]) -> Vec<String> {
    let others: HashSet<&String> = others.iter().collect();
    lines.iter().filter(|line| !others.contains(line)).cloned().collect()
}
