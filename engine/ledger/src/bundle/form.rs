//! Its form on disk: one line that says what it is, and the rest packed.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::content::{Bundle, BundleCommit, BundleEntry};
use crate::codec::{Batch, CodecError, Room, TextHash, encode_stored};
use crate::entry::{Entry, Position};
use crate::personal::{Personal, PersonalFault, PersonalForm, PersonalKind, PersonalValue, Salt, stand_ins};
use crate::tree::TreeHash;

/// Of a file in which all personal values stand in clear, as on a ledger that an older Remit wrote.
const IN_CLEAR: &[u8] = b"remit proof 1\n";
/// Of a file in which stand-ins take their places, and those that are not erased stand behind.
const WITH_STAND_INS: &[u8] = b"remit proof 2\n";
/// Of a file in which parts of texts are personal as well, and what all messages say.
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
        let first_line = self.first_line();
        if first_line != IN_CLEAR {
            let kept: Vec<WireValue> = shared.kept.into_values().map(wire_kept).collect();
            bytes.append(&mut postcard::to_allocvec(&kept).expect("writing to memory does not fail"));
        }
        let mut packed = ZlibEncoder::new(first_line.to_vec(), Compression::best());
        packed.write_all(&bytes).expect("writing to memory does not fail");
        packed.finish().expect("writing to memory does not fail")
    }

    /// What the file begins with: the oldest form that holds all that is in it.
    fn first_line(&self) -> &'static [u8] {
        let is_looked_through = |entry: &Entry| match entry {
            Entry::Activated(sources) => sources.declaring().any(|text| text.personal().is_some()),
            _ => false,
        };
        let mut shown = self.commits.iter().flat_map(BundleCommit::shown);
        let personal = self.commits.iter().filter_map(|commit| commit.personal.as_ref());
        match personal.map(Personal::form).max() {
            Some(PersonalForm::OfAll) => OF_ALL,
            _ if shown.any(|(_, entry)| is_looked_through(entry)) => OF_ALL,
            Some(PersonalForm::OfPeople) => WITH_STAND_INS,
            Some(PersonalForm::InClear) | None => IN_CLEAR,
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
            (IN_CLEAR, PersonalForm::InClear),
            (WITH_STAND_INS, PersonalForm::OfPeople),
            (OF_ALL, PersonalForm::OfAll),
        ];
        let mut forms = forms.into_iter();
        let found = forms.find_map(|(first_line, form)| Some((file.strip_prefix(first_line)?, form)));
        let (packed, form) = found.ok_or(BundleError::Other)?;
        let mut bytes = Vec::new();
        let mut unpacked = ZlibDecoder::new(packed).take(MOST + 1);
        unpacked.read_to_end(&mut bytes).map_err(|_| BundleError::Packed)?;
        if bytes.len() as u64 > MOST {
            return Err(BundleError::TooLarge);
        }
        let (wire, rest) = postcard::take_from_bytes::<Wire>(&bytes).map_err(|_| BundleError::Packed)?;
        let kept = read_kept(form, rest)?;
        let texts =
            wire.texts.iter().map(|text| (*blake3::hash(text.as_bytes()).as_bytes(), Arc::from(&**text)));
        let texts: BTreeMap<TextHash, Arc<str>> = texts.collect();
        let (mut expected, mut rows_left, room) = (after.saturating_add(1), MOST_ROWS, Room::of(MOST_TEXT));
        let commits = wire.commits.iter().map(|wire| {
            if wire.first != expected {
                return Err(BundleError::Places { expected, found: wire.first });
            }
            let commit = read_commit(wire, (&texts, &kept), &mut rows_left, &room)?;
            expected = expected.saturating_add(commit.entries.len() as Position);
            Ok(commit)
        });
        let commits = commits.collect::<Result<_, _>>()?;
        Ok(Self { subject: wire.subject, checkpoint: wire.checkpoint, commits })
    }
}

/// The personal values behind the rest, by what they are found by.
fn read_kept(form: PersonalForm, bytes: &[u8]) -> Result<FxHashMap<TreeHash, PersonalValue>, BundleError> {
    let (kept, rest) = match form {
        PersonalForm::InClear => (Vec::new(), bytes),
        PersonalForm::OfPeople | PersonalForm::OfAll => {
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
    let kept = kept.collect::<Option<_>>().filter(|_| rest.is_empty());
    kept.ok_or(BundleError::Packed)
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
    let encoded = encode_stored(entries, commit.outcome.as_ref());
    shared.texts.extend(encoded.texts.iter().map(|(hash, text)| (*hash, (*text).to_owned())));
    WireCommit { first: commit.first, at: commit.at.to_string(), batch: encoded.bytes, withheld }
}

fn read_commit(
    wire: &WireCommit,
    (texts, kept): (&BTreeMap<TextHash, Arc<str>>, &FxHashMap<TreeHash, PersonalValue>),
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
    let mut shown = shown.into_iter();
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
                Some(entry) => entries.push(BundleEntry::Shown(entry)),
                None => break,
            },
        }
    }
    if withheld.next().is_some() || entries.is_empty() {
        return Err(fault(CodecError::Malformed("what is withheld has no place among the rest")));
    }
    let outcome = batch.outcome_within(room).map_err(fault)?;
    let at = wire.at.parse().map_err(|_| fault(CodecError::Malformed("its moment is no moment")))?;
    Ok(BundleCommit { first: wire.first, at, entries, outcome, personal })
}

/// Puts personal values into the places of what stands for them, as far as there is room.
fn show(
    (position, form): (Position, PersonalForm),
    entries: &mut [Entry],
    kept: &FxHashMap<TreeHash, PersonalValue>,
    room: &Room,
) -> Result<Personal, BundleError> {
    let fault = |fault| BundleError::Personal { position, fault };
    let stand_ins = stand_ins(entries, form).map_err(fault)?;
    for kept in stand_ins.iter().filter_map(|stand_in| kept.get(&stand_in.hash)) {
        room.take(&kept.value).map_err(|fault| BundleError::Entry { position, fault })?;
    }
    Personal::show(entries, (form, stand_ins), kept).map_err(fault)
}
