//! Which parts of a text say who somebody is: where they stand and what they are. Whoever knows the grammar of a text finds them; here they are
//! only held to what parts of a text can be, since a ledger may say anything.

use std::ops::Range;
use std::sync::Arc;

use thiserror::Error;

/// What a personal part of a text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PartKind {
    /// The name of a person.
    Name,
    /// Where messages reach somebody.
    Address,
    /// The same of the person whom the last name before it names.
    AddressOfLast,
    /// The same of the person whom the next name behind it names.
    AddressOfNext,
}

impl PartKind {
    pub const ALL: [Self; 4] = [Self::Name, Self::Address, Self::AddressOfLast, Self::AddressOfNext];
}

/// A part of a text that says who somebody is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PersonalPart {
    pub kind: PartKind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The personal parts of one text, in order: none reaches into another.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PersonalParts(Arc<[PersonalPart]>);

/// Why these are no parts of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("they do not lie in the text one behind the other")]
pub struct NoParts;

impl PersonalParts {
    /// Of a text.
    ///
    /// # Errors
    /// They do not lie in it one behind the other.
    pub fn of(text: &str, parts: impl Into<Arc<[PersonalPart]>>) -> Result<Self, NoParts> {
        let parts = parts.into();
        let mut end = 0;
        for PersonalPart { range, .. } in &*parts {
            if range.start < end || text.get(range.clone()).is_none() {
                return Err(NoParts);
            }
            end = range.end;
        }
        Ok(Self(parts))
    }

    pub fn all(&self) -> &[PersonalPart] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(ranges: &[(usize, usize)]) -> Vec<PersonalPart> {
        let part = |(start, end): &(usize, usize)| PersonalPart { kind: PartKind::Name, range: *start..*end };
        ranges.iter().map(part).collect()
    }

    #[test]
    fn parts_lie_in_their_text_one_behind_the_other() {
        let text = "Ann Häy, Bo";
        let sound: [&[(usize, usize)]; 4] =
            [&[], &[(0, 3), (3, 4)], &[(0, 8), (10, 12), (12, 12)], &[(0, 12)]];
        for sound in sound {
            assert_eq!(PersonalParts::of(text, parts(sound)).unwrap().all().len(), sound.len(), "{sound:?}");
        }
        let faulty: [&[(usize, usize)]; 8] = [
            &[(0, 13)],
            &[(12, 14)],
            &[(0, 6)],
            &[(0, 4), (3, 5)],
            &[(4, 5), (0, 3)],
            &[(0, 3), (0, 3)],
            &[(4, 3)],
            &[(usize::MAX - 1, usize::MAX)],
        ];
        for faulty in faulty {
            assert_eq!(PersonalParts::of(text, parts(faulty)), Err(NoParts), "{faulty:?}");
        }
    }
}
