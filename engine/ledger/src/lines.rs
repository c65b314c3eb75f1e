//! Numbers of lines of a file, as runs: a million lines that follow each other take no more room than one.

use std::iter::Sum;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Numbers of lines, each once.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lines {
    /// The first and the last of each run, in order; between two of them at least one line is missing.
    runs: Vec<(u32, u32)>,
}

impl FromIterator<u32> for Lines {
    fn from_iter<I: IntoIterator<Item = u32>>(lines: I) -> Self {
        lines.into_iter().map(|line| (line, line)).collect()
    }
}

impl FromIterator<(u32, u32)> for Lines {
    /// Runs in any order, which may overlap.
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(runs: I) -> Self {
        let mut given: Vec<(u32, u32)> = runs.into_iter().filter(|(first, last)| first <= last).collect();
        given.sort_unstable();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (first, last) in given {
            match runs.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => runs.push((first, last)),
            }
        }
        Self { runs }
    }
}

impl Sum for Lines {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.flat_map(|lines| lines.runs).collect()
    }
}

impl Lines {
    /// The runs, in order.
    pub fn runs(&self) -> &[(u32, u32)] {
        &self.runs
    }

    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|(first, last)| (last - first) as usize + 1).sum()
    }

    pub fn contains(&self, line: u32) -> bool {
        let next = self.runs.partition_point(|(first, _)| *first <= line);
        next.checked_sub(1).is_some_and(|place| line <= self.runs[place].1)
    }

    /// The lines, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|(first, last)| RangeInclusive::new(*first, *last))
    }

    /// Whether all of them are among others.
    pub fn is_subset(&self, others: &Self) -> bool {
        self.and(others) == *self
    }

    /// Those that are among others too.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        let mut theirs = others.runs.iter().peekable();
        let mut both = Vec::new();
        for (first, last) in &self.runs {
            while let Some((other_first, other_last)) = theirs.peek().filter(|(other, _)| other <= last) {
                if other_last >= first {
                    both.push((*first.max(other_first), *last.min(other_last)));
                }
                if other_last > last {
                    break;
                }
                theirs.next();
            }
        }
        both.into_iter().collect()
    }

    /// Those that are not among others.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let ends = others.runs.iter().map(|(_, last)| last.checked_add(1));
        let starts = others.runs.iter().map(|(first, _)| first.checked_sub(1)).chain([Some(u32::MAX)]);
        let between = [Some(0)].into_iter().chain(ends).zip(starts);
        self.and(&between.filter_map(|(from, to)| from.zip(to)).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn sets(ours: &[u32], theirs: &[u32]) -> [BTreeSet<u32>; 2] {
        [ours, theirs].map(|lines| lines.iter().copied().collect())
    }

    proptest! {
        #[test]
        fn they_are_a_set(ours in vec(0_u32..40, 0..30), theirs in vec(0_u32..40, 0..30)) {
            let [a, b] = sets(&ours, &theirs);
            let [x, y]: [Lines; 2] = [&a, &b].map(|set| set.iter().copied().collect());
            prop_assert_eq!((x.len(), x.is_empty()), (a.len(), a.is_empty()));
            prop_assert!((0..42).all(|line| x.contains(line) == a.contains(&line)));
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert_eq!(x.and(&y), a.intersection(&b).copied().collect::<Lines>());
            prop_assert_eq!(x.without(&y), a.difference(&b).copied().collect::<Lines>());
            prop_assert_eq!([x.clone(), y].into_iter().sum::<Lines>(), a.union(&b).copied().collect::<Lines>());
            prop_assert_eq!(x.iter().collect::<Vec<_>>(), a.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn lines_that_follow_each_other_are_one_run() {
        let lines: Lines = [7, 2, 3, 1, 3, u32::MAX].into_iter().collect();
        assert_eq!(lines.runs(), [(1, 3), (7, 7), (u32::MAX, u32::MAX)]);
        assert_eq!(lines.without(&[(2, u32::MAX)].into_iter().collect()).runs(), [(1, 1)]);
    }
}
