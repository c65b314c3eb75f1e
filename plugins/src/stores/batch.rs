//! A batch as it is stored: what its checksum covers, how it is bound to those before it, and what it says. Where its bytes lie is not known here.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::chain::{Head, Link};
use super::fault::Ledger;
use super::personal_row::PersonalRow;
use super::store::StoreError;
use ledger::codec::{self, Batch, CodecError, TextHash};
use ledger::commit::{Commit, LeafForm, Outcome};
use ledger::entry::{Entry, Position, Recorded};
use ledger::personal::{Hidden, Personal, PersonalFault, PersonalForm, stand_ins};
use ledger::tree::TreeHash;

/// A batch as it was written, with its checksum found to be right.
pub(super) struct Sealed<'r> {
    pub(super) last: Position,
    pub(super) at: String,
    pub(super) bytes: Cow<'r, [u8]>,
    /// As the row has it; none where batches are not chained.
    pub(super) link: Option<Link>,
}

/// Where that is looked up which lies beside the batches.
pub(super) trait LookUp {
    /// Source texts by their hashes, in that order.
    fn texts(&mut self, hashes: &[TextHash]) -> Result<Vec<Arc<str>>, StoreError>;

    /// The rows of personal values by theirs.
    fn personal(&mut self, hashes: &[TreeHash]) -> Result<Vec<PersonalRow>, StoreError>;
}

/// A batch with what it says.
pub(super) struct Read {
    pub(super) first: Position,
    pub(super) at: Timestamp,
    pub(super) entries: Vec<Entry>,
    /// The source texts that it refers to.
    pub(super) texts: Vec<TextHash>,
    /// What the step led to.
    pub(super) outcome: Option<Outcome>,
    /// What stands there for personal values; none where they stand there themselves.
    pub(super) personal: Option<Personal>,
    pub(super) leaf_form: LeafForm,
}

/// A batch on its way from one ledger to another, with the source texts that it refers to, and the personal values that are left of it.
pub struct StoredBatch {
    pub(super) last: Position,
    pub(super) at: String,
    pub(super) bytes: Vec<u8>,
    pub(super) link: Link,
    pub(super) texts: Vec<(TextHash, Arc<str>)>,
    pub(super) personal: Vec<PersonalRow>,
}

impl StoredBatch {
    /// All that stands in it in words. Personal values are none of that, as far as stand-ins take their places.
    ///
    /// # Errors
    /// It makes no sense.
    pub fn strings(&self) -> Result<Vec<String>, CodecError> {
        let batch = codec::payload(&self.bytes).and_then(Batch::parse)?;
        Ok(batch.strings().iter().map(|text| (*text).to_owned()).collect())
    }

    /// The source texts that it refers to.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|(_, text)| &**text)
    }

    /// The position of its last entry.
    pub fn last(&self) -> Position {
        self.last
    }
}

/// A batch that is about to be written at the end of a ledger.
pub(super) struct NewBatch<'e> {
    pub(super) head: Head,
    pub(super) at: Cow<'e, str>,
    pub(super) sealed: Cow<'e, [u8]>,
    pub(super) texts: Vec<(TextHash, &'e str)>,
    pub(super) personal: Vec<PersonalRow>,
}

/// Source texts that stand in a ledger already: those of the last batch that had any. Most are the same from one activation to the next.
#[derive(Default)]
pub(super) struct KnownTexts(FxHashSet<TextHash>);

impl KnownTexts {
    pub(super) fn note(&mut self, texts: Vec<TextHash>) {
        if !texts.is_empty() {
            self.0 = texts.into_iter().collect();
        }
    }

    pub(super) fn new_among<'t, T>(
        &self,
        texts: &'t [(TextHash, T)],
    ) -> impl Iterator<Item = &'t (TextHash, T)> {
        texts.iter().filter(|(hash, _)| !self.0.contains(hash))
    }
}

