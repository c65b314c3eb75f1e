//! Its form on disk: one line that says what it is, and the rest packed.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::content::{Bundle, BundleCommit, BundleEntry};
use crate::codec::{Batch, CodecError, Room, TextHash, encode_with};
use crate::entry::Position;
use crate::tree::TreeHash;

const FIRST_LINE: &[u8] = b"remit proof 1\n";
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

impl Bundle {
    /// Its form on disk.
    ///
    /// # Panics
    /// Memory runs out.
    pub fn encode(&self) -> Vec<u8> {
        let mut texts: BTreeMap<TextHash, String> = BTreeMap::new();
        let commits = self.commits.iter().map(|commit| wire_commit(commit, &mut texts)).collect();
        let wire = Wire {
            subject: self.subject.clone(),
            checkpoint: self.checkpoint.clone(),
            texts: texts.into_values().collect(),
            commits,
        };
        let bytes = postcard::to_allocvec(&wire).expect("writing to memory does not fail");
        let mut packed = ZlibEncoder::new(FIRST_LINE.to_vec(), Compression::best());
        packed.write_all(&bytes).expect("writing to memory does not fail");
        packed.finish().expect("writing to memory does not fail")
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// It is none, or damaged.
    pub fn parse(file: &[u8]) -> Result<Self, BundleError> {
        let packed = file.strip_prefix(FIRST_LINE).ok_or(BundleError::Other)?;
        let mut bytes = Vec::new();
        let mut unpacked = ZlibDecoder::new(packed).take(MOST + 1);
        unpacked.read_to_end(&mut bytes).map_err(|_| BundleError::Packed)?;
        if bytes.len() as u64 > MOST {
            return Err(BundleError::TooLarge);
        }
        let (wire, rest) = postcard::take_from_bytes::<Wire>(&bytes).map_err(|_| BundleError::Packed)?;
        if !rest.is_empty() {
            return Err(BundleError::Packed);
        }
        let texts =
            wire.texts.iter().map(|text| (*blake3::hash(text.as_bytes()).as_bytes(), Arc::from(&**text)));
        let texts: BTreeMap<TextHash, Arc<str>> = texts.collect();
        let (mut expected, mut rows_left, room) = (1, MOST_ROWS, Room::of(MOST_TEXT));
        let commits = wire.commits.iter().map(|wire| {
            if wire.first != expected {
                return Err(BundleError::Places { expected, found: wire.first });
            }
            let commit = read_commit(wire, &texts, &mut rows_left, &room)?;
            expected += commit.entries.len() as Position;
            Ok(commit)
        });
        let commits = commits.collect::<Result<_, _>>()?;
        Ok(Self { subject: wire.subject, checkpoint: wire.checkpoint, commits })
    }
}

fn wire_commit(commit: &BundleCommit, texts: &mut BTreeMap<TextHash, String>) -> WireCommit {
    let (mut shown, mut withheld) = (Vec::new(), Vec::new());
    for (place, entry) in (0..).zip(&commit.entries) {
        match entry {
            BundleEntry::Shown(entry) => shown.push(entry.clone()),
            BundleEntry::Withheld { kind, content } => withheld.push((place, kind.clone(), *content.bytes())),
        }
    }
    let encoded = encode_with(&shown, commit.outcome.as_ref());
    texts.extend(encoded.texts.iter().map(|(hash, text)| (*hash, (*text).to_owned())));
    WireCommit { first: commit.first, at: commit.at.to_string(), batch: encoded.bytes, withheld }
}

fn read_commit(
    wire: &WireCommit,
    texts: &BTreeMap<TextHash, Arc<str>>,
    rows_left: &mut u64,
    room: &Room,
) -> Result<BundleCommit, BundleError> {
    let position = wire.first;
    let fault = |fault| BundleError::Entry { position, fault };
    let batch = Batch::parse(&wire.batch).map_err(fault)?;
    *rows_left = rows_left.checked_sub(batch.rows()).ok_or(BundleError::TooManyRows)?;
    let needed = batch.texts().iter().map(|hash| texts.get(hash).cloned());
    let needed: Vec<Arc<str>> = needed.collect::<Option<_>>().ok_or(BundleError::TextMissing { position })?;
    let mut shown = batch.entries_within(&needed, room).map_err(fault)?.into_iter();
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
    Ok(BundleCommit { first: wire.first, at, entries, outcome })
}
