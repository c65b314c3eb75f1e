//! Columns: one field of many rows, packed. Knows nothing of what the numbers mean.

use std::borrow::Cow;
use std::hash::Hash;
use std::iter;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

/// One number for each row. Fields that stay the same over many rows shrink to almost nothing.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub(super) enum Column {
    /// Every number by itself.
    Each(Vec<u32>),
    /// A number and how many rows in a row have it.
    Runs(Vec<(u32, u32)>),
}

impl Column {
    /// Packs the numbers in whichever way is smaller.
    pub(super) fn pack(numbers: Vec<u32>) -> Self {
        let mut runs = Runs::default();
        for number in &numbers {
            runs.push(*number);
        }
        if runs.are_smaller() { Self::Runs(runs.runs) } else { Self::Each(numbers) }
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> u64 {
        match self {
            Self::Each(numbers) => numbers.len() as u64,
            Self::Runs(runs) => runs.iter().map(|(_, count)| u64::from(*count)).sum(),
        }
    }

    /// All numbers at once, for rows that are put together from many columns.
    pub(super) fn unpacked(&self) -> Cow<'_, [u32]> {
        match self {
            Self::Each(numbers) => Cow::Borrowed(numbers),
            Self::Runs(_) => {
                let rows = usize::try_from(self.rows()).expect("a batch fits into memory");
                let mut numbers = Vec::with_capacity(rows);
                numbers.extend(self.numbers());
                Cow::Owned(numbers)
            }
        }
    }

    /// The numbers, row by row.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        let (each, runs) = match self {
            Self::Each(numbers) => (numbers.as_slice(), [].as_slice()),
            Self::Runs(runs) => ([].as_slice(), runs.as_slice()),
        };
        let unrolled = runs.iter().flat_map(|(number, count)| iter::repeat_n(*number, *count as usize));
        each.iter().copied().chain(unrolled)
    }
}

/// Numbers that stay the same over many rows.
#[derive(Default)]
struct Runs {
    runs: Vec<(u32, u32)>,
    rows: usize,
}

impl Runs {
    fn push(&mut self, number: u32) {
        self.rows += 1;
        match self.runs.last_mut() {
            Some((last, count)) if *last == number && *count < u32::MAX => *count += 1,
            _ => self.runs.push((number, 1)),
        }
    }

    fn are_smaller(&self) -> bool {
        self.runs.len() * 2 <= self.rows
    }
}

/// A column that is packed while it grows: what would only be known at the end takes no room before.
pub(super) struct Packing(Packed);

enum Packed {
    Runs(Runs),
    Each(Vec<u32>),
}

/// So many rows show whether a column is one of runs.
const TELLING: usize = 4096;

impl Default for Packing {
    fn default() -> Self {
        Self(Packed::Runs(Runs::default()))
    }
}

impl Packing {
    pub(super) fn push(&mut self, number: u32) {
        match &mut self.0 {
            Packed::Each(numbers) => numbers.push(number),
            Packed::Runs(runs) => {
                runs.push(number);
                if runs.rows >= TELLING && !runs.are_smaller() {
                    let runs = Column::Runs(std::mem::take(&mut runs.runs));
                    self.0 = Packed::Each(runs.unpacked().into_owned());
                }
            }
        }
    }

    /// The column in whichever way is smaller.
    pub(super) fn column(self) -> Column {
        match self.0 {
            Packed::Runs(runs) if runs.are_smaller() => Column::Runs(runs.runs),
            Packed::Runs(runs) => Column::Each(Column::Runs(runs.runs).unpacked().into_owned()),
            Packed::Each(numbers) => Column::pack(numbers),
        }
    }
}

/// Gives equal things one number, in the order in which they first came.
pub(super) struct Dictionary<T>(IndexSet<T, FxBuildHasher>);

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self(IndexSet::default())
    }
}

impl<T: Hash + Eq> Dictionary<T> {
    /// The number of this thing.
    pub(super) fn number(&mut self, thing: T) -> u32 {
        let (place, _) = self.0.insert_full(thing);
        u32::try_from(place).expect("a batch holds fewer than four thousand million things")
    }

    /// The things by number.
    pub(super) fn into_things(self) -> impl Iterator<Item = T> {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numbers: &[u32], expect: &Column) {
        let packed = Column::pack(numbers.to_vec());
        assert_eq!(packed, *expect);
        assert_eq!(packed.rows(), numbers.len() as u64);
        assert_eq!(packed.numbers().collect::<Vec<_>>(), numbers);
        assert_eq!(*packed.unpacked(), *numbers);
        let mut packing = Packing::default();
        for number in numbers {
            packing.push(*number);
        }
        assert_eq!(packing.column(), *expect, "packed while it grows");
    }

    #[test]
    fn long_runs_shrink_and_others_stand_by_themselves() {
        check(&[], &Column::Runs(vec![]));
        check(&[4, 4, 4, 4, 9, 9], &Column::Runs(vec![(4, 4), (9, 2)]));
        check(&[1, 2, 3], &Column::Each(vec![1, 2, 3]));
        let many = u32::try_from(TELLING).expect("few");
        let (differing, alike): (Vec<u32>, Vec<u32>) = ((0..many).collect(), vec![7; 3 * TELLING]);
        check(&differing, &Column::Each(differing.clone()));
        check(&alike, &Column::Runs(vec![(7, 3 * many)]));
        let runs: Vec<(u32, u32)> = (0..many).map(|number| (number, 1)).chain([(7, 3 * many)]).collect();
        check(&[differing, alike].concat(), &Column::Runs(runs));
    }

    #[test]
    fn a_dictionary_numbers_things_as_they_come() {
        let mut dictionary = Dictionary::default();
        assert_eq!(["b", "a", "b"].map(|thing| dictionary.number(thing)), [0, 1, 0]);
        assert_eq!(dictionary.into_things().collect::<Vec<_>>(), ["b", "a"]);
    }
}
