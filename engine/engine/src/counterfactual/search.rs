//! Looking along a scale for where a test turns. Pure; it knows no rule.
//!
//! A scale is too long to be walked, so the test is tried at growing distances and at values that stand out, and the turn is
//! then closed in on. Where a test turns to and fro between two tries, it is not seen.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::scale::Scale;

/// How many tries are made beyond a turn, to see whether it holds.
const TRIES_BEYOND: usize = 12;

/// Neighbouring values at which a test holds; an open end holds as far as was looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The lowest of them.
    pub from: Option<Decimal>,
    /// The highest of them.
    pub to: Option<Decimal>,
}

/// Which way to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// The nearest stretches below and above `origin` at which `test` holds, in rising order. At `origin` itself it does not;
/// where there is none, the whole scale is looked along from its lower end. The search ends early where `test` gives nothing.
pub(super) fn stretches(
    scale: Scale,
    origin: Option<Decimal>,
    landmarks: &[Decimal],
    test: &mut dyn FnMut(Decimal) -> Option<bool>,
) -> Vec<Stretch> {
    let marks: BTreeSet<i128> =
        landmarks.iter().flat_map(|mark| [scale.floor(*mark), scale.ceiling(*mark)]).flatten().collect();
    let mut look = |way: Way, base: Option<i128>| {
        let base = base?;
        Path { scale, base, way }.stretch(&marks, test)
    };
    let found = match origin {
        None => [None, look(Way::Up, scale.lowest().checked_sub(1))],
        Some(origin) => {
            let below = look(Way::Down, scale.ceiling(origin));
            [below, look(Way::Up, scale.floor(origin))]
        }
    };
    found.into_iter().flatten().collect()
}

/// The ticks on one side of a base, by their distance from it.
struct Path {
    scale: Scale,
    base: i128,
    way: Way,
}

impl Path {
    fn stretch(
        &self,
        marks: &BTreeSet<i128>,
        test: &mut dyn FnMut(Decimal) -> Option<bool>,
    ) -> Option<Stretch> {
        let mut holds = |distance: i128| test(self.scale.value(self.tick(distance)));
        let tries = self.tries(marks);
        let mut before = 0;
        let mut first = None;
        for distance in &tries {
            if holds(*distance)? {
                first = Some(*distance);
                break;
            }
            before = *distance;
        }
        let seen = first?;
        let first = close_in(before, seen, &mut |distance| holds(distance).map(|holds| !holds))?.1;
        let beyond: Vec<i128> = tries.into_iter().filter(|distance| *distance > seen).collect();
        let last = last(seen, &beyond, &mut holds)?;
        Some(self.told(first, last))
    }

    /// Distances to try, the nearest first: growing ones, those of landmarks, and the end of the scale.
    fn tries(&self, marks: &BTreeSet<i128>) -> BTreeSet<i128> {
        let reach = match self.way {
            Way::Up => self.scale.highest() - self.base,
            Way::Down => self.base - self.scale.lowest(),
        };
        let doubling = std::iter::successors(Some(1_i128), |distance| distance.checked_mul(2));
        let growing = doubling.take_while(|distance| *distance < reach).flat_map(|distance| {
            let between = distance + distance / 2;
            [distance, between]
        });
        let marked = marks.iter().map(|mark| match self.way {
            Way::Up => mark - self.base,
            Way::Down => self.base - mark,
        });
        // Downwards the end is zero or near it, where values lie as close as they do at the base.
        let shrinking = growing.clone().map(|distance| reach - distance).filter(|_| self.way == Way::Down);
        let all = growing.chain(shrinking).chain(marked).chain([reach]);
        all.filter(|distance| (1..=reach).contains(distance)).collect()
    }

    fn tick(&self, distance: i128) -> i128 {
        match self.way {
            Way::Up => self.base + distance,
            Way::Down => self.base - distance,
        }
    }

    /// The stretch between two distances; an end that is the scale's own is open.
    fn told(&self, first: i128, last: i128) -> Stretch {
        let (from, to) = match self.way {
            Way::Up => (self.tick(first), self.tick(last)),
            Way::Down => (self.tick(last), self.tick(first)),
        };
        let value = |tick| self.scale.value(tick);
        Stretch {
            from: Some(from).filter(|from| *from > self.scale.lowest()).map(value),
            to: Some(to).filter(|to| *to < self.scale.highest()).map(value),
        }
    }
}

/// The last distance at which it still holds, from one at which it was seen to.
fn last(seen: i128, beyond: &[i128], holds: &mut dyn FnMut(i128) -> Option<bool>) -> Option<i128> {
    let skipped = (beyond.len() / TRIES_BEYOND).max(1);
    let mut held = seen;
    for distance in beyond.iter().rev().step_by(skipped).rev() {
        if !holds(*distance)? {
            return close_in(held, *distance, holds).map(|(last, _)| last);
        }
        held = *distance;
    }
    Some(held)
}

/// Halves the way between a distance at which `test` holds, or that needs no test, and one at which it does not, until
/// they are neighbours.
fn close_in(
    mut holds: i128,
    mut fails: i128,
    test: &mut dyn FnMut(i128) -> Option<bool>,
) -> Option<(i128, i128)> {
    while fails - holds > 1 {
        let middle = holds + (fails - holds) / 2;
        if test(middle)? { holds = middle } else { fails = middle }
    }
    Some((holds, fails))
}
