//! A series as a column: what is in force of one measure of one body, period by period.

use std::collections::{BTreeMap, VecDeque};

use super::index::NodeIx;
use super::origin::OriginIx;
use crate::model::{Report, Status};

/// How many empty slots a column may gain at once, beyond as many as it has. A period farther away is kept aside, so that
/// a mistyped year does not cost a slot for every day of a thousand years.
const WIDEST_GAP: usize = 64;

/// A report as it is kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Stored {
    pub(super) report: Report,
    pub(super) origin: OriginIx,
    pub(super) line: u32,
    pub(super) status: Status,
    /// Whether it is one of several: the others are among the revisions.
    pub(super) is_revised: bool,
    /// Whether nothing decides between it and another of them.
    pub(super) is_rivalled: bool,
}

impl Stored {
    /// A report of which nothing is known but what it says.
    pub(super) fn new(report: Report, origin: OriginIx, line: u32, status: Status) -> Self {
        Self { report, origin, line, status, is_revised: false, is_rivalled: false }
    }
}

/// One period of a series.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Slot {
    /// The report in force; none where nobody has reported.
    pub(super) stored: Option<Stored>,
    node: NodeIx,
}

impl Slot {
    const EMPTY: Self = Self { stored: None, node: NodeIx::NONE };

    pub(super) fn node(&self) -> Option<NodeIx> {
        (self.node != NodeIx::NONE).then_some(self.node)
    }

    pub(super) fn set_node(&mut self, node: NodeIx) {
        self.node = node;
    }

    fn is_empty(&self) -> bool {
        *self == Self::EMPTY
    }
}

/// The periods of one series, by their index. Many series are of one period, which takes no room of its own.
#[derive(Default)]
pub(super) enum Column {
    #[default]
    Empty,
    One(i32, Slot),
    Many(Periods),
}

/// Several periods of one series.
#[derive(Default)]
pub(super) struct Periods {
    /// The index of the first slot.
    first: i32,
    slots: VecDeque<Slot>,
    /// Periods far from the others.
    #[expect(clippy::box_collection, reason = "hardly any series has some, and every series has the field")]
    strays: Option<Box<BTreeMap<i32, Slot>>>,
}

impl Column {
    #[inline]
    pub(super) fn get(&self, index: i32) -> Option<&Slot> {
        match self {
            Self::Empty => None,
            Self::One(at, slot) => (*at == index).then_some(slot),
            Self::Many(periods) => periods.get(index),
        }
    }

    /// The slot of a period, which is made where there is none.
    pub(super) fn slot_mut(&mut self, index: i32) -> &mut Slot {
        if let Self::Empty = self {
            *self = Self::One(index, Slot::EMPTY);
        }
        if !matches!(self, Self::One(at, _) if *at == index) {
            self.widen();
        }
        match self {
            Self::One(_, slot) => slot,
            Self::Many(periods) => periods.slot_mut(index),
            Self::Empty => unreachable!("it holds a period now"),
        }
    }

    /// Every period that holds something, with its index; strays last.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i32, &Slot)> {
        let (one, many) = match self {
            Self::Empty => (None, None),
            Self::One(at, slot) => (Some((*at, slot)), None),
            Self::Many(periods) => (None, Some(periods)),
        };
        let one = one.filter(|(_, slot)| !slot.is_empty());
        one.into_iter().chain(many.into_iter().flat_map(Periods::iter))
    }

    /// Makes room for so many periods.
    pub(super) fn reserve(&mut self, periods: usize) {
        if periods > 1 {
            self.widen().slots.reserve_exact(periods);
        }
    }

    /// Makes it a column of several periods.
    fn widen(&mut self) -> &mut Periods {
        if let Self::Empty | Self::One(..) = self {
            let mut periods = Periods::default();
            if let Self::One(at, slot) = self {
                *periods.slot_mut(*at) = *slot;
            }
            *self = Self::Many(periods);
        }
        match self {
            Self::Many(periods) => periods,
            Self::Empty | Self::One(..) => unreachable!("it is of several periods now"),
        }
    }
}

