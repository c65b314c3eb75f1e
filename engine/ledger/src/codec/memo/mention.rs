//! Mentions: rows that refer to things, most of which come up for the first time. Knows nothing of what the things are.

use std::hash::Hash;

use super::super::CodecError;
use super::super::column::{Column, Dictionary};
use super::super::decode::pick;

/// Numbers things as they are mentioned. The next new thing is always zero and one that came up before is its number
/// plus one, so that a row of new things packs to almost nothing.
pub(super) struct Mentions<T> {
    things: Dictionary<T>,
    numbers: NumberMentions,
}

impl<T> Default for Mentions<T> {
    fn default() -> Self {
        Self { things: Dictionary::default(), numbers: NumberMentions::default() }
    }
}

impl<T: Hash + Eq> Mentions<T> {
    /// Mentions one more thing.
    pub(super) fn mention(&mut self, thing: T) {
        self.numbers.mention(self.things.number(thing));
    }

    /// The things, and the mentions of them.
    pub(super) fn finish(self) -> (impl Iterator<Item = T>, Column) {
        (self.things.into_things(), self.numbers.finish())
    }
}

/// The same of things that have their numbers already.
#[derive(Default)]
pub(super) struct NumberMentions {
    known: u32,
    row: Vec<u32>,
}

impl NumberMentions {
    /// Mentions one more thing by its number.
    pub(super) fn mention(&mut self, number: u32) {
        if number == self.known {
            self.known += 1;
            self.row.push(0);
        } else {
            self.row.push(number + 1);
        }
    }

    pub(super) fn finish(self) -> Column {
        Column::pack(self.row)
    }
}

/// Reads mentions back, one after the other.
pub(super) struct Mentioned<'w, T, I> {
    things: &'w [T],
    new: u32,
    mentions: I,
}

/// Starts to read mentions of these things.
pub(super) fn mentioned<'w, T>(
    things: &'w [T],
    mentions: &'w Column,
) -> Mentioned<'w, T, impl Iterator<Item = u32> + 'w> {
    Mentioned { things, new: 0, mentions: mentions.numbers() }
}

impl<T: Clone, I: Iterator<Item = u32>> Mentioned<'_, T, I> {
    /// The thing that is mentioned next.
    pub(super) fn next(&mut self) -> Result<T, CodecError> {
        let number = self.next_number()?;
        pick(self.things, number)
    }

    /// Its number.
    pub(super) fn next_number(&mut self) -> Result<u32, CodecError> {
        let mention = self.mentions.next().ok_or(CodecError::Malformed("a row lacks what it refers to"))?;
        Ok(mention.checked_sub(1).unwrap_or_else(|| {
            self.new = self.new.saturating_add(1);
            self.new - 1
        }))
    }

    /// The things that are mentioned next.
    pub(super) fn take(&mut self, count: u32) -> Result<Vec<T>, CodecError> {
        (0..count).map(|_| self.next()).collect()
    }

    /// Makes sure that nothing is left over.
    pub(super) fn end(mut self) -> Result<(), CodecError> {
        match self.mentions.next() {
            None => Ok(()),
            Some(_) => Err(CodecError::Malformed("something is left over that no row refers to")),
        }
    }
}

/// Whether columns have a row for each other's.
pub(super) fn check_rows(columns: &[&Column]) -> Result<(), CodecError> {
    let is_even = columns.windows(2).all(|pair| pair[0].rows() == pair[1].rows());
    if is_even { Ok(()) } else { Err(CodecError::Malformed("the columns differ in length")) }
}

/// What each of these numbers stands for.
pub(super) fn all<T>(
    numbers: &[u32],
    one: impl Fn(u32) -> Result<T, CodecError>,
) -> Result<Vec<T>, CodecError> {
    numbers.iter().map(|number| one(*number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&'static str], expect: &Column) {
        let mut mentions = Mentions::default();
        for word in words {
            mentions.mention(*word);
        }
        let (things, packed) = mentions.finish();
        let things: Vec<&str> = things.collect();
        assert_eq!(packed, *expect);
        let mut back = mentioned(&things, &packed);
        let count = u32::try_from(words.len()).unwrap();
        assert_eq!(back.take(count).unwrap(), words);
        assert!(back.end().is_ok());
    }

    #[test]
    fn new_things_cost_nothing_and_known_ones_their_number() {
        check(&[], &Column::Runs(vec![]));
        check(&["a", "b", "c", "d"], &Column::Runs(vec![(0, 4)]));
        check(&["a", "b", "a", "c", "b"], &Column::Each(vec![0, 0, 1, 0, 2]));
    }

    #[test]
    fn mentions_that_do_not_fit_the_things_are_damage() {
        let next = |mentions: &[u32]| mentioned(&["a"], &Column::pack(mentions.to_vec())).next();
        assert_eq!(next(&[0]).unwrap(), "a");
        assert!(next(&[]).is_err(), "nothing is mentioned");
        assert!(next(&[2]).is_err(), "one beyond the last");
        assert!(next(&[u32::MAX]).is_err(), "far beyond the last");
        assert!(mentioned(&["a"], &Column::pack(vec![0])).end().is_err(), "one is left over");
        assert!(
            mentioned(&["a"], &Column::pack(vec![0, 0])).take(2).is_err(),
            "more new ones than there are"
        );
    }
}
