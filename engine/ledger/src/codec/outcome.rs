//! What a step led to, to the wire and back.

use std::sync::Arc;

use engine::model::MissionId;

use super::decode::{Batch, point_to};
use super::fault::CodecError;
use super::room::Room;
use super::wire::{self, Str};
use crate::commit::{LeafForm, Outcome, OutcomePart};
use crate::entry::Entry;
use crate::personal::PersonalForm;
use crate::tree::TreeHash;

/// Of what the leaves of a batch are made and what its step led to, for the wire; none where there is nothing to tell.
pub(super) fn split_outcome<'e>(
    leaf_form: LeafForm,
    outcome: Option<&'e Outcome>,
    string: &mut impl FnMut(&'e str) -> Str,
) -> Option<wire::Entry> {
    let mut lines = |told: &'e [String]| told.iter().map(|line| string(line)).collect::<Vec<_>>();
    if leaf_form == LeafForm::Whole {
        let Outcome { by, parts } = outcome?;
        let [OutcomePart { mission: None, told, turned, verdicts }] = &**parts else {
            panic!("what an older Remit wrote tells of all missions together");
        };
        let (told, turned, verdicts) = (lines(told), *turned, *verdicts.bytes());
        return Some(wire::Entry::Led(wire::Outcome { by: string(by), told, turned, verdicts }));
    }
    Some(wire::Entry::Parted(outcome.map(|Outcome { by, parts }| {
        let parts = parts.iter().map(|OutcomePart { mission, told, turned, verdicts }| {
            let mission = mission.as_ref().expect("each part is of a mission");
            let told = told.iter().map(|line| string(line)).collect();
            let (mission, turned, verdicts) = (string(mission.as_str()), *turned, *verdicts.bytes());
            wire::OutcomePart { mission, told, turned, verdicts }
        });
        let parts = parts.collect();
        (string(by), parts)
    })))
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
        let mut told = self.0.entries.iter().filter(|entry| is_outcome(entry));
        let (Some(outcome), rest) = (told.next(), told.next()) else { return Ok(None) };
        if rest.is_some() {
            return Err(CodecError::Malformed("it says twice what its step led to"));
        }
        let string = |text: Str| room.take(point_to(&self.0.strings, text)?).map(str::to_owned);
        let part = |mission: Option<Str>, told: &[Str], turned, verdicts| {
            let mission = mission.map(|mission| string(mission).map(MissionId::new)).transpose()?;
            let told = told.iter().map(|line| string(*line)).collect::<Result<_, _>>()?;
            Ok(OutcomePart { mission, told, turned, verdicts: TreeHash::from(verdicts) })
        };
        match outcome {
            wire::Entry::Led(wire::Outcome { by, told, turned, verdicts }) => {
                let parts = vec![part(None, told, *turned, *verdicts)?];
                Ok(Some(Outcome { by: string(*by)?, parts }))
            }
            wire::Entry::Parted(Some((by, parts))) => {
                let parts = parts.iter().map(|wire::OutcomePart { mission, told, turned, verdicts }| {
                    part(Some(*mission), told, *turned, *verdicts)
                });
                let parts: Vec<OutcomePart> = parts.collect::<Result<_, _>>()?;
                if !parts.is_sorted_by(|one, next| one.mission < next.mission) {
                    return Err(CodecError::Malformed("it tells of one mission twice, or in no order"));
                }
                Ok(Some(Outcome { by: string(*by)?, parts }))
            }
            _ => Ok(None),
        }
    }

    /// Of what the leaves of its entries are made.
    pub fn leaf_form(&self) -> LeafForm {
        let is_parted = self.0.entries.iter().any(|entry| matches!(entry, wire::Entry::Parted(_)));
        if is_parted { LeafForm::Parted } else { LeafForm::Whole }
    }
}

fn is_outcome(entry: &wire::Entry) -> bool {
    matches!(entry, wire::Entry::Led(_) | wire::Entry::Parted(_))
}