impl Sealed<'_> {
    /// The same, once its checksum is found to be right.
    pub(super) fn checked(self, ledger: &Ledger) -> Result<Self, StoreError> {
        let unsealed = codec::unseal(&label(self.last, &self.at), &self.bytes);
        unsealed.map_err(|error| ledger.damaged_batch(self.last, &error))?;
        Ok(self)
    }

    /// The link that this batch has after those before it.
    pub(super) fn link_after(&self, before: Link) -> Link {
        before.next(&label(self.last, &self.at), &self.bytes)
    }

    /// What it says, given where that is looked up which lies beside it.
    pub(super) fn read(&self, ledger: &Ledger, look_up: &mut impl LookUp) -> Result<Read, StoreError> {
        let damaged = |error: CodecError| ledger.damaged_batch(self.last, &error);
        let batch = self.parsed(ledger)?;
        let texts = look_up.texts(batch.texts())?;
        let mut entries = batch.entries(&texts).map_err(damaged)?;
        let personal = match batch.personal_form() {
            PersonalForm::InClear => None,
            form => Some(self.show((&mut entries, form), ledger, look_up)?),
        };
        let at = self.at.parse();
        let at = at.map_err(|_| damaged(CodecError::Malformed("its moment is no moment")))?;
        let first = self.last.checked_sub(entries.len() as Position).map(|before| before + 1);
        let first =
            first.ok_or_else(|| damaged(CodecError::Malformed("it holds more entries than it can")))?;
        let outcome = batch.outcome().map_err(damaged)?;
        let (texts, leaf_form) = (batch.texts().to_vec(), batch.leaf_form());
        Ok(Read { first, at, entries, texts, outcome, personal, leaf_form })
    }

    /// Puts personal values into the places of what stands for them.
    fn show(
        &self,
        (entries, form): (&mut [Entry], PersonalForm),
        ledger: &Ledger,
        look_up: &mut impl LookUp,
    ) -> Result<Personal, StoreError> {
        let damaged = |fault: PersonalFault| {
            ledger.damaged(format!("in the batch of entries that ends at position {}: {fault}", self.last))
        };
        let stand_ins = stand_ins(entries, form).map_err(damaged)?;
        // Texts name one person again and again.
        let hashes: FxHashSet<TreeHash> = stand_ins.iter().map(|stand_in| stand_in.hash).collect();
        let hashes: Vec<TreeHash> = hashes.into_iter().collect();
        let rows = if hashes.is_empty() { Vec::new() } else { look_up.personal(&hashes)? };
        let there: FxHashSet<TreeHash> = rows.iter().map(|row| row.hash).collect();
        if !hashes.iter().all(|hash| there.contains(hash)) {
            let last = self.last;
            return Err(ledger.damaged(format!(
                "a personal value of the batch of entries that ends at position {last} is missing, and was not erased"
            )));
        }
        let kept = rows.into_iter().filter_map(|row| Some((row.hash, row.value?))).collect();
        Personal::show(entries, (form, stand_ins), &kept).map_err(damaged)
    }

    /// The source texts that it refers to.
    pub(super) fn text_hashes(&self, ledger: &Ledger) -> Result<Vec<TextHash>, StoreError> {
        Ok(self.parsed(ledger)?.texts().to_vec())
    }

    fn parsed(&self, ledger: &Ledger) -> Result<Batch<'_>, StoreError> {
        let batch = codec::payload(&self.bytes).and_then(Batch::parse);
        batch.map_err(|error| ledger.damaged_batch(self.last, &error))
    }
}

impl Read {
    /// Its entries with their places.
    pub(super) fn recorded(self) -> impl Iterator<Item = Recorded> {
        let Self { first, at, entries, .. } = self;
        (first..).zip(entries).map(move |(position, entry)| Recorded { position, at, entry })
    }

    /// The same as what was written at once.
    pub(super) fn commit(self) -> Commit {
        let Self { first, at, entries, outcome, personal, leaf_form, .. } = self;
        Commit { first, at, entries, outcome, personal, leaf_form }
    }

    /// The rows of its personal values, also of those that are erased.
    pub(super) fn personal(&self) -> impl Iterator<Item = PersonalRow> {
        self.personal.iter().flat_map(Personal::all).map(PersonalRow::of_stood_in)
    }
}

impl<'e> NewBatch<'e> {
    /// Of entries that follow where a ledger ends.
    pub(super) fn after(
        before: Head,
        at: Timestamp,
        hidden: &'e Hidden<'_>,
        outcome: Option<&'e Outcome>,
    ) -> Self {
        let Hidden { entries, kept } = hidden;
        let stored = entries.iter().map(|stored| (&*stored.entry, stored.form));
        let encoded = codec::encode_batch(stored, (LeafForm::Parted, outcome));
        let position = before.position + entries.len() as Position;
        let at = at.to_string();
        let label = label(position, &at);
        let sealed = codec::seal(&label, &encoded.bytes);
        let head = Head { position, hash: before.hash.next(&label, &sealed) };
        let personal = kept.iter().map(PersonalRow::of).collect();
        Self { head, at: at.into(), sealed: sealed.into(), texts: encoded.texts, personal }
    }

    /// Of another ledger that was the same up to here.
    pub(super) fn copied(before: Head, batch: &'e StoredBatch, ledger: &Ledger) -> Result<Self, StoreError> {
        let StoredBatch { last, at, bytes, link, texts, personal } = batch;
        let hash = before.hash.next(&label(*last, at), bytes);
        if hash != *link || *last <= before.position {
            return Err(ledger.unchained(*last));
        }
        let texts = texts.iter().map(|(hash, text)| (*hash, &**text)).collect();
        let head = Head { position: *last, hash };
        let personal = personal.clone();
        Ok(Self { head, at: at.as_str().into(), sealed: bytes.as_slice().into(), texts, personal })
    }

    pub(super) fn text_hashes(&self) -> Vec<TextHash> {
        self.texts.iter().map(|(hash, _)| *hash).collect()
    }
}

/// Whether a source text is the one that was written.
pub(super) fn check_text(hash: &TextHash, text: &str, ledger: &Ledger) -> Result<(), StoreError> {
    if blake3::hash(text.as_bytes()) == *hash {
        return Ok(());
    }
    Err(ledger.damaged("a source text is not what was written, going by its hash"))
}

/// What the checksum of a batch covers besides its bytes.
pub(super) fn label(last: impl fmt::Display, at: &str) -> String {
    format!("{last} {at}")
}

pub(super) fn position(number: i64, ledger: &Ledger) -> Result<Position, StoreError> {
    Position::try_from(number).map_err(|_| ledger.damaged("a position is negative"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_the_last_batch_lacked_are_new() {
        let mut known = KnownTexts::default();
        let [before, after] = [1, 2].map(|first| [([first; 32], ()), ([3; 32], ())]);
        assert_eq!(known.new_among(&before).count(), 2);
        known.note(before.map(|(hash, ())| hash).to_vec());
        known.note(Vec::new());
        assert_eq!(known.new_among(&before).count(), 0, "a batch without texts makes none of them new");
        assert_eq!(known.new_among(&after).map(|(hash, ())| hash[0]).collect::<Vec<_>>(), [2]);
    }
}
