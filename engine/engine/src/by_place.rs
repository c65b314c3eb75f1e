//! Values by place, which copies share: a copy costs nothing, and a place that changes afterwards copies the few nodes above it.
//!
//! It is for lists of who stands how among thousands of parts, of which one moves at a time and people were told an earlier
//! state. What the values mean is not known here.

use std::fmt;
use std::sync::Arc;
use std::{mem, slice};

/// How many places a node holds, as a power of two.
const BITS: u32 = 4;
const WIDTH: usize = 1 << BITS;

/// Values in the order of their places, at most one at each. Two of them are equal when their values are, at whichever places
/// these stand.
#[derive(Clone)]
pub struct ByPlace<T> {
    root: Option<Arc<Node<T>>>,
    /// How many levels stand above the leaves.
    height: u32,
    len: usize,
}

/// No node is empty.
#[derive(Clone)]
enum Node<T> {
    Branch([Option<Arc<Node<T>>>; WIDTH]),
    Leaf([Option<T>; WIDTH]),
}

impl<T> ByPlace<T> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, place: usize) -> Option<&T> {
        if place >> BITS >> (BITS * self.height) > 0 {
            return None;
        }
        let (mut node, mut height) = (self.root.as_ref()?, self.height);
        loop {
            match &**node {
                Node::Leaf(values) => return values[digit(place, 0)].as_ref(),
                Node::Branch(below) => node = below[digit(place, height)].as_ref()?,
            }
            height -= 1;
        }
    }

    /// The first value.
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The values, in the order of their places.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { above: vec![slice::from_ref(&self.root).iter()], values: [].iter() }
    }

    /// Whether both hold the same at the same places, for what `agree` takes for the same. What both share is not looked at.
    pub(crate) fn is_same(&self, other: &Self, agree: impl Fn(&T, &T) -> bool + Copy) -> bool {
        let (tall, low) = if self.height < other.height { (other, self) } else { (self, other) };
        let mut root = tall.root.as_ref();
        for _ in low.height..tall.height {
            let Some(Node::Branch(below)) = root.map(|root| &**root) else { break };
            if below[1..].iter().any(Option::is_some) {
                return false;
            }
            root = below[0].as_ref();
        }
        are_same(root, low.root.as_ref(), agree)
    }
}

impl<T: Clone> ByPlace<T> {
    /// Puts a value at a place.
    pub(crate) fn insert(&mut self, place: usize, value: T) {
        while place >> BITS >> (BITS * self.height) > 0 {
            let mut below = [const { None }; WIDTH];
            below[0] = self.root.take();
            self.root = below[0].is_some().then(|| Arc::new(Node::Branch(below)));
            self.height += 1;
        }
        let before = put(&mut self.root, self.height, place, Some(value));
        self.len += usize::from(before.is_none());
    }

    /// Takes the value at a place away, where there is one.
    pub(crate) fn remove(&mut self, place: usize) {
        if self.get(place).is_some() {
            put(&mut self.root, self.height, place, None);
            self.len -= 1;
        }
    }
}

/// The digit of a place that chooses among what is below a node of this height.
fn digit(place: usize, height: u32) -> usize {
    (place >> (BITS * height)) % WIDTH
}

fn put<T: Clone>(root: &mut Option<Arc<Node<T>>>, height: u32, place: usize, value: Option<T>) -> Option<T> {
    let is_taken_away = value.is_none();
    let node = root.get_or_insert_with(|| {
        Arc::new(if height == 0 {
            Node::Leaf([const { None }; WIDTH])
        } else {
            Node::Branch([const { None }; WIDTH])
        })
    });
    let (before, is_empty) = match Arc::make_mut(node) {
        Node::Leaf(values) => {
            let before = mem::replace(&mut values[digit(place, 0)], value);
            (before, is_taken_away && values.iter().all(Option::is_none))
        }
        Node::Branch(below) => {
            let before = put(&mut below[digit(place, height)], height - 1, place, value);
            (before, is_taken_away && below.iter().all(Option::is_none))
        }
    };
    if is_empty {
        *root = None;
    }
    before
}

