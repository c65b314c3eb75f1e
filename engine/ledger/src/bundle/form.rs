//! Its form on disk: one line that says what it is, and the rest packed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use engine::model::{MeasureId, MissionId};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::content::{Bundle, BundleCommit, BundleEntry};
use crate::codec::{Batch, CodecError, Room, TextHash, encode_batch};
use crate::commit::{LeafForm, Outcome};
use crate::entry::{Entry, Position};
use crate::leaves::{MeasureRows, MissionLeaf};
use crate::personal::{Personal, PersonalFault, PersonalForm, PersonalKind, PersonalValue, Salt, stand_ins};
use crate::tree::TreeHash;

/// Of a file in which all personal values stand in clear, as on a ledger that an older Remit wrote.
const IN_CLEAR: &[u8] = b"remit proof 1\n";
/// Of a file in which stand-ins take their places, and those that are not erased stand behind.
const WITH_STAND_INS: &[u8] = b"remit proof 2\n";
/// Of a file in which parts of texts are personal as well, and what all messages say; behind the values stands what of each commit is withheld in part.
const OF_ALL: &[u8] = b"remit proof 3\n";
/// So much is unpacked at the most: nothing that is handed in may fill the memory.
const MOST: u64 = 256 << 20;
/// So many rows at the most.
const MOST_ROWS: u64 = 10_000_000;
/// So many bytes of texts at the most, each as often as something refers to it.
const MOST_TEXT: u64 = 1 << 30;

/// Why a file is no proof.
#[derive(Debug, Error)]
pub enum BundleError {
    #[error("it is not a proof that `remit prove` wrote, or one of a newer Remit")]
    Other,
    #[error("it is damaged: it cannot be unpacked")]
    Packed,
    #[error("it unpacks to more than {} MiB", MOST >> 20)]
    TooLarge,
    #[error("it says that it holds more than {MOST_ROWS} figures")]
    TooManyRows,
    #[error("a text is missing to which the entry at position {position} refers")]
    TextMissing { position: Position },
    #[error("what stands at position {position} is damaged: {fault}")]
    Entry { position: Position, fault: CodecError },
    #[error("at position {position}: {fault}")]
    Personal { position: Position, fault: PersonalFault },
    #[error(
        "the places of what it holds do not follow each other: {expected} should be next, and it is {found}"
    )]
    Places { expected: Position, found: Position },
}

#[derive(Serialize, Deserialize)]
struct Wire {
    subject: String,
    checkpoint: String,
    texts: Vec<String>,
    commits: Vec<WireCommit>,
}

#[derive(Serialize, Deserialize)]
struct WireCommit {
    first: Position,
    at: String,
    /// The entries that are shown and what they led to, as a batch.
    batch: Vec<u8>,
    /// The others, by their places among all.
    withheld: Vec<(u32, String, [u8; 32])>,
}

/// A personal value: the number of its kind, its salt and itself.
type WireValue = (u8, [u8; Salt::BYTES], String);

/// The rows of a measure that are withheld: how many there are, and their root.
type WireRows = (String, u64, [u8; 32]);

/// What of a commit is withheld in part.
#[derive(Serialize, Deserialize, Default)]
struct WireParts {
    /// The measures whose rows are withheld, by the places of their entries among those that are shown.
    measures: Vec<(u32, Vec<WireRows>)>,
    /// The missions of which the outcome is.
    missions: Vec<(String, [u8; 32])>,
}

/// In which form a file is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FileForm {
    InClear,
    WithStandIns,
    OfAll,
}

/// What the commits of a file share.
#[derive(Default)]
struct Shared {
    texts: BTreeMap<TextHash, String>,
    kept: BTreeMap<TreeHash, PersonalValue>,
}

impl Bundle {
    /// Its form on disk.
    ///
    /// # Panics
    /// Memory runs out.
    pub fn encode(&self) -> Vec<u8> {
        let mut shared = Shared::default();
        let commits = self.commits.iter().map(|commit| wire_commit(commit, &mut shared)).collect();
        let wire = Wire {
            subject: self.subject.clone(),
            checkpoint: self.checkpoint.clone(),
            texts: shared.texts.into_values().collect(),
            commits,
        };
        let mut bytes = postcard::to_allocvec(&wire).expect("writing to memory does not fail");
        let (form, first_line) = self.form();
        if form != FileForm::InClear {
            let kept: Vec<WireValue> = shared.kept.into_values().map(wire_kept).collect();
            bytes.append(&mut postcard::to_allocvec(&kept).expect("writing to memory does not fail"));
        }
        if form == FileForm::OfAll {
            let parts: Vec<WireParts> = self.commits.iter().map(wire_parts).collect();
            bytes.append(&mut postcard::to_allocvec(&parts).expect("writing to memory does not fail"));
        }
        let mut packed = ZlibEncoder::new(first_line.to_vec(), Compression::best());
        packed.write_all(&bytes).expect("writing to memory does not fail");
        packed.finish().expect("writing to memory does not fail")
    }

