//! A list that grows page by page: nothing in it moves when it grows, which with millions of large items costs more than to fill it.
//!
//! It is for what is found by its number and never taken out. What the items mean is not known here.

use std::ops::{Index, IndexMut};

/// How many items a page holds, as a power of two.
const BITS: u32 = 9;
const WIDTH: usize = 1 << BITS;

/// Items by their numbers, from zero. Every page but the last is full.
pub(crate) struct Paged<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Paged<T> {
    pub(crate) fn len(&self) -> usize {
        let last = self.pages.last().map_or(WIDTH, Vec::len);
        self.pages.len() * WIDTH + last - WIDTH
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Adds an item, and says which number it has.
    pub(crate) fn push(&mut self, item: T) -> usize {
        let place = self.len();
        match self.pages.last_mut().filter(|page| page.len() < WIDTH) {
            Some(page) => page.push(item),
            None => self.pages.push(first_of_page(item, place)),
        }
        place
    }

    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        self.pages.get(place >> BITS)?.get(place % WIDTH)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pages.iter().flatten()
    }
}

/// A page that begins with an item. The first page of all grows as it is filled, since most lists are short.
fn first_of_page<T>(item: T, place: usize) -> Vec<T> {
    let mut page = if place == 0 { Vec::new() } else { Vec::with_capacity(WIDTH) };
    page.push(item);
    page
}

impl<T> Index<usize> for Paged<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.pages[place >> BITS][place % WIDTH]
    }
}

impl<T> IndexMut<usize> for Paged<T> {
    fn index_mut(&mut self, place: usize) -> &mut T {
        &mut self.pages[place >> BITS][place % WIDTH]
    }
}

impl<T> IntoIterator for Paged<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.pages.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_numbers_and_their_places_in_memory() {
        let mut list = Paged::default();
        assert!((list.len(), list.is_empty()) == (0, true));
        let many = 3 * WIDTH + 1;
        for number in 0..WIDTH {
            assert_eq!(list.push(number), number);
        }
        let first = &raw const list[0];
        for number in WIDTH..many {
            assert_eq!(list.push(number), number);
        }
        assert_eq!(&raw const list[0], first, "nothing moves once a page is full");
        assert_eq!((list.len(), list.is_empty()), (many, false));
        assert_eq!((list.get(many - 1), list.get(many)), (Some(&(many - 1)), None));
        list[WIDTH] = 7;
        assert_eq!(list.iter().sum::<usize>(), many * (many - 1) / 2 - WIDTH + 7);
        assert!(list.into_iter().nth(WIDTH) == Some(7));
    }
}
