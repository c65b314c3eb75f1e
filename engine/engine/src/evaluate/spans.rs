//! A set of places, held as spans of neighbours: a run of four thousand periods is one span.

use std::collections::BTreeMap;

/// Places, each at most once.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Spans {
    /// The last place of each span, by its first. No two spans touch.
    last_by_first: BTreeMap<usize, usize>,
}

impl Spans {
    /// Takes a place in or out.
    pub(crate) fn set(&mut self, place: usize, is_in: bool) {
        match (self.span_of(place), is_in) {
            (None, true) => self.join(place),
            (Some((first, last)), false) => self.split(first, last, place),
            (Some(_), true) | (None, false) => {}
        }
    }

    /// The highest place.
    pub(crate) fn last(&self) -> Option<usize> {
        self.last_by_first.last_key_value().map(|(_, last)| *last)
    }

    /// The span in which a place lies.
    pub(crate) fn span_of(&self, place: usize) -> Option<(usize, usize)> {
        let (first, last) = self.last_by_first.range(..=place).next_back()?;
        (*last >= place).then_some((*first, *last))
    }

    /// The spans between two places, both of them included, in order.
    pub(crate) fn within(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
        let start = self.span_of(from).map_or(from, |(first, _)| first);
        let spans = self.last_by_first.range(start..);
        let until_end = spans.take_while(move |(first, _)| **first <= to);
        until_end.map(move |(first, last)| (from.max(*first), to.min(*last)))
    }

    fn join(&mut self, place: usize) {
        let before = place.checked_sub(1).and_then(|before| self.span_of(before));
        let last = self.last_by_first.remove(&(place + 1)).unwrap_or(place);
        self.last_by_first.insert(before.map_or(place, |(first, _)| first), last);
    }

    fn split(&mut self, first: usize, last: usize, place: usize) {
        self.last_by_first.remove(&first);
        if first < place {
            self.last_by_first.insert(first, place - 1);
        }
        if place < last {
            self.last_by_first.insert(place + 1, last);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn places(spans: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
        spans.flat_map(|(first, last)| first..=last).collect()
    }

    proptest! {
        #[test]
        fn spans_hold_what_a_plain_set_would(
            turns in vec((0_usize..20, any::<bool>()), 0..60),
            from in 0_usize..20,
            to in 0_usize..20,
        ) {
            let mut spans = Spans::default();
            let mut plain = BTreeSet::new();
            for (place, is_in) in turns {
                spans.set(place, is_in);
                if is_in { plain.insert(place) } else { plain.remove(&place) };
            }
            let between: Vec<usize> =
                plain.iter().copied().filter(|place| (from..=to).contains(place)).collect();
            prop_assert_eq!(places(spans.within(from, to)), between);
            prop_assert_eq!(spans.last(), plain.last().copied());
            let neighbours = spans.last_by_first.iter().zip(spans.last_by_first.keys().skip(1));
            for ((_, last), next) in neighbours {
                prop_assert!(last + 1 < *next, "two spans touch");
            }
        }
    }

    #[test]
    fn a_long_run_is_one_span() {
        let mut spans = Spans::default();
        (0..4_000).for_each(|place| spans.set(place, true));
        assert_eq!(spans.last_by_first.len(), 1);
    }
}
