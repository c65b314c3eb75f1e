//! Checkpoints held against what was worked out.

use jiff::Timestamp;
use ledger::note::{NoteKey, Stands};

use super::again::Worked;
use super::fault::CheckpointFault;
use super::notes::NoteFile;

/// Whose signatures are believed.
#[derive(Clone, Default, Debug)]
pub struct Believed {
    /// The ledger's own; where nobody named it, no signature of its own is asked for.
    pub log: Option<NoteKey>,
    pub witnesses: Vec<NoteKey>,
    /// How many of the witnesses must have signed the newest checkpoint.
    pub needed: usize,
}

/// What came of it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Held {
    /// The checkpoints that the ledger bears out, each with the witnesses who signed it and when.
    pub borne_out: Vec<(NoteFile, Vec<(String, Timestamp)>)>,
    pub faults: Vec<CheckpointFault>,
}

/// Holds checkpoints against what was worked out of a ledger. Their sizes must have been asked for.
pub fn hold(worked: &Worked, notes: &[NoteFile], believed: &Believed) -> Held {
    let mut held = Held::default();
    for note in notes {
        match check(worked, note, believed) {
            Ok(()) => held.borne_out.push((note.clone(), witnessed(note, believed))),
            Err(fault) => held.faults.push(fault),
        }
    }
    narrow(&mut held.faults, worked, &held.borne_out);
    held.faults.extend(two_histories(worked, notes, believed));
    if let Some((newest, witnesses)) = held.borne_out.iter().max_by_key(|(note, _)| note.checkpoint.size)
        && witnesses.len() < believed.needed
    {
        let file = newest.file.clone();
        held.faults.push(CheckpointFault::TooFew { file, signed: witnesses.len(), needed: believed.needed });
    }
    held
}

fn check(worked: &Worked, note: &NoteFile, believed: &Believed) -> Result<(), CheckpointFault> {
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

fn witnessed(note: &NoteFile, believed: &Believed) -> Vec<(String, Timestamp)> {
    let signed = believed.witnesses.iter().filter_map(|key| match note.note.stands(key) {
        Stands::Signed(Some(at)) => Some((key.name().to_owned(), at)),
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