    /// The oldest form that holds all that is in it, with its first line.
    fn form(&self) -> (FileForm, &'static [u8]) {
        let is_looked_through = |entry: &Entry| match entry {
            Entry::Activated(sources) => sources.declaring().any(|text| text.personal().is_some()),
            _ => false,
        };
        let is_parted = |commit: &BundleCommit| commit.leaf_form == LeafForm::Parted;
        let mut shown = self.commits.iter().flat_map(BundleCommit::shown);
        let personal = self.commits.iter().filter_map(|commit| commit.personal.as_ref());
        match personal.map(Personal::form).max() {
            Some(PersonalForm::OfAll) => (FileForm::OfAll, OF_ALL),
            _ if self.commits.iter().any(is_parted) => (FileForm::OfAll, OF_ALL),
            _ if shown.any(|(_, entry)| is_looked_through(entry)) => (FileForm::OfAll, OF_ALL),
            Some(PersonalForm::OfPeople) => (FileForm::WithStandIns, WITH_STAND_INS),
            Some(PersonalForm::InClear) | None => (FileForm::InClear, IN_CLEAR),
        }
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// It is none, or damaged.
    pub fn parse(file: &[u8]) -> Result<Self, BundleError> {
        Self::parse_after(0, file)
    }

    /// The same of a file that goes on behind a position.
    ///
    /// # Errors
    /// It is none, goes on elsewhere, or is damaged.
    pub fn parse_after(after: Position, file: &[u8]) -> Result<Self, BundleError> {
        let forms = [
            (IN_CLEAR, FileForm::InClear),
            (WITH_STAND_INS, FileForm::WithStandIns),
            (OF_ALL, FileForm::OfAll),
        ];
        let mut forms = forms.iter().filter_map(|(line, form)| Some((file.strip_prefix(*line)?, *form)));
        let (packed, form) = forms.next().ok_or(BundleError::Other)?;
        let mut bytes = Vec::new();
        let mut unpacked = ZlibDecoder::new(packed).take(MOST + 1);
        unpacked.read_to_end(&mut bytes).map_err(|_| BundleError::Packed)?;
        if bytes.len() as u64 > MOST {
            return Err(BundleError::TooLarge);
        }
        let (wire, rest) = postcard::take_from_bytes::<Wire>(&bytes).map_err(|_| BundleError::Packed)?;
        let (kept, rest) = read_kept(form, rest)?;
        let mut parts = read_parts(form, rest, wire.commits.len())?.into_iter();
        let texts =
            wire.texts.iter().map(|text| (*blake3::hash(text.as_bytes()).as_bytes(), Arc::from(&**text)));
        let texts: BTreeMap<TextHash, Arc<str>> = texts.collect();
        let (mut expected, mut rows_left, room) = (after.saturating_add(1), MOST_ROWS, Room::of(MOST_TEXT));
        let commits = wire.commits.iter().map(|wire| {
            if wire.first != expected {
                return Err(BundleError::Places { expected, found: wire.first });
            }
            let parts = parts.next().unwrap_or_default();
            let commit = read_commit((wire, parts), (&texts, &kept), &mut rows_left, &room)?;
            expected = expected.saturating_add(commit.entries.len() as Position);
            Ok(commit)
        });
        let commits = commits.collect::<Result<_, _>>()?;
        Ok(Self { subject: wire.subject, checkpoint: wire.checkpoint, commits })
    }
}

/// Personal values by what they are found by.
type Kept = FxHashMap<TreeHash, PersonalValue>;

/// The personal values behind the commits, and what follows them.
fn read_kept(form: FileForm, bytes: &[u8]) -> Result<(Kept, &[u8]), BundleError> {
    let (kept, rest) = match form {
        FileForm::InClear => (Vec::new(), bytes),
        FileForm::WithStandIns | FileForm::OfAll => {
            postcard::take_from_bytes::<Vec<WireValue>>(bytes).map_err(|_| BundleError::Packed)?
        }
    };
    let kept = kept.into_iter().map(|(kind, salt, value)| {
        let kept = PersonalValue {
            kind: PersonalKind::of_number(kind)?,
            salt: Salt::from(salt),
            value: value.into(),
        };
        Some((kept.hash(), kept))
    });
    Ok((kept.collect::<Option<_>>().ok_or(BundleError::Packed)?, rest))
}

/// What is withheld in part of each commit, which is the last thing in a file.
fn read_parts(form: FileForm, bytes: &[u8], commits: usize) -> Result<Vec<WireParts>, BundleError> {
    let (parts, rest) = match form {
        FileForm::InClear | FileForm::WithStandIns => (Vec::new(), bytes),
        FileForm::OfAll => {
            postcard::take_from_bytes::<Vec<WireParts>>(bytes).map_err(|_| BundleError::Packed)?
        }
    };
    let is_whole = rest.is_empty() && (form != FileForm::OfAll || parts.len() == commits);
    if is_whole { Ok(parts) } else { Err(BundleError::Packed) }
}

fn wire_parts(commit: &BundleCommit) -> WireParts {
    let shown = commit.entries.iter().filter(|entry| !matches!(entry, BundleEntry::Withheld { .. }));
    let measures = (0..).zip(shown).filter_map(|(place, entry)| {
        let BundleEntry::InPart { withheld, .. } = entry else { return None };
        let rows = |rows: &MeasureRows| (rows.measure.to_string(), rows.count, *rows.root.bytes());
        Some((place, withheld.iter().map(rows).collect()))
    });
    let mission = |leaf: &MissionLeaf| (leaf.mission.to_string(), *leaf.content.bytes());
    WireParts {
        measures: measures.collect(),
        missions: commit.missions_withheld.iter().map(mission).collect(),
    }
}

fn wire_kept(PersonalValue { kind, salt, value }: PersonalValue) -> WireValue {
    (kind.number(), *salt.bytes(), value.to_string())
}

fn wire_commit(commit: &BundleCommit, shared: &mut Shared) -> WireCommit {
    let mut withheld = Vec::new();
    for (place, entry) in (0..).zip(&commit.entries) {
        if let BundleEntry::Withheld { kind, content } = entry {
            withheld.push((place, kind.clone(), *content.bytes()));
        }
    }
    let personal = commit.personal.as_ref();
    let kept = personal.into_iter().flat_map(Personal::all).filter_map(|stood_in| stood_in.kept.clone());
    shared.kept.extend(kept.map(|kept| (kept.hash(), kept)));
    let stored: Vec<_> = Personal::put_back(personal, commit.shown().map(|(_, entry)| entry)).collect();
    let entries = stored.iter().map(|stored| (&*stored.entry, stored.form));
    let encoded = encode_batch(entries, (commit.leaf_form, commit.outcome.as_ref()));
    shared.texts.extend(encoded.texts.iter().map(|(hash, text)| (*hash, (*text).to_owned())));
    WireCommit { first: commit.first, at: commit.at.to_string(), batch: encoded.bytes, withheld }
}

fn read_commit(
    (wire, parts): (&WireCommit, WireParts),
    (texts, kept): (&BTreeMap<TextHash, Arc<str>>, &Kept),
    rows_left: &mut u64,
    room: &Room,
) -> Result<BundleCommit, BundleError> {
    let position = wire.first;
    let fault = |fault| BundleError::Entry { position, fault };
    let batch = Batch::parse(&wire.batch).map_err(fault)?;
    *rows_left = rows_left.checked_sub(batch.rows()).ok_or(BundleError::TooManyRows)?;
    let needed = batch.texts().iter().map(|hash| texts.get(hash).cloned());
    let needed: Vec<Arc<str>> = needed.collect::<Option<_>>().ok_or(BundleError::TextMissing { position })?;
    let mut shown = batch.entries_within(&needed, room).map_err(fault)?;
    let personal = match batch.personal_form() {
        PersonalForm::InClear => None,
        form => Some(show((position, form), &mut shown, kept, room)?),
    };
    let mut shown = in_part(shown, parts.measures).map_err(fault)?.into_iter();
    let mut withheld = wire.withheld.iter().peekable();
    let mut entries: Vec<BundleEntry> = Vec::new();
    loop {
        let place = entries.len();
        let next = withheld.next_if(|(at, ..)| usize::try_from(*at) == Ok(place));
        match next {
            Some((_, kind, content)) => {
                entries.push(BundleEntry::Withheld { kind: kind.clone(), content: TreeHash::from(*content) });
            }
            None => match shown.next() {
                Some(entry) => entries.push(entry),
                None => break,
            },
        }
    }
    if withheld.next().is_some() || entries.is_empty() {
        return Err(fault(CodecError::Malformed("what is withheld has no place among the rest")));
    }
    let outcome = batch.outcome_within(room).map_err(fault)?;
    let at = wire.at.parse().map_err(|_| fault(CodecError::Malformed("its moment is no moment")))?;
    let missions_withheld = missions_withheld(outcome.as_ref(), parts.missions).map_err(fault)?;
    let (first, leaf_form) = (wire.first, batch.leaf_form());
    Ok(BundleCommit { first, at, entries, outcome, missions_withheld, personal, leaf_form })
}

/// Entries that are shown, those of them in part of which the rows of some measures are withheld. A measure stands on one side alone, so that none of its rows can
/// be left out.
fn in_part(entries: Vec<Entry>, measures: Vec<(u32, Vec<WireRows>)>) -> Result<Vec<BundleEntry>, CodecError> {
    let mut measures = measures.into_iter().peekable();
    let entries = (0..).zip(entries).map(|(place, entry)| {
        let Some((_, withheld)) = measures.next_if(|(at, _)| *at == place) else {
            return Ok(BundleEntry::Shown(entry));
        };
        let withheld: Vec<MeasureRows> = withheld
            .into_iter()
            .map(|(measure, count, root)| MeasureRows {
                measure: MeasureId::new(measure),
                count,
                root: root.into(),
            })
            .collect();
        let Entry::Observed(rows) = &entry else {
            return Err(CodecError::Malformed("rows are withheld of what was not observed"));
        };
        let shown: BTreeSet<&MeasureId> = rows.iter().map(|row| &row.cell.measure).collect();
        let is_in_order = withheld.is_sorted_by(|one, next| one.measure < next.measure);
        if withheld.is_empty() || !is_in_order || withheld.iter().any(|rows| shown.contains(&rows.measure)) {
            return Err(CodecError::Malformed("a measure is withheld twice, or shown as well"));
        }
        Ok(BundleEntry::InPart { observed: entry, withheld })
    });
    let entries = entries.collect::<Result<_, _>>()?;
    if measures.next().is_some() {
        return Err(CodecError::Malformed("what is withheld has no place among the rest"));
    }
    Ok(entries)
}

/// The missions of which an outcome is withheld. A mission stands on one side alone.
fn missions_withheld(
    outcome: Option<&Outcome>,
    missions: Vec<(String, [u8; 32])>,
) -> Result<Vec<MissionLeaf>, CodecError> {
    let leaf = |(mission, content): (String, [u8; 32])| MissionLeaf {
        mission: MissionId::new(mission),
        content: content.into(),
    };
    let missions: Vec<MissionLeaf> = missions.into_iter().map(leaf).collect();
    let shown: BTreeSet<Option<&MissionId>> =
        outcome.iter().flat_map(|outcome| &outcome.parts).map(|part| part.mission.as_ref()).collect();
    let is_in_order = missions.is_sorted_by(|one, next| one.mission < next.mission);
    let is_apart = missions.iter().all(|one| !shown.contains(&Some(&one.mission)));
    let is_of_outcome = missions.is_empty() || (outcome.is_some() && !shown.contains(&None));
    if is_in_order && is_apart && is_of_outcome {
        Ok(missions)
    } else {
        Err(CodecError::Malformed("a mission is withheld twice, or shown as well"))
    }
}

/// Puts personal values into the places of what stands for them, as far as there is room.
fn show(
    (position, form): (Position, PersonalForm),
    entries: &mut [Entry],
    kept: &Kept,
    room: &Room,
) -> Result<Personal, BundleError> {
    let fault = |fault| BundleError::Personal { position, fault };
    let stand_ins = stand_ins(entries, form).map_err(fault)?;
    for kept in stand_ins.iter().filter_map(|stand_in| kept.get(&stand_in.hash)) {
        room.take(&kept.value).map_err(|fault| BundleError::Entry { position, fault })?;
    }
    Personal::show(entries, (form, stand_ins), kept).map_err(fault)
}
