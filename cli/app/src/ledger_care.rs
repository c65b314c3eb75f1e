//! Looking after a ledger itself: its head, and what came of a check, a repair or a rewinding, as programs read it.
//!
//! The work is done by the store. What stands on the ledger is not judged here.

use jiff::Timestamp;
use ledger::asked::Asked;
use ledger::entry::{Entry, Recorded};
use plugins::stores::{Head, KeptLedger, LedgerPlace, Repaired, Rewound, StoreError};
use serde::Serialize;
use words::proposal::reference;

/// Where a ledger ends.
#[derive(Serialize)]
pub struct WireHead {
    /// The last entry; they are numbered from one.
    pub position: u64,
    pub entries: u64,
    /// How many times something was written.
    pub batches: u64,
    /// When the last entry was written; none on an empty ledger.
    pub at: Option<Timestamp>,
    /// Over everything up to the last entry; none on a ledger of the first version, which is chained when it is next written.
    pub hash: Option<String>,
}

/// What came of a repair.
#[derive(Serialize)]
pub struct WireRepair {
    pub head: WireHead,
    /// What was wrong.
    pub fault: Option<String>,
    /// Up to where the ledger was once written, if that is further than it reaches now.
    pub written_to: Option<u64>,
    /// Where the whole is kept.
    pub copy: Option<String>,
}

/// What was taken back.
#[derive(Serialize)]
pub struct WireRewound {
    pub head: WireHead,
    pub undone: Undone,
    /// Where the whole is kept.
    pub copy: Option<String>,
}

/// What was taken back, by what it was.
#[derive(Serialize, Default, PartialEq, Eq, Debug)]
pub struct Undone {
    pub entries: usize,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub figures: usize,
    pub programs: usize,
    pub messages: usize,
    pub responses: Vec<UndoneResponse>,
    /// The names of those who signed.
    pub signatures: Vec<String>,
    /// What somebody asked for that a second person decides about; left out where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<UndoneRequest>,
    /// What was decided about such requests; left out where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<UndoneDecision>,
    /// Silences that were asked for; left out where none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<UndoneSilence>,
    /// Silences that were ended, and are in force again; left out where none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silence_ends: Vec<UndoneDecision>,
}

/// A request that was taken back: nobody decides about it any more.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct UndoneRequest {
    pub reference: String,
    pub by: String,
    /// `extend` or `waive`.
    pub kind: String,
    pub alert: String,
}

/// A decision about something that was taken back.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct UndoneDecision {
    /// Of what it was about.
    pub reference: String,
    pub by: String,
    /// What was decided, in a word.
    pub decided: &'static str,
}

/// A silence that was taken back: people are told again.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct UndoneSilence {
    pub reference: String,
    pub by: String,
    pub matchers: Vec<String>,
}

/// A response that was taken back.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct UndoneResponse {
    pub at: Timestamp,
    pub by: String,
    pub kind: String,
    pub obligation: String,
}

impl Undone {
    fn of(undone: &[Recorded]) -> Self {
        let mut told = Self { entries: undone.len(), ..Self::default() };
        told.from = undone.iter().map(|recorded| recorded.at).min();
        told.until = undone.iter().map(|recorded| recorded.at).max();
        for recorded in undone {
            told.count(recorded);
        }
        told
    }

    fn count(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Observed(observations) => self.figures += observations.len(),
            Entry::Activated(_) => self.programs += 1,
            Entry::Queued { .. } => self.messages += 1,
            Entry::Responded(response) => self.responses.push(UndoneResponse {
                at: response.at,
                by: response.submission.by.clone(),
                kind: response.submission.kind.to_string(),
                obligation: response.obligation.to_string(),
            }),
            Entry::Approved { signer, .. } => self.signatures.push(signer.clone()),
            Entry::Proposed(proposal) => {
                let (kind, of) = match &proposal.asked {
                    Asked::Response { alert, response } => {
                        (response.submission.kind.to_string(), alert.clone())
                    }
                    Asked::Change(change) => ("change".to_owned(), change.mission.clone()),
                    Asked::Examples(examples) => ("examples".to_owned(), examples.mission.clone()),
                };
                let (by, reference) = (proposal.by().to_owned(), reference(proposal.id().as_str()));
                self.requests.push(UndoneRequest { reference, by, kind, alert: of });
            }
            Entry::Decided(decision) => self.decisions.push(UndoneDecision {
                reference: reference(decision.id.as_str()),
                by: decision.by.clone(),
                decided: decision.fate.as_str(),
            }),
            Entry::Silenced(silence) => self.silences.push(UndoneSilence {
                reference: reference(&silence.id),
                by: silence.by.clone(),
                matchers: silence.matchers.clone(),
            }),
            Entry::SilenceEnded(end) => self.silence_ends.push(UndoneDecision {
                reference: reference(&end.id),
                by: end.by.clone(),
                decided: "ended",
            }),
            Entry::Received(_)
            | Entry::SetAside(_)
            | Entry::ClockAdvanced
            | Entry::Resumed
            | Entry::Attempted { .. }
            | Entry::Settled { .. }
            | Entry::Superseded { .. }
            | Entry::HandedIn(_)
            | Entry::DifferenceAccepted(_) => {}
        }
    }
}

/// Where a ledger ends; none where there is none.
///
/// # Errors
/// It cannot be used.
pub fn head(ledger: &LedgerPlace) -> Result<Option<WireHead>, StoreError> {
    ledger.open_read_only()?.map(|mut store| wire_head(&mut *store)).transpose()
}

/// Checks everything on a ledger; none where there is none.
///
/// # Errors
/// The first fault.
pub fn verify(ledger: &LedgerPlace) -> Result<Option<WireHead>, StoreError> {
    ledger.verify()?.map(|mut store| wire_head(&mut *store)).transpose()
}

/// Cuts a ledger back to its last sound batch.
///
/// # Errors
/// It cannot be repaired.
pub fn repair(ledger: &LedgerPlace) -> Result<WireRepair, StoreError> {
    let Repaired { head, fault, written_to, copy } = ledger.repair()?;
    Ok(WireRepair {
        head: head_at(ledger, head)?,
        fault: fault.map(|fault| fault.to_string()),
        written_to,
        copy: copy.map(|copy| copy.display().to_string()),
    })
}

/// Takes back what was written on a ledger after a moment.
///
/// # Errors
/// It cannot be rewound.
pub fn rewind(ledger: &LedgerPlace, to: Timestamp) -> Result<WireRewound, StoreError> {
    let Rewound { head, undone, copy } = ledger.rewind(to)?;
    Ok(WireRewound {
        head: head_at(ledger, head)?,
        undone: Undone::of(&undone),
        copy: copy.map(|copy| copy.display().to_string()),
    })
}

fn head_at(ledger: &LedgerPlace, expected: Head) -> Result<WireHead, StoreError> {
    let wired = head(ledger)?.expect("a ledger that was put in order is there");
    assert_eq!(wired.position, expected.position, "nobody else writes to it");
    Ok(wired)
}

fn wire_head(store: &mut dyn KeptLedger) -> Result<WireHead, StoreError> {
    let Head { position, hash } = store.head();
    let at = store.entry(position)?.map(|recorded| recorded.at);
    let hash = store.is_chained().then(|| hash.to_string());
    Ok(WireHead { position, entries: position, batches: store.batches()?, at, hash })
}
