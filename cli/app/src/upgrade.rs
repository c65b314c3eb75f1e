//! Whether this version of Remit goes on with a ledger that another version wrote: it folds the record anew, and goes on where it comes to what stands there.
//!
//! Where it does not, nothing is written until whoever runs it accepts that by the name of this version; what stood there by then is not asked about again. No ledger is opened
//! here.

use jiff::Timestamp;
use ledger::entry::{AcceptedDifference, Entry};
use plugins::stores::{Head, KeptLedger, StoreError};
use thiserror::Error;
use words::upgrade as say;

use crate::outcome::VERSION;
use crate::progress::{LongWork, Progress};
use crate::project::compiler;
use crate::proof::{Again, StepFault};

/// A record that is folded beside whoever writes it, to see whether this version comes to the same.
pub struct Shadow {
    again: Again<'static>,
    /// Where the ledger ended, as far as it was followed.
    end: Option<Head>,
}

impl Default for Shadow {
    fn default() -> Self {
        Self { again: Again::to_go_on(compiler()), end: None }
    }
}

impl Shadow {
    /// Takes in what was written since. Where the ledger is not the one that was followed so far, it is followed anew.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn follow(&mut self, store: &mut dyn KeptLedger, progress: &dyn Progress) -> Result<(), StoreError> {
        if let Some(end) = self.end
            && store.head_at(end.position)? != end
        {
            *self = Self::default();
        }
        let from = self.end.map_or(0, |end| end.position);
        progress.begin(LongWork::Verifying, store.head().position.saturating_sub(from));
        let again = &mut self.again;
        let read = store.commits_after(from, &mut |commit| {
            let entries = commit.entries.len() as u64;
            again.follow(commit);
            progress.advance(entries);
            Ok(())
        });
        progress.end();
        read?;
        let last = self.again.worked().last;
        self.end = (last > 0).then(|| store.head_at(last)).transpose()?;
        Ok(())
    }

    /// The first entry to which this version does not come, and which nobody accepted.
    pub fn difference(&self) -> Option<&StepFault> {
        self.again.worked().fault.as_ref()
    }
}

/// On which terms this version goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Admitted {
    /// It wrote last itself, or nothing was written yet.
    AsBefore,
    /// Another version wrote last, and this one comes to the same.
    Same {
        /// That version, where it is known.
        before: Option<String>,
    },
    /// Another version wrote last, and it was accepted that this one comes to something else.
    Accepted {
        /// That version, where it is known.
        before: Option<String>,
        fault: StepFault,
    },
}

/// Why this version does not go on.
#[derive(Debug, Error)]
pub enum UpgradeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}", say::differs(.before.as_deref(), VERSION, &.fault.to_string()))]
    Differs {
        /// The version that wrote last, where it is known.
        before: Option<String>,
        fault: Box<StepFault>,
    },
    #[error("{}", say::other_version(.named, VERSION))]
    OtherVersion { named: String },
}

impl UpgradeError {
    /// What to do about it; none where the store says so.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Store(_) => None,
            Self::Differs { .. } => Some(say::differs_help(VERSION)),
            Self::OtherVersion { .. } => Some(say::other_version_help(VERSION)),
        }
    }
}

/// Whether the version whose differences are accepted is this one, where any are.
///
/// # Errors
/// It is another.
pub fn check_accepted(accepted: Option<&str>) -> Result<(), UpgradeError> {
    match accepted {
        Some(named) if named != VERSION => Err(UpgradeError::OtherVersion { named: named.to_owned() }),
        _ => Ok(()),
    }
}

/// Whether another version wrote a ledger last, so that this one folds it first.
///
/// # Errors
/// The ledger cannot be read.
pub fn is_of_another_version(store: &mut dyn KeptLedger) -> Result<bool, StoreError> {
    Ok(store.head().position > 0 && store.written_by()?.as_deref() != Some(VERSION))
}

/// Lets this version go on with a ledger that is held to be written, as far as it comes to what stands there or that is accepted, and writes its name down.
/// `shadow` is what was folded of it before.
///
/// # Errors
/// It does not come to what stands there, or the ledger cannot be read or written.
pub fn admit(
    store: &mut dyn KeptLedger,
    mut shadow: Shadow,
    (accepted, now): (Option<&str>, Timestamp),
    progress: &dyn Progress,
) -> Result<Admitted, UpgradeError> {
    check_accepted(accepted)?;
    let before = store.written_by()?;
    if store.head().position == 0 || before.as_deref() == Some(VERSION) {
        if before.is_none() {
            store.sign(VERSION)?;
        }
        return Ok(Admitted::AsBefore);
    }
    shadow.follow(store, progress)?;
    let Some(fault) = shadow.difference().cloned() else {
        store.sign(VERSION)?;
        return Ok(Admitted::Same { before });
    };
    if accepted.is_none() {
        return Err(UpgradeError::Differs { before, fault: Box::new(fault) });
    }
    let latest = shadow.again.worked().at;
    accept(store, before.clone(), &fault, latest.map_or(now, |latest| latest.max(now)))?;
    Ok(Admitted::Accepted { before, fault })
}

/// Writes down that a difference is accepted. What the other version worked out is of no use any more.
fn accept(
    store: &mut dyn KeptLedger,
    before: Option<String>,
    fault: &StepFault,
    at: Timestamp,
) -> Result<(), StoreError> {
    let accepted = AcceptedDifference { version: VERSION.to_owned(), before, first: fault.position() };
    let last = store.append(at, &[Entry::DifferenceAccepted(accepted)])?;
    store.save_snapshot(last, &[])?;
    store.sign(VERSION)
}
