//! Which value of a breakdown a row is about: from the measure of the feed to that of the value.

use engine::model::{Breakdown, Catalogue, Measure};

use super::breakdown_columns::TOTAL;
use super::columns::{ColumnIx, Columns, RowFields};
use super::excerpt::{Excerpt, nearest};
use super::identifiers::KnownMeasure;
use super::row_fault::RowFault;
use super::text_cache::TextCache;

/// Looks the values of one file up, each distinct text once for each measure.
pub(super) struct BrokenDown<'a> {
    columns: &'a Columns,
    catalogue: &'a Catalogue,
    known: Vec<(usize, TextCache<usize>)>,
}

impl<'a> BrokenDown<'a> {
    pub(super) fn new(columns: &'a Columns, catalogue: &'a Catalogue) -> Self {
        Self { columns, catalogue, known: Vec::new() }
    }

    /// The measure of the value that a row names; the measure itself where rows name none, or where this one names the total.
    pub(super) fn measure(
        &mut self,
        of: KnownMeasure<'a>,
        row: &impl RowFields,
    ) -> Result<KnownMeasure<'a>, RowFault> {
        if self.columns.breakdowns.is_empty() {
            return Ok(of);
        }
        let (breakdown, column) = self.of_measure(of.measure)?;
        let missing = || RowFault::MissingKey(self.columns.name(column).to_owned());
        let text = row.field(column).ok_or_else(missing)?;
        let place = self.known.iter().position(|(index, _)| *index == of.index).unwrap_or_else(|| {
            self.known.push((of.index, TextCache::default()));
            self.known.len() - 1
        });
        if let Some(known) = self.known[place].1.get(text) {
            return known.map(|index| self.at(index));
        }
        let found = self.look_up(of, breakdown, std::str::from_utf8(text).unwrap_or_default());
        self.known[place].1.put(text, found).map(|index| self.at(index))
    }

    fn at(&self, index: usize) -> KnownMeasure<'a> {
        KnownMeasure { index, measure: &self.catalogue.measures[index] }
    }

    /// What a measure is divided by, with the column that says so.
    fn of_measure(&self, measure: &'a Measure) -> Result<(&'a Breakdown, ColumnIx), RowFault> {
        let columns = &self.columns.breakdowns;
        let found = measure.breakdown.as_ref().and_then(|breakdown| {
            let column = columns.iter().find(|(name, _)| **name == *breakdown.name);
            column.map(|(_, column)| (breakdown, *column))
        });
        found.ok_or_else(|| RowFault::NotDivided {
            measure: measure.id.clone(),
            by: columns.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(" or "),
        })
    }

    fn look_up(&self, of: KnownMeasure<'a>, breakdown: &Breakdown, text: &str) -> Result<usize, RowFault> {
        let value = self.columns.breakdown_codes.get(text).map_or(text, String::as_str);
        if value == TOTAL {
            return Ok(of.index);
        }
        let is_declared = breakdown.values.iter().any(|known| **known == *value);
        let part = is_declared.then(|| Breakdown::part(&of.measure.id, value));
        let found = part.and_then(|part| self.catalogue.measures.get_index_of(part.as_str()));
        found.ok_or_else(|| RowFault::UnknownValue {
            text: Excerpt::of(text),
            breakdown: breakdown.name.to_string(),
            near: nearest(text, breakdown.values.iter().map(|value| &**value)).map(str::to_owned),
        })
    }
}
