//! Checkpoints held against what was worked out.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::note::{NoteKey, Stands};

use super::again::{TreePlace, Worked};
use super::fault::CheckpointFault;
use super::notes::NoteFile;

/// Whose signatures are believed.
#[derive(Clone, Default, Debug)]
pub struct Believed {
    /// The ledger's own; where nobody named it, no signature of its own is asked for.
    pub log: Option<NoteKey>,
    pub witnesses: Vec<NoteKey>,
    /// How many of the witnesses must have signed a checkpoint of one size.
    pub needed: usize,
    /// Those of the witnesses who must be among them.
    pub required: Vec<NoteKey>,
    /// Whether somebody named the ledger's own key: then there must be a checkpoint.
    pub is_log_named: bool,
}

impl Believed {
    fn asks_for_witnesses(&self) -> bool {
        self.needed > 0 || !self.required.is_empty()
    }
}

/// What came of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct HeldToCheckpoints {
    /// The checkpoints that the ledger bears out, each with the witnesses who signed it and when.
    pub borne_out: Vec<(NoteFile, Vec<(String, Timestamp)>)>,
    /// Up to where as many witnesses signed as are asked for, where any are.
    pub witnessed: Option<TreePlace>,
    pub faults: Vec<CheckpointFault>,
}

/// Holds checkpoints against what was worked out of a ledger. Their sizes must have been asked for.
pub fn hold(worked: &Worked, notes: &[NoteFile], believed: &Believed) -> HeldToCheckpoints {
    let mut held = HeldToCheckpoints::default();
    // Each witness may have signed in a file of its own.
    let mut signed: BTreeMap<u64, Vec<&NoteKey>> = BTreeMap::new();
    for note in notes {
        match check(worked, note, believed) {
            Ok(()) => {
                let witnesses = witnessed(note, believed);
                let of_size = signed.entry(note.checkpoint.size).or_default();
                of_size.extend(witnesses.iter().map(|(key, _)| *key));
                let names = witnesses.into_iter().map(|(key, at)| (key.name().to_owned(), at)).collect();
                held.borne_out.push((note.clone(), names));
            }
            Err(fault) => held.faults.push(fault),
        }
    }
    narrow(&mut held.faults, worked, &held.borne_out);
    held.faults.extend(two_histories(worked, notes, believed));
    if held.borne_out.is_empty() {
        if held.faults.is_empty() && (believed.is_log_named || believed.asks_for_witnesses()) {
            held.faults.push(CheckpointFault::NoCheckpoint);
        }
    } else if believed.asks_for_witnesses() {
        let enough = signed.iter().rev().find(|(_, by)| lacking(by, believed).is_none());
        held.witnessed = enough.and_then(|(size, _)| worked.places.get(size)).copied();
        if held.witnessed.is_none() {
            let fault = too_few(&held, &signed, believed);
            held.faults.extend(fault);
        }
    }
    held
}

/// Who is lacking among those who signed.
enum Lacking<'a> {
    One(&'a NoteKey),
    Number { signed: usize },
}

/// None where enough signed. Who signs twice is still one.
fn lacking<'a>(by: &[&NoteKey], believed: &'a Believed) -> Option<Lacking<'a>> {
    let is_among = |key: &NoteKey, some: &[&NoteKey]| some.iter().any(|other| other.is_same_key(key));
    if let Some(key) = believed.required.iter().find(|key| !is_among(key, by)) {
        return Some(Lacking::One(key));
    }
    let signed = by.iter().enumerate().filter(|(place, key)| !is_among(key, &by[..*place])).count();
    (signed < believed.needed).then_some(Lacking::Number { signed })
}

/// What the newest checkpoint lacks.
fn too_few(
    held: &HeldToCheckpoints,
    signed: &BTreeMap<u64, Vec<&NoteKey>>,
    believed: &Believed,
) -> Option<CheckpointFault> {
    let (newest, _) = held.borne_out.iter().max_by_key(|(note, _)| note.checkpoint.size)?;
    let file = newest.file.clone();
    Some(match lacking(signed.get(&newest.checkpoint.size)?, believed)? {
        Lacking::One(key) => CheckpointFault::NotSigned { file, key: key.to_string() },
        Lacking::Number { signed } => CheckpointFault::TooFew { file, signed, needed: believed.needed },
    })
}