impl Periods {
    #[inline]
    fn get(&self, index: i32) -> Option<&Slot> {
        let offset = i64::from(index) - i64::from(self.first);
        let slot = usize::try_from(offset).ok().and_then(|offset| self.slots.get(offset));
        match (slot, &self.strays) {
            (slot, None) => slot,
            (Some(slot), Some(_)) if !slot.is_empty() => Some(slot),
            (slot, Some(strays)) => strays.get(&index).or(slot),
        }
    }

    fn slot_mut(&mut self, index: i32) -> &mut Slot {
        let is_stray = self.strays.as_ref().is_some_and(|strays| strays.contains_key(&index));
        if is_stray || !self.reach(index) {
            return self.strays.get_or_insert_default().entry(index).or_insert(Slot::EMPTY);
        }
        let offset = usize::try_from(i64::from(index) - i64::from(self.first)).expect("within reach");
        &mut self.slots[offset]
    }

    fn iter(&self) -> impl Iterator<Item = (i32, &Slot)> {
        let slots = (self.first..).zip(&self.slots).filter(|(_, slot)| !slot.is_empty());
        let strays = self.strays.iter().flat_map(|strays| strays.iter());
        slots.chain(strays.map(|(index, slot)| (*index, slot)))
    }

    /// Widens the column to a period, unless it lies too far off.
    fn reach(&mut self, index: i32) -> bool {
        if self.slots.is_empty() {
            self.first = index;
        }
        let offset = i64::from(index) - i64::from(self.first);
        let length = i64::try_from(self.slots.len()).expect("a column fits into memory");
        let missing = if offset < 0 { -offset } else { (offset + 1 - length).max(0) };
        let Ok(missing) = usize::try_from(missing) else { return false };
        if missing > self.slots.len() + WIDEST_GAP {
            return false;
        }
        self.grow(missing);
        if offset < 0 {
            self.first = index;
            (0..missing).for_each(|_| self.slots.push_front(Slot::EMPTY));
        } else {
            (0..missing).for_each(|_| self.slots.push_back(Slot::EMPTY));
        }
        true
    }

    /// Makes room by a quarter: most series are short, and doubling would leave a third of the memory unused.
    fn grow(&mut self, missing: usize) {
        if self.slots.len() + missing > self.slots.capacity() {
            self.slots.reserve_exact(missing.max(self.slots.len() / 4));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts a report down for each index, and reads all of them back.
    #[track_caller]
    fn check(indices: &[i32], expect: &str) {
        let mut column = Column::default();
        for (line, index) in (0..).zip(indices) {
            let report = Report::Value(1.into());
            let stored = Stored::new(report, OriginIx(0), line, Status::Final);
            column.slot_mut(*index).stored = Some(stored);
        }
        for (line, index) in (0..).zip(indices) {
            let stored = column.get(*index).and_then(|slot| slot.stored);
            assert_eq!(stored.map(|stored| stored.line), Some(line), "{index}");
        }
        let found: Vec<i32> = column.iter().map(|(index, _)| index).collect();
        let slots = match &column {
            Column::Empty => 0,
            Column::One(..) => 1,
            Column::Many(periods) => periods.slots.len(),
        };
        assert_eq!(format!("{found:?}, {slots} slots"), expect);
    }

    #[test]
    fn periods_stand_in_order_however_they_come() {
        check(&[7, 8, 9], "[7, 8, 9], 3 slots");
        check(&[9, 8, 7], "[7, 8, 9], 3 slots");
        check(&[8, -2, 3], "[-2, 3, 8], 11 slots");
    }

    #[test]
    fn a_series_of_one_period_takes_no_room_of_its_own() {
        check(&[7], "[7], 1 slots");
        assert!(size_of::<Column>() <= 48);
    }

    #[test]
    fn a_period_far_off_costs_no_slots_and_is_found_once_the_column_reaches_it() {
        check(&[0, 1_000_000], "[0, 1000000], 1 slots");
        check(&[0, i32::MAX, i32::MIN], "[0, -2147483648, 2147483647], 1 slots");
        check(&[0, 80, 40, 100], "[0, 40, 100, 80], 101 slots");
    }
}