fn are_same<T>(
    one: Option<&Arc<Node<T>>>,
    other: Option<&Arc<Node<T>>>,
    agree: impl Fn(&T, &T) -> bool + Copy,
) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    if Arc::ptr_eq(one, other) {
        return true;
    }
    match (&**one, &**other) {
        (Node::Branch(one), Node::Branch(other)) => {
            one.iter().zip(other).all(|(one, other)| are_same(one.as_ref(), other.as_ref(), agree))
        }
        (Node::Leaf(one), Node::Leaf(other)) => one.iter().zip(other).all(|pair| match pair {
            (Some(one), Some(other)) => agree(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }),
        (Node::Branch(_), Node::Leaf(_)) | (Node::Leaf(_), Node::Branch(_)) => {
            unreachable!("both are of one height")
        }
    }
}

/// The values, in the order of their places.
pub struct Iter<'a, T> {
    /// What is still to be looked at of each node on the way down.
    above: Vec<slice::Iter<'a, Option<Arc<Node<T>>>>>,
    /// What is still to be looked at of the leaf.
    values: slice::Iter<'a, Option<T>>,
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        loop {
            if let Some(value) = self.values.by_ref().flatten().next() {
                return Some(value);
            }
            match self.above.last_mut()?.next() {
                None => _ = self.above.pop(),
                Some(None) => {}
                Some(Some(node)) => match &**node {
                    Node::Branch(below) => self.above.push(below.iter()),
                    Node::Leaf(values) => self.values = values.iter(),
                },
            }
        }
    }
}

impl<'a, T> IntoIterator for &'a ByPlace<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// One after the other, from the first place on.
impl<T: Clone> FromIterator<T> for ByPlace<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().enumerate().collect()
    }
}

impl<T: Clone> FromIterator<(usize, T)> for ByPlace<T> {
    fn from_iter<I: IntoIterator<Item = (usize, T)>>(values: I) -> Self {
        let mut by_place = Self::default();
        values.into_iter().for_each(|(place, value)| by_place.insert(place, value));
        by_place
    }
}

impl<T> Default for ByPlace<T> {
    fn default() -> Self {
        Self { root: None, height: 0, len: 0 }
    }
}

impl<T: PartialEq> PartialEq for ByPlace<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for ByPlace<T> {}

impl<T: fmt::Debug> fmt::Debug for ByPlace<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::option::of;
    use proptest::prelude::*;

    use super::*;

    fn turned(turns: &[(usize, Option<u8>)], by_place: &mut ByPlace<u8>, plain: &mut BTreeMap<usize, u8>) {
        for (place, value) in turns {
            if let Some(value) = value {
                by_place.insert(*place, *value);
                plain.insert(*place, *value);
            } else {
                by_place.remove(*place);
                plain.remove(place);
            }
        }
    }

    fn turns() -> impl Strategy<Value = Vec<(usize, Option<u8>)>> {
        vec((prop_oneof![0_usize..40, 0_usize..5_000], of(0_u8..3)), 0..60)
    }

    proptest! {
        #[test]
        fn places_hold_what_a_plain_map_would_and_a_copy_stays_as_it_was(first in turns(), then in turns()) {
            let (mut by_place, mut plain) = (ByPlace::default(), BTreeMap::new());
            turned(&first, &mut by_place, &mut plain);
            let (copy, plain_copy) = (by_place.clone(), plain.clone());
            turned(&then, &mut by_place, &mut plain);
            for (by_place, plain) in [(&by_place, &plain), (&copy, &plain_copy)] {
                prop_assert!(by_place.iter().eq(plain.values()));
                prop_assert_eq!(by_place.len(), plain.len());
                prop_assert!((0..6_000).all(|place| by_place.get(place) == plain.get(&place)));
            }
            let same = |one: &u8, other: &u8| one == other;
            prop_assert_eq!(by_place.is_same(&copy, same), plain == plain_copy);
            prop_assert_eq!(copy.is_same(&by_place, same), plain == plain_copy);
            prop_assert_eq!(by_place == copy, plain.values().eq(plain_copy.values()));
        }
    }

    #[test]
    fn what_copies_share_is_not_looked_at() {
        let mut by_place: ByPlace<usize> = (0..10_000).collect();
        let copy = by_place.clone();
        by_place.insert(4_321, 4_321);
        let looked_at = Cell::new(0);
        let agree = |one: &usize, other: &usize| {
            looked_at.set(looked_at.get() + 1);
            one == other
        };
        assert!(by_place.is_same(&copy, agree));
        assert_eq!(looked_at.get(), WIDTH);
    }
}