/// Looks at what was signed, and at nothing that was worked out.
pub(super) fn check_signatures(note: &NoteFile, believed: &Believed) -> Result<(), CheckpointFault> {
    let file = || note.file.clone();
    if let Some(log) = &believed.log {
        if note.checkpoint.origin != log.name() {
            let (found, expected) = (note.checkpoint.origin.clone(), log.name().to_owned());
            return Err(CheckpointFault::OtherLedger { file: file(), found, expected });
        }
        match note.note.stands(log) {
            Stands::Signed(_) => {}
            Stands::Missing => return Err(CheckpointFault::NotSigned { file: file(), key: log.to_string() }),
            Stands::Forged => return Err(CheckpointFault::Forged { file: file(), key: log.to_string() }),
        }
    }
    if let Some(forged) = believed.witnesses.iter().find(|key| note.note.stands(key) == Stands::Forged) {
        return Err(CheckpointFault::Forged { file: file(), key: forged.to_string() });
    }
    Ok(())
}

fn check(worked: &Worked, note: &NoteFile, believed: &Believed) -> Result<(), CheckpointFault> {
    check_signatures(note, believed)?;
    let file = || note.file.clone();
    let size = note.checkpoint.size;
    if size > worked.size {
        let (found, last) = (worked.size, worked.last);
        return Err(CheckpointFault::Withheld { file: file(), signed: size, found, last });
    }
    if is_borne_out(worked, note) {
        return Ok(());
    }
    let to = worked.places.get(&size).map_or(worked.last, |place| place.last);
    Err(CheckpointFault::Forked { file: file(), from: 1, to })
}

/// The first entry that may be another than the one that was signed: whatever stands up to a checkpoint that the ledger bears out is the same.
fn narrow(
    faults: &mut [CheckpointFault],
    worked: &Worked,
    borne_out: &[(NoteFile, Vec<(String, Timestamp)>)],
) {
    for fault in faults {
        if let CheckpointFault::Forked { from, to, .. } = fault {
            let places = borne_out.iter().filter_map(|(note, _)| worked.places.get(&note.checkpoint.size));
            let same = places.map(|place| place.last).filter(|last| *last < *to).max();
            *from = same.unwrap_or(0) + 1;
        }
    }
}

/// Whether the ledger is what was signed, up to there.
fn is_borne_out(worked: &Worked, note: &NoteFile) -> bool {
    worked.places.get(&note.checkpoint.size).is_some_and(|place| place.root == note.checkpoint.root)
}

fn witnessed<'b>(note: &NoteFile, believed: &'b Believed) -> Vec<(&'b NoteKey, Timestamp)> {
    let signed = believed.witnesses.iter().filter_map(|key| match note.note.stands(key) {
        Stands::Signed(Some(at)) => Some((key, at)),
        _ => None,
    });
    signed.collect()
}

/// Who signed two histories: checkpoints of one size with two roots, or one that the ledger bears out and one that it does not.
fn two_histories<'a>(
    worked: &'a Worked,
    notes: &'a [NoteFile],
    believed: &'a Believed,
) -> impl Iterator<Item = CheckpointFault> + 'a {
    let keys = believed.log.iter().chain(&believed.witnesses);
    keys.filter_map(move |key| {
        let signed: Vec<&NoteFile> =
            notes.iter().filter(|note| matches!(note.note.stands(key), Stands::Signed(_))).collect();
        let pairs = signed
            .iter()
            .enumerate()
            .flat_map(|(place, one)| signed[place + 1..].iter().map(move |other| (*one, *other)));
        let mut contradicting = pairs.filter(|(one, other)| contradict(worked, one, other));
        let (one, other) = contradicting.next()?;
        let (one, other) = (one.file.clone(), other.file.clone());
        Some(CheckpointFault::TwoHistories { key: key.to_string(), one, other })
    })
}

fn contradict(worked: &Worked, one: &NoteFile, other: &NoteFile) -> bool {
    if one.checkpoint.origin != other.checkpoint.origin {
        return false;
    }
    let is_known = |note: &NoteFile| note.checkpoint.size <= worked.size;
    let is_same_size = one.checkpoint.size == other.checkpoint.size;
    (is_same_size && one.checkpoint.root != other.checkpoint.root)
        || (is_known(one) && is_known(other) && is_borne_out(worked, one) != is_borne_out(worked, other))
}
