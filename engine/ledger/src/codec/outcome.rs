//! What a step led to, to the wire and back.

use std::sync::Arc;

use super::decode::{Batch, point_to};
use super::fault::CodecError;
use super::room::Room;
use super::wire::{self, Str};
use crate::commit::Outcome;
use crate::entry::Entry;
use crate::personal::PersonalForm;
use crate::tree::TreeHash;

/// What a step led to, for the wire.
pub(super) fn split_outcome<'e>(
    outcome: &'e Outcome,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let Outcome { by, told, turned, verdicts } = outcome;
    wire::Entry::Led(wire::Outcome {
        by: string(by),
        told: told.iter().map(|line| string(line)).collect(),
        turned: *turned,
        verdicts: *verdicts.bytes(),
    })
}

impl Batch<'_> {
    /// In which form personal values stand in its entries.
    pub fn personal_form(&self) -> PersonalForm {
        let marked = self.0.entries.iter().filter_map(|entry| match entry {
            wire::Entry::StandIns => Some(PersonalForm::OfPeople),
            wire::Entry::StandInsInAll => Some(PersonalForm::OfAll),
            _ => None,
        });
        marked.max().unwrap_or(PersonalForm::InClear)
    }

    /// All texts that stand in it.
    pub fn strings(&self) -> &[&str] {
        &self.0.strings
    }

    /// How many rows it would unpack to. Few bytes may stand for many: whoever did not write it asks first.
    pub fn rows(&self) -> u64 {
        let rows = self.0.entries.iter().map(|entry| match entry {
            wire::Entry::Observed(rows) | wire::Entry::ObservedPapers(rows, _) => rows.measure.rows(),
            _ => 0,
        });
        rows.fold(0, u64::saturating_add)
    }

    /// The entries, given the source texts in the order of [`Batch::texts`].
    ///
    /// # Errors
    /// The parts of the batch do not fit together.
    pub fn entries(&self, texts: &[Arc<str>]) -> Result<Vec<Entry>, CodecError> {
        self.entries_within(texts, &Room::unbounded())
    }

    /// What the step led to that it is about; none where nothing followed, and where an older Remit wrote it.
    ///
    /// # Errors
    /// The parts of the batch do not fit together.
    pub fn outcome(&self) -> Result<Option<Outcome>, CodecError> {
        self.outcome_within(&Room::unbounded())
    }

    /// The same, as far as there is room for it.
    ///
    /// # Errors
    /// The parts of the batch do not fit together.
    pub fn outcome_within(&self, room: &Room) -> Result<Option<Outcome>, CodecError> {
        let mut told = self.0.entries.iter().filter_map(|entry| match entry {
            wire::Entry::Led(outcome) => Some(outcome),
            _ => None,
        });
        let (Some(outcome), rest) = (told.next(), told.next()) else { return Ok(None) };
        if rest.is_some() {
            return Err(CodecError::Malformed("it says twice what its step led to"));
        }
        let string = |text: Str| room.take(point_to(&self.0.strings, text)?).map(str::to_owned);
        Ok(Some(Outcome {
            by: string(outcome.by)?,
            told: outcome.told.iter().map(|line| string(*line)).collect::<Result<_, _>>()?,
            turned: outcome.turned,
            verdicts: TreeHash::from(outcome.verdicts),
        }))
    }
}
